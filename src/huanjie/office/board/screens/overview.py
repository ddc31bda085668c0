"""The board: every unit against the milestones, what is late, deadlines, queues, changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from huanjie.office.board.lateness import everything_late, reporting_on
from huanjie.office.board.place import OFFICE_ROLES
from huanjie.office.board.progress.changes import Change, changes
from huanjie.office.board.progress.columns import COLUMNS, PHASES
from huanjie.office.board.progress.deadlines import AHEAD, Deadline, deadlines
from huanjie.office.board.progress.rows import Cell, Row, board, is_old
from huanjie.office.board.queues import queues
from huanjie.office.board.words import (
    FACE_MARKS,
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
from huanjie.office.face.cards import article_url
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table, shown
from huanjie.office.face.words import chip, either, offset
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


@for_roles(*OFFICE_ROLES)
def late(request: MemberRequest) -> HttpResponseBase:
    """Everything that is late below, why, under which rule, and by how many days."""
    today = clock.today()
    asked = asked_for(request, today)
    rows = board(request.member.unit, today=today, on=asked.on)
    day = asked.on or today
    found = everything_late(rows, reporting_on(request.member.unit, day), request.member, day)
    columns = (
        Column("name", _("单位"), link=lambda each: reverse("board:unit", args=(each.unit,)),
               sort="name"),
        Column("kind", _("类别"), sort="kind"),
        Column("what", _("事项"), link=lambda each: each.link, sort="what"),
        Column("mark", _("程度"), value=lambda each: "stopped" if each.is_unlawful else "warning",
               kind="mark"),
        Column("days", _("逾期天数"), kind="number", sort="days"),
        Column("due", _("期限"), kind="date", sort="due"),
        Column("why", _("原因")),
        Column("article", _("依据"), value=lambda each: chip(each.article) if each.article else "",
               link=lambda each: article_url(each.article) if each.article else ""),
    )  # fmt: skip
    return _listed(request, "late", asked, columns, found, {
        "title": _("逾期"),
        "lead": _("本级及下级超过期限的事项：违反法定期限的在前，再按逾期天数。"),
        "empty": _("没有逾期的事项"),
        "why": _("超过计划或法定期限、迟报、逾期未答复的都会列在这里。"),
    })  # fmt: skip


def _listed(
    request: MemberRequest, name: str, asked: Asked, columns: tuple[Column, ...],
    rows: list[Any], words: dict[str, Any],
) -> HttpResponseBase:  # fmt: skip
    table = Table(request, columns, rows, page_size=200)
    if table.wants_csv:
        return table.csv(f"{name}-{(asked.on or clock.today()).isoformat()}")
    return render(request, "board/list.html", {**frame(name, asked), **words, "table": table})


@for_roles(*OFFICE_ROLES)
def ahead(request: MemberRequest) -> HttpResponse:
    """The deadlines of the next two weeks, each with its rule and the units that face it."""
    today = clock.today()
    asked = asked_for(request, today)
    day = asked.on or today
    rows = board(request.member.unit, today=today, on=asked.on)
    polling = {row.polling_day for row in rows if row.polling_day}
    only = next(iter(polling)) if len(polling) == 1 else None
    context = {
        **frame("deadlines", asked),
        "days": AHEAD,
        "lines": [_ahead(each, day, only) for each in deadlines(rows, day)],
        "has_day": bool(polling),
    }
    return render(request, "board/deadlines.html", context)


def _ahead(each: Deadline, today: date, polling_day: date | None) -> dict[str, Any]:
    left = (each.day - today).days
    units = [(reverse("board:unit", args=(code,)), name) for code, name in each.units]
    return {
        "deadline": each,
        "words": either(each.zh, each.en),
        "left": left,
        "offset": offset(each.day, polling_day),
        "units": units[:SHOWN_UNITS],
        "more": units[SHOWN_UNITS:],
        "is_near": left <= 3,
    }


@for_roles(*OFFICE_ROLES)
def waiting(request: MemberRequest) -> HttpResponseBase:
    """What waits for whom, by kind; now, whatever day the board shows."""
    today = clock.today()
    found = queues(request.member.unit, today)
    columns = (
        Column("kind", _("事项"), value=lambda q: either(q.zh, q.en), link=lambda q: q.link,
               sort="kind"),
        Column("name", _("等谁"), link=lambda q: reverse("board:unit", args=(q.unit,)),
               sort="name"),
        Column("waiting", _("件数"), kind="number", sort="waiting"),
        Column("late", _("其中逾期"), kind="number", sort="late"),
        Column("due", _("最近期限"), kind="date", sort="due"),
        Column("since", _("最早一件"), kind="date", sort="since"),
    )  # fmt: skip
    totals: dict[str, int] = {}
    for queue in found:
        name = either(queue.zh, queue.en)
        totals[name] = totals.get(name, 0) + queue.waiting
    return _listed(request, "queues", asked_for(request, today), columns, found, {
        "title": _("排队"),
        "lead": _("哪些事在等哪个单位，现有多少件。"),
        "empty": _("没有在等的事"),
        "why": _("等待答复、签收、审核、接收、认定的事项会按单位计数列在这里。"),
        "totals": totals.items(),
    })  # fmt: skip


@for_roles(*OFFICE_ROLES)
def changed(request: MemberRequest) -> HttpResponseBase:
    """What is different on the board since the end of an earlier day; by default yesterday."""
    today = clock.today()
    asked = asked_for(request, today)
    until = asked.on or today
    since = day_of(request, "since")
    if since is None or since >= until:
        since = until - timedelta(days=1)
    unit, member = request.member.unit, request.member
    found = changes(board(unit, today=since, on=since), board(unit, today=today, on=asked.on))
    columns = (
        Column("unit", _("单位"), value=lambda c: c.row.name,
               link=lambda c: reverse("board:unit", args=(c.row.unit,)), sort="unit"),
        Column("what", _("事项"), value=_what, link=lambda c: _where(c, member), sort="what"),
        Column("before", _("原来"), value=lambda c: FACE_MARKS[c.before.mark] if c.before else "—",
               kind="mark"),
        Column("after", _("现在"), value=lambda c: FACE_MARKS[c.after.mark] if c.after else "—",
               kind="mark"),
        Column("why", _("说明"), value=_how),
    )  # fmt: skip
    return _listed(request, "changes", asked, columns, found, {
        "title": _("变化"),
        "lead": _("与 %(day)s 终了时所知相比。") % {"day": shown(since)},
        "since": since,
        "empty": _("没有变化"),
        "why": _("事项完成、开始、转为逾期，或者收到新的报表，都会列在这里。"),
    })  # fmt: skip


def _what(change: Change) -> str:
    return milestone(change.after.code) if change.after else _("数据来源")


def _where(change: Change, member: Actor) -> str:
    code = change.after.code if change.after else ""
    return door(change.row, code, member) if code else source_door(change.row, member)


def _how(change: Change) -> str:
    if change.after is not None:
        return said(change.after)
    before, after = SOURCES[change.known_before], SOURCES[change.known_after]
    if before == after:
        return _("收到新的报表")
    return f"{before} → {after}"
