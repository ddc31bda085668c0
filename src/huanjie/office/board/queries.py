"""What the board shows: the worklist of a member, the timeline, the matrix of all elections."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.translation import override

from huanjie.figures.charts import Block, Limit
from huanjie.law.pack import Reading
from huanjie.law.timetable import latest_lawful_day
from huanjie.office.board.stages import ACT_STAGE, STAGES, stage_marks
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import Election, PlannedAct
from huanjie.office.committee.queries import ActRow, elections_within, pack_of, timetable
from huanjie.office.face.words import either
from huanjie.office.inbox.work import WorkItem
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import covers
from huanjie.office.people.roles import Role

Worker = Callable[[Election, date], list[WorkItem]]
BETWEEN_LEVELS = ("guidance", "returns", "briefing")
"""The apps between the levels, whose work belongs to a unit and to no one election."""
DECIDED_FROM_ABOVE = ("committee", "seats")
"""The stages of which a county's standing committee takes decisions for its townships."""
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
    return sorted(_stage_work(election, today, STAGES), key=lambda item: item.rank)


def work_of(member: Actor, today: date) -> list[WorkItem]:
    """All work that concerns a member: his own unit's, what he decides below, who is late there."""
    return WorkOf(today)(member)


class WorkOf:
    """The work of one member after another on one day; each election is asked only once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._known: dict[tuple[int, bool], list[WorkItem]] = {}

    def __call__(self, member: Actor) -> list[WorkItem]:
        """All work that concerns a member, the gravest first."""
        found = [*unit_work(member, self._today)]
        elections = list(elections_within(member.unit))
        for election in elections:
            if election.unit_id == member.unit:
                found += self._of(election, is_whole=True)
            elif Role.STANDING_COMMITTEE in member.roles and election.county_id == member.unit:
                work = self._of(election, is_whole=False)
                found += [item for item in work if Role.STANDING_COMMITTEE in item.roles]
        below = [election for election in elections if election.unit_id != member.unit]
        found += [_late_below(row) for row in matrix(below, self._today) if row.late]
        return sorted(found, key=lambda item: item.rank)

    def _of(self, election: Election, *, is_whole: bool) -> list[WorkItem]:
        key = election.pk, is_whole
        if key not in self._known:
            stages = STAGES if is_whole else DECIDED_FROM_ABOVE
            self._known[key] = _stage_work(election, self._today, stages)
        return self._known[key]


def unit_work(member: Actor, today: date) -> list[WorkItem]:
    """What the apps between the levels say is to be done by or for the member's unit."""
    found: list[WorkItem] = []
    for app in BETWEEN_LEVELS:
        path = f"huanjie.office.{app}.work"
        if apps.is_installed(f"huanjie.office.{app}") and find_spec(path):
            found += import_module(path).unit_work(member, today)
    return found


def may_act(item: WorkItem, member: Actor) -> bool:
    """Is it for the member to do? A record below is acted on by a standing committee only."""
    if item.unit in ("", member.unit):
        return bool(item.roles & member.roles)
    is_deciding = Role.STANDING_COMMITTEE in item.roles & member.roles
    return is_deciding and covers(member.unit, item.unit)


def _stage_work(election: Election, today: date, stages: Iterable[str]) -> list[WorkItem]:
    found = [item for work in _workers(stages) for item in work(election, today)]
    return [replace(each, unit=election.unit_id, unit_name=election.unit.name) for each in found]


def _late_below(row: "MatrixRow") -> WorkItem:
    """One line for a unit below that is behind; its own people have to act."""
    behind = [STAGES[stage] for stage, mark in row.marks.items() if mark in _BEHIND]
    with override("zh-hans"):
        detail_zh = "、".join(str(stage) for stage in behind)
    with override("en"):
        detail_en = ", ".join(str(stage) for stage in behind)
    return WorkItem(
        mark="late",
        subject_zh=f"{row.late}项日程逾期",
        subject_en=f"{row.late} acts of the timetable are late",
        detail_zh=detail_zh,
        detail_en=detail_en,
        article=None,
        due=None,
        link=f"/?unit={row.election.unit_id}",
        action_zh="查看",
        action_en="Look",
        roles=frozenset({Role.OFFICE, Role.COMMITTEE}),
        unit=row.election.unit_id,
        unit_name=row.election.unit.name,
    )


_BEHIND = frozenset({"warning", "stopped"})


def worklist(items: Iterable[WorkItem], member: Actor, today: date) -> Worklist:
    """The items in four groups: late, due today, waiting for me, what I wait for."""
    late, due, mine, others = [], [], [], []
    for item in items:
        if not may_act(item, member):
            others.append(item)
        elif item.mark == "late" or (item.due is not None and item.due < today):
            late.append(item)
        elif item.mark == "due" or item.due == today:
            due.append(item)
        else:
            mine.append(item)
    return Worklist(tuple(late), tuple(due), tuple(mine), tuple(others))


def _workers(stages: Iterable[str]) -> list[Worker]:
    """The stages' own lists, in the order of the stages; in `queries` or in `work`."""
    found: list[Worker] = []
    for stage in stages:
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
