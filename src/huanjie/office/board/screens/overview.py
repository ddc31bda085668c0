"""The board: every unit against the milestones, now or as it was known on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from huanjie.office.board.place import OFFICE_ROLES
from huanjie.office.board.progress.changes import Change, changes
from huanjie.office.board.progress.columns import COLUMNS, PHASES
from huanjie.office.board.progress.rows import Cell, Row, board, is_old
from huanjie.office.board.words import (
    MARK_NAMES,
    SHAPES,
    SOURCES,
    door,
    milestone,
    said,
    source_door,
    state_of,
)
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table, shown
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles

ROWS = 250
SHOWN_UNITS = 12
GROUPS = ("county", "level", "none")
SORTS = ("late", "name", "old")
ONLY = ("late", "near", "unknown")


@dataclass(frozen=True)
class Asked:
    """How the reader wants the board: as known on which day, which rows, in which order."""

    on: date | None
    words: str
    county: str
    level: str
    only: str
    group: str
    sort: str

    @property
    def is_narrowed(self) -> bool:
        """Are some rows left out?"""
        return bool(self.words or self.county or self.level or self.only)


def asked_for(request: MemberRequest, today: date) -> Asked:
    """What the address asks for; what it cannot mean is left out."""

    def one(name: str, known: Iterable[str]) -> str:
        found = request.GET.get(name, "")
        return found if found in known else ""

    on = day_of(request, "on")
    return Asked(
        on=on if on is not None and on < today else None,
        words=request.GET.get("q", "").strip()[:40].casefold(),
        county=request.GET.get("county", "")[:12],
        level=one("level", ("county", "township")),
        only=one("only", ONLY),
        group=one("group", GROUPS) or "county",
        sort=one("sort", SORTS) or "late",
    )


def day_of(request: MemberRequest, name: str) -> date | None:
    """A day in the address, or None."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def wanted(rows: Iterable[Row], asked: Asked) -> list[Row]:
    """The rows that the reader asked for, in his order."""
    found = [row for row in rows if _is_wanted(row, asked)]
    if asked.sort == "name":
        found.sort(key=lambda row: row.unit)
    elif asked.sort == "old":
        found.sort(key=lambda row: (row.as_of is not None, row.as_of))
    return found


def _is_wanted(row: Row, asked: Asked) -> bool:
    if asked.words and asked.words not in f"{row.name} {row.parent_name} {row.unit}".casefold():
        return False
    if asked.county and asked.county != row.parent:
        return False
    if asked.level and asked.level != row.level:
        return False
    is_fit = {"late": row.late > 0, "near": row.near > 0, "unknown": not row.is_known}
    return is_fit.get(asked.only, True)


@for_roles(*OFFICE_ROLES)
def index(request: MemberRequest) -> HttpResponseBase:
    """The matrix: the latest units first, grouped by county; now, or as known on an earlier day."""
    today = clock.today()
    asked = asked_for(request, today)
    everything = board(request.member.unit, today=today, on=asked.on)
    rows = wanted(everything, asked)
    if request.GET.get("format") == "csv":
        return Table(request, _file_columns(), rows).csv(_file_name(asked, today))
    yesterday = (asked.on or today) - timedelta(days=1)
    before = board(request.member.unit, today=yesterday, on=yesterday)
    context = {
        **frame("overview", asked),
        "phases": _phases(),
        "columns": [(column, milestone(code)) for code, column in COLUMNS.items()],
        "groups": _groups(rows[:ROWS], asked, request.member),
        "width": len(COLUMNS) + 3,
        "total": len(rows),
        "counties": _counties(everything),
        "tiles": _tiles(everything, asked, changes(before, everything), yesterday),
        "choices": _choices(),
        "legend": [(mark, SHAPES[mark], name) for mark, name in MARK_NAMES.items()],
        "csv": _with(request, format="csv"),
        "limit": (today - timedelta(days=1)).isoformat(),
        "is_empty": not everything,
    }
    return render(request, "board/overview.html", context)


def frame(current: str, asked: Asked) -> dict[str, Any]:
    """What every page of the board shows: its tabs and the day it is known on."""
    names = (
        ("overview", _("进度")),
        ("late", _("逾期")),
        ("deadlines", _("期限")),
        ("queues", _("排队")),
        ("changes", _("变化")),
    )
    tail = f"?on={asked.on.isoformat()}" if asked.on else ""
    tabs = [
        Tab(label, reverse(f"board:{name}") + (tail if name != "queues" else ""), name == current)
        for name, label in names
    ]
    return {"tabs": tabs, "asked": asked, "today": clock.today()}


def _with(request: MemberRequest, **changed: str) -> str:
    given = request.GET.copy()
    for key, value in changed.items():
        given[key] = value
    return f"?{given.urlencode()}"


def _file_name(asked: Asked, today: date) -> str:
    return f"board-{(asked.on or today).isoformat()}"


def _phases() -> list[tuple[str, int]]:
    """The heads over the columns with how many columns each spans."""
    held = [column.phase for column in COLUMNS.values()]
    return [(str(name), held.count(phase)) for phase, name in PHASES.items()]


def _counties(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return sorted({(row.parent, row.parent_name) for row in rows})


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "level": [("", _("县乡两级")), ("county", _("县级")), ("township", _("乡级"))],
        "only": [("", _("全部单位")), ("late", _("有逾期的")), ("near", _("临近期限的")),
                 ("unknown", _("没有数据的"))],
        "group": [("county", _("按县分组")), ("level", _("按级别分组")), ("none", _("不分组"))],
        "sort": [("late", _("最晚的在前")), ("name", _("按代码")), ("old", _("数据最旧的在前"))],
    }  # fmt: skip


def _tiles(
    rows: list[Row], asked: Asked, changed: list[Change], since: date
) -> list[tuple[str, int, str, str]]:
    """The figures over the matrix, each a door: label, figure, note, address."""
    page = reverse("board:overview")
    day = f"&on={asked.on.isoformat()}" if asked.on else ""
    late = sum(row.late for row in rows)
    unlawful = sum(row.stopped for row in rows)
    until = f"&on={asked.on.isoformat()}" if asked.on else ""
    return [
        (_("有逾期的单位"), sum(row.late > 0 for row in rows),
         _("共 %(n)s 项，其中超过法定期限 %(law)s 项") % {"n": late, "law": unlawful},
         f"{page}?only=late{day}"),
        (_("临近法定期限"), sum(row.near for row in rows), _("三天之内"), f"{page}?only=near{day}"),
        (_("没有数据的单位"), sum(not row.is_known for row in rows), "",
         f"{page}?only=unknown{day}"),
        (_("比前一天的变化"), len(changed), shown(since),
         f"{reverse('board:changes')}?since={since.isoformat()}{until}"),
    ]  # fmt: skip


def _groups(rows: list[Row], asked: Asked, member: Actor) -> list[dict[str, Any]]:
    """The rows under their heads; a head says how many of its units are late."""
    named: dict[str, list[Row]] = {}
    for row in rows:
        named.setdefault(_group_of(row, asked.group), []).append(row)
    return [
        {
            "title": title,
            "units": len(held),
            "late": sum(row.late > 0 for row in held),
            "lines": [_line(row, member) for row in held],
        }
        for title, held in named.items()
    ]


def _group_of(row: Row, group: str) -> str:
    if group == "county":
        return row.parent_name
    if group == "level":
        return _("县级") if row.level == "county" else _("乡级")
    return ""


def _line(row: Row, member: Actor) -> dict[str, Any]:
    is_told = row.source != "live"
    return {
        "row": row,
        "href": reverse("board:unit", args=(row.unit,)),
        "cells": [_shown(row, cell, member) for cell in row.cells],
        "state": state_of(row),
        "source": SOURCES[row.source],
        "is_told": is_told,
        "door": source_door(row, member) if is_told else "",
        "as_of": shown(row.as_of) if row.as_of else "",
        "is_old": is_old(row, timezone.now()),
    }


def _shown(row: Row, cell: Cell, member: Actor) -> tuple[str, str, str, str, str]:
    """Mark, shape, number, address and words of a cell."""
    number = str(cell.days) if cell.days or cell.mark == "near" else ""
    if cell.is_done_late:
        number = f"+{cell.days}"
    mark = f"{cell.mark} over" if cell.is_done_late else cell.mark
    shape = "◐" if cell.lacks_paper and cell.mark == "doing" else SHAPES[cell.mark]
    return mark, shape, number, door(row, cell.code, member), said(cell)


def _file_columns() -> tuple[Column, ...]:
    def state(code: str) -> Any:
        def value(row: Row) -> str:
            cell = row.marks.get(code)
            return said(cell) if cell else str(SOURCES[row.source])

        return value

    return (
        Column("unit", _("代码")),
        Column("name", _("单位")),
        Column("parent_name", _("所属县")),
        Column("source", _("来源"), value=lambda row: str(SOURCES[row.source])),
        Column("as_of", _("数据时间"), value=lambda row: shown(row.as_of) if row.as_of else ""),
        Column("late", _("逾期项数")),
        Column("worst", _("最多逾期天数")),
        Column("day", _("选举日"), value=lambda row: row.polling_day),
        *(Column(code, f"{code} {milestone(code)}", value=state(code)) for code in COLUMNS),
    )
