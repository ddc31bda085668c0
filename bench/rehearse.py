"""A whole real county, from files to declared results, through the office's own services.

Takes 花垣县 (433124000000) with its twelve townships and 300,000 fictitious inhabitants: the county
election and every township election together. Each run starts from an empty database, in a process
of its own; the time is wall time of `huanjie rehearse`, reading and report included; the memory is
the largest resident set of that process. `HUANJIE_BENCH_RUNS` sets the number of runs (3).

Bars: median time on SQLite ≤ 240 s, and on PostgreSQL ≤ 240 s; memory ≤ 1.5 GB on either; nothing
left that is neither declared nor stopped for a stated human decision.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from harness import Figure, at_most, report

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import postgres  # noqa: E402 - the server that the tests use

DIVISIONS = ROOT / "examples" / "divisions" / "433100.csv"
COUNTY = "433124000000"
POPULATION = 300_000
SEED = 20261220
SECONDS = at_most(240)
GIGABYTES = at_most(1.5)
NONE_LEFT = at_most(0)
RUNS = int(os.environ.get("HUANJIE_BENCH_RUNS", "3"))


def huanjie(*arguments: str) -> tuple[float, float]:
    """Run a command; seconds of wall time, and gigabytes of its largest resident set."""
    command = [sys.executable, "-c", "from huanjie.cli.main import main; main()", *arguments]
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"huanjie {arguments[0]} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 2**20


def rehearsals(folder: Path, work: Path, databases: list[str]) -> tuple[float, float, int]:
    """Median seconds, largest gigabytes, and contests left open, over one run per database."""
    seconds, gigabytes, left = [], [], 0
    for number, database in enumerate(databases):
        data = work / f"data-{len(database)}-{number}"
        page = work / "report.html"
        took, held = huanjie(
            "rehearse", str(folder), "--database", database, "--data", str(data),
            "--report", str(page), "--json", str(work / "report.json"),
        )  # fmt: skip
        seconds.append(took)
        gigabytes.append(held)
        left = max(left, json.loads((work / "report.json").read_text("utf-8"))["unaccounted"])
    return median(seconds), max(gigabytes), left


def main() -> int:
    """Make the files, play them on both databases, write the results."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "county"
        made, _ = huanjie(
            "sample", "county", "--divisions", str(DIVISIONS), "--county", COUNTY,
            "--seed", str(SEED), "--population", str(POPULATION), "--out", str(folder),
        )  # fmt: skip
        figures = [Figure("files made", made, "s")]
        files = [f"sqlite:///{work}/run-{number}.sqlite3" for number in range(RUNS)]
        figures += measured("SQLite", *rehearsals(folder, work, files))
        with postgres.server(work / "pg") as address:
            urls = [postgres.new_database(address, f"run_{number}") for number in range(RUNS)]
            figures += measured("PostgreSQL", *rehearsals(folder, work, urls))
    return report("rehearse", figures)


def measured(name: str, seconds: float, gigabytes: float, left: int) -> list[Figure]:
    """The three figures of one kind of database."""
    return [
        Figure(f"{name}: median of {RUNS}", round(seconds, 1), "s", SECONDS),
        Figure(f"{name}: largest memory", round(gigabytes, 2), "GiB", GIGABYTES),
        Figure(f"{name}: contests unaccounted for", left, "contests", NONE_LEFT),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
