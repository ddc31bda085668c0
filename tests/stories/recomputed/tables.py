"""The tables of a played county, read past the program that wrote them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row

Named = tuple[Fraction, frozenset[str]]
"""A highest or lowest, with all names that reach it."""
Value = int | Fraction | Named | list[str] | datetime
Figures = dict[str, Value]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Office:
    """The tables of a played county, read past the program that wrote them."""

    read: Callable[[str, tuple[object, ...]], list[Row]]

    def all(self, text: str, *values: object) -> list[Row]:
        return self.read(text, values)

    def one(self, text: str, *values: object) -> int:
        (row,) = self.read(text, values)
        (number,) = row.values()
        return int(number or 0)


@contextmanager
def opened(database: str) -> Iterator[Office]:
    """`database` as HUANJIE_DATABASE has it. In the texts `?` stands for a value."""
    if database.startswith("sqlite"):
        connection = sqlite3.connect(database.removeprefix("sqlite:///"))
        connection.row_factory = sqlite3.Row
        yield Office(lambda text, values: [dict(r) for r in connection.execute(text, values)])
        connection.close()
        return
    with psycopg.connect(database, row_factory=dict_row) as server:
        yield Office(
            lambda text, values: server.execute(text.replace("?", "%s"), values).fetchall()
        )


def day(value: object) -> date | None:
    """SQLite keeps days as text."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value  # type: ignore[return-value]


def day_of(moment: datetime) -> date:
    """The day on which it was, where the election is held."""
    return moment.astimezone(ZoneInfo("Asia/Shanghai")).date()


def plain(value: object) -> Any:
    """SQLite keeps JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Election:
    id: int
    unit: str
    level: str
    polling_day: date

    @property
    def area(self) -> str:
        """How the codes of its villages begin."""
        return self.unit[:6] if self.level == "county" else self.unit[:9]


def elections(office: Office) -> list[Election]:
    found = office.all("SELECT id, unit_id, level, polling_day FROM committee_election ORDER BY id")
    return [
        Election(row["id"], row["unit_id"], row["level"], day(row["polling_day"]))  # type: ignore[arg-type]
        for row in found
    ]


def age(birth: date, on: date) -> int:
    """Full years; the day itself counts (R-03)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def in_force(row: Row, at: date, since: str, until: str) -> bool:
    start, end = day(row[since]), day(row[until])
    return start is not None and start <= at and (end is None or end > at)


def constituencies(office: Office, election: Election) -> list[Row]:
    return office.all(
        "SELECT * FROM seats_constituency WHERE election_id = ? ORDER BY number", election.id
    )


def total(rows: Iterable[Figures]) -> Figures:
    """Field by field the sum of counts; ratios are left out."""
    found: Counter[str] = Counter()
    for figures in rows:
        counts = {field: value for field, value in figures.items() if isinstance(value, int)}
        found.update(counts)
    return dict(found)


def extreme(
    values: Mapping[str, Fraction], which: Callable[[Iterable[Fraction]], Fraction]
) -> Named:
    best = which(values.values())
    return best, frozenset(name for name, value in values.items() if value == best)
