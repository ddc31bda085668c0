"""What an election day brings with it: acts that stand too late for it, papers that turn wrong."""

from dataclasses import dataclass
from datetime import date

from huanjie.law.committee import ELECTION
from huanjie.law.timetable import days_after, days_between, stale_papers
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.acts import Act
from huanjie.office.committee.models import Election
from huanjie.office.committee.timetables import ActRow, timetable


@dataclass(frozen=True)
class TooLate:
    """An act that stands `days` after its last lawful day: done then, planned, or still undone."""

    act: Act
    on: date
    is_done: bool
    latest: date
    days: int


@dataclass(frozen=True)
class Consequences:
    """What follows if election day is `day`; `shift` counts from the day fixed, None without one.

    `papers` are the published ones that name the old day. `earliest` is the first election day
    for which no act stands too late under either reading, None while none does.
    """

    day: date
    shift: int | None
    may_move: bool
    too_late: tuple[TooLate, ...]
    papers: tuple[Publication, ...]
    earliest: date | None

    @property
    def days_moved(self) -> int:
        """By how many days, whichever way."""
        return abs(self.shift or 0)


def consequences(election: Election, day: date, today: date) -> Consequences:
    """What follows for the acts and papers of an election if its day is `day`; nothing saved."""
    rows = [row for row in timetable(election, day=day, today=today) if _is_limited(row, day)]
    standing = [(row, _stands(row, today)) for row in rows]
    too_late = tuple(late for row, on in standing if (late := _too_late(row, on)) is not None)
    fixed = election.polling_day
    return Consequences(
        day=day,
        shift=days_between(fixed, day) if fixed else None,
        may_move=fixed is None or ELECTION.may(election.state, "move_election_day"),
        too_late=too_late,
        papers=_stale(election) if fixed is not None and day != fixed else (),
        earliest=max(_lawful_from(row, on, day) for row, on in standing) if too_late else None,
    )


def _is_limited(row: ActRow, day: date) -> bool:
    return row.latest is not None and row.clear is not None and row.latest < day


def _stands(row: ActRow, today: date) -> date:
    """The day of an act: when it was done, else its plan, but no earlier than today."""
    return row.done_on or max(row.planned_on or today, today)


def _too_late(row: ActRow, on: date) -> TooLate | None:
    if row.latest is None or on <= row.latest:
        return None
    late = days_between(row.latest, on)
    return TooLate(row.act, on, row.done_on is not None, row.latest, late)


def _lawful_from(row: ActRow, on: date, day: date) -> date:
    """The first election day for which an act done `on` is in time, however days are counted."""
    return days_after(on, days_between(row.clear or on, day))


def _stale(election: Election) -> tuple[Publication, ...]:
    standing = Publication.objects.filter(unit=election.unit_id, superseded_by=None)
    kinds = stale_papers(dict.fromkeys(standing.values_list("kind", flat=True)))
    return tuple(standing.filter(kind__in=kinds).order_by("published_on", "number"))
