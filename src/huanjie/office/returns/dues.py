"""What a unit has to report by when: the practice of `dues.toml` counted from election day."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Due:
    """Tables that a unit must report by a day, with data no older than `since`."""

    key: str
    zh: str
    en: str
    tables: tuple[str, ...]
    since: date
    due_on: date
    is_daily: bool = False
    demand: int | None = None


@cache
def _practice() -> tuple[tuple[str, dict[str, Any]], ...]:
    text = files("huanjie.office.returns").joinpath("dues.toml").read_text("utf-8")
    return tuple(tomllib.loads(text).items())


def planned_dues(election_day: date | None, today: date) -> list[Due]:
    """What the plan asks for up to today and next; the daily one of today while it runs."""
    if election_day is None:
        return []
    found: list[Due] = []
    for key, row in _practice():
        if row.get("daily"):
            found += _daily(key, row, election_day, today)
        else:
            since, due = (election_day + timedelta(row[name]) for name in ("since", "due"))
            found.append(Due(key, row["zh"], row["en"], tuple(row["tables"]), since, due))
    return found


def _daily(key: str, row: dict[str, Any], election_day: date, today: date) -> Iterable[Due]:
    first, last = (election_day + timedelta(row[name]) for name in ("from", "until"))
    if first <= today <= last:
        yield Due(key, row["zh"], row["en"], tuple(row["tables"]), today, today, is_daily=True)
