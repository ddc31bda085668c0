"""The worlds that the three offices live in: two made of different seeds, and a list of units."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

from tests import tables
from tests.stories.rehearsals import COUNTY, DIVISIONS, make_folder
from tests.stories.three_installations.installation import Installation

CITY, TOWN = "990100000000", "990124101000"
TOWNS_OF_COUNTY = ("990124100000", "990124200000")
EVE = date(2026, 12, 27)
SILENT = (
    ("county", "990125000000", "永水县", CITY),
    ("township", "990125100000", "永水镇", "990125000000"),
    ("village", "990125100201", "新村", "990125100000"),
)
"""A county that never reports."""


def county(folder: Path, kept: Path) -> Installation:
    """The county's office: its own election and those of two townships that have no computer."""
    return _played(folder, kept, "county", seed=7, elections={COUNTY, *TOWNS_OF_COUNTY})


def township(folder: Path, kept: Path) -> Installation:
    """A township's laptop: other people, other votes; the county's register lies under it."""
    return _played(folder, kept, "township", seed=11, elections={COUNTY, TOWN})


def city(folder: Path, database: str) -> Installation:
    """The city's office: no election of its own."""
    folder.mkdir(parents=True)
    rows = list(csv.reader(DIVISIONS.read_text("utf-8").splitlines()))
    listed = folder / "divisions.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        head, *below = rows
        writer = csv.writer(file)
        writer.writerows([head, ("city", CITY, "衡水市", "990000000000"), *below, *SILENT])
    made = Installation("city", database, folder / "data", EVE)
    made.huanjie("init", "--divisions", str(listed), "--unit", CITY)
    return made


def _played(
    folder: Path, kept: Path, name: str, *, seed: int, elections: Collection[str]
) -> Installation:
    """`kept` is where migrated tables wait to be copied."""
    whole = make_folder(folder / "whole", seed=seed, population=1600)
    part = part_of(whole, folder / "part", elections)
    place = folder / "huanjie.sqlite3"
    tables.put_sqlite_tables(place, kept=kept)
    database = f"sqlite:///{place}"
    made = Installation(name, database, folder / "data", EVE)
    made.huanjie("rehearse", str(part), "--report", str(folder / "report.html"))
    return made


def part_of(whole: Path, out: Path, elections: Collection[str]) -> Path:
    """A county's folder with some of its elections only, as an office would fill one by hand."""
    shutil.copytree(whole, out)
    for path in out.glob("*.csv"):
        if path.name != "population.csv":
            _keep(path, elections)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    del manifest["files"]
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    return out


def _keep(path: Path, elections: Collection[str]) -> None:
    """Keep the rows of these elections; forms are numbered by theirs."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    column = next((name for name in ("选举代码", "表号") if name in head), None)
    if column is None:
        return
    at = head.index(column)
    kept = [row for row in rows if row[at].partition("-")[0] in elections]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *kept])
