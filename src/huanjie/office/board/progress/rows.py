"""The rows of the board: every unit with a congress, its milestones, what is late and by what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from django.db.models import QuerySet
from django.utils import timezone

from huanjie.figures.figure import Count, Figure, Missing, MissingReason
from huanjie.law.article import PRACTICE, Article
from huanjie.law.timetable import CalendarDay
from huanjie.office.board.progress.columns import COLUMNS, OTHER_LEVEL
from huanjie.office.board.progress.facts import Facts, limits, milestones
from huanjie.office.board.progress.ledger import known_before
from huanjie.office.board.progress.live import live
from huanjie.office.board.progress.reported import Reported, reported
from huanjie.office.committee.milestones import NEAR, Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import elections_within
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Unit
from huanjie.office.returns.models import ReceivedReturn
from huanjie.office.returns.queries.parts import has_congress

Mark = Literal["done", "doing", "todo", "near", "late", "stopped", "none", "other"]
Source = Literal["live", "bundle", "waiting", "unopened", "none"]
BEHIND: Final = frozenset({"late", "stopped"})
OLD: Final = timedelta(hours=24)
"""Older data than this is old (X9.2)."""


@dataclass(frozen=True)
class Cell:
    """A unit and a milestone. `days` is how late it is, or, near its limit, how many are left.

    `none` says that no records are kept yet or none were reported, `other` that the milestone is
    not one of this level. `is_done_late`: done after its last lawful day, which stays visible.
    """

    code: str
    mark: Mark
    days: int = 0
    planned_on: date | None = None
    limit: date | None = None
    done_on: date | None = None
    article: Article | None = None
    is_done_late: bool = False
    lacks_paper: bool = False


@dataclass(frozen=True)
class Row:
    """One unit on the board and where its state is known from."""

    unit: str
    name: str
    level: str
    parent: str
    parent_name: str
    source: Source
    cells: tuple[Cell, ...] = ()
    polling_day: date | None = None
    province: str = ""
    as_of: datetime | None = None
    received: int | None = None
    waiting: int | None = None
    state: str = ""
    superior: str = ""
    marks: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def behind(self) -> tuple[Cell, ...]:
        """The milestones that are late against the plan or past the law."""
        return tuple(cell for cell in self.cells if cell.mark in BEHIND)

    @property
    def late(self) -> int:
        """How many are late."""
        return len(self.behind)

    @property
    def stopped(self) -> int:
        """How many are past their last lawful day."""
        return sum(cell.mark == "stopped" for cell in self.cells)

    @property
    def near(self) -> int:
        """How many are so near their limit that they must be done now."""
        return sum(cell.mark == "near" for cell in self.cells)

    @property
    def worst(self) -> int:
        """The most days by which one is late."""
        return max((cell.days for cell in self.behind), default=0)

    @property
    def done(self) -> int:
        """How many are done with proof."""
        return sum(cell.mark == "done" for cell in self.cells)

    @property
    def due(self) -> int:
        """How many milestones have records to tell from."""
        return sum(cell.mark not in ("none", "other") for cell in self.cells)

    @property
    def is_known(self) -> bool:
        """Is anything known of how far it is?"""
        return self.source in ("live", "bundle")

    @property
    def lateness(self) -> tuple[int, int, bool, int, str]:
        """The latest first: past the law, late against the plan, unknown, then by code."""
        return -self.stopped, -self.late, self.is_known, -self.worst, self.unit


def end_of(day: date) -> datetime:
    """The moment when a day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def board(unit: str, *, today: date, on: date | None = None, reader: str = "") -> list[Row]:
    """Every unit within one that elects a congress, the latest first; or as known when `on` ended.

    As many queries for two hundred units as for twenty. `reader` is the unit to which the others
    report, by default the one asked for.
    """
    units = _units(unit)
    elections = {row.unit_id: row for row in elections_within(unit).select_related("unit__parent")}
    for code, election in elections.items():
        units.setdefault(code, election.unit)
    before = end_of(on) if on else None
    known = _held(elections, before)
    away = [code for code in units if code not in known]
    told = reported(reader or unit, away, before=before)
    day = on or today
    rows = [_row(each, known.get(code), told.get(code), day) for code, each in units.items()]
    rows = [_unopened(row) if row.unit in elections else row for row in rows]
    return sorted(rows, key=lambda row: row.lateness)


def _unopened(row: Row) -> Row:
    """The unit of an election of this installation that had not been set up by then."""
    return replace(row, source="unopened") if row.source == "none" else row


def _units(unit: str) -> dict[str, Unit]:
    found: QuerySet[Unit] = Unit.objects.filter(
        code__startswith=significant(unit), level__in=("county", "township")
    )
    rows = found.select_related("parent").order_by("code")
    return {each.code: each for each in rows if has_congress(each)}


def _held(elections: Mapping[str, Election], before: datetime | None) -> dict[str, Facts]:
    """Unit → the state of its election here, now or as known before a time."""
    if before is not None:
        return known_before({code: row.province for code, row in elections.items()}, before)
    known = live(elections.values())
    return {code: known[row.pk] for code, row in elections.items()}


def _row(unit: Unit, facts: Facts | None, told: Reported | None, day: date) -> Row:
    if facts is not None:
        cells = cells_of(facts, unit.level, day)
        return _made(unit, "live", cells, facts.polling_day, facts.province, facts.newest,
                     state=facts.state)  # fmt: skip
    if told is None:
        return _made(unit, "none", ())
    waiting = told.waiting.pk if told.waiting else None
    row = told.accepted
    if row is None:
        return _made(unit, "waiting", (), waiting=waiting)
    cells = _reported_cells(row, told.figures, unit)
    return _made(unit, "bundle", cells, row.polling_day, unit.code[:2], row.as_of,
                 received=row.pk, waiting=waiting)  # fmt: skip


def _made(
    unit: Unit, source: Source, cells: tuple[Cell, ...], polling_day: date | None = None,
    province: str = "", as_of: datetime | None = None, *, received: int | None = None,
    waiting: int | None = None, state: str = "",
) -> Row:  # fmt: skip
    parent = unit.parent if unit.level == "township" else None
    above, above_name = (parent.code, parent.name) if parent else (unit.code, unit.name)
    return Row(
        unit.code, unit.name, unit.level, above, above_name, source, cells, polling_day, province,
        as_of, received, waiting, state, unit.parent_id or "", {cell.code: cell for cell in cells},
    )  # fmt: skip


def cells_of(facts: Facts, level: str, day: date) -> tuple[Cell, ...]:
    """The milestones of an election held here as they stand on a day."""
    rules = limits(facts.polling_day, facts.province)
    found = {each.code: cell_of(each, rules.get(each.code), day) for each in milestones(facts)}
    other = OTHER_LEVEL.get(level)
    blank = {code: Cell(code, "other" if code == other else "none") for code in COLUMNS}
    return tuple((blank | found)[code] for code in COLUMNS)


def cell_of(each: Milestone, rule: CalendarDay | None, day: date) -> Cell:
    """One milestone: past its last lawful day, late against its plan, near, begun or to come."""
    days, article = each.days, rule.article if rule else PRACTICE["K"]
    latest = rule.latest if rule else None
    common = {"planned_on": days.planned_on, "limit": latest, "done_on": days.done_on,
              "article": article, "lacks_paper": each.lacks_paper}  # fmt: skip
    if each.is_done and days.done_on is not None:
        over = (days.done_on - latest).days if latest else 0
        return Cell(each.code, "done", max(over, 0), is_done_late=over > 0, **common)  # type: ignore[arg-type]
    mark, number = _standing(each, latest, day)
    return Cell(each.code, mark, number, **common)  # type: ignore[arg-type]


def _standing(each: Milestone, latest: date | None, day: date) -> tuple[Mark, int]:
    """The mark and the days of a milestone that is not done."""
    planned, clear = each.days.planned_on, each.days.limit
    if latest is not None and day > latest:
        return "stopped", (day - latest).days
    if planned is not None and day > planned:
        return "late", (day - planned).days
    if clear is not None and latest is not None and day >= clear - NEAR:
        return "near", (latest - day).days
    has_begun = each.has_started or each.days.done_on is not None
    return ("doing" if has_begun else "todo"), 0


def _reported_cells(
    row: ReceivedReturn, figures: Mapping[str, Figure], unit: Unit
) -> tuple[Cell, ...]:
    """The milestones as a return has them, on the day of its data."""
    day = timezone.localdate(row.as_of)
    rules = limits(row.polling_day, unit.code[:2])
    return tuple(_told(code, figures, rules.get(code), day) for code in COLUMNS)


def _told(code: str, figures: Mapping[str, Figure], rule: CalendarDay | None, day: date) -> Cell:
    due = figures.get(f"T9.01@{code}")
    if not isinstance(due, Count):
        is_other = isinstance(due, Missing) and due.reason is MissingReason.NOT_APPLICABLE
        return Cell(code, "other" if is_other else "none")
    article, latest = rule.article if rule else PRACTICE["K"], rule.latest if rule else None
    says = {name: _is_said(figures, f"{field}@{code}") for name, field in _SAID.items()}
    mark, number = _told_mark(says, latest, day)
    return Cell(code, mark, number, limit=latest, article=article)


_SAID: Final = {"done": "T9.02", "begun": "T9.04", "late": "T9.05", "near": "T9.06"}


def _is_said(figures: Mapping[str, Figure], key: str) -> bool:
    figure = figures.get(key)
    return isinstance(figure, Count) and figure.n > 0


def _told_mark(says: Mapping[str, bool], latest: date | None, day: date) -> tuple[Mark, int]:
    """A return tells that something is late, not by how many days; the law's limit we know."""
    if says["done"]:
        return "done", 0
    if latest is not None and day > latest:
        return "stopped", (day - latest).days
    if says["late"]:
        return "late", 0
    if says["near"]:
        return "near", (latest - day).days if latest else 0
    return ("doing" if says["begun"] else "todo"), 0


def is_old(row: Row, now: datetime) -> bool:
    """Is reported data older than a day? (X9.2)"""
    return row.source == "bundle" and row.as_of is not None and now - row.as_of > OLD
