"""Reminders and rectification slips: issued, answered, accepted or sent back."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import posted
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Observation, Slip
from huanjie.office.guidance.procedures import SLIP
from huanjie.office.guidance.queries.scope import offices_within, readable
from huanjie.office.guidance.queries.visits import observation, slips_within
from huanjie.office.guidance.screens.forms import NothingForm, RemarkForm
from huanjie.office.guidance.screens.pages import (
    GUIDING,
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
    uploads,
    word,
)
from huanjie.office.guidance.screens.visit_forms import SendBackForm, SlipForm, SlipReplyForm
from huanjie.office.guidance.words import SLIP_KINDS, SLIP_STATES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit

MARKS = {"issued": "doing", "answered": "waiting", "closed": "done", "withdrawn": "info"}


def title_of(slip: Slip) -> str:
    """How it is cited."""
    return paper_title(SLIP_KINDS, slip)


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The slips to the unit and to those within it."""
    state = request.GET.get("state", "")
    rows = slips_within(request.member)
    columns = (
        Column("number", _("编号"), value=title_of, link=lambda s: page("slip", s.pk),
               sort="number"),
        Column("matter", _("事项"), link=lambda s: page("slip", s.pk), sort="matter"),
        Column("unit__name", _("发给"), sort="unit_id"),
        Column("issuer__name", _("发出单位"), sort="issuer_id"),
        Column("issued_on", _("发出日期"), kind="date", sort="issued_on"),
        Column("due", _("答复期限"), kind="date", sort="due"),
        Column("state", _("状态"), value=lambda s: word(SLIP_STATES, s.state), sort="state"),
    )  # fmt: skip
    shown = rows.filter(state=state) if state else rows
    table = Table(request, columns, shown, search=("matter", "text", "unit__name"))
    address = page("slips")
    filters = [Tab(_("全部"), address, not state)]
    filters += [
        Tab(word(SLIP_STATES, key), f"{address}?state={key}", key == state) for key in SLIP_STATES
    ]
    has_below = offices_within(request.member.unit).exclude(code=request.member.unit).exists()
    is_guide = bool(frozenset(GUIDING) & request.member.roles)
    actions = [Do(_("发提示单、督办单"), page("issue_slip"), is_main=True)]
    return list_page(
        request,
        table,
        "slips",
        title=_("提示督办"),
        lead=_("上级发出，下级按期答复并附佐证，发出单位认可后办结。"),
        actions=actions if is_guide and has_below else (),
        filters=filters,
        empty=_("没有这样的提示单、督办单"),
        why=_("上级发出工作提示或督办单后会列在这里，并进入待办。"),
    )


def _slip(request: MemberRequest, pk: int) -> Slip:
    return readable(slips_within(request.member), request.member, pk)


@signed_in
def slip(request: MemberRequest, pk: int) -> HttpResponse:
    """One slip with its answers."""
    found = _slip(request, pk)
    issuer = may(request.member, found.issuer_id, GUIDING)
    addressee = may(request.member, found.unit_id, LEADING)
    doors = (
        ("withdraw", issuer, _("撤回"), "withdraw_slip"),
        ("answer", addressee, _("答复"), "answer_slip"),
        ("send_back", issuer, _("退回重办"), "send_slip_back"),
        ("accept", issuer, _("认可办结"), "accept_slip"),
    )
    actions = [
        Do(label, page(name, pk), is_main=move in ("answer", "accept"))
        for move, is_turn, label, name in doors
        if is_turn and SLIP.may(found.state, move)
    ]
    parts = [Part(_("办理要求"), found.text)]
    for reply in found.replies.prefetch_related("evidence"):
        note = f"{reply.answered_by} · {reply.answered_on}"
        evidence = files_of("slip", pk, reply.evidence.all())
        title = _("第%(number)s次答复") % {"number": reply.number}
        parts += [Part(title, reply.text, note, evidence), Part(_("退回意见"), reply.remark)]
    return record_page(
        request,
        title=f"{title_of(found)} {found.matter}",
        back=page("slips"),
        back_label=_("提示督办"),
        mark=(MARKS[found.state], word(SLIP_STATES, found.state)),
        facts=[
            (_("发给"), found.unit.name),
            (_("发出单位"), found.issuer.name),
            (_("签发人"), found.issued_by),
            (_("发出日期"), found.issued_on),
            (_("答复期限"), found.due),
            (_("督导发现"), found.observation),
            (_("办结日期"), found.closed_on),
            (_("认可人"), found.closed_by),
            (_("撤回理由"), found.reason),
        ],
        parts=parts,
        actions=actions,
    )


@for_roles(*GUIDING)
def issue_slip(request: MemberRequest) -> HttpResponseBase:
    """Issue a slip, from a finding of a visit or of its own."""
    found = _finding(request)
    units = offices_within(request.member.unit).exclude(code=request.member.unit)
    initial = {"unit": request.GET.get("unit", "")}
    if found is not None:
        units = units.filter(code=found.unit_code)
        initial = {"unit": found.unit_code, "matter": found.item, "text": found.text}
    form = SlipForm(request.POST or None, units=units, initial=initial)
    return do_page(
        request,
        form,
        services.issue_slip,
        back=page("slips"),
        title=_("发提示单、督办单"),
        lead=str(found.visit) if found else "",
        consequences=[
            _("按类别编号，立即列入该单位的待办。"),
            _("超过答复期限的列入逾期清单；计入提示督办件数。"),
        ],
        submit=_("发出"),
        success_url=lambda made: page("slip", made.pk),
        arguments=lambda given: {
            **given,
            "unit": Unit.objects.get(code=given["unit"]),
            "observation": found,
            "on": clock.today(),
        },
    )


def _finding(request: MemberRequest) -> Observation | None:
    asked = request.GET.get("finding", "")
    return observation(request.member, int(asked)) if asked.isdecimal() else None


def _do(
    request: MemberRequest,
    pk: int,
    command: Callable[..., Any],
    form: Form,
    title: str,
    consequences: list[str],
    arguments: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> HttpResponseBase:
    found = _slip(request, pk)
    return do_page(
        request,
        form,
        command,
        back=page("slip", pk),
        title=title,
        lead=f"{title_of(found)} {found.matter}",
        consequences=consequences,
        submit=title,
        arguments=lambda given: {
            "slip": found, "on": clock.today(), **(arguments(given) if arguments else {}),
        },
    )  # fmt: skip


@for_roles(*LEADING)
def answer_slip(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Answer a slip with its evidence."""
    form = SlipReplyForm(posted(request), request.FILES or None)
    lines = [_("送发出单位审看；认可后办结，不认可会退回。")]
    return _do(
        request, pk, services.answer_slip, form, _("答复"), lines,
        lambda given: {"text": given["text"], "files": uploads(request)},
    )  # fmt: skip


@for_roles(*GUIDING)
def accept_slip(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Accept the answer."""
    form = NothingForm(posted(request))
    lines = [_("办结，通知该单位；计入已办结件数。")]
    return _do(request, pk, services.accept_slip, form, _("认可办结"), lines)


@for_roles(*GUIDING)
def send_slip_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send the answer back."""
    form = SendBackForm(request.POST or None)
    lines = [_("重新列入该单位的待办，按新的期限答复。")]
    return _do(
        request, pk, services.send_slip_back, form, _("退回重办"), lines, lambda given: given
    )


@for_roles(*GUIDING)
def withdraw_slip(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take a slip back."""
    form = RemarkForm(request.POST or None)
    lines = [_("不再要求答复，不计件数；编号不再使用。")]
    return _do(
        request, pk, services.withdraw_slip, form, _("撤回"), lines,
        lambda given: {"reason": given["remark"]},
    )  # fmt: skip
