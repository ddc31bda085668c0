"""What the board shows: the worklist of a member, the timeline, the matrix of all elections."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from huanjie.figures.charts import Block, Limit
from huanjie.law.pack import Reading
from huanjie.law.timetable import latest_lawful_day
from huanjie.office.board.stages import ACT_STAGE, STAGES, stage_marks
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import Election, PlannedAct
from huanjie.office.committee.queries import ActRow, pack_of, timetable
from huanjie.office.face.words import either
from huanjie.office.inbox.work import WorkItem
from huanjie.office.ledger.actor import Actor

Worker = Callable[[Election, date], list[WorkItem]]
SPAN = (-90, 60)


@dataclass(frozen=True)
class Worklist:
    """The work of an election as one member sees it."""

    late: tuple[WorkItem, ...]
    today: tuple[WorkItem, ...]
    mine: tuple[WorkItem, ...]
    others: tuple[WorkItem, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing to do and nothing to wait for."""
        return not (self.late or self.today or self.mine or self.others)


def open_work(election: Election, today: date) -> list[WorkItem]:
    """What every stage says is to be done, the gravest first."""
    found = [item for work in _workers() for item in work(election, today)]
    return sorted(found, key=lambda item: item.rank)


def worklist(items: Iterable[WorkItem], member: Actor, today: date) -> Worklist:
    """The items in four groups: late, due today, waiting for me, what I wait for."""
    late, due, mine, others = [], [], [], []
    for item in items:
        if not item.roles & member.roles:
            others.append(item)
        elif item.mark == "late" or (item.due is not None and item.due < today):
            late.append(item)
        elif item.mark == "due" or item.due == today:
            due.append(item)
        else:
            mine.append(item)
    return Worklist(tuple(late), tuple(due), tuple(mine), tuple(others))


def _workers() -> list[Worker]:
    """The stages' own lists, in the order of the stages; in `queries` or in `work`."""
    found: list[Worker] = []
    for stage in STAGES:
        for module in ("queries", "work"):
            path = f"huanjie.office.{stage}.{module}"
            work = getattr(import_module(path), "open_work", None) if find_spec(path) else None
            if work is not None:
                found.append(work)
                break
    return found


def bar(rows: Iterable[ActRow], election_day: date) -> tuple[list[Limit], list[Block]]:
    """The timetable as the posts and blocks of the timeline."""
    limits, blocks = [], []
    for row in rows:
        name = either(row.act.zh, row.act.en)
        stands = row.done_on or row.planned_on
        if row.latest is not None and row.act.id != "polling":
            is_broken = stands is not None and stands > row.latest
            limits.append(Limit((row.latest - election_day).days, name, is_broken))
        if stands is not None and row.act.id != "polling":
            day = (stands - election_day).days
            blocks.append(Block(day, day, name, "●" if row.done_on else "○"))
    return limits, blocks


@dataclass(frozen=True)
class MatrixRow:
    """One election in the matrix: stage → mark, and how many of its acts are late."""

    election: Election
    marks: Mapping[str, str]
    late: int


def matrix(elections: Iterable[Election], today: date) -> list[MatrixRow]:
    """Every election with the marks of its stages: late ones say so. Two queries for all."""
    found = list(elections)
    marks = stage_marks(found)
    open_acts = PlannedAct.objects.filter(election__in=found, done_on__isnull=True)
    by_election: dict[int, list[PlannedAct]] = {election.pk: [] for election in found}
    for act in open_acts.filter(planned_on__lt=today):
        by_election[act.election_id].append(act)
    rows = []
    for election in found:
        late = by_election[election.pk]
        shown = {**marks[election.pk]}
        for act in late:
            stage = ACT_STAGE[act.act]
            if shown[stage] != "stopped":
                shown[stage] = "stopped" if _is_past_law(election, act.act, today) else "warning"
        rows.append(MatrixRow(election, shown, len(late)))
    return rows


def _is_past_law(election: Election, act: str, today: date) -> bool:
    """Has the last lawful day for the act gone by?"""
    deadline = ACTS[act].deadline
    if deadline is None or election.polling_day is None:
        return False
    latest = latest_lawful_day(deadline, election.polling_day, pack_of(election), Reading.A)
    return latest is not None and today > latest


def timetable_of(election: Election, today: date) -> tuple[ActRow, ...]:
    """The timetable of an election; empty until its day is fixed."""
    return timetable(election, today=today) if election.polling_day else ()
