"""What must be done in the days ahead, by whom and under which rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from huanjie.law.article import PRACTICE, Article
from huanjie.office.board.progress.columns import COLUMNS
from huanjie.office.board.progress.facts import statutory
from huanjie.office.board.progress.rows import Row
from huanjie.office.returns.dues import planned_dues

AHEAD: Final = 14
"""How many days the board looks ahead."""


@dataclass(frozen=True)
class Deadline:
    """A day, what ends on it, under which rule, and the units that still have it before them.

    `clear` is the last day that is lawful under both readings, where it is an earlier one.
    """

    day: date
    rule: str
    zh: str
    en: str
    article: Article
    is_statutory: bool
    clear: date | None
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Due:
    day: date
    rule: str
    zh: str
    en: str
    article: Article
    is_statutory: bool
    clear: date | None


_LIMITED: Final[dict[str, tuple[str, ...]]] = {}
for _column in COLUMNS.values():
    if _column.task.limit:
        _LIMITED[_column.task.limit] = (*_LIMITED.get(_column.task.limit, ()), _column.code)


def deadlines(rows: Iterable[Row], today: date, days: int = AHEAD) -> list[Deadline]:
    """The statutory and the planned days of the next `days` days, the nearest first."""
    last = today + timedelta(days=days)
    found: dict[_Due, list[tuple[str, str]]] = {}
    for row in rows:
        for due in (*_of_law(row), *_of_plan(row), *_of_returns(row, today)):
            if today <= due.day <= last:
                found.setdefault(due, []).append((row.unit, row.name))
    ordered = sorted(found, key=lambda due: (due.day, not due.is_statutory, due.rule))
    return [
        Deadline(due.day, due.rule, due.zh, due.en, due.article, due.is_statutory, due.clear,
                 tuple(found[due]))
        for due in ordered
    ]  # fmt: skip


def _of_law(row: Row) -> Iterator[_Due]:
    """The statutory calendar, without what the unit has done already."""
    for rule, each in statutory(row.polling_day, row.province).items():
        limited = [row.marks[code] for code in _LIMITED.get(rule, ()) if code in row.marks]
        open_ = [cell for cell in limited if cell.mark not in ("done", "other")]
        if not limited or open_:
            clear = each.clear if each.clear < each.latest else None
            deadline = each.deadline
            yield _Due(each.latest, rule, deadline.zh, deadline.en, each.article, True, clear)


def _of_plan(row: Row) -> Iterator[_Due]:
    for cell in row.cells:
        if cell.planned_on is not None and cell.mark != "done":
            task = COLUMNS[cell.code].task
            yield _Due(cell.planned_on, cell.code, task.zh, task.en, PRACTICE["K"], False, None)


def _of_returns(row: Row, today: date) -> Iterator[_Due]:
    """The sets of returns that practice asks for; the daily one has a list of its own."""
    for due in planned_dues(row.polling_day, today):
        if not due.is_daily:
            zh, en = f"报送：{due.zh}", f"Report: {due.en}"
            yield _Due(due.due_on, "、".join(due.tables), zh, en, PRACTICE["K32"], False, None)
