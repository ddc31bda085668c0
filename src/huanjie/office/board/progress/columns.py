"""The columns of the board: the milestones ★ of the task plan, under the stages of the work."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huanjie.law.timetable import Task, tasks

Lazy = str | Promise

PHASES: Final[dict[str, Lazy]] = {
    "preparation": _("准备"),
    "registration": _("选民登记"),
    "candidates": _("候选人"),
    "polling": _("投票选举"),
    "session": _("第一次会议"),
    "summary": _("总结"),
}
"""The six stages of domain.md §2, in their order."""


@dataclass(frozen=True)
class Column:
    """One milestone: its task, its short name, the phase it stands in, the room of its records."""

    code: str
    name: Lazy
    phase: str
    stage: str

    @property
    def task(self) -> Task:
        """The row of the task plan."""
        return tasks()[self.code]


_ROWS: Final = (
    Column("K01", _("机构"), "preparation", "committee"),
    Column("K02", _("名额"), "preparation", "seats"),
    Column("K04", _("培训"), "preparation", ""),
    Column("K06", _("选区"), "preparation", "seats"),
    Column("K09", _("登记"), "registration", "registration"),
    Column("K13", _("名单"), "registration", "registration"),
    Column("K15", _("推荐"), "candidates", "nomination"),
    Column("K17", _("初步"), "candidates", "nomination"),
    Column("K18", _("协商"), "candidates", "nomination"),
    Column("K20", _("正式"), "candidates", "nomination"),
    Column("K26", _("投票"), "polling", "polling"),
    Column("K27", _("计票"), "polling", "counting"),
    Column("K28", _("公布"), "polling", "tenure"),
    Column("K31", _("资格"), "session", ""),
    Column("K32", _("代表"), "session", ""),
    Column("K33", _("乡会"), "session", ""),
    Column("K34", _("县会"), "session", ""),
    Column("K35", _("总结"), "summary", ""),
)

COLUMNS: Final = {row.code: row for row in _ROWS}
"""Milestone → its column, in the order of the plan; the same as the columns of return T9."""

OTHER_LEVEL: Final = {"county": "K33", "township": "K34"}
"""The first session of the other level is no milestone of a unit."""

NOT_KEPT: Final = frozenset(row.code for row in _ROWS if not row.stage)
"""The milestones of which this installation keeps no records yet."""
