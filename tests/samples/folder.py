"""Reads a written county back, knowing nothing but `docs/reference/county-files.md`."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, str]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Written:
    path: Path
    truth: dict[str, Any]

    def table(self, name: str) -> list[Row]:
        encoding = "gb18030" if name == "population" else "utf-8-sig"
        with (self.path / f"{name}.csv").open(encoding=encoding, newline="") as handle:
            return list(csv.DictReader(handle))

    def sheets(self, which: int) -> dict[Key, dict[str, str]]:
        """Field values by (election, constituency, round)."""
        found: dict[Key, dict[str, str]] = defaultdict(dict)
        for row in self.table(f"sheets-{which}"):
            found[key_of(row)][row["栏目"]] = row["数值"]
        return dict(found)

    def final_sheets(self) -> dict[Key, dict[str, str]]:
        """The first entries with what was typed again."""
        found = self.sheets(1)
        for row in self.table("sheet-corrections"):
            found[key_of(row)][row["栏目"]] = row["数值"]
        return found

    def kinds(self) -> dict[Key, str]:
        return {key_of(row): row["轮次"] for row in self.table("sheets-1")}

    def seats(self) -> dict[tuple[str, str], int]:
        return {
            (row["选举代码"], row["选区号"]): int(row["应选名额"])
            for row in self.table("constituencies")
        }


def key_of(row: Row) -> Key:
    return row["选举代码"], row["选区号"], row["轮次序号"]


def numbers(sheet: dict[str, str], start: str, end: str) -> list[int]:
    """Values of every field between a beginning and an end."""
    return [int(v) for path, v in sheet.items() if path.startswith(start) and path.endswith(end)]


def names(sheet: dict[str, str]) -> list[str]:
    """The candidates of a sheet."""
    return [
        path.removeprefix("candidates[").removesuffix("].approve")
        for path in sheet
        if path.startswith("candidates[") and path.endswith(".approve")
    ]


def votes(sheet: dict[str, str]) -> dict[str, int]:
    """Votes of candidates and written names."""
    found = {name: int(sheet[f"candidates[{name}].approve"]) for name in names(sheet)}
    place = 1
    while f"write_ins[{place}].name" in sheet:
        found[sheet[f"write_ins[{place}].name"]] = int(sheet[f"write_ins[{place}].votes"])
        place += 1
    return found


def participants(sheet: dict[str, str]) -> int:
    return sum(int(sheet[f"turnout.{one}"]) for one in ("in_person", "proxy", "mobile"))


def load(path: Path) -> Written:
    truth = json.loads(path.with_name(path.name + ".truth.json").read_text(encoding="utf-8"))
    return Written(path, truth)
