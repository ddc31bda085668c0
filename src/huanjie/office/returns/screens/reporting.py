"""Who has reported and who has not: units × what is due; the late list; demands."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import day, either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.returns import services
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import Arrival, Demand
from huanjie.office.returns.pages import READERS, tabs
from huanjie.office.returns.queries.reporting import (
    Report,
    Reporting,
    children_of,
    demands_within,
    reporting,
)
from huanjie.office.returns.screens.forms import DemandForm, ReasonForm
from huanjie.office.returns.services.situations import ISSUERS

MARKS = {"reported": "done", "late": "late", "never": "stopped", "due": "due", "todo": "todo"}


def _now(request: MemberRequest) -> Reporting:
    return reporting(request.member.unit, clock.now())


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The matrix: one line a unit, one column a thing due."""
    found = _now(request)
    by_unit: dict[str, dict[tuple[str, Any], Report]] = {}
    for each in found.reports:
        by_unit.setdefault(each.unit, {})[each.due.key, each.due.due_on] = each
    units = children_of(request.member.unit)
    latest = _latest(request.member.unit)

    def mark(key: tuple[str, Any]) -> Any:
        def value(unit: Unit) -> str:
            report = by_unit.get(unit.code, {}).get(key)
            return MARKS[report.state] if report else "todo"

        return value

    columns = [
        Column("name", _("单位"), link=lambda u: _newest_link(latest.get(u.code)), sort="name"),
        *(
            Column(due.key, f"{either(due.zh, due.en)} {due.due_on:%m-%d}",
                   value=mark((due.key, due.due_on)), kind="mark")
            for due in found.dues
        ),
        Column("last", _("最近一次"), value=lambda u: _came(latest.get(u.code)), kind="date"),
    ]  # fmt: skip
    table = Table(request, columns, units, page_size=200)
    if table.wants_csv:
        return table.csv("reporting")
    context = {
        "tabs": tabs(request.member, "reporting"),
        "table": table,
        "reporting": found,
        "units": len(units),
        "late_units": len(found.late_units),
        "never": len(found.never),
        "reported": len({each.unit for each in found.reported}),
        "dues": [(either(due.zh, due.en), due, day(due.due_on)) for due in found.dues],
        "demands": [d for d in demands_within(request.member.unit) if d.withdrawn_on is None],
        "acts": acts_for(request.member, request.member.unit, *ISSUERS),
    }
    return render(request, "returns/reporting.html", context)


def _latest(unit: str) -> dict[str, Arrival]:
    rows = Arrival.objects.filter(unit_id=unit).exclude(state="refused").order_by("came_at")
    return {row.sender: row for row in rows.only("pk", "sender", "came_at")}


def _newest_link(row: Arrival | None) -> str:
    return reverse("returns:arrival", args=(row.pk,)) if row else ""


def _came(row: Arrival | None) -> Any:
    return row.came_at if row else None


@for_roles(*READERS)
def late(request: MemberRequest) -> HttpResponseBase:
    """Every unit that is late, with what and since when; also as CSV."""
    today = clock.today()
    columns = (
        Column("name", _("单位"), sort="name"),
        Column("due", _("应报"), value=lambda r: either(r.due.zh, r.due.en)),
        Column("tables", _("报表"), value=lambda r: "、".join(r.due.tables)),
        Column("due_on", _("期限"), value=lambda r: r.due.due_on, kind="date", sort="due_on"),
        Column("days", _("逾期天数"), value=lambda r: (today - r.due.due_on).days, kind="number",
               sort="days"),
        Column("ever", _("情况"),
               value=lambda r: _("从未报送") if r.is_never else _("迟报")),
    )  # fmt: skip
    table = Table(request, columns, list(_now(request).late))
    if table.wants_csv:
        return table.csv(f"late-{today.isoformat()}")
    context = {"tabs": tabs(request.member, "reporting"), "table": table}
    return render(request, "returns/late.html", context)


@for_roles(*ISSUERS)
def demand(request: MemberRequest) -> HttpResponseBase:
    """Ask units below for tables by a day."""
    unit = Unit.objects.get(code=request.member.unit)
    back = reverse("returns:reporting")
    return act_page(
        request,
        DemandForm(posted(request), below=children_of(unit.code)),
        services.demand,
        success_url=back,
        arguments=lambda given: {**given, "unit": unit, "on": clock.today()},
        title=_("布置报送"),
        lead=unit.name,
        article=RULE,
        consequences=[
            _("同一系统内的单位立即收到通知并列入待办；其他单位随下一张回执收到。"),
            _("过期未报的列入迟报表。"),
        ],
        submit=_("布置"),
        cancel=back,
    )


@for_roles(*ISSUERS)
def withdraw(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take a demand back."""
    found = Demand.objects.filter(pk=pk, unit_id=request.member.unit).first()
    if found is None:
        raise Http404(str(pk))
    back = reverse("returns:reporting")
    return act_page(
        request,
        ReasonForm(posted(request)),
        services.withdraw_demand,
        success_url=back,
        arguments=lambda given: {**given, "demand": found, "on": clock.today()},
        title=_("撤回报送要求"),
        lead=found.name,
        article=RULE,
        submit=_("撤回"),
        cancel=back,
        blocked=found.withdrawn_on is not None,
    )
