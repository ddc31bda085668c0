"""Setting up elections, their committees and their decisions."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.office.committee import queries, services
from huanjie.office.committee.acts import MATTERS, STATES
from huanjie.office.committee.models import CommitteeMember, Decision, Election
from huanjie.office.committee.pages import act_page, acts_for, election_read, posted
from huanjie.office.committee.screens.forms import (
    DecisionForm,
    ElectionForm,
    MemberForm,
    ReleaseForm,
    post_choices,
)
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import units_within
from huanjie.office.people.roles import Role

LEVELS = ("county", "township")


def tabs(election: Election, current: str) -> list[Tab]:
    """The pages of this stage."""
    pages = (
        ("index", _("概况")),
        ("members", _("组成人员")),
        ("day", _("选举日")),
        ("timetable", _("日程")),
        ("decisions", _("决定登记")),
    )
    return [
        Tab(label, reverse(f"committee:{page}", args=(election.unit_id,)), page == current)
        for page, label in pages
    ]


@signed_in
def start(request: MemberRequest) -> HttpResponse:
    """Every congress within the unit that is elected directly, with its election or without."""
    units = units_within(request.member.unit).filter(level__in=LEVELS)
    elections = {found.unit_id: found for found in queries.elections_within(request.member.unit)}
    columns = (
        Column("code", _("代码")),
        Column("name", _("单位"), link=lambda unit: _address(unit, elections, request)),
        Column("title", _("选举"), value=lambda unit: _title(unit, elections)),
        Column("day", _("选举日"), value=lambda unit: _day(unit, elections), kind="date"),
        Column("state", _("阶段"), value=lambda unit: _state(unit, elections)),
    )
    table = Table(request, columns, list(units), page_size=100)
    if table.wants_csv:
        return table.csv("elections")  # type: ignore[return-value]
    own = request.member.unit
    may_open = (
        acts_for(request.member, own, Role.OFFICE)
        and own not in elections
        and units.filter(code=own).exists()
    )
    context = {"table": table, "may_open": may_open, "own": own}
    return render(request, "committee/start.html", context)


def _address(unit: Unit, elections: dict[str, Election], request: MemberRequest) -> str:
    if unit.code in elections:
        return reverse("committee:index", args=(unit.code,))
    if acts_for(request.member, unit.code, Role.OFFICE):
        return reverse("committee:open", args=(unit.code,))
    return ""


def _title(unit: Unit, elections: dict[str, Election]) -> str:
    found = elections.get(unit.code)
    return found.title if found else _("尚未设立")


def _day(unit: Unit, elections: dict[str, Election]) -> Any:
    found = elections.get(unit.code)
    return found.polling_day if found else None


def _state(unit: Unit, elections: dict[str, Election]) -> str:
    found = elections.get(unit.code)
    return either(*STATES[found.state]) if found else ""


@for_roles(Role.OFFICE)
def open_one(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Set up the election of the member's own unit."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=unit_code)
    county = unit.parent if unit.level == "township" and unit.parent else unit
    initial = {"title": queries.usual_title(unit), "province": unit.code[:2]}
    form = ElectionForm(posted(request), initial=initial)
    return act_page(
        request,
        form,
        services.open_election,
        success_url=reverse("committee:index", args=(unit_code,)),
        arguments=lambda given: {**given, "unit": unit, "county": county, "level": unit.level},
        title=_("设立选举"),
        lead=unit.name,
        article=PRACTICE["C-05"],
        consequences=[
            _("县级选举和各乡级选举分别设立，名单、选票、计票各自独立。"),
            _("接下来录入选举委员会组成人员，由选举委员会确定选举日。"),
        ],
        submit=_("设立选举"),
        cancel=reverse("committee:start"),
    )


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The election at a glance: its state, its day, its committee, what the law says to it."""
    election = election_read(request, unit_code)
    rows = queries.timetable(election, today=clock.today())
    context = {
        "election": election,
        "tabs": tabs(election, "index"),
        "state": either(*STATES[election.state]),
        "members": queries.members_in_force(election).count(),
        "decisions": Decision.objects.filter(election=election).count(),
        "done": sum(row.done_on is not None for row in rows),
        "acts": len(rows),
        "work": queries.open_work(election, clock.today()),
        "findings": queries.check_committee(election),
        "others": queries.elections_within(unit_code).exclude(pk=election.pk),
    }
    return render(request, "committee/index.html", context)


@signed_in
def members(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """The committee: who was appointed by whom, and who has left."""
    election = election_read(request, unit_code)
    posts = dict(post_choices())
    appoints = Role.STANDING_COMMITTEE in request.member.roles
    columns = (
        Column("name", _("姓名"), sort="name"),
        Column("post", _("职务"), value=lambda m: posts[m.post], sort="post"),
        Column("sex", _("性别"), value=lambda m: _sex(m.sex)),
        Column("position", _("单位及职务")),
        Column("body", _("任命机关")),
        Column("document_no", _("文号")),
        Column("appointed_on", _("任命日期"), kind="date", sort="appointed_on"),
        Column("left_on", _("离任"), value=_left, link=_release_address if appoints else None),
    )
    rows = CommitteeMember.objects.filter(election=election)
    table = Table(request, columns, rows, search=("name", "position"))
    if table.wants_csv:
        return table.csv("committee")
    context = {
        "election": election,
        "tabs": tabs(election, "members"),
        "table": table,
        "appoints": appoints,
        "findings": queries.check_committee(election) if rows.exists() else (),
    }
    return render(request, "committee/members.html", context)


def _sex(code: str) -> str:
    return {"1": either("男", "male"), "2": either("女", "female")}.get(code, "")


def _left(member: CommitteeMember) -> str:
    if member.left_on is None:
        return _("在任")
    return f"{member.left_on.isoformat()} {member.left_reason}"


def _release_address(member: CommitteeMember) -> str:
    if member.left_on is not None:
        return ""
    return reverse("committee:release", args=(member.election.unit_id, member.pk))


@for_roles(Role.STANDING_COMMITTEE)
def appoint(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Enter an appointment."""
    election = election_read(request, unit_code)
    body = queries.county_standing_committee(election)
    form = MemberForm(posted(request), initial={"body": body, "post": "member"})
    return act_page(
        request,
        form,
        services.appoint_member,
        success_url=reverse("committee:members", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("录入选举委员会组成人员"),
        lead=election.title,
        article=ELECTION_LAW[10, 1],
        consequences=[
            _("此人从任命之日起是选举委员会的组成人员。"),
            _("如被列为代表候选人，应当辞去选举委员会的职务。"),
        ],
        submit=_("录入任命"),
        cancel=reverse("committee:members", args=(unit_code,)),
    )


@for_roles(Role.STANDING_COMMITTEE)
def release(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Enter that a member left."""
    election = election_read(request, unit_code)
    member = get_object_or_404(CommitteeMember, pk=pk, election=election)
    form = ReleaseForm(posted(request), initial={"left_on": clock.today()})
    return act_page(
        request,
        form,
        services.release_member,
        success_url=reverse("committee:members", args=(unit_code,)),
        arguments=lambda given: {**given, "member": member},
        title=_("办理离任"),
        lead=f"{member.name} · {member.position}",
        article=ELECTION_LAW[10, 2],
        consequences=[_("离任后不再是选举委员会的组成人员；任命和离任都留在记录中。")],
        submit=_("办理离任"),
        cancel=reverse("committee:members", args=(unit_code,)),
    )


@signed_in
def decisions(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """What bodies decided where the law leaves it to them, the newest first."""
    election = election_read(request, unit_code)
    columns = (
        Column("decided_on", _("日期"), kind="date", sort="decided_on"),
        Column("matter", _("事项"), value=_matter, sort="matter"),
        Column("subject", _("对象"), sort="subject"),
        Column("value", _("决定")),
        Column("body", _("机关")),
        Column("document_no", _("文号")),
        Column("reason", _("理由")),
    )
    rows = Decision.objects.filter(election=election).order_by("-id")
    table = Table(request, columns, rows, search=("subject", "value", "body"))
    if table.wants_csv:
        return table.csv("decisions")
    context = {
        "election": election,
        "tabs": tabs(election, "decisions"),
        "table": table,
        "decides": acts_for(request.member, unit_code, Role.COMMITTEE, Role.STANDING_COMMITTEE),
    }
    return render(request, "committee/decisions.html", context)


def _matter(decision: Decision) -> str:
    words = MATTERS.get(decision.matter)
    return either(*words) if words else decision.matter


@for_roles(Role.COMMITTEE, Role.STANDING_COMMITTEE)
def decide(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Enter a decision; matter and subject may come from the page that waits for it."""
    election = election_read(request, unit_code)
    initial = {
        "matter": request.GET.get("matter", ""),
        "subject": request.GET.get("subject", ""),
        "body": services.committee_name(election),
        "decided_on": clock.today(),
    }
    return act_page(
        request,
        DecisionForm(posted(request), initial=initial),
        services.decide,
        success_url=reverse("committee:decisions", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("记录决定"),
        lead=_("法律留给选举委员会或者人大常委会决定的事项，由该机关决定，这里如实记录。"),
        article=ELECTION_LAW[11],
        consequences=[
            _("等待这一决定的事项随即可以继续。"),
            _("决定不能修改；同一对象以后另有决定的，以后一决定为准，前一决定保留。"),
        ],
        submit=_("记录决定"),
        cancel=reverse("committee:decisions", args=(unit_code,)),
    )
