"""What the board says of a cell, a unit and a day, in the language of the page."""

from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.office.board.place import RETURNS_ROLES, stage_url
from huanjie.office.board.progress.columns import COLUMNS, Lazy
from huanjie.office.board.progress.rows import Cell, Mark, Row
from huanjie.office.committee.acts import STATES
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor

SHAPES: Final[dict[Mark, str]] = {
    "done": "●", "doing": "◐", "todo": "○", "near": "△", "late": "▲", "stopped": "■",
    "none": "·", "other": "–",
}  # fmt: skip
MARK_NAMES: Final[dict[Mark, Lazy]] = {
    "done": gettext_lazy("完成"),
    "doing": gettext_lazy("进行中"),
    "todo": gettext_lazy("未开始"),
    "near": gettext_lazy("临近法定期限"),
    "late": gettext_lazy("晚于计划"),
    "stopped": gettext_lazy("超过法定期限"),
    "none": gettext_lazy("没有记录"),
    "other": gettext_lazy("本级没有此项"),
}
FACE_MARKS: Final[dict[Mark, str]] = {
    "done": "done", "doing": "doing", "todo": "todo", "near": "due", "late": "warning",
    "stopped": "stopped", "none": "—", "other": "—",
}  # fmt: skip
"""The mark of the components of every page that has the same shape and colour."""

SOURCES: Final[dict[str, Lazy]] = {
    "live": gettext_lazy("本系统实时"),
    "bundle": gettext_lazy("报送，非实时"),
    "waiting": gettext_lazy("已报送，待接收"),
    "unopened": gettext_lazy("当时还没有建立选举"),
    "none": gettext_lazy("从未报送"),
}


def milestone(code: str) -> str:
    """A milestone by its words in the task plan."""
    task = COLUMNS[code].task
    return either(task.zh, task.en)


def said(cell: Cell) -> str:
    """Why a cell stands as it does: by which day, and how late it is."""
    tail = ("，" if either("zh", "en") == "zh" else "; ") + _("缺凭据") if cell.lacks_paper else ""
    return _because(cell) + tail


def _because(cell: Cell) -> str:
    given = {
        "limit": _short(cell.limit), "planned": _short(cell.planned_on), "days": cell.days,
        "done": _short(cell.done_on), "name": str(MARK_NAMES[cell.mark]),
    }  # fmt: skip
    return _sentence(cell) % given


def _sentence(cell: Cell) -> str:
    """The sentence that fits, with places for its days."""
    if cell.is_done_late:
        return _("%(done)s 完成，晚于法定期限 %(limit)s 共 %(days)s 天")
    sentences = {
        "stopped": _("法定最迟 %(limit)s，已过 %(days)s 天"),
        "late": _("计划 %(planned)s，已晚 %(days)s 天") if cell.days else "",
        "near": _("法定最迟 %(limit)s，还有 %(days)s 天"),
        "done": _("%(done)s 完成") if cell.done_on else "",
    }
    if cell.mark in ("todo", "doing") and cell.planned_on:
        return _("%(name)s，计划 %(planned)s")
    return sentences.get(cell.mark) or "%(name)s"


def _short(day: date | None) -> str:
    if day is None:
        return "—"
    return either(f"{day.month}月{day.day}日", f"{day:%m-%d}")


def state_of(row: Row) -> str:
    """In which stage an election is, or where the unit's figures come from."""
    if row.source == "live":
        return either(*STATES.get(row.state, (row.state, row.state)))
    return str(SOURCES[row.source])


def door(row: Row, code: str, member: Actor) -> str:
    """Where the records behind a cell lie: the stage's page, or the return as it was received."""
    if row.source == "live":
        stage = COLUMNS[code].stage
        return stage_url(stage, row.unit) if stage else ""
    return source_door(row, member)


def source_door(row: Row, member: Actor) -> str:
    """Where a unit's whole state comes from, for those who read returns; else its own page."""
    if not RETURNS_ROLES & member.roles:
        return reverse("board:unit", args=(row.unit,))
    if row.received is not None:
        return f"{reverse('returns:received', args=(row.received,))}?t=T9"
    if row.waiting is not None:
        return reverse("returns:received", args=(row.waiting,))
    if row.source == "none":
        return reverse("returns:reporting")
    return reverse("board:unit", args=(row.unit,))
