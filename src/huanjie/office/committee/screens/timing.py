"""Election day and the timetable: what a day does to every deadline, before it is saved."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.charts import SPAN, Block, Limit
from huanjie.figures.timeline import EDGE, WIDTH
from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.committee import ELECTION
from huanjie.law.finding import Finding, Severity
from huanjie.law.timetable import (
    DayNotice,
    calendar_file,
    check_election_day,
    days_after,
    plan,
)
from huanjie.office.bulletin.queries import notices_on
from huanjie.office.committee import queries, services
from huanjie.office.committee.acts import ACTS
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read, posted
from huanjie.office.committee.queries import ActRow
from huanjie.office.committee.screens.forms import DayForm, DoneForm, PlanForm, WhatIfForm
from huanjie.office.committee.screens.views import tabs
from huanjie.office.face import clock
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role

POSTS = ("CAL-02", "CAL-08", "CAL-09", "CAL-18")
"""The limits drawn as posts; the rest stands in the table."""


@signed_in
def day(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Election day: what is fixed, and the page to fix it for those who may."""
    election = election_read(request, unit_code)
    if acts_for(request.member, unit_code, Role.COMMITTEE):
        return _fix(request, election)
    context = {
        "election": election,
        "tabs": tabs(election, "day"),
        "days": _days(election.polling_day, election),
        "notice": notices_on(unit_code, "election_day_notice").first(),
    }
    return render(request, "committee/day.html", context)


def _fix(request: MemberRequest, election: Election) -> HttpResponseBase:
    """The legal act, with the consequences of the day asked about."""
    asked = _asked(request, "day") or election.polling_day
    form = DayForm(posted(request), initial={"day": asked, "decided_on": clock.today()})
    consequences = [
        _("选举日随即公告，并按选举日推算全部法定期限。"),
        _("提前或推迟都要由选举委员会另作决定，不得倒填日期。"),
    ]
    if election.polling_day is not None:
        consequences.append(_("原选举日公告由新公告取代；已公布的、写有旧日期的文书作废重印。"))
    return act_page(
        request,
        form,
        services.fix_election_day,
        success_url=reverse("committee:day", args=(election.unit_id,)),
        arguments=lambda given: {**given, "election": election},
        template="committee/fix_day.html",
        title=_("确定选举日") if election.polling_day is None else _("变更选举日"),
        lead=election.title,
        article=ELECTION_LAW[11, 1, 3],
        consequences=consequences,
        warnings=_warnings(asked, election),
        blocked=not ELECTION.may(election.state, "move_election_day"),
        submit=_("确定并公布选举日"),
        cancel=reverse("committee:index", args=(election.unit_id,)),
        election=election,
        tabs=tabs(election, "day"),
        asked=asked,
        days=_days(asked, election),
        what_if=WhatIfForm(initial={"day": asked}),
        notice=notices_on(election.unit_id, "election_day_notice").first(),
    )


def _warnings(asked: date | None, election: Election) -> Any:
    if asked is None:
        return ()
    today = clock.today()
    notice = DayNotice(
        asked,
        decided=today,
        published=today,
        registration_starts=queries.act_done_on(election, "registration_opened"),
        roll_published=queries.act_done_on(election, "roll_published"),
    )
    return check_election_day(notice, queries.pack_of(election))


def _days(polling_day: date | None, election: Election) -> Any:
    if polling_day is None:
        return ()
    return queries.statutory_days(polling_day, queries.pack_of(election))


def _asked(request: MemberRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


@signed_in
def timetable(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """The bar and the table; `?day=` shows what another election day would do."""
    election = election_read(request, unit_code)
    today, trial = clock.today(), _asked(request, "day")
    polling_day = trial or election.polling_day
    rows = queries.timetable(election, day=trial, today=today)
    context = {
        "election": election,
        "tabs": tabs(election, "timetable"),
        "rows": [(row, either(row.act.zh, row.act.en), _mark(row, today)) for row in rows],
        "trial": trial if trial != election.polling_day else None,
        "polling_day": polling_day,
        "today": today,
        "what_if": WhatIfForm(initial={"day": polling_day}),
        "limits": _limits(rows, polling_day, election),
        "bar": _bar(election.polling_day or polling_day, polling_day),
        "follows": queries.consequences(election, polling_day, today) if polling_day else None,
        "blocks": _blocks(rows, polling_day, today),
        "plans": acts_for(request.member, unit_code, Role.OFFICE, Role.COMMITTEE),
        "broken": _broken(rows, _warnings(trial, election)),
    }
    return render(request, "committee/timetable.html", context)


def _broken(rows: tuple[ActRow, ...], of_day: Iterable[Finding]) -> list[Finding]:
    """What the law says to the day asked about and to every act, each once."""
    return list(dict.fromkeys([*of_day, *(finding for row in rows for finding in row.findings)]))


def _mark(row: ActRow, today: date) -> str:
    if row.done_on is not None:
        return "done"
    if any(map(_is_broken, row.findings)):
        return "stopped"
    if row.late_days:
        return "late"
    return "due" if row.planned_on == today else "todo"


def _limits(acts: tuple[ActRow, ...], polling_day: date | None, election: Election) -> list[Limit]:
    if polling_day is None:
        return []
    rows = queries.statutory_days(polling_day, queries.pack_of(election))
    broken = {row.act.rule for row in acts if any(map(_is_broken, row.findings))}
    return [
        Limit(
            (row.latest - polling_day).days,
            either(row.deadline.zh, row.deadline.en),
            is_broken=row.deadline.id in broken,
        )
        for row in rows
        if row.deadline.id in POSTS
    ]


def _is_broken(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _bar(fixed: date | None, asked: date | None) -> dict[str, Any]:
    """How the bar lies, for the hand that drags election day along it: its days stand still."""
    if fixed is None or asked is None:
        return {}
    first = days_after(fixed, SPAN[0])
    return {
        "around": fixed if first < asked < days_after(fixed, SPAN[1]) else asked,
        "fixed": fixed,
        "first": first,
        "last": days_after(fixed, SPAN[1]),
        "edge": EDGE,
        "width": WIDTH,
    }


def _blocks(rows: tuple[ActRow, ...], polling_day: date | None, today: date) -> list[Block]:
    shapes = {"done": "●", "stopped": "■", "late": "■", "due": "▲", "todo": "○"}
    blocks = []
    for row in rows:
        stands = row.done_on or row.planned_on
        if stands is not None and polling_day is not None:
            offset = (stands - polling_day).days
            label = either(row.act.zh, row.act.en)
            blocks.append(Block(offset, offset, label, shapes[_mark(row, today)]))
    return blocks


@for_roles(Role.OFFICE, Role.COMMITTEE)
def edit_plan(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Plan the acts; empty days are left as they are."""
    election = election_read(request, unit_code)
    known = {row.act.id: row.planned_on for row in queries.timetable(election)}
    ours = queries.default_plan(election.polling_day) if election.polling_day else {}
    initial = {act: known.get(act) or ours.get(act) for act in ACTS}
    return act_page(
        request,
        PlanForm(posted(request), initial=initial),
        services.plan_all,
        success_url=reverse("committee:timetable", args=(unit_code,)),
        arguments=lambda given: {
            "election": election,
            "plan": {act: on for act, on in given.items() if on is not None},
        },
        title=_("编制日程"),
        lead=_("没有排过的事项先填了我们建议的日期，两种算法都不超过法定期限。"),
        article=PRACTICE["K"],
        consequences=[_("超过法定期限的日期会标明，但不阻止保存；公布时才按法律把关。")],
        submit=_("保存日程"),
        cancel=reverse("committee:timetable", args=(unit_code,)),
    )


@for_roles(Role.OFFICE, Role.COMMITTEE)
def mark_done(request: MemberRequest, unit_code: str, act: str) -> HttpResponseBase:
    """Report an act done that no page of ours does."""
    election = election_read(request, unit_code)
    if act not in ACTS:
        raise OutOfScope(act)
    deadline = ACTS[act].deadline
    return act_page(
        request,
        DoneForm(posted(request), initial={"done_on": clock.today()}),
        services.mark_done,
        success_url=reverse("committee:timetable", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election, "act": act},
        title=_("报告事项完成"),
        lead=either(ACTS[act].zh, ACTS[act].en),
        article=deadline.article if deadline else PRACTICE["K"],
        consequences=[_("完成日期记入日程和账簿；先报的日期为准。")],
        submit=_("报告完成"),
        cancel=reverse("committee:timetable", args=(unit_code,)),
    )


@signed_in
def calendar(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The task plan K01 to K36 as a calendar file."""
    election = election_read(request, unit_code)
    if election.polling_day is None:
        raise OutOfScope("election day is not fixed")
    planned = plan(election.polling_day, queries.pack_of(election))
    text = calendar_file(planned, title=election.title, made_at=datetime.now(UTC))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{unit_code}.ics"'
    return answer
