"""Visits: planned, held with findings, cancelled."""

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Observation, Visit
from huanjie.office.guidance.procedures import VISIT
from huanjie.office.guidance.queries.groups import upward_groups
from huanjie.office.guidance.queries.scope import offices_within, readable
from huanjie.office.guidance.queries.visits import visits_within
from huanjie.office.guidance.screens.forms import RemarkForm
from huanjie.office.guidance.screens.pages import (
    GUIDING,
    Do,
    Part,
    do_page,
    list_page,
    may,
    page,
    record_page,
    word,
)
from huanjie.office.guidance.screens.visit_forms import VisitedForm, VisitForm
from huanjie.office.guidance.words import FINDING_KINDS, VISIT_STATES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit

MARKS = {"planned": "todo", "held": "done", "cancelled": "info"}


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The visits to the unit and to those within it, planned and held."""
    columns = (
        Column("unit__name", _("督导单位"), link=lambda v: page("visit", v.pk), sort="unit_id"),
        Column("purpose", _("督导内容"), link=lambda v: page("visit", v.pk), sort="purpose"),
        Column("visitor__name", _("谁来督导"), sort="visitor_id"),
        Column("planned_on", _("计划日期"), kind="date", sort="planned_on"),
        Column("held_on", _("督导日期"), kind="date", sort="held_on"),
        Column("state", _("状态"), value=lambda v: word(VISIT_STATES, v.state), sort="state"),
        Column("practices", _("好做法"), kind="number", sort="practices"),
        Column("problems", _("问题"), kind="number", sort="problems"),
    )
    rows = visits_within(request.member)
    table = Table(request, columns, rows, search=("unit__name", "purpose", "people", "summary"))
    has_below = _below(request).exists()
    is_guide = bool(frozenset(GUIDING) & request.member.roles)
    actions = [Do(_("安排督导"), page("plan_visit"), is_main=True)]
    return list_page(
        request,
        table,
        "visits",
        title=_("督导"),
        lead=_("督导发现逐项记录：好做法供交流，问题可以直接发提示单、督办单。"),
        actions=actions if is_guide and has_below else (),
        empty=_("还没有督导"),
        why=_("上级指导组安排督导后会列在这里。"),
    )


def _below(request: MemberRequest) -> QuerySet[Unit]:
    return offices_within(request.member.unit).exclude(code=request.member.unit)


@signed_in
def visit(request: MemberRequest, pk: int) -> HttpResponse:
    """One visit with what it found."""
    found: Visit = readable(visits_within(request.member), request.member, pk)
    is_mine = may(request.member, found.visitor_id, GUIDING)
    doors = (
        ("cancel", _("取消督导"), "cancel_visit"),
        ("hold", _("填报督导"), "hold_visit"),
    )
    actions = [
        Do(label, page(name, pk), is_main=move == "hold")
        for move, label, name in doors
        if is_mine and VISIT.may(found.state, move)
    ]

    def slips(row: Observation) -> str:
        return _slips_said(row) or (_("发提示督办") if slip(row) else "")

    def slip(row: Observation) -> str:
        is_open = is_mine and row.kind == "problem" and not row.slips.all()
        return f"{page('issue_slip')}?finding={row.pk}" if is_open else ""

    columns = (
        Column("number", _("序号")),
        Column("item", _("事项")),
        Column("kind", _("性质"), value=lambda r: word(FINDING_KINDS, r.kind)),
        Column("text", _("情况")),
        Column("slips", _("提示督办"), value=slips, link=slip),
    )
    rows = list(found.observations.prefetch_related("slips"))
    table = Table(request, columns, rows, caption=_("督导发现"), page_size=100)
    return record_page(
        request,
        title=_("督导%(unit)s") % {"unit": found.unit.name},
        back=page("visits"),
        back_label=_("督导"),
        mark=(MARKS[found.state], word(VISIT_STATES, found.state)),
        facts=[
            (_("督导内容"), found.purpose),
            (_("谁来督导"), found.visitor.name),
            (_("指导组"), found.group),
            (_("督导人员"), found.people),
            (_("计划日期"), found.planned_on),
            (_("督导日期"), found.held_on),
            (_("事先告知"), _("是") if found.is_announced else _("否")),
            (_("填报人"), found.recorded_by),
        ],
        parts=[Part(_("总体情况"), found.summary)],
        actions=actions,
        tables=[(_("督导发现"), table, _("没有逐项记录"))] if found.state == "held" else (),
    )


def _slips_said(row: Observation) -> str:
    numbers = [f"〔{slip.year}〕{slip.number}" for slip in row.slips.all()]
    return "、".join(numbers)


@for_roles(*GUIDING)
def plan_visit(request: MemberRequest) -> HttpResponseBase:
    """Plan a visit to a unit below."""
    groups = upward_groups(request.member, "guidance").filter(unit_id=request.member.unit)
    form = VisitForm(
        request.POST or None, units=_below(request), groups=groups,
        initial={
            "planned_on": clock.today(), "unit": request.GET.get("unit", ""),
            "is_announced": True,
        },
    )  # fmt: skip
    return do_page(
        request,
        form,
        services.plan_visit,
        back=page("visits"),
        title=_("安排督导"),
        lead=_("选择下级单位和日期。"),
        consequences=[
            _("列入本单位的待办；事先告知的同时通知该单位。"),
            _("不事先告知的，该单位在填报以前看不到。"),
        ],
        submit=_("安排"),
        success_url=lambda made: page("visit", made.pk),
        arguments=lambda given: {
            **given, "unit": Unit.objects.get(code=given["unit"]), "on": clock.today(),
        },
    )  # fmt: skip


@for_roles(*GUIDING)
def hold_visit(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Record a visit with what it found."""
    found = readable(visits_within(request.member), request.member, pk)
    form = VisitedForm(request.POST or None, initial={"held_on": clock.today()})
    return do_page(
        request,
        form,
        services.hold_visit,
        back=page("visit", pk),
        title=_("填报督导"),
        lead=f"{found.unit.name} · {found.purpose}",
        consequences=[
            _("该单位可以看到；计入督导次数。"),
            _("填报后不再改动；问题可以接着发提示单、督办单。"),
        ],
        submit=_("填报"),
        template="guidance/rows.html",
        rows_title=_("督导发现"),
        arguments=lambda given: {
            "visit": found,
            "held_on": given["held_on"],
            "summary": given["summary"],
            "observations": form.observations(),
            "on": clock.today(),
        },
    )


@for_roles(*GUIDING)
def cancel_visit(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Cancel a planned visit."""
    found = readable(visits_within(request.member), request.member, pk)
    return do_page(
        request,
        RemarkForm(request.POST or None),
        services.cancel_visit,
        back=page("visit", pk),
        title=_("取消督导"),
        lead=f"{found.unit.name} · {found.purpose}",
        consequences=[_("留在清单中，注明取消的原因。")],
        submit=_("取消督导"),
        arguments=lambda given: {"visit": found, "reason": given["remark"]},
    )
