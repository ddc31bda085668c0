"""The overview of all constituencies, and the page of one."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, blocking
from huanjie.law.nomination import Path, check_two_constituencies, path
from huanjie.office.bulletin.queries import notices_on
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read, posted
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.office.nomination.overviews import Overview
from huanjie.office.nomination.screens.forms import EmptyForm
from huanjie.office.nomination.words import LEFT, STATES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role

COLLECTING = ("collecting", "collected")
FORMAL = ("settled", "formal", "on_ballot")


def tabs(election: Election, current: str) -> list[Tab]:
    """The pages of this stage."""
    pages = (
        ("index", _("各选区")),
        ("rulings", _("待认定")),
        ("preliminary", _("公布初步名单")),
        ("formal", _("公布正式名单")),
    )
    return [
        Tab(label, reverse(f"nomination:{page}", args=(election.unit_id,)), page == current)
        for page, label in pages
    ]


def state_words(state: str) -> str:
    """The state of a list in the page's language."""
    return either(*STATES[state])


def list_read(request: MemberRequest, unit_code: str, number: int) -> CandidateList:
    """The list of one constituency, for a reader who may see it."""
    election = election_read(request, unit_code)
    found = CandidateList.objects.select_related("constituency__election__unit")
    return get_object_or_404(found, constituency__election=election, constituency__number=number)


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Every constituency: forms, nominees, range, state; `?state=` filters."""
    election = election_read(request, unit_code)
    rows = queries.overview(election)
    asked = request.GET.get("state", "")
    shown = [row for row in rows if not asked or row.state == asked]
    table = _table(request, election, shown)
    if table.wants_csv:
        return table.csv("nomination")
    states = {state: sum(row.state == state for row in rows) for state in STATES}
    context = {
        "election": election,
        "tabs": tabs(election, "index"),
        "table": table,
        "rows": rows,
        "states": [(s, state_words(s), n) for s, n in states.items() if n],
        "asked": asked,
        "short": sum(row.short for row in rows),
        "forms": sum(row.forms for row in rows),
        "nominees": sum(row.standing for row in rows),
        "opens": acts_for(request.member, unit_code, Role.OFFICE)
        and not queries.has_open_lists(election),
        "findings": _twice(election),
    }
    return render(request, "nomination/index.html", context)


def _twice(election: Election) -> tuple[Finding, ...]:
    """Who is nominated in two constituencies, told apart from namesakes by the register."""
    rows = Nominee.objects.filter(
        candidates__constituency__election=election, left_reason="", person__isnull=False
    ).exclude(petitions__state="refused")
    lists: dict[str, set[str]] = {}
    persons: dict[int, list[tuple[str, str]]] = {}
    for person, name, where in rows.values_list(
        "person_id", "name", "candidates__constituency__name"
    ).distinct():
        persons.setdefault(person or 0, []).append((name, where))
    for found in persons.values():
        if len(found) > 1:
            for name, where in found:
                lists.setdefault(where, set()).add(name)
    return check_two_constituencies(lists)


def _table(request: MemberRequest, election: Election, rows: list[Overview]) -> Table:
    def address(row: Overview) -> str:
        return reverse("nomination:detail", args=(election.unit_id, row.number))

    def allowed(row: Overview) -> str:
        return f"{row.allowed.least}–{row.allowed.most}"

    columns = (
        Column("number", _("选区号"), kind="number", sort="number"),
        Column(
            "name",
            _("选区"),
            value=lambda row: row.candidates.constituency.name,
            link=address,
            sort="name",
        ),
        Column(
            "seats",
            _("应选名额"),
            value=lambda row: row.candidates.constituency.seats,
            kind="number",
            sort="seats",
        ),
        Column("forms", _("推荐表"), kind="number", sort="forms"),
        Column("short", _("签名不足"), kind="number", sort="short"),
        Column("standing", _("名单人数"), kind="number", sort="standing"),
        Column("allowed", _("法定人数"), value=allowed),
        Column("groups", _("协商小组"), kind="number", sort="groups"),
        Column("way", _("去向"), value=way_words, sort="way"),
        Column("state", _("状态"), value=lambda row: state_words(row.state), sort="state"),
    )
    return Table(request, columns, rows, page_size=100)


def way_words(row: Overview) -> str:
    """What the number of nominees leads to."""
    return {
        Path.SHORT: _("▲ 人数不足，继续推荐"),
        Path.ALL_FORMAL: _("全部列为正式候选人"),
        Path.CUT: _("协商或者预选"),
    }[row.way]


@for_roles(Role.OFFICE)
def open_lists(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Open nominations."""
    election = election_read(request, unit_code)
    return act_page(
        request,
        EmptyForm(posted(request)),
        services.open_lists,
        success_url=reverse("nomination:index", args=(unit_code,)),
        arguments=lambda given: {"election": election},
        title=_("开始提名推荐"),
        lead=election.title,
        article=ELECTION_LAW[30, 2],
        consequences=[
            _("每个选区开立候选人名单，可以录入推荐表。"),
            _("选举进入提名推荐阶段。"),
        ],
        submit=_("开始提名"),
        cancel=reverse("nomination:index", args=(unit_code,)),
    )


@signed_in
def detail(request: MemberRequest, unit_code: str, number: int) -> HttpResponse:
    """One constituency: its forms, its list as it follows from them, what comes next."""
    candidates = list_read(request, unit_code, number)
    constituency = candidates.constituency
    derived = queries.derived(candidates) if candidates.state in COLLECTING else None
    nominees = _nominees(candidates, derived)
    allowed = queries.range_of(constituency)
    standing = sum(row["stands"] for row in nominees)
    context = {
        "election": constituency.election,
        "candidates": candidates,
        "constituency": constituency,
        "state": state_words(candidates.state),
        "derived": derived,
        "missing": derived.missing if derived else (),
        "nominees": nominees,
        "allowed": allowed,
        "standing": standing,
        "way": path(standing, allowed).value,
        "forms": candidates.petitions.prefetch_related("nominees", "signatures"),
        "voices": queries.opinions(candidates),
        "findings": derived.findings if derived else queries.check_fallen_short(candidates),
        "stopped": bool(derived and blocking(derived.findings)),
        "notices": _notices(candidates),
        "office": acts_for(request.member, unit_code, Role.OFFICE),
        "decides": acts_for(request.member, unit_code, Role.COMMITTEE),
        "rules": acts_for(request.member, unit_code, Role.COMMITTEE, Role.OFFICE),
        "collecting": candidates.state in COLLECTING,
        "consults": candidates.state in ("preliminary", "consulting"),
    }
    return render(request, "nomination/detail.html", context)


def _nominees(candidates: CandidateList, derived: Any) -> list[dict[str, Any]]:
    """The nominees in the order of the list they stand on; those off it last, with the reason."""
    order = {name: place for place, name in enumerate(derived.names, 1)} if derived else {}
    sources: dict[int, list[str]] = {}
    for form in candidates.petitions.exclude(state="refused").prefetch_related("nominees"):
        for named in form.nominees.all():
            sources.setdefault(named.pk, []).append(form.form_no)
    rows = []
    for nominee in candidates.nominees.all():
        place = order.get(nominee.name) if derived else nominee.place
        stands = place is not None and not nominee.left_reason
        if candidates.state in FORMAL:
            stands = stands and nominee.is_formal
        rows.append(
            {
                "nominee": nominee,
                "place": place if stands else None,
                "stands": stands,
                "sources": sources.get(nominee.pk, ()),
                "left": either(*LEFT[nominee.left_reason]) if nominee.left_reason else "",
            }
        )
    return sorted(rows, key=lambda row: (row["place"] is None, row["place"] or 0))


def _notices(candidates: CandidateList) -> list[Any]:
    unit = candidates.unit_code
    found = []
    for kind in ("preliminary_list_notice", "formal_list_notice"):
        rows = notices_on(unit, kind).filter(subject__in=("", candidates.constituency.subject))
        found += list(rows[:3])
    return found
