"""The list of issues, one issue with its receipts, and its paper."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.briefing import queries
from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.paper import body_of, sections_of
from huanjie.office.briefing.screens.pages import MARKS, issue_name, may_edit, may_sign, tabs
from huanjie.office.briefing.words import STATES
from huanjie.office.committee.pages import acts_for
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import THREE_ADMINISTRATORS, Role

READERS = tuple(sorted(frozenset(Role) - THREE_ADMINISTRATORS))


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """Issues by state and year: one's own, those from above, those issued below."""
    found = queries.issues_within(request.member)
    years = sorted(set(found.values_list("year", flat=True)), reverse=True)
    state, year = request.GET.get("state", ""), request.GET.get("year", "")
    if state in STATES:
        found = found.filter(state=state)
    if year.isdigit():
        found = found.filter(year=int(year[:4]))
    table = Table(request, _columns(), found, search=("title", "unit__name"))
    if table.wants_csv:
        return table.csv("bulletins")
    context = {
        "table": table,
        "tabs": tabs("issues"),
        "states": [(key, either(*words)) for key, words in STATES.items()],
        "state": state,
        "years": years,
        "year": year,
        "edits": acts_for(request.member, request.member.unit, *queries.EDITORS),
        "unread": [
            each for each in queries.unread(request.member.unit) if each.issue_id is not None
        ],
    }
    return render(request, "briefing/index.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("期号"), value=issue_name, link=_address, sort="number"),
        Column("title", _("标题"), link=_address, sort="title"),
        Column("mark", "", value=lambda row: MARKS[row.state], kind="mark"),
        Column("state", _("状态"), value=lambda row: either(*STATES[row.state]), sort="state"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("from_on", _("起"), kind="date", sort="from_on"),
        Column("to_on", _("止"), kind="date", sort="to_on"),
        Column("issued_on", _("印发"), kind="date", sort="issued_on"),
    )


def _address(row: Issue) -> str:
    return reverse("briefing:issue", args=(row.pk,))


@for_roles(*READERS)
def issue(request: MemberRequest, pk: int) -> HttpResponse:
    """One issue: its words as a page; who has read it; the acts that are open to the reader."""
    found = queries.readable_issue(request.member, pk)
    own = found.deliveries.filter(unit_id=request.member.unit).first()
    body = found.body or body_of(found)
    is_sender = found.unit_id == request.member.unit
    context: dict[str, Any] = {
        "issue": found,
        "name": issue_name(found),
        "state": either(*STATES[found.state]),
        "mark": MARKS[found.state],
        "body": body,
        "sections": list(sections_of(body)),
        "may_edit": may_edit(request.member, found),
        "may_sign": may_sign(request.member, found),
        "is_intact": found.state != "issued" or queries.is_intact(found),
        "corrections": found.corrections.filter(state="issued"),
        "is_sender": is_sender,
        "delivery": own,
        "has_read": queries.has_read(own, request.member),
    }
    if is_sender and found.state == "issued":
        rows = found.deliveries.select_related("unit").prefetch_related("readings")
        context["receipts"] = queries.receipts(rows)
    return render(request, "briefing/issue.html", context)


@for_roles(*READERS)
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """The issue as it is printed, on paper that the browser prints; a draft says so."""
    found = queries.readable_issue(request.member, pk)
    body = found.body or body_of(found)
    context = {
        "issue": found,
        "body": body,
        "sections": list(sections_of(body)),
        "number": found.number,
        "is_draft": found.state != "issued",
    }
    return render(request, "briefing/paper.html", context)
