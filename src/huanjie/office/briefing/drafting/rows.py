"""What drafting takes and gives: a period of a unit, and an item with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from huanjie.evidence.canonical import digest
from huanjie.office.people.models import Unit


@dataclass(frozen=True)
class Period:
    """The unit that issues, the days it reports on, and the time of drafting.

    `before` are the figures of the issue before: key of an item → code → plain figure.
    """

    unit: Unit
    start: date
    end: date
    at: datetime
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafted:
    """One item as the records have it. `facts` are what its digest covers."""

    section: str
    key: str
    heading: str
    text: str
    link: str
    facts: Mapping[str, Any]
    table: Mapping[str, Any] = field(default_factory=dict)
    bars: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """By which it is seen that the source has moved."""
        return digest(dict(self.facts))


def month_day(value: date) -> str:
    """A day as a bulletin writes it: 11月23日."""
    return f"{value.month}月{value.day}日"
