"""How far a milestone ★ of the task plan is in one election. Source: domain.md §2, T9."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huanjie.figures.figure import Count, Figure
from huanjie.law.timetable import plan
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import Election, PlannedAct
from huanjie.office.committee.timetables import pack_of

NEAR: Final = timedelta(days=3)
"""So near a statutory limit counts as near (T9.06)."""


@dataclass(frozen=True)
class Plan:
    """When a milestone is to be done: our plan, the last lawful day, and the day it was done."""

    planned_on: date | None
    limit: date | None
    done_on: date | None


@dataclass(frozen=True)
class Milestone:
    """One milestone: its days, whether its papers are there, whether anything has begun."""

    code: str
    days: Plan
    has_proof: bool
    has_started: bool

    @property
    def is_done(self) -> bool:
        """Done, and the paper that proves it is on record."""
        return self.days.done_on is not None and self.has_proof

    def figures(self, today: date) -> dict[str, Figure]:
        """T9.01 to T9.06 but for the share, which follows from them."""
        planned, limit = self.days.planned_on, self.days.limit
        is_open = not self.is_done
        begun = is_open and (self.has_started or self.days.done_on is not None)
        late = is_open and planned is not None and today > planned
        near = is_open and limit is not None and limit - NEAR <= today <= limit
        answers = {"T9.01": True, "T9.02": self.is_done, "T9.04": begun, "T9.05": late,
                   "T9.06": near}  # fmt: skip
        return {f"{code}@{self.code}": Count(int(answer)) for code, answer in answers.items()}


def plans(election: Election, acts: Mapping[str, str]) -> dict[str, Plan]:
    """The days of some milestones: code → plan. `acts` names the act of each, empty for none.

    Where nobody has planned a day, the default plan for election day holds.
    """
    rows = PlannedAct.objects.filter(election=election, act__in=set(acts.values()))
    held = {row.act: row for row in rows}
    usual, limits = _usual(election)
    found = {}
    for code, act in acts.items():
        row = held.get(act)
        planned = row.planned_on if row else usual.get(code)
        found[code] = Plan(planned, limits.get(code), row.done_on if row else None)
    return found


def _usual(election: Election) -> tuple[dict[str, date], dict[str, date]]:
    """Last planned day and last lawful day of every task, as far as election day is known."""
    if election.polling_day is None:
        return {}, {}
    planned = plan(election.polling_day, pack_of(election))
    days = {row.task.id: row.end for row in planned}
    return days, {row.task.id: row.limit_day for row in planned if row.limit_day is not None}


def milestone(
    election: Election, code: str, act: str, *, has_proof: bool, has_started: bool
) -> Milestone:
    """A milestone that is an act of the timetable."""
    if act not in ACTS:
        raise KeyError(act)
    return Milestone(code, plans(election, {code: act})[code], has_proof, has_started)
