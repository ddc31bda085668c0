"""Results by constituency, declaring them, and the list of deputies with its composition."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read
from huanjie.office.counting.queries import contest_result
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.jobs.services import start
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest
from huanjie.office.tenure import queries, services
from huanjie.office.tenure.models import Mandate
from huanjie.office.tenure.notices import others
from huanjie.office.tenure.screens.forms import OnForm
from huanjie.office.tenure.words import MANDATE_STATES, SEXES
from huanjie.roll.codes import ETHNICITY, names


def tabs(election: Election, current: str) -> list[Tab]:
    """The pages of this stage."""
    pages = (("index", _("选举结果")), ("deputies", _("代表名册")))
    return [
        Tab(label, reverse(f"tenure:{page}", args=(election.unit_id,)), page == current)
        for page, label in pages
    ]


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponse:
    """Every constituency with its figures, who was elected and what stays open."""
    election = election_read(request, unit_code)
    rows = queries.result_rows(election)
    show = request.GET.get("show", "")
    shown = [row for row in rows if _is_shown(row, show)]
    table = Table(request, _columns(election), shown)
    if table.wants_csv:
        return table.csv("results")  # type: ignore[return-value]
    declared = sum(row.is_declared for row in rows)
    context = {
        "election": election,
        "tabs": tabs(election, "index"),
        "table": table,
        "elected": sum(len(row.result.elected) for row in rows if row.result and row.is_declared),
        "seats": queries.seats_of(election),
        "vacant": sum(row.vacant for row in rows if row.is_declared),
        "declared": declared,
        "total": len(rows),
        "ready": queries.decided_contests(election).count(),
        "double": queries.double_mandates(election),
        "work": queries.open_work(election, clock.today()),
        "declares": acts_for(request.member, unit_code, Role.COMMITTEE),
        "is_complete": bool(rows) and declared == len(rows),
        "is_published": election.state in ("declared", "seated", "concluded"),
    }
    return render(request, "tenure/index.html", context)


def _is_shown(row: queries.ResultRow, show: str) -> bool:
    if show == "vacant":
        return row.is_declared and row.vacant > 0
    return not row.is_declared if show == "open" else True


def _columns(election: Election) -> tuple[Column, ...]:
    def address(row: queries.ResultRow) -> str:
        ordinal = row.result.last.round.ordinal if row.result else 1
        name = "counting:determination" if row.result else "polling:contest"
        place = (election.unit_id, row.constituency.number)
        return reverse(name, args=(*place, ordinal) if row.result else place)

    def figure(name: str) -> Any:
        return lambda row: row.result.figures[name] if row.result else None

    return (
        Column(
            "number",
            _("选区号"),
            value=lambda r: r.constituency.number,
            kind="number",
            sort="n",
            link=address,
        ),
        Column("name", _("选区"), value=lambda r: r.constituency.name, sort="n", link=address),
        Column("seats", _("应选"), value=lambda r: r.constituency.seats, kind="number", sort="n"),
        Column("voters", _("选民数"), value=figure("voters"), kind="number", sort="n"),
        Column(
            "participants", _("参加投票"), value=figure("participants"), kind="number", sort="n"
        ),
        Column("collected", _("收回"), value=figure("collected"), kind="number"),
        Column("valid", _("有效"), value=figure("valid"), kind="number"),
        Column("void", _("无效"), value=figure("void"), kind="number"),
        Column("elected", _("当选及得票"), value=_elected),
        Column("others", _("其他人得票"), value=_others),
        Column(
            "vacant",
            _("缺额"),
            value=lambda r: r.vacant if r.is_declared else None,
            kind="number",
            sort="n",
        ),
        Column("declared", _("公布"), value=_declared_on, kind="date", sort="n"),
    )


def _elected(row: queries.ResultRow) -> str:
    if row.result is None:
        return ""
    return "、".join(_tally(row, name) for name, _votes, _round in row.result.elected)


def _others(row: queries.ResultRow) -> str:
    return "、".join(_tally(row, name) for name, _votes in others(row))


def _tally(row: queries.ResultRow, name: str) -> str:
    """A name with its votes, round after round: 张三 19 → 18."""
    counts = row.result.votes.get(name, []) if row.result else []
    return f"{name} {' → '.join(str(votes) for _kind, votes in counts)}"


def _declared_on(row: queries.ResultRow) -> Any:
    return row.result.last.declared_on if row.result else None


@for_roles(Role.COMMITTEE)
def declare(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Declare one contest: a legal act."""
    election = election_read(request, unit_code)
    contest = (
        Contest.objects.select_related("constituency")
        .filter(constituency__election=election, constituency__number=number)
        .first()
    )
    if contest is None:
        raise Http404
    result = contest_result(contest)
    elected = "、".join(f"{n}（{v}）" for n, v, _round in result.elected) if result else ""
    earliest = result.last.determined_on if result else clock.today()
    return act_page(
        request,
        OnForm(request.POST or None, initial={"on": max(clock.today(), earliest)}),
        services.declare_contest,
        success_url=reverse("tenure:index", args=(unit_code,)),
        arguments=lambda given: {**given, "contest": contest},
        title=_("公布选区结果"),
        lead=str(contest.constituency),
        article=ELECTION_LAW[46, 1],
        consequences=[
            _("当选：%(names)s") % {"names": elected or _("无")},
            _("缺额 %(count)s 名。") % {"count": result.vacant if result else 0},
            _("当选人成为代表，等待代表资格审查。"),
            _("之后计票单、名单或者认定有变更的，须重新认定并重新公布。"),
        ],
        submit=_("公布本选区结果"),
        cancel=reverse("tenure:index", args=(unit_code,)),
        blocked=contest.state != "decided" or result is None or bool(result.last.declared_on),
    )


@for_roles(Role.COMMITTEE)
def declare_all(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Declare every decided contest, as a job that may be left."""
    election = election_read(request, unit_code)
    ready = queries.decided_contests(election).count()
    form = OnForm(request.POST or None, initial={"on": clock.today()})
    back = reverse("tenure:index", args=(unit_code,))
    if request.method == "POST" and form.is_valid() and unit_code == request.member.unit:
        job = start(
            unit=election.unit,
            owner=request.user,
            title=_("公布已有结果的选区"),
            task="huanjie.office.tenure.tasks.declare_decided",
            target=back,
            actor=request.member,
            election=election.pk,
            on=form.cleaned_data["on"].isoformat(),
        )
        return redirect("jobs:detail", job.pk)
    context = {
        "form": form,
        "title": _("公布已有结果的选区"),
        "lead": _("%(count)s 个选区已有结果，尚未公布。") % {"count": ready},
        "article": ELECTION_LAW[46, 1],
        "consequences": [
            _("逐个选区公布，每个选区各有一条账簿记录。"),
            _("有失效认定或者未说明提醒的选区不会公布，完成后列出原因。"),
        ],
        "submit": _("公布这些选区的结果"),
        "cancel": back,
        "blocked": not ready or unit_code != request.member.unit,
    }
    return render(request, "face/act.html", context)


@for_roles(Role.COMMITTEE)
def publish(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish the elected of the whole election: a legal act."""
    election = election_read(request, unit_code)
    open_ones = queries.undeclared(election)
    return act_page(
        request,
        OnForm(request.POST or None, initial={"on": clock.today()}),
        services.publish_results,
        success_url=reverse("tenure:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("公布当选代表名单"),
        lead=election.title,
        article=ELECTION_LAW[46, 2],
        consequences=[
            _("发布当选代表名单公告和各选区结果表，并在网上公开。"),
            _("尚未公布结果的选区 %(count)s 个。") % {"count": len(open_ones)},
            _("自全部选区公布之日起两个月内召开第一次会议。"),
        ],
        warnings=queries.double_mandates(election),
        submit=_("公布名单"),
        cancel=reverse("tenure:index", args=(unit_code,)),
        blocked=bool(open_ones),
    )


@signed_in
def deputies(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The list of deputies, their composition, and the seats that stay open."""
    election = election_read(request, unit_code)
    rows = list(queries.deputies(election))
    columns = (
        Column("name", _("姓名"), sort="n"),
        Column(
            "number", _("选区号"), value=lambda r: r.constituency.number, kind="number", sort="n"
        ),
        Column("constituency", _("选区"), value=lambda r: r.constituency.name, sort="n"),
        Column("sex", _("性别"), value=_sex, sort="n"),
        Column("ethnicity", _("民族"), value=_ethnicity, sort="n"),
        Column("birth", _("出生日期"), value=queries.born, kind="date", sort="n"),
        Column("position", _("单位及职务"), value=_position),
        Column("votes", _("得票"), kind="number", sort="n"),
        Column("state", _("状态"), value=lambda r: either(*MANDATE_STATES[r.state])),
    )
    table = Table(request, columns, rows)
    if table.wants_csv:
        return table.csv("deputies")  # type: ignore[return-value]
    context = {
        "election": election,
        "tabs": tabs(election, "deputies"),
        "table": table,
        "made": queries.composition(election, rows),
        "vacancies": queries.vacancies(election),
    }
    return render(request, "tenure/deputies.html", context)


def _sex(row: Mandate) -> str:
    known = SEXES.get(queries.fact(row, "sex"))
    return either(*known) if known else ""


def _ethnicity(row: Mandate) -> str:
    code = queries.fact(row, "ethnicity")
    return names(ETHNICITY).get(code, code)


def _position(row: Mandate) -> str:
    return row.nominee.position if row.nominee else ""
