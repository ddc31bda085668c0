"""How far a milestone ★ of the task plan is in one election. Source: domain.md §2, T9."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huanjie.figures.figure import Count, Figure
from huanjie.law.timetable import plan, tasks
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
    def is_late(self) -> bool:
        """Done after the last lawful day (X9.4)."""
        done, limit = self.days.done_on, self.days.limit
        return done is not None and limit is not None and done > limit

    @property
    def lacks_paper(self) -> bool:
        """Reported done without the paper that proves it (X9.3)."""
        return self.days.done_on is not None and not self.has_proof

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


ACT_OF: Final[Mapping[str, str]] = {
    "K01": "committee_appointed",
    "K02": "quota_determined",
    "K06": "constituencies_published",
    "K09": "registration_opened",
    "K13": "roll_published",
    "K17": "preliminary_published",
    "K20": "formal_published",
    "K26": "polling",
    "K28": "declared",
}
"""The act of the timetable with which a milestone is done; the others are done with records."""


def plans(election: Election) -> dict[str, Plan]:
    """The days of every milestone: code → plan.

    Where nobody has planned a day, the default plan for election day holds.
    """
    held = {row.act: row for row in PlannedAct.objects.filter(election=election)}
    usual, limits = _usual(election)
    found = {}
    for code in (task.id for task in tasks().values() if task.milestone):
        row = held.get(ACT_OF.get(code, ""))
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
