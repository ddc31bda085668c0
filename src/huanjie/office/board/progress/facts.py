"""What is known of an election, and how far that says its milestones are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from huanjie.law.pack import Pack, pack_for
from huanjie.law.timetable import CalendarDay, Kind, calendar, plan
from huanjie.office.board.progress.columns import COLUMNS, NOT_KEPT
from huanjie.office.committee.milestones import ACT_OF, Milestone, Plan

PAPERS = {
    "K06": "constituency_notice",
    "K13": "voter_roll_notice",
    "K17": "preliminary_list_notice",
    "K20": "formal_list_notice",
    "K28": "elected_notice",
}
"""The notice that proves a milestone."""


@dataclass
class Facts:
    """One election as it is known: days planned and done, papers, records begun and complete.

    `finished` holds the days of milestones that are done with records and not with an act.
    """

    polling_day: date | None = None
    province: str = ""
    state: str = "preparing"
    planned: dict[str, date] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    proven: set[str] = field(default_factory=set)
    finished: dict[str, date] = field(default_factory=dict)
    newest: datetime | None = None

    def post(self, kind: str) -> None:
        """A notice of a kind is published: it proves its milestone."""
        self.proven.update(code for code, paper in PAPERS.items() if paper == kind)

    def reach(self, act: str, on: date) -> None:
        """An act is done; the first day stays, and an act that nobody planned was planned then."""
        self.planned.setdefault(act, on)
        self.done.setdefault(act, on)


def milestones(facts: Facts) -> list[Milestone]:
    """Every milestone whose records are kept here."""
    return [_milestone(facts, code) for code in COLUMNS if code not in NOT_KEPT]


def _milestone(facts: Facts, code: str) -> Milestone:
    act = ACT_OF.get(code, "")
    limit = limits(facts.polling_day, facts.province).get(code)
    days = Plan(
        facts.planned.get(act) or usual(facts.polling_day, facts.province).get(code),
        limit.clear if limit else None,
        facts.done.get(act) if act else facts.finished.get(code),
    )
    return Milestone(code, days, code in facts.proven, code in facts.begun)


@cache
def pack(province: str, polling_day: date | None) -> Pack:
    """The rules that govern an election of a province on a day."""
    return pack_for(province, polling_day or date.max).pack


@cache
def usual(polling_day: date | None, province: str) -> Mapping[str, date]:
    """The last day of every task in the default plan of an election day."""
    if polling_day is None:
        return {}
    planned = plan(polling_day, pack(province, polling_day))
    return {row.task.id: row.end for row in planned}


@cache
def limits(polling_day: date | None, province: str) -> Mapping[str, CalendarDay]:
    """Milestone → the row of the statutory calendar that limits it."""
    rows = statutory(polling_day, province)
    found = {code: rows.get(column.task.limit or "") for code, column in COLUMNS.items()}
    return {code: row for code, row in found.items() if row is not None}


@cache
def statutory(polling_day: date | None, province: str) -> Mapping[str, CalendarDay]:
    """The statutory calendar of an election day by the ids of its rows."""
    if polling_day is None:
        return {}
    rows = calendar(polling_day, pack(province, polling_day), Kind.GENERAL)
    return {row.deadline.id: row for row in rows}
