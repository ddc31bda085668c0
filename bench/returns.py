"""The returns of a whole county, a city rolled up from its counties' bundles, a bundle of 50 MB.

Takes 花垣县 (433124000000) with 300,000 fictitious inhabitants, played by `huanjie rehearse` into
SQLite; making that database is stated and has no bar. Every measurement is a process of its own.

- *Computed*: T1 to T9 with the rows of every constituency and village, for the county election and
  all twelve townships' elections, from the database; the first computation of a fresh process,
  median of `HUANJIE_BENCH_RUNS` (3).
- *Rolled up*: a city of ten counties and 170 townships, whose returns are those of 花垣县 under
  other codes. Each county sends one signed bundle with its own return and those of seventeen
  townships. Inside the bar: every bundle examined (layout, signature, digests, every line), put
  through the cross-checks, imported into the city's SQLite database and accepted with a signed
  receipt; then both sums, of the counties and of the townships, read from the database and rolled
  up with their provenance. Receiving and rolling up are stated one by one as well.
- *50 MB*: a bundle whose tables, unpacked, hold 50 MB of the county's own lines; signed and
  written, then verified with the sender's key (`evidence.bundle.verify`).

Bars: computed ≤ 5 s; rolled up ≤ 10 s; 50 MB written ≤ 5 s, verified ≤ 5 s; memory of any of them
≤ 1 GiB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from harness import Figure, at_most, report
from huanjie.evidence.bundle import GENESIS, ManifestHead, verify, write_bundle
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.signature import PrivateKey, Suite, new_key
from huanjie.figures.figure import Return
from huanjie.office.returns.packing import Packed, as_text, from_text, lines_of
from rehearse import COUNTY, DIVISIONS, POPULATION, SEED, huanjie

RUNS = int(os.environ.get("HUANJIE_BENCH_RUNS", "3"))
CITY = "990100000000"
COUNTIES, TOWNS = 10, 17
BYTES = 50_000_000
DAY = date(2026, 12, 28)
AT = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)
GIGABYTE = at_most(1)
Measured = dict[str, float]


def start_office(database: str, data: Path) -> None:
    """Django on that database."""
    from huanjie.cli.office import start_office as start

    start(database=database, folder=data)


class Span:
    """Seconds of wall time and of processor time since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = perf_counter(), process_time()

    def ended(self, name: str) -> Measured:
        return {name: perf_counter() - self.wall, f"{name} cpu": process_time() - self.cpu}


# ---- each in a process of its own -------------------------------------------------------------


def compute(work: Path) -> Measured:
    """Compute every return of the county's database; keep them for the next measurements."""
    start_office(f"sqlite:///{work / 'county.sqlite3'}", work / "county-data")
    from huanjie.office.committee.models import Election
    from huanjie.office.returns.queries.compute import compute as computed

    span = Span()
    held = Election.objects.select_related("unit", "county").order_by("pk")
    found = [computed(election, at=AT) for election in held]
    measured = span.ended("computed")
    (work / "returns.json").write_text(json.dumps([as_text(each) for each in found]), "utf-8")
    return {**measured, "returns": len(found), "rows": sum(len(each.rows) for each in found)}


def kept(work: Path) -> tuple[Return, list[Return]]:
    """The county's return and its townships', as they were computed."""
    county, *towns = map(from_text, json.loads((work / "returns.json").read_text("utf-8")))
    return county, towns


def moved(content: Return, code: str, name: str) -> Return:
    """The same return of another unit."""
    old = content.unit.rstrip("0")
    rows = [
        replace(row, code=code[: len(old)] + row.code.removeprefix(old))
        if row.code.startswith(old)
        else row
        for row in content.rows
    ]
    election = f"{code}/{content.level}/2026"
    return replace(content, unit=code, unit_name=name, election=election, rows=tuple(rows))


def roll_up(work: Path) -> Measured:
    """Receive the bundles of ten counties, accept them, and add them up at both levels."""
    start_office(f"sqlite:///{work / 'city.sqlite3'}", work / "city-data")
    from huanjie.cli.office import migrate

    migrate()
    from huanjie.office.returns import services
    from huanjie.office.returns.queries import rolled_up

    city, office = found_city()
    paths = list(county_bundles(work, city, office))
    whole = span = Span()
    arrivals = [
        services.receive(
            unit=city, path=path, delivery=services.Delivery(path.name, "command", AT), today=DAY,
            actor=office,
        )
        for path in paths
    ]  # fmt: skip
    received = span.ended("received")
    for arrival in arrivals:
        services.accept(arrival=arrival, remark="", at=AT, actor=office)
    span = Span()
    counties, _ = rolled_up(city, "county", at=AT)
    towns, _ = rolled_up(city, "township", at=AT)
    sums, total = span.ended("summed"), whole.ended("rolled up")
    if (len(counties.parts), len(towns.parts)) != (COUNTIES, COUNTIES * TOWNS) or towns.missing:
        raise SystemExit("the sums are not made of every unit")
    return {**received, **sums, **total, "rows": len(counties.rows) + len(towns.rows)}


def found_city() -> tuple[Any, Any]:
    """A city with its counties and townships, its key, and its office's actor."""
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.models import Unit
    from huanjie.office.people.roles import Role
    from huanjie.office.people.services import found_installation
    from huanjie.office.returns.services import make_key

    rows: list[tuple[str, str, str, str, str | None]] = [(CITY, "衡水市", "city", "其他", None)]
    for number in range(COUNTIES):
        county = county_code(number)
        rows.append((county, f"第{number + 1}县", "county", "其他县", CITY))
        rows += [
            (town_code(number, place), town_name(number, place), "township", "镇", county)
            for place in range(TOWNS)
        ]
    found_installation(rows=rows, unit=CITY, password=None)
    city = Unit.objects.get(code=CITY)
    office = Actor("办公室", CITY, frozenset({Role.OFFICE}), unit_name=city.name)
    make_key(unit=city, suite=Suite.INTERNATIONAL, actor=office)
    return city, office


def county_code(number: int) -> str:
    """The code of a county of the city."""
    return f"9901{21 + number}000000"


def town_code(number: int, place: int) -> str:
    """The code of a township."""
    return f"9901{21 + number}{100 + place}000"


def town_name(number: int, place: int) -> str:
    """The name of a township."""
    return f"{number + 1}县{place + 1}镇"


def county_bundles(work: Path, city: Any, office: Any) -> Iterator[Path]:
    """One signed bundle of every county, whose key the city has registered."""
    from huanjie.office.returns.services import register_key

    county, towns = kept(work)
    for number in range(COUNTIES):
        code, name, key = county_code(number), f"第{number + 1}县", new_key(Suite.INTERNATIONAL)
        register_key(unit=city, code=code, name=name, text=key.public.text, actor=office)
        own = moved(county, code, name)
        below = [
            moved(towns[place % len(towns)], town_code(number, place), town_name(number, place))
            for place in range(TOWNS)
        ]
        packed = [packed_of(own), *(replace(packed_of(each), is_own=False) for each in below)]
        path = work / f"{code}-0001.hjb"
        write_bundle(path, head_of(own), tables=lines_of(packed), key=key)
        yield path


def packed_of(content: Return) -> Packed:
    """A return as its sender packs it."""
    return Packed(content, content.unit_name, 1, polling_day="2026-12-20")


def head_of(own: Return) -> ManifestHead:
    """The first bundle of a unit."""
    return ManifestHead(
        kind="returns", unit=own.unit, unit_name=own.unit_name, sequence=1, previous=GENESIS,
        election={"key": own.election, "level": own.level}, as_of=AT, made_at=AT,
    )  # fmt: skip


def fifty_megabytes(work: Path) -> Measured:
    """Write and verify a bundle of the county's lines, over and over, up to 50 MB."""
    county, towns = kept(work)
    tables = lines_of([packed_of(county), *map(packed_of, towns)])
    round_of = [*tables["rows"], *tables["figures"]]
    size = sum(len(canonical_json(line)) + 1 for line in round_of)
    rows: list[Mapping[str, Any]] = round_of * (BYTES // size + 1)
    key: PrivateKey = new_key(Suite.INTERNATIONAL)
    path = work / "large.hjb"
    span = Span()
    manifest = write_bundle(path, head_of(county), tables={"rows": rows}, key=key)
    written = span.ended("written")
    span = Span()
    problems = verify(path, known={county.unit: key.public})
    verified = span.ended("verified")
    unpacked = manifest.parts[0].size
    if problems or unpacked < BYTES:
        raise SystemExit(f"{unpacked} bytes, {[each.code for each in problems]}")
    return {**written, **verified, "lines": manifest.parts[0].lines, "bytes": unpacked,
            "packed": path.stat().st_size}  # fmt: skip


PARTS: Mapping[str, Callable[[Path], Measured]] = {
    "compute": compute, "roll-up": roll_up, "fifty-megabytes": fifty_megabytes,
}  # fmt: skip


# ---- together ---------------------------------------------------------------------------------


def apart(part: str, work: Path) -> Measured:
    """Run one part as a process of its own; what it measured, and its memory in GiB."""
    process = subprocess.Popen(
        [sys.executable, __file__, part, str(work)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{part} ended with {process.returncode}")
    measured: Measured = json.loads(said.splitlines()[-1])
    return {**measured, "memory": usage.ru_maxrss / 2**20}


def make_county(work: Path) -> float:
    """The played county; the seconds it took."""
    folder = work / "county"
    made, _ = huanjie(
        "sample", "county", "--divisions", str(DIVISIONS), "--county", COUNTY,
        "--seed", str(SEED), "--population", str(POPULATION), "--out", str(folder),
    )  # fmt: skip
    played, _ = huanjie(
        "rehearse", str(folder), "--database", f"sqlite:///{work / 'county.sqlite3'}",
        "--data", str(work / "county-data"), "--report", str(work / "report.html"),
    )  # fmt: skip
    return made + played


def figures(work: Path, made: float) -> list[Figure]:
    """Everything measured, with its bars."""
    runs = [apart("compute", work) for _ in range(RUNS)]
    computed = {name: median(run[name] for run in runs) for name in runs[0]}
    rolled = apart("roll-up", work)
    large = apart("fifty-megabytes", work)
    taken = rolled["rolled up"] - rolled["summed"]
    return [
        Figure("county's database made", round(made, 1), "s"),
        Figure("returns computed", computed["returns"], "returns"),
        Figure("computed", round(computed["computed"], 2), "s", at_most(5)),
        Figure("computed: processor", round(computed["computed cpu"], 2), "s"),
        Figure("computed: memory", round(computed["memory"], 2), "GiB", GIGABYTE),
        Figure("rolled up", round(rolled["rolled up"], 2), "s", at_most(10)),
        Figure("rolled up: processor", round(rolled["rolled up cpu"], 2), "s"),
        Figure("rolled up: of that received and accepted", round(taken, 2), "s"),
        Figure("rolled up: of that read and summed", round(rolled["summed"], 2), "s"),
        Figure("rolled up: rows of villages and constituencies", rolled["rows"], "rows"),
        Figure("rolled up: memory", round(rolled["memory"], 2), "GiB", GIGABYTE),
        Figure("50 MB: lines", large["lines"], "lines"),
        Figure("50 MB: packed", round(large["packed"] / 1e6, 1), "MB"),
        Figure("50 MB: signed and written", round(large["written"], 2), "s", at_most(5)),
        Figure("50 MB: verified", round(large["verified"], 2), "s", at_most(5)),
        Figure("50 MB: memory", round(large["memory"], 2), "GiB", GIGABYTE),
    ]


def main() -> int:
    """Make the county, measure each part, write the results."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        made = make_county(work)
        return report("returns", figures(work, made))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
        raise SystemExit
    raise SystemExit(main())
