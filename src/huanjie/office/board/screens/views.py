"""The home page of every role, and search."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.board import search as finder
from huanjie.office.board.figures import figures_of
from huanjie.office.board.lateness import (
    Late,
    everything_late,
    reporting_on,
    silent_today,
)
from huanjie.office.board.place import OFFICE_ROLES, place_of
from huanjie.office.board.progress.rows import board
from huanjie.office.board.queries import (
    bar,
    open_work,
    timetable_of,
    work_of,
    worklist,
)
from huanjie.office.committee.acts import STATES
from huanjie.office.committee.models import Election
from huanjie.office.face import clock
from huanjie.office.face.words import either
from huanjie.office.inbox.queries import open_notes
from huanjie.office.inbox.work import WorkItem
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role

MOST_LATE = 8


@signed_in
def home(request: MemberRequest) -> HttpResponse:
    """The worklist of the member, the timetable, the figures of the election in hand."""
    if not OFFICE_ROLES & request.member.roles:
        return render(request, "board/administrator.html")
    today = clock.today()
    place = place_of(request)
    election = place.election
    context: dict[str, Any] = {
        "election": election,
        "notes": open_notes(request.member)[:10],
        "has_matrix": len(place.elections) > 1,
        "today": today,
        "open_url": _open_url(request),
        "work": worklist(_home_work(request, election, today), request.member, today),
    }
    if Role.GUIDE in request.member.roles and not request.GET.get("unit"):
        context["guide"] = _guide(request, today)
    if election is not None:
        context["figures"] = figures_of(election)
        context["state"] = either(*STATES.get(election.state, (election.state, election.state)))
        rows = timetable_of(election, today)
        if rows and election.polling_day:
            context["limits"], context["blocks"] = bar(rows, election.polling_day)
            context["rows"] = rows
    return render(request, "board/home.html", context)


def _guide(request: MemberRequest, today: date) -> dict[str, Any]:
    """What a guidance group begins its day with: who is late, and who has not reported."""
    member = request.member
    told = reporting_on(member.unit, today)
    rows = board(member.unit, today=today)
    late = everything_late(rows, told, member, today)
    unknown = [row.name for row in rows if row.source == "none" and row.superior == member.unit]
    by_unit: dict[str, list[Late]] = {}
    for one in late:
        by_unit.setdefault(one.unit, []).append(one)
    daily = {each.unit for each in told.reports if each.due.is_daily}
    return {
        "late": list(by_unit.values())[:MOST_LATE],
        "late_all": len(late),
        "late_units": len(by_unit),
        "silent": list(dict.fromkeys([*silent_today(told), *unknown])),
        "reporting": len(daily),
    }


def _home_work(request: MemberRequest, election: Election | None, today: date) -> list[WorkItem]:
    """All that concerns the member; of one unit alone when the page is asked for that unit."""
    asked = request.GET.get("unit", "")
    if election is not None and election.unit_id == asked != request.member.unit:
        return open_work(election, today)
    return work_of(request.member, today)


@for_roles(*OFFICE_ROLES, Role.AUDITOR)
def search(request: MemberRequest) -> HttpResponse:
    """What was found in scope."""
    words = request.GET.get("q", "").strip()[:40]
    groups: list[tuple[str, list[finder.Hit]]] = []
    if words:
        actor = request.member
        groups = [
            (_("单位"), finder.units(actor, words)),
            (_("选区"), finder.constituencies(actor, words)),
            (_("人员"), finder.persons(actor, words)),
            (_("公告"), finder.notices(actor, words)),
        ]
    found = [(name, hits) for name, hits in groups if hits]
    context = {"search_query": words, "groups": found, "most": finder.MOST}
    return render(request, "board/search.html", context)


def _open_url(request: MemberRequest) -> str:
    """Where the office of a unit sets its election up."""
    may_open = Role.OFFICE in request.member.roles
    return reverse("committee:open", args=(request.member.unit,)) if may_open else ""
