"""Polling day: every constituency, one round with its boxes, closing, notices."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.counting import CONTEST
from huanjie.law.finding import Severity
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read
from huanjie.office.face import clock
from huanjie.office.face.cards import Card
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.polling import queries, services
from huanjie.office.polling.models import Box, Contest, Round
from huanjie.office.polling.rows import BoxData
from huanjie.office.polling.screens.forms import (
    AnnounceForm,
    BoxForm,
    MarksForm,
    NothingForm,
    OpenForm,
)
from huanjie.office.polling.words import BOX_KINDS, CONTEST_STATES, KINDS, ROUND_STATES
from huanjie.office.seats.models import Constituency

AT_THE_POLL = (Role.OFFICE, Role.CREW, Role.COMMITTEE)
LEADING = (Role.OFFICE, Role.COMMITTEE)


def tabs(election: Election, current: str) -> list[Tab]:
    """The contests by where they stand, each with how many there are."""
    counts = queries.states_of(election)
    address = reverse("polling:index", args=(election.unit_id,))
    found = [Tab(_("全部"), address, not current, sum(counts.values()))]
    for state in ("unopened", *CONTEST.states):
        if counts.get(state):
            label = either(*CONTEST_STATES[state])
            found.append(Tab(label, f"{address}?state={state}", state == current, counts[state]))
    return found


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponse:
    """Every constituency with its contest, its round and its turnout."""
    election = election_read(request, unit_code)
    state = request.GET.get("state", "")
    rows = queries.overview(election, state=state)
    table = Table(request, _columns(election), rows, search=("name", "number"))
    if table.wants_csv:
        return table.csv("polling")  # type: ignore[return-value]
    context = {
        "election": election,
        "table": table,
        "tabs": tabs(election, state),
        "work": queries.open_work(election, clock.today()),
        "leads": acts_for(request.member, unit_code, *LEADING),
        "declares": acts_for(request.member, unit_code, Role.COMMITTEE),
    }
    return render(request, "polling/index.html", context)


def _columns(election: Election) -> tuple[Column, ...]:
    def address(row: Any) -> str:
        return reverse("polling:contest", args=(election.unit_id, row.number))

    return (
        Column("number", _("选区号"), kind="number", sort="number", link=address),
        Column("name", _("选区"), sort="name", link=address),
        Column("seats", _("应选"), kind="number", sort="seats"),
        Column("state", _("状态"), value=lambda r: _word(CONTEST_STATES, r.contest_state)),
        Column("round", _("轮次"), value=_round_words),
        Column("round_voters", _("选民数"), kind="number", sort="round_voters"),
        Column("participants", _("参加投票"), kind="number", sort="participants"),
        Column("share", _("参选率"), value=_share, kind="number"),
        Column("unrecorded", _("未登记票箱"), kind="number", sort="unrecorded"),
    )


def _word(words: Any, key: str | None) -> str:
    return either(*words[key or "unopened"])


def _round_words(row: Any) -> str:
    if row.round_kind is None:
        return ""
    return f"{row.round_ordinal} {either(*KINDS[row.round_kind])}"


def _share(row: Any) -> str:
    if not row.round_voters or row.participants is None:
        return ""
    return percent(row.participants, row.round_voters)


def percent(part: int, whole: int) -> str:
    """A share with two decimals, half rounded up; empty without a whole."""
    if not whole:
        return ""
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@for_roles(*LEADING)
def open_all(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Open the first vote of every constituency that has none."""
    election = election_read(request, unit_code)
    waiting = Constituency.objects.filter(election=election, contest__isnull=True).count()
    form = OpenForm(request.POST or None, initial={"held_on": election.polling_day})
    return act_page(
        request,
        form,
        services.open_contests,
        success_url=reverse("polling:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("设立投票"),
        lead=_("%(count)s 个选区尚未设立投票。") % {"count": waiting},
        article=ELECTION_LAW[11, 1, 5],
        consequences=[
            _("按已公布的正式候选人名单固定各选区选票上的姓名和次序。"),
            _("按已结算的选民名单固定各选区选民数。"),
            _("投票站可以登记票箱和投票人数。"),
        ],
        submit=_("设立全部选区的投票"),
        cancel=reverse("polling:index", args=(unit_code,)),
        blocked=not waiting,
    )


@for_roles(*LEADING)
def open_one(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Open the first vote of one constituency."""
    election = election_read(request, unit_code)
    place = _constituency(election, number)
    form = OpenForm(request.POST or None, initial={"held_on": election.polling_day})
    return act_page(
        request,
        form,
        services.open_contest,
        success_url=reverse("polling:contest", args=(unit_code, number)),
        arguments=lambda given: {**given, "constituency": place},
        title=_("设立投票"),
        lead=str(place),
        article=ELECTION_LAW[11, 1, 5],
        consequences=[_("固定选票上的姓名、次序和选民数。")],
        submit=_("设立本选区的投票"),
        cancel=reverse("polling:index", args=(unit_code,)),
    )


def _constituency(election: Election, number: int) -> Constituency:
    found = Constituency.objects.filter(election=election, number=number).first()
    if found is None:
        raise Http404
    return found


@for_roles(Role.COMMITTEE)
def announce(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish when and where everybody votes."""
    election = election_read(request, unit_code)
    rows = list(Constituency.objects.filter(election=election).order_by("number"))
    lines = "\n".join(f"{row.number}，{row.name}" for row in rows)
    form = AnnounceForm(
        request.POST or None,
        initial={"places": lines, "on": clock.today()},
        constituencies=rows,
    )
    return act_page(
        request,
        form,
        services.announce_polling,
        success_url=reverse("polling:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("公布投票时间、地点"),
        lead=election.title,
        article=ELECTION_LAW[38],
        consequences=[_("发布公告并在网上公开。"), _("每个选区至少要有一处投票地点。")],
        submit=_("公布"),
        cancel=reverse("polling:index", args=(unit_code,)),
    )


@signed_in
def contest(request: MemberRequest, unit_code: str, number: int) -> HttpResponse:
    """The rounds of one contest; before it opens, the way to open it."""
    election = election_read(request, unit_code)
    place = _constituency(election, number)
    rounds = list(queries.rounds(place))
    if len(rounds) == 1:
        return redirect("polling:round", unit_code, number, 1)
    found = Contest.objects.filter(constituency=place).first()
    context = {
        "election": election,
        "constituency": place,
        "state": _word(CONTEST_STATES, found.state if found else None),
        "rounds": [(held, either(*KINDS[held.kind]), queries.turnout(held)) for held in rounds],
        "leads": acts_for(request.member, unit_code, *LEADING),
    }
    return render(request, "polling/contest.html", context)


def _round(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> Round:
    election = election_read(request, unit_code)
    try:
        return queries.round_of(election, number, ordinal)
    except Round.DoesNotExist as missing:
        raise Http404 from missing


@signed_in
def round_page(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponse:
    """A round: its boxes with seals and registers, and the running totals."""
    held = _round(request, unit_code, number, ordinal)
    return render(request, "polling/round.html", _round_context(request, held))


def _round_context(request: MemberRequest, held: Round) -> dict[str, Any]:
    place = held.contest.constituency
    unit = place.election.unit_id
    sums = queries.turnout(held)
    ways = (
        (_("本人到场"), sums.in_person),
        (_("委托"), sums.proxy),
        (_("流动票箱"), sums.mobile),
    )
    return {
        "election": place.election,
        "constituency": place,
        "held": held,
        "kind": either(*KINDS[held.kind]),
        "state": either(*ROUND_STATES[held.state]),
        "sums": sums,
        "ways": [(label, n, percent(n, sums.participants)) for label, n in ways],
        "share": percent(sums.participants, held.voters),
        "line": held.voters // 2 + 1,
        "is_open": held.state == "open",
        "acts": acts_for(request.member, unit, *AT_THE_POLL),
        "table": _boxes(request, held, unit),
        "others": list(queries.rounds(place)),
    }


def _boxes(request: MemberRequest, held: Round, unit: str) -> Table:
    number = held.contest.constituency.number

    def address(row: Box) -> str:
        return reverse("polling:box", args=(unit, number, held.ordinal, row.number))

    columns = (
        Column("number", _("票箱号"), kind="number", link=address),
        Column("name", _("名称"), link=address),
        Column("kind", _("类型"), value=lambda row: either(*BOX_KINDS[row.kind])),
        Column("scrutineers", _("监票人"), kind="number"),
        Column("ballots_received", _("领票"), kind="number"),
        Column("own", _("本人"), kind="number"),
        Column("proxy", _("委托"), kind="number"),
        Column("seals", _("封签"), value=_seal_mark, kind="mark"),
    )
    return Table(request, columns, list(held.boxes.all()), page_size=100)


def _seal_mark(row: Box) -> str:
    if not row.seal_closed or not row.seal_opened:
        return "todo"
    return "done" if row.seal_closed == row.seal_opened else "waiting"


@for_roles(*AT_THE_POLL)
def add_box(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Enter a box of a round."""
    held = _round(request, unit_code, number, ordinal)
    back = reverse("polling:round", args=(unit_code, number, ordinal))
    form = BoxForm(request.POST or None, initial={"number": held.boxes.count() + 1})
    return act_page(
        request,
        form,
        services.add_box,
        success_url=back,
        arguments=lambda given: {**given, "round": held},
        template="polling/form.html",
        title=_("登记票箱"),
        lead=str(held.contest.constituency),
        article=PRACTICE["P-10"],
        submit=_("登记"),
        cancel=back,
    )


@for_roles(*AT_THE_POLL)
def box(
    request: MemberRequest, unit_code: str, number: int, ordinal: int, box: int
) -> HttpResponseBase:
    """The register and the seals of one box; closed rounds show them only."""
    held = _round(request, unit_code, number, ordinal)
    row = held.boxes.filter(number=box).first()
    if row is None:
        raise Http404
    back = reverse("polling:round", args=(unit_code, number, ordinal))
    names = ("own", "proxy", "without_ground", "seal_closed", "seal_opened")
    form = MarksForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    return act_page(
        request,
        form,
        services.record_boxes,
        success_url=back,
        arguments=lambda given: {"round": held, "boxes": [_with(row, given)]},
        template="polling/form.html",
        title=str(row),
        lead=_("对照本票箱的选民签到册和封签登记。"),
        article=ELECTION_LAW[43, 1],
        submit=_("保存"),
        cancel=back,
        blocked=held.state != "open" or not acts_for(request.member, unit_code, *AT_THE_POLL),
    )


def _with(row: Box, given: Any) -> BoxData:
    return BoxData(
        number=row.number,
        kind=row.kind,
        name=row.name,
        scrutineers=row.scrutineers,
        ballots_received=row.ballots_received,
        **given,
    )


@for_roles(*AT_THE_POLL)
def close(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Close the poll of a round."""
    held = _round(request, unit_code, number, ordinal)
    sums = queries.turnout(held)
    back = reverse("polling:round", args=(unit_code, number, ordinal))
    above = sums.participants > held.voters
    return act_page(
        request,
        NothingForm(request.POST if request.method == "POST" else None),
        services.close_polling,
        success_url=back,
        arguments=lambda given: {"round": held},
        title=_("投票截止"),
        lead=str(held.contest.constituency),
        article=ELECTION_LAW[43, 1],
        consequences=[
            _("参加投票 %(count)s 人，票箱 %(boxes)s 个，之后不能再改。")
            % {"count": sums.participants, "boxes": sums.boxes},
            _("可以录入计票单。"),
        ],
        warnings=[_too_many(sums.participants, held.voters)] if above else (),
        submit=_("确认截止"),
        cancel=back,
        blocked=held.state != "open",
    )


def _too_many(participants: int, voters: int) -> Card:
    """More took part than are on the roll: to be looked into while it can still be changed."""
    return Card(
        Severity.WARN,
        _("参加投票 %(count)s 人，超过选民数 %(voters)s 人。")
        % {"count": participants, "voters": voters},
        _("截止之前先核对各票箱的签到册：有没有多录一位数字，有没有重复签到。"),
        ELECTION_LAW[43, 1],
        "J303",
    )
