"""The board's lists: what is late, the deadlines ahead, queues, changes."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.board.lateness import everything_late, reporting_on
from huanjie.office.board.place import OFFICE_ROLES
from huanjie.office.board.progress.changes import Change, changes
from huanjie.office.board.progress.deadlines import AHEAD, Deadline, deadlines
from huanjie.office.board.progress.rows import board
from huanjie.office.board.queues import queues
from huanjie.office.board.screens.overview import Asked, asked_for, day_of, frame
from huanjie.office.board.words import FACE_MARKS, SOURCES, door, milestone, said, source_door
from huanjie.office.face import clock
from huanjie.office.face.cards import article_url
from huanjie.office.face.tables import Column, Table, shown
from huanjie.office.face.words import chip, either, offset
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles

SHOWN_UNITS = 12


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
