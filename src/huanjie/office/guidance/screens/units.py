"""Every unit at a glance, one unit's page, the late list, the duty roster, files of records."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.documents.models import Document
from huanjie.office.documents.queries import path
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.queries import (
    groups,
    late,
)
from huanjie.office.guidance.queries.counts import Counts, counts_within
from huanjie.office.guidance.queries.files import document_of
from huanjie.office.guidance.queries.late import Late
from huanjie.office.guidance.queries.scope import offices_within
from huanjie.office.guidance.screens.forms import DutyForm
from huanjie.office.guidance.screens.pages import LEADING, do_page, list_page, may, tabs, word
from huanjie.office.guidance.words import LATE_KINDS
from huanjie.office.people.access import MemberRequest, signed_in
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import OutOfScope, check_readable

ROSTER_DAYS = 21
ROWS = 250


@dataclass(frozen=True)
class UnitRow:
    """One unit in the overview."""

    unit: Unit
    leader: str
    duty: str
    counts: Counts


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """Every unit in scope: who leads it, who is on duty today, what is open and what is late."""
    today = clock.today()
    units = list(offices_within(request.member.unit))
    if len(units) == 1:
        return redirect("board:unit", units[0].code)
    codes = [unit.code for unit in units]
    leaders, duty = groups.leaders(codes, today), groups.duty_names(codes, today)
    counts = counts_within(request.member.unit, today)
    rows = [
        UnitRow(u, leaders.get(u.code, ""), duty.get(u.code, ""), counts.get(u.code, Counts()))
        for u in units
    ]
    table = Table(request, _unit_columns(), rows, page_size=ROWS)
    return list_page(
        request,
        table,
        "index",
        title=_("指导"),
        lead=_("谁领导、谁值班、哪些事等答复、哪些已逾期；点单位看明细。"),
    )


def _unit_columns() -> tuple[Column, ...]:
    def address(row: UnitRow) -> str:
        return reverse("board:unit", args=(row.unit.code,))

    def column(key: str, label: str) -> Column:
        return Column(
            key, label, value=lambda row: getattr(row.counts, key), kind="number", sort=key
        )

    return (
        Column("unit", _("单位"), value=lambda row: row.unit.name, link=address, sort="unit"),
        Column("leader", _("领导小组组长"), value=lambda row: row.leader, sort="leader"),
        Column("duty", _("今日值班"), value=lambda row: row.duty, sort="duty"),
        column("requests", _("请示报告")),
        column("questions", _("待答问题")),
        column("slips", _("提示督办")),
        column("resolutions", _("待落实")),
        column("late", _("逾期")),
    )


@signed_in
def unit(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """The one page of a unit stands on the board; addresses of this one go on working."""
    return redirect("board:unit", _unit(request, unit_code).code)


def _unit(request: MemberRequest, code: str) -> Unit:
    check_readable(request.member, code)
    return get_object_or_404(Unit, code=code)


@signed_in
def late_list(request: MemberRequest) -> HttpResponseBase:
    """What is late in the unit and in those within it."""
    columns = (
        Column("subject", _("事项"), link=lambda row: row.link, sort="subject"),
        Column("kind", _("类别"), value=lambda row: word(LATE_KINDS, row.kind), sort="kind"),
        Column("unit_name", _("单位"), sort="unit_name"),
        Column("turn", _("该谁办"), sort="turn"),
        Column("due", _("期限"), kind="date", sort="due"),
        Column("days", _("逾期天数"), kind="number", sort="days"),
    )
    rows: list[Late] = late(request.member.unit, clock.today())
    return list_page(
        request,
        Table(request, columns, rows, page_size=100),
        "late",
        title=_("逾期"),
        lead=_("本单位及下级超过期限的事项，拖得最久的在前。"),
        empty=_("没有逾期的事项"),
        why=_("议定事项、请示、问题、提示督办、督导计划超过期限而未办的会列在这里。"),
    )


@signed_in
def duty(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The roster of the coming weeks with its gaps."""
    found = _unit(request, unit_code)
    rows = groups.roster(unit_code, clock.today(), ROSTER_DAYS)
    has_any = any(not row.is_gap for row in rows)
    context = {
        "unit": found,
        "rows": rows,
        "has_any": has_any,
        "gaps": sum(row.is_gap for row in rows),
        "may": may(request.member, unit_code, LEADING),
        "today": clock.today(),
        "tabs": tabs(""),
    }
    return render(request, "guidance/duty.html", context)


@signed_in
def set_duty(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Enter the roster of some days."""
    found = _unit(request, unit_code)
    today = clock.today()
    days = [today + timedelta(days=n) for n in range(7)]
    lines = "\n".join(f"{day.isoformat()}，" for day in days)
    form = DutyForm(request.POST or None, initial={"lines": lines})
    return do_page(
        request,
        form,
        services.set_duty,
        back=reverse("guidance:duty", args=(unit_code,)),
        title=_("排值班"),
        lead=found.name,
        consequences=[_("当天的值班人员显示在本单位和上级的页面上。")],
        submit=_("保存值班表"),
        arguments=lambda given: {"unit": found, "rows": given["lines"]},
        blocked=not may(request.member, unit_code, LEADING),
    )


@signed_in
def file(request: MemberRequest, kind: str, pk: int, document: int) -> FileResponse:
    """A file of a record, for those who may read the record."""
    found: Document | None = document_of(request.member, kind, pk, document)
    if found is None:
        raise OutOfScope(f"{kind} {pk}")
    place = path(found)
    if not place.exists():
        raise Http404(found.digest)
    return FileResponse(place.open("rb"), as_attachment=True, filename=found.name)
