"""What the bench scripts share: the machine in one line, the results on file, the table.

A script in this folder states its bars at its head, measures, and ends with

    raise SystemExit(report("rehearse", [Figure("wall time", 181.2, "s", at_most(240))]))

which writes `bench/results/rehearse.json`, prints the table and answers 1 when a bar is missed.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypedDict

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Bar:
    """The line a figure must not cross, on the stated side."""

    limit: float
    is_upper: bool

    def __str__(self) -> str:
        return f"{'≤' if self.is_upper else '≥'} {self.limit:g}"

    def is_met_by(self, value: float) -> bool:
        return value <= self.limit if self.is_upper else value >= self.limit


def at_most(limit: float) -> Bar:
    """A bar that a figure must stay under or on."""
    return Bar(limit, is_upper=True)


def at_least(limit: float) -> Bar:
    """A bar that a figure must reach."""
    return Bar(limit, is_upper=False)


@dataclass(frozen=True)
class Figure:
    """One measured figure; without a bar it is information and always met."""

    name: str
    value: float
    unit: str
    bar: Bar | None = None

    @property
    def is_met(self) -> bool:
        return self.bar is None or self.bar.is_met_by(self.value)


class Row(TypedDict):
    """A figure as it stands in `bench/results/NAME.json`."""

    name: str
    value: float
    unit: str
    bar: str | None
    met: bool


class Results(TypedDict):
    """One file in `bench/results`."""

    machine: str
    figures: list[Row]


def machine() -> str:
    """The processor, cores, memory, system and Python that the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def processor() -> str:
    """The processor's name as the system gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def median_seconds(work: Callable[[], object], *, times: int) -> float:
    """The median wall time of running `work` so many times."""
    spans = []
    for _ in range(times):
        start = perf_counter()
        work()
        spans.append(perf_counter() - start)
    return median(spans)


def report(name: str, figures: Sequence[Figure]) -> int:
    """Write the results of one script, print its table; 1 when a bar is missed, else 0."""
    if not figures:
        raise ValueError(f"{name}: a bench that measured nothing has not passed")
    rows = [
        Row(
            name=figure.name,
            value=figure.value,
            unit=figure.unit,
            bar=None if figure.bar is None else str(figure.bar),
            met=figure.is_met,
        )
        for figure in figures
    ]
    results = Results(machine=machine(), figures=rows)
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(results, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print_table([name])
    return 0 if all(figure.is_met for figure in figures) else 1


def print_table(names: Iterable[str]) -> None:
    """Print what stands in `bench/results` under these names."""
    table = Table("bench", "figure", "value", "unit", "bar", "met")
    for name in names:
        results: Results = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        for row in results["figures"]:
            met = "yes" if row["met"] else "NO"
            bar = row["bar"] or "–"
            table.add_row(name, row["name"], f"{row['value']:g}", row["unit"], bar, met)
    Console().print(table)


if __name__ == "__main__":
    print_table(sys.argv[1:])
