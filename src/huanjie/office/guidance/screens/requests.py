"""Requests for instructions and reports: written, sent, received, answered, concluded."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Request
from huanjie.office.guidance.procedures import course_of
from huanjie.office.guidance.queries.requests import requests_within
from huanjie.office.guidance.queries.scope import readable, superiors
from huanjie.office.guidance.screens.forms import (
    AnswerForm,
    ConcludeForm,
    NothingForm,
    RemarkForm,
    ReplyForm,
    RequestForm,
    RevisionForm,
)
from huanjie.office.guidance.screens.pages import (
    LEADING,
    Do,
    Part,
    do_page,
    files_of,
    list_page,
    may,
    page,
    paper_title,
    record_page,
    typed,
    uploads,
    word,
)
from huanjie.office.guidance.words import (
    REQUEST_KINDS,
    REQUEST_STATES,
    URGENCIES,
    party_committee,
)
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit

MARKS = {
    "draft": "todo", "sent": "doing", "received": "doing", "answered": "waiting",
    "concluded": "done", "withdrawn": "info",
}  # fmt: skip


def title_of(paper: Request) -> str:
    """How it is cited."""
    return paper_title(REQUEST_KINDS, paper)


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The requests and reports of the unit and of those within it."""
    columns = (
        Column("number", _("编号"), value=title_of, link=lambda r: page("request", r.pk),
               sort="number"),
        Column("matter", _("标题"), link=lambda r: page("request", r.pk), sort="matter"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("body", _("主送"), sort="body"),
        Column("urgency", _("缓急"), value=lambda r: word(URGENCIES, r.urgency), sort="urgency"),
        Column("due", _("请于何日前答复"), kind="date", sort="due"),
        Column("state", _("状态"), value=lambda r: word(REQUEST_STATES, r.state), sort="state"),
        Column("answered_on", _("答复日期"), kind="date", sort="answered_on"),
    )  # fmt: skip
    rows = requests_within(request.member)
    table = Table(request, columns, rows, search=("matter", "unit__name", "body", "answer_no"))
    is_mine = may(request.member, request.member.unit, LEADING)
    actions = [Do(_("写请示、报告"), page("draft_request"), is_main=True)] if is_mine else []
    return list_page(
        request,
        table,
        "requests",
        title=_("请示报告"),
        lead=_("请示要有答复和办理记录，报告要有签收。一事一请示，报告中不夹带请示事项。"),
        actions=actions,
        empty=_("还没有请示、报告"),
        why=_("重大问题向同级党委和上级工作机构请示，每一阶段的情况及时报告。"),
    )


def _paper(request: MemberRequest, pk: int) -> Request:
    return readable(requests_within(request.member), request.member, pk)


@signed_in
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """One request or report with its whole course."""
    found = _paper(request, pk)
    told = " · ".join(filter(None, (found.told, str(found.told_on or ""))))
    return record_page(
        request,
        title=f"{title_of(found)} {found.matter}",
        back=page("requests"),
        back_label=_("请示报告"),
        mark=(MARKS[found.state], word(REQUEST_STATES, found.state)),
        facts=[
            (_("单位"), found.unit.name),
            (_("主送"), found.body),
            (_("缓急"), word(URGENCIES, found.urgency)),
            (_("请于何日前答复"), found.due),
            (_("拟稿人"), found.drafted_by),
            (_("报送日期"), found.sent_on),
            (_("签收"), _signed(found)),
            (_("答复机关"), found.answered_by),
            (_("文号"), found.answer_no),
            (_("答复日期"), found.answered_on),
            (_("已告知"), told),
        ],
        parts=[
            Part(_("退回意见"), found.remark),
            Part(_("正文"), found.text, files=files_of("request", pk, found.attachments.all())),
            Part(_("答复"), found.answer, files=files_of("request", pk, found.answer_files.all())),
            Part(_("办理情况"), found.done),
        ],
        actions=_actions(request, found),
    )


def _signed(found: Request) -> str:
    return f"{found.received_by} · {found.received_on}" if found.received_on else ""


def _actions(request: MemberRequest, found: Request) -> list[Do]:
    """What this member may do now: what the procedure knows, and whose turn it is."""
    course = course_of(found.kind)
    sender = may(request.member, found.unit_id, LEADING)
    receiver = may(request.member, found.addressee_id, LEADING)
    outside = found.addressee_id is None
    doors = (
        ("withdraw", sender, _("撤回"), "withdraw_request"),
        ("send_back", receiver, _("退回"), "send_request_back"),
        ("send", sender, _("报送"), "send_request"),
        ("receive", receiver, _("签收"), "receive_request"),
        ("reply", sender and outside, _("登记回复"), "record_reply"),
        ("answer", receiver, _("答复"), "answer_request"),
        ("conclude", sender, _("登记办理"), "conclude_request"),
    )
    found_doors = [
        Do(label, page(name, found.pk), is_main=move not in ("withdraw", "send_back"))
        for move, is_turn, label, name in doors
        if is_turn and course.may(found.state, move)
    ]
    if sender and found.state == "draft":
        found_doors.insert(0, Do(_("修改"), page("revise_request", found.pk)))
    return found_doors


@for_roles(*LEADING)
def draft_request(request: MemberRequest) -> HttpResponseBase:
    """Write a request or a report."""
    own = get_object_or_404(Unit, code=request.member.unit)
    form = RequestForm(
        posted(request), request.FILES or None, superiors=superiors(own.code),
        initial={"urgency": "normal", "body": party_committee(own.name)},
    )  # fmt: skip
    return do_page(
        request,
        form,
        services.draft_request,
        back=page("requests"),
        title=_("写请示、报告"),
        lead=own.name,
        consequences=[_("先存为草稿并编号，报送以前可以修改。")],
        submit=_("存为草稿"),
        success_url=lambda made: page("request", made.pk),
        arguments=lambda given: {
            **typed(given),
            "unit": own,
            "addressee": Unit.objects.filter(code=given["addressee"]).first(),
            "on": clock.today(),
            "files": uploads(request),
        },
    )


@for_roles(*LEADING)
def revise_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Rewrite a draft."""
    found = _paper(request, pk)
    names = ("matter", "text", "urgency", "due")
    form = RevisionForm(
        posted(request), request.FILES or None,
        initial={name: getattr(found, name) for name in names},
    )  # fmt: skip
    return do_page(
        request,
        form,
        services.revise_request,
        back=page("request", pk),
        title=_("修改草稿"),
        lead=title_of(found),
        submit=_("存为草稿"),
        arguments=lambda given: {
            **typed(given), "paper": found, "on": clock.today(), "files": uploads(request),
        },
    )  # fmt: skip


def _simple(
    request: MemberRequest,
    pk: int,
    command: Callable[..., Any],
    title: str,
    consequences: list[str],
    form: Form | None = None,
) -> HttpResponseBase:
    """An act on a request that asks for no more than the form says."""
    found = _paper(request, pk)
    asked = form or NothingForm(posted(request))
    return do_page(
        request,
        asked,
        command,
        back=page("request", pk),
        title=title,
        lead=f"{title_of(found)} {found.matter}",
        consequences=consequences,
        submit=title,
        arguments=lambda given: {"on": clock.today(), **given, "paper": found},
    )


@for_roles(*LEADING)
def send_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send a draft."""
    lines = [
        _("报送后不能修改；未签收以前可以撤回。"),
        _("系统内的列入收文单位的待办；系统外的由本单位跟踪，收到回复后登记。"),
        _("请示超过所请日期没有答复的，列入逾期清单。"),
    ]
    return _simple(request, pk, services.send_request, _("报送"), lines)


@for_roles(*LEADING)
def withdraw_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take it back."""
    lines = [_("留在清单中，注明已撤回；编号不再使用。")]
    return _simple(request, pk, services.withdraw_request, _("撤回"), lines)


@for_roles(*LEADING)
def receive_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Sign for it."""
    lines = [_("记下签收人和日期；请示接着等本单位答复，报告到此办结。")]
    return _simple(request, pk, services.receive_request, _("签收"), lines)


@for_roles(*LEADING)
def send_request_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send it back with a remark."""
    form = RemarkForm(request.POST or None)
    lines = [_("回到报送单位的草稿，附退回意见，改后可以再报。")]
    return _simple(request, pk, services.send_request_back, _("退回"), lines, form)


@for_roles(*LEADING)
def answer_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Answer a request."""
    form = AnswerForm(posted(request), request.FILES or None, initial={"on": clock.today()})
    return _with_files(
        request, pk, services.answer_request, _("答复"), form,
        [_("通知报送单位，由其登记办理情况。"), _("答复不再改动。")],
    )  # fmt: skip


@for_roles(*LEADING)
def record_reply(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Record the reply of a body outside."""
    found = _paper(request, pk)
    form = ReplyForm(
        posted(request), request.FILES or None,
        initial={"on": clock.today(), "answered_by": found.body},
    )  # fmt: skip
    lines = [_("按收到的原文登记，附原件；接着登记办理情况。")]
    return _with_files(request, pk, services.record_reply, _("登记回复"), form, lines)


def _with_files(
    request: MemberRequest,
    pk: int,
    command: Callable[..., Any],
    title: str,
    form: Form,
    consequences: list[str],
) -> HttpResponseBase:
    found = _paper(request, pk)
    return do_page(
        request,
        form,
        command,
        back=page("request", pk),
        title=title,
        lead=f"{title_of(found)} {found.matter}",
        consequences=consequences,
        submit=title,
        arguments=lambda given: {**typed(given), "paper": found, "files": uploads(request)},
    )


@for_roles(*LEADING)
def conclude_request(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Say what was done upon the answer."""
    form = ConcludeForm(request.POST or None, initial={"told_on": clock.today()})
    lines = [_("办结，从待办中消去；办理情况和告知的人留在记录中。")]
    return _simple(request, pk, services.conclude_request, _("登记办理"), lines, form)
