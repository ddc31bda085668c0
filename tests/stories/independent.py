"""The winners of a folder, worked out a second time: from its files and from rules.md alone.

Reads the CSV files with the standard library and decides with `tests.oracles.determination`;
knows nothing of the office, its importers or its law.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.oracles import determination

Key = tuple[str, int, int]
Contest = tuple[str, int]
CANDIDATE = re.compile(r"candidates\[(.+)\]\.approve")


@dataclass
class Paper:
    """The final figures of one round's sheet."""

    kind: str
    figures: dict[str, str] = field(default_factory=dict)

    def number(self, path: str) -> int:
        return int(self.figures.get(path) or 0)

    @property
    def participants(self) -> int:
        return sum(self.number(f"turnout.{m}") for m in ("in_person", "proxy", "mobile"))

    @property
    def names(self) -> tuple[str, ...]:
        found = (CANDIDATE.fullmatch(path) for path in self.figures)
        return tuple(match.group(1) for match in found if match)

    @property
    def votes(self) -> dict[str, int]:
        votes = {name: self.number(f"candidates[{name}].approve") for name in self.names}
        for path, value in self.figures.items():
            if re.fullmatch(r"write_ins\[\d+\]\.name", path):
                votes[value] = votes.get(value, 0) + self.number(path.replace("name", "votes"))
        return votes


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def key(row: dict[str, str]) -> Key:
    return row["选举代码"], int(row["选区号"]), int(row["轮次序号"])


def papers(folder: Path) -> dict[Key, Paper]:
    """The second entry of every sheet with its corrections: what the paper says."""
    found: dict[Key, Paper] = {}
    for row in rows(folder, "sheets-2.csv"):
        found.setdefault(key(row), Paper(row["轮次"])).figures[row["栏目"]] = row["数值"]
    for row in rows(folder, "sheet-corrections.csv"):
        if row["第几次"] == "2":
            found[key(row)].figures[row["栏目"]] = row["数值"]
    return found


def rulings(folder: Path) -> dict[Key, list[dict[str, str]]]:
    found: dict[Key, list[dict[str, str]]] = defaultdict(list)
    for row in rows(folder, "count-rulings.csv"):
        found[key(row)].append(row)
    return found


def winners(folder: Path) -> dict[Contest, dict[str, int]]:
    """For every contest its winners, each with the ordinal of the round that elected him."""
    seats = {
        (row["选举代码"], int(row["选区号"])): int(row["应选名额"])
        for row in rows(folder, "constituencies.csv")
    }
    sheets, decided = papers(folder), rulings(folder)
    return {contest: decide(contest, seats[contest], sheets, decided) for contest in seats}


def decide(
    contest: Contest,
    seats: int,
    sheets: dict[Key, Paper],
    decided: dict[Key, list[dict[str, str]]],
) -> dict[str, int]:
    elected: dict[str, int] = {}
    tied: tuple[str, ...] = ()
    left, ordinal = seats, 1
    while (paper := sheets.get((*contest, ordinal))) is not None:
        facts = {
            "voters": paper.number("roll.voters"),
            "participants": paper.participants,
            "collected": paper.number("count.collected"),
            "seats": left,
            "votes": paper.votes,
            "eligible": eligibility(contest, ordinal, decided),
        }
        if paper.kind in {"first", "rerun"}:
            answer = determination.first_vote(formal=paper.names, **facts)
        elif paper.kind == "tie_revote":
            assert set(paper.names) == set(tied), (contest, ordinal)
            answer = determination.tie_revote(tied=tied, **facts)
        else:
            answer = determination.supplementary(candidates=paper.names, **facts)
        assert answer["kind"] not in {"manual", "data_error"}, (contest, ordinal, answer)
        for name in answer["elected"]:
            elected[name] = ordinal
        left = seats - len(elected)
        tied = tuple(answer["tied"])
        ordinal += 1
    return elected


def eligibility(
    contest: Contest, until: int, decided: dict[Key, list[dict[str, str]]]
) -> dict[str, bool | None]:
    """What the committee ruled on write-ins up to this round."""
    return {
        row["对象"]: row["决定"] == "有"
        for ordinal in range(1, until + 1)
        for row in decided.get((*contest, ordinal), ())
        if row["事项"] == "另选他人资格"
    }
