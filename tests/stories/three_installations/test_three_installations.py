"""A township, a county, a city: three installations, no network, files carried on a stick.

What goes wrong on the way is named; what arrives adds up; every figure leads to its village.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from huanjie.evidence.bundle import ManifestHead, open_bundle, write_bundle
from huanjie.evidence.signature import Suite, new_key
from huanjie.figures.definition import Roll
from huanjie.figures.definition import field as definition
from tests import postgres
from tests.stories.recomputed.tables import Figures, elections, opened
from tests.stories.rehearsals import COUNTY
from tests.stories.returns_recomputed import recomputed
from tests.stories.three_installations import worlds
from tests.stories.three_installations.installation import Installation
from tests.stories.three_installations.worlds import CITY, TOWN, TOWNS_OF_COUNTY
from tests.tables import postgres_tables

FIRST, SECOND, THIRD = date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30)
REFUSAL = {"returns_arrival": 1, "ledger_entry": 1}
"""All that a refused bundle adds to a database: its refusal, and that in the ledger."""

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("three installations")]


@dataclass
class Land:
    """The three offices, the stick, and what was read on the way."""

    township: Installation
    county: Installation
    city: Installation
    stick: Path
    said: dict[str, str] = field(default_factory=dict)
    grown: dict[str, dict[str, int]] = field(default_factory=dict)
    left: dict[str, set[str]] = field(default_factory=dict)
    totals: dict[str, Any] = field(default_factory=dict)

    @property
    def offices(self) -> tuple[Installation, ...]:
        """From the bottom to the top."""
        return self.township, self.county, self.city

    def carried(self, name: str) -> str:
        """A file on the stick."""
        return str(self.stick / name)

    def export(self, office: Installation, unit: str, name: str) -> None:
        """Write the next bundle onto the stick."""
        office.huanjie("returns", "export", "--unit", unit, "--out", self.carried(name))

    def take(self, office: Installation, unit: str, name: str, *, status: int = 0) -> str:
        """Take a file from the stick in, and put the receipt onto it."""
        before, files = office.do("rows"), office.files()
        said = office.huanjie(
            "returns", "import", self.carried(name), "--unit", unit,
            "--receipts", str(self.stick), status=status,
        )  # fmt: skip
        after = office.do("rows")
        self.grown[name] = {t: n - before[t] for t, n in after.items() if n != before[t]}
        self.left[name] = office.files() - files
        return said

    def accept(self, office: Installation, unit: str, name: str) -> None:
        """Accept a bundle; its receipt lies on the stick."""
        with open_bundle(self.stick / name) as bundle:
            digest = bundle.manifest.digest
        receipt = office.do("accept", unit=unit, digest=digest)
        (self.stick / name).with_suffix(".hjr").write_text(receipt, "utf-8")


# ---- how it went ------------------------------------------------------------------------------


def exchange_keys(land: Land) -> None:
    """Each makes a key; enrolments go down from the city, then up from the township."""
    units = (TOWN, COUNTY, CITY)
    prints = {}
    for office, unit, suite in zip(
        land.offices, units, ("sm2-sm3", "ed25519-sha256", "ed25519-sha256"), strict=True
    ):
        said = office.huanjie("returns", "keys", "make", "--unit", unit, "--suite", suite)
        prints[unit] = said.splitlines()[0].split("  ")[-1]
    ways = [
        (land.city, CITY, land.county, COUNTY, ("--to", COUNTY)),
        (land.county, COUNTY, land.township, TOWN, ("--to", TOWN)),
        (land.township, TOWN, land.county, COUNTY, ()),
        (land.county, COUNTY, land.city, CITY, ()),
    ]
    for giver, code, taker, other, more in ways:
        file = land.carried(f"{code}-{other}.hjk")
        giver.huanjie("returns", "keys", "export", "--unit", code, "--out", file, *more)
        taker.huanjie(
            "returns", "keys", "add", file, "--unit", other, "--fingerprint", prints[code]
        )


def first_day(land: Land) -> None:
    """The county reports before its township does; then three bundles that are none come."""
    for office in land.offices:
        office.wake_on(FIRST)
    land.township.do("sign", unit=TOWN)
    land.export(land.township, TOWN, "town-1.hjb")
    for unit in (COUNTY, *TOWNS_OF_COUNTY):
        land.county.do("sign", unit=unit)
    land.export(land.county, COUNTY, "county-1.hjb")
    land.take(land.city, CITY, "county-1.hjb")
    land.accept(land.city, CITY, "county-1.hjb")
    land.take(land.county, COUNTY, "county-1.hjr")
    land.totals["early"] = land.city.do("total", unit=CITY, level="township")
    make_impostors(land)
    for name in ("changed.hjb", "stranger.hjb", "earlier.hjb"):
        land.said[name] = land.take(land.county, COUNTY, name, status=1)
    land.said["town-1.hjb"] = land.take(land.county, COUNTY, "town-1.hjb")


def make_impostors(land: Land) -> None:
    """The township's bundle with one byte changed, signed by a stranger, of another election."""
    whole = bytearray((land.stick / "town-1.hjb").read_bytes())
    whole[len(whole) // 2] ^= 1
    (land.stick / "changed.hjb").write_bytes(whole)
    with open_bundle(land.stick / "town-1.hjb") as bundle:
        given = {n: getattr(bundle.manifest, n) for n in ManifestHead.__dataclass_fields__}
        tables = {name: list(bundle.rows(name)) for name in bundle.tables}
    write_bundle(
        land.stick / "stranger.hjb", ManifestHead(**given), tables=tables,
        key=new_key(Suite.NATIONAL),
    )  # fmt: skip
    land.township.do("of_another_election", unit=TOWN, year=2021, out=land.carried("earlier.hjb"))


def second_day(land: Land, backup: Path) -> None:
    """The township corrects; its bundle stays in a drawer, and a backup is made."""
    for office in land.offices:
        office.wake_on(SECOND)
    land.township.do("form_group", unit=TOWN, name="第一指导组")
    land.township.do("sign", unit=TOWN, reason="补记指导组")
    land.export(land.township, TOWN, "town-2.hjb")
    backup.mkdir()
    restored = land.township.copied_to(backup, "restored")
    restored.do("sign", unit=TOWN, reason="从备份恢复后再报")
    land.export(restored, TOWN, "forked.hjb")
    restored.close()


def third_day(land: Land) -> None:
    """The third bundle comes before the second, twice; a fork comes; the county reports again."""
    for office in land.offices:
        office.wake_on(THIRD)
    land.township.do("form_group", unit=TOWN, name="第二指导组")
    land.township.do("sign", unit=TOWN, reason="又成立一个指导组")
    land.export(land.township, TOWN, "town-3.hjb")
    land.said["lost"] = land.take(land.county, COUNTY, "town-3.hjb")
    land.accept(land.county, COUNTY, "town-3.hjb")
    land.take(land.township, TOWN, "town-3.hjr")
    land.said["repeated"] = land.take(land.county, COUNTY, "town-3.hjb")
    land.said["late"] = land.take(land.county, COUNTY, "town-2.hjb")
    land.said["forked.hjb"] = land.take(land.county, COUNTY, "forked.hjb", status=1)
    land.county.do("sign", unit=COUNTY, reason="补入枫林镇")
    land.export(land.county, COUNTY, "county-2.hjb")  # the stick is lost on the way
    land.export(land.county, COUNTY, "county-3.hjb")
    land.said["lost above"] = land.take(land.city, CITY, "county-3.hjb")
    land.accept(land.city, CITY, "county-3.hjb")
    land.take(land.county, COUNTY, "county-3.hjr")
    for level in ("county", "township"):
        land.totals[level] = land.city.do("total", unit=CITY, level=level)


@pytest.fixture(scope="module")
def land(
    postgres_server: str,
    played_township: Installation,
    played_county: Installation,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Land]:
    """The whole story. The county receives on SQLite, the city on PostgreSQL."""
    folder = tmp_path_factory.mktemp("land")
    offices = []
    for each in (played_township, played_county):
        (folder / each.name).mkdir()
        offices.append(each.copied_to(folder / each.name, each.name))
    (folder / "stick").mkdir()
    address = postgres.new_database(
        postgres_server, f"city_{uuid4().hex}", like=postgres_tables(postgres_server)
    )
    made = Land(*offices, worlds.city(folder / "city", address), folder / "stick")
    try:
        exchange_keys(made)
        first_day(made)
        second_day(made, folder / "backup")
        third_day(made)
        yield made
    finally:
        for office in made.offices:
            office.close()


# ---- what is to be seen -----------------------------------------------------------------------


NAMED = {
    "lost": ("chain-lost", "2"),
    "repeated": ("chain-repeated", "3"),
    "late": ("chain-out-of-order", "2"),
    "changed.hjb": ("", ""),
    "stranger.hjb": ("signer-", ""),
    "earlier.hjb": ("returns-other-election", "2021"),
    "forked.hjb": ("chain-forked", "3"),
    "lost above": ("chain-lost", "2"),
}


@pytest.mark.parametrize("event", NAMED)
def test_what_went_wrong_on_the_way_is_named_in_words(land: Land, event: str) -> None:
    code, fact = NAMED[event]
    lines = [line for line in land.said[event].splitlines() if code in line and "。" in line]
    assert lines, land.said[event]
    assert fact in lines[0]


@pytest.mark.parametrize("name", ["changed.hjb", "stranger.hjb", "earlier.hjb", "forked.hjb"])
def test_a_refused_bundle_leaves_nothing_but_its_refusal(land: Land, name: str) -> None:
    assert land.grown[name] == REFUSAL
    assert land.left[name] == set()


def test_a_bundle_that_comes_again_adds_nothing(land: Land) -> None:
    came = taken(land.county.do("arrivals", unit=COUNTY))
    assert (came[3]["repeats"], came[3]["returns"]) == (1, 1)


def taken(arrivals: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The bundles that were not refused, by number."""
    return {row["sequence"]: row for row in arrivals if row["state"] != "refused"}


def test_receipts_carried_back_tell_the_sender_where_its_sets_stand(land: Land) -> None:
    assert land.township.do("sets", unit=TOWN) == {
        "1": "superseded", "2": "superseded", "3": "accepted",
    }  # fmt: skip
    assert land.county.do("sets", unit=COUNTY) == {"1": "superseded", "2": "accepted"}


def test_the_receipt_names_what_never_came(land: Land) -> None:
    receipt = json.loads((land.stick / "county-3.hjr").read_text("utf-8"))
    assert (receipt["verdict"], receipt["missing"]) == ("accepted", [2])


def test_a_unit_is_named_as_missing_in_every_total_until_it_has_reported(land: Land) -> None:
    early, now = land.totals["early"], land.totals["township"]
    assert early["missing"] == ["枫林镇", "永水镇"]
    assert now["missing"] == ["永水镇"]
    assert land.totals["county"]["missing"] == ["永水县"]
    assert early["sources"][TOWN] == "none"


def recomputed_of(land: Land, unit: str, as_of: str) -> Figures:
    """What a unit's own records say, read by SQL past the programs that sent and added them."""
    office = land.township if unit == TOWN else land.county
    with opened(office.database) as tables:
        (held,) = [each for each in elections(tables) if each.unit == unit]
        return recomputed(tables, held, datetime.fromisoformat(as_of))


@pytest.mark.parametrize("level", ["county", "township"])
def test_every_sum_of_the_city_is_that_of_the_units_own_records(land: Land, level: str) -> None:
    total = land.totals[level]
    units = {"county": {COUNTY}, "township": {TOWN, *TOWNS_OF_COUNTY}}[level]
    assert set(total["parts"]) == units
    parts = [recomputed_of(land, unit, total["parts"][unit]["as_of"]) for unit in units]
    wrong, compared = {}, 0
    for key in set.intersection(*map(set, parts)):
        values = [part[key] for part in parts]
        if not all(isinstance(value, int) for value in values):
            continue
        if definition(key.partition("@")[0]).roll is Roll.SUM:
            compared += 1
            if total["figures"][key] != sum(values):  # type: ignore[arg-type]
                wrong[key] = (total["figures"][key], values)
    assert not wrong
    assert compared > 150


def signed_sets(land: Land, units: Iterable[str]) -> list[dict[str, Any]]:
    """The newest signed set of each unit, as its own database keeps it."""
    found = []
    for unit in units:
        office = land.township if unit == TOWN else land.county
        with opened(office.database) as tables:
            row = tables.all(
                "SELECT content FROM returns_returnset JOIN committee_election AS e"
                " ON e.id = election_id WHERE e.unit_id = ? ORDER BY version DESC LIMIT 1", unit,
            )[0]  # fmt: skip
        found.append(json.loads(row["content"]))
    return found


def test_a_ratio_of_the_city_is_the_ratio_of_the_sums_and_no_average(land: Land) -> None:
    total = land.totals["township"]["figures"]
    own = [each["figures"] for each in signed_sets(land, (TOWN, *TOWNS_OF_COUNTY))]
    ratios = [key for key, value in total.items() if isinstance(value, dict) and "share" in value]
    averaged = 0
    for key in ratios:
        given = [part[key]["share"] for part in own if "share" in part[key]]
        assert total[key]["share"] == [sum(column) for column in zip(*given, strict=True)], key
        average = sum((Fraction(*each) for each in given if each[1]), Fraction()) / len(given)
        averaged += total[key]["share"][1] > 0 and average == Fraction(*total[key]["share"])
    assert len(ratios) > 20
    assert averaged < len(ratios)


def test_a_correction_that_arrived_is_in_the_total(land: Land) -> None:
    assert land.totals["early"]["figures"]["T1.10a"] == 0
    assert land.totals["township"]["figures"]["T1.10a"] == 2


def test_every_total_leads_through_its_bundle_to_the_village(land: Land) -> None:
    total = land.totals["township"]
    with open_bundle(land.stick / "town-3.hjb") as bundle:
        manifest = bundle.manifest
        carried = [row for row in bundle.rows("rows") if "T3.03" in row["figures"]]
    part = total["parts"][TOWN]
    assert (part["bundle"], part["sequence"]) == (manifest.digest, 3)
    (own,) = signed_sets(land, [TOWN])
    voters = own["figures"]["T3.03"]
    for kind in ("constituency", "village"):
        above = [
            (code, figures["T3.03"])
            for unit, its_kind, code, figures in total["rows"]
            if (unit, its_kind) == (TOWN, kind) and "T3.03" in figures
        ]
        assert sorted(above) == sorted(
            (row["code"], row["figures"]["T3.03"]) for row in carried if row["kind"] == kind
        )
        assert sum(n for _, n in above) == voters
    everywhere = {unit for unit, kind, _, _ in total["rows"] if kind == "village"}
    assert everywhere == {TOWN, *TOWNS_OF_COUNTY}


def test_each_superior_holds_the_days_of_the_ledgers_below_it(land: Land) -> None:
    ways = [(land.county, COUNTY, land.township, TOWN), (land.city, CITY, land.county, COUNTY)]
    for above, unit, below, sender in ways:
        with opened(below.database) as tables:
            rows = tables.all("SELECT day, digest FROM ledger_dayhead")
        kept = {row["day"]: row["digest"] for row in rows}
        assert set(kept) >= {str(worlds.EVE), str(FIRST)}
        assert above.do("heads", unit=unit, sender=sender) == kept


def test_the_ledgers_of_all_three_are_whole(land: Land) -> None:
    for office in land.offices:
        assert "●" in office.huanjie("ledger", "check")
