"""Rolls: where registration stands, drafts, entries, who is not listed, publication, balance."""

from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.charts import Bar, bars
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import blocking
from huanjie.law.registration import ROLL
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, election_read, posted
from huanjie.office.face import clock
from huanjie.office.face.parts import Step
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import NonVoter, Roll, RollEntry
from huanjie.office.registration.screens.forms import DayForm
from huanjie.office.registration.screens.pages import (
    READERS,
    here,
    reason_words,
    shown_id,
    state_words,
    villages,
)
from huanjie.office.registration.words import SEXES

MARKS = {"open": "todo", "published": "done", "corrected": "done", "final": "done"}


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Where registration stands, and what comes next."""
    shown = here(request, unit_code, "index")
    election = shown["election"]
    rolls = list(queries.rolls_of(election))
    context = {
        **shown,
        "steps": _steps(election, rolls),
        "work": queries.open_work(election, clock.today()),
        "rolls": len(rolls),
        "voters": sum(queries.voter_counts(election).values()),
        "non_voters": sum(queries.non_voters(election).values()),
        "undecided": queries.undecided(election).count(),
        "published": sum(roll.state != ROLL.initial for roll in rolls),
        "final": sum(roll.final_voters or 0 for roll in rolls),
    }
    return render(request, "registration/index.html", context)


def _steps(election: Election, rolls: list[Roll]) -> list[Step]:
    states = {roll.state for roll in rolls}
    county = election.county_id
    done = [
        queries.latest_switched(county) is not None,
        not queries.unruled_in(county) and not queries.duplicates_open(county).exists(),
        bool(rolls),
        bool(rolls) and ROLL.initial not in states,
        states == {"final"},
    ]
    labels = [_("人口转入"), _("差错与重登"), _("拟定名单"), _("公布名单"), _("定案")]
    reached = next((n for n, is_done in enumerate(done) if not is_done), len(done))
    return [
        Step(label, "done" if n < reached else "doing" if n == reached else "todo")
        for n, label in enumerate(labels)
    ]


@signed_in
def rolls(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """The roll of every constituency."""
    shown = here(request, unit_code, "rolls")
    election = shown["election"]
    counts = queries.voter_counts(election)

    def address(roll: Roll) -> str:
        return reverse("registration:roll", args=(unit_code, roll.constituency.number))

    columns = (
        Column("constituency__number", _("选区号"), kind="number", sort="constituency__number"),
        Column("constituency__name", _("选区"), link=address, sort="constituency__name"),
        Column("state", _("状态"), value=lambda r: state_words(r.state), sort="state"),
        Column("voters", _("在册人数"), value=lambda r: counts.get(r.constituency_id, 0),
               kind="number"),
        Column("published_voters", _("公布人数"), kind="number", sort="published_voters"),
        Column("final_voters", _("选举日人数"), kind="number", sort="final_voters"),
        Column("published_on", _("公布日期"), kind="date", sort="published_on"),
    )  # fmt: skip
    table = Table(
        request, columns, queries.rolls_of(election), search=("constituency__name",), page_size=100
    )
    if table.wants_csv:
        return table.csv(f"{unit_code}-rolls")
    states = set(queries.rolls_of(election).values_list("state", flat=True))
    context = {
        **shown,
        "table": table,
        "may_draft": shown["is_office"] and states <= {ROLL.initial},
        "may_publish": shown["is_committee"] and ROLL.initial in states,
        "may_close": shown["is_committee"] and bool(states & {"published", "corrected"}),
        "voters": sum(counts.values()),
    }
    return render(request, "registration/rolls.html", context)


def roll_read(unit_code: str, number: int) -> Roll:
    """The roll of a constituency, or 404."""
    found = Roll.objects.select_related("constituency__election__unit")
    return get_object_or_404(
        found, constituency__election__unit_id=unit_code, constituency__number=number
    )


@for_roles(*READERS)
def roll(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """The voters of one constituency; ID numbers masked."""
    shown = here(request, unit_code, "rolls")
    found = roll_read(unit_code, number)
    text = request.GET.get("who", "").strip()[:60]
    with_struck = request.GET.get("struck") == "1"
    village = villages()

    def address(entry: RollEntry) -> str:
        return reverse("registration:entry", args=(unit_code, number, entry.pk))

    columns = (
        Column("serial", _("序号"), kind="number", sort="serial"),
        Column("person__name", _("姓名"), link=address, sort="person__name"),
        Column("sex", _("性别"), value=lambda e: either(
            *SEXES.get(e.person.sex, ("—", "—")))),
        Column("id", _("公民身份号码"), value=lambda e: shown_id(e.person)),
        Column("village", _("户籍地"), value=lambda e: village(e.person.village)),
        Column("person__group", _("村民小组"), kind="number"),
        Column("basis", _("登记类别"), value=basis_words, sort="basis"),
        Column("state", _("在册"), value=entry_words),
    )  # fmt: skip
    entries = queries.search_entries(found, text, with_struck=with_struck)
    table = Table(request, columns, entries)
    context = {
        **shown,
        "roll": found,
        "state": state_words(found.state),
        "state_mark": MARKS.get(found.state, "todo"),
        "table": table,
        "who": text,
        "with_struck": with_struck,
        "voters": queries.voter_count(found.constituency),
        "can_correct": shown["may_propose"] and ROLL.may(found.state, "correct"),
    }
    return render(request, "registration/roll.html", context)


def basis_words(entry: RollEntry) -> str:
    """By what somebody is listed here."""
    english = {"hukou": "household here", "certificate": "certificate", "other": "other"}
    return either(str(entry.get_basis_display()), english[entry.basis])


def entry_words(entry: RollEntry) -> str:
    """Why somebody was added, or why and when struck off."""
    if not entry.is_live:
        return f"{reason_words(entry.struck_reason)} {entry.struck_on}"
    return reason_words(entry.added_reason)


@for_roles(*READERS)
def entry(request: MemberRequest, unit_code: str, number: int, pk: int) -> HttpResponseBase:
    """One voter on one roll: what is known, and what may be proposed."""
    shown = here(request, unit_code, "rolls")
    found = get_object_or_404(
        RollEntry.objects.select_related("person", "roll__constituency"),
        pk=pk,
        roll=roll_read(unit_code, number),
    )
    context = {
        **shown,
        "roll": found.roll,
        "entry": found,
        "person": found.person,
        "id_shown": shown_id(found.person),
        "village": villages()(found.person.village),
        "basis": basis_words(found),
        "state": entry_words(found),
        "is_county": unit_code == shown["election"].county_id,
        "can_correct": shown["may_propose"]
        and found.is_live
        and ROLL.may(found.roll.state, "correct"),
    }
    return render(request, "registration/entry.html", context)


@for_roles(*READERS)
def non_voters(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Persons of age on no roll, by reason; those without a decision first."""
    shown = here(request, unit_code, "non_voters")
    election = shown["election"]
    counts = queries.non_voters(election)
    reason = request.GET.get("reason", "")
    village = villages()
    is_county = unit_code == election.county_id

    def address(left_out: NonVoter) -> str:
        args = (unit_code, left_out.person_id)
        return reverse("registration:person", args=args) if is_county else ""

    columns = (
        Column("person__name", _("姓名"), link=address, sort="person__name"),
        Column("id", _("公民身份号码"), value=lambda n: shown_id(n.person)),
        Column("village", _("户籍地"), value=lambda n: village(n.person.village),
               sort="person__village"),
        Column("reason", _("原因"), value=lambda n: reason_words(n.reason), sort="reason"),
        Column("rule", _("规则"), sort="rule"),
    )  # fmt: skip
    rows = NonVoter.objects.filter(election=election, is_live=True).select_related("person")
    if reason:
        rows = rows.filter(reason=reason)
    table = Table(request, columns, rows.order_by("reason", "pk"), search=("person__name",))
    chart = [
        Bar(reason_words(r), n, "■" if r in NonVoter.UNDECIDED else "") for r, n in counts.items()
    ]
    context = {
        **shown,
        "table": table,
        "counts": [(r, reason_words(r), n) for r, n in counts.items()],
        "chart": bars(chart, title=_("未列入名单的原因")) if chart else "",
        "reason": reason_words(reason) if reason else "",
        "undecided": queries.undecided(election).count(),
    }
    return render(request, "registration/non_voters.html", context)


@for_roles(Role.OFFICE)
def draft(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Draft the rolls anew."""
    election = election_read(request, unit_code)
    return act_page(
        request,
        DayForm(posted(request), initial={"on": clock.today()}),
        services.draft_rolls,
        success_url=reverse("registration:index", args=(unit_code,)),
        arguments=lambda given: {"election": election, "on": given["on"]},
        title=_("拟定选民名单"),
        lead=election.title,
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("登记册中的每个人按法律规则判断，并按村、组或单位编入选区；先前的草稿作废。"),
            _("年满十八周岁而未列入的，逐人记明原因；没有结论的必须处理完才能公布。"),
            _("草稿只在办公室内部可见。"),
        ],
        submit=_("拟定"),
        cancel=reverse("registration:index", args=(unit_code,)),
    )


@for_roles(Role.COMMITTEE)
def publish(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish every drafted roll."""
    election = election_read(request, unit_code)
    found = services.check_rolls(election, _day(request))
    return act_page(
        request,
        DayForm(posted(request), initial={"on": clock.today()}),
        services.publish_rolls,
        success_url=reverse("registration:rolls", args=(unit_code,)),
        arguments=lambda given: {"election": election, "on": given["on"]},
        title=_("公布选民名单"),
        lead=election.title,
        article=ELECTION_LAW[28],
        consequences=[
            _("公告随即编号登出；名单按序号张榜公布，网上只供本人查询。"),
            _("自公布之日起五日内受理申诉，收到后三日内决定。"),
            _("此后名单不再重新拟定，变动逐人由两人办理。"),
        ],
        warnings=found if request.method == "GET" else (),
        blocked=bool(blocking(found)) and request.method == "GET",
        submit=_("公布"),
        cancel=reverse("registration:rolls", args=(unit_code,)),
    )


def _day(request: MemberRequest) -> date:
    form = DayForm(request.POST or None)
    return form.cleaned_data["on"] if form.is_valid() else clock.today()


@for_roles(Role.COMMITTEE)
def close(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Freeze the rolls on election day."""
    election = election_read(request, unit_code)
    return act_page(
        request,
        DayForm(posted(request), initial={"on": election.polling_day or clock.today()}),
        services.close_rolls,
        success_url=reverse("registration:rolls", args=(unit_code,)),
        arguments=lambda given: {"election": election, "on": given["on"]},
        title=_("选民名单定案"),
        lead=election.title,
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("各选区在册人数成为选举日选民数 V，计票以它为基数。"),
            _("定案后名单不能再变更。"),
        ],
        submit=_("定案"),
        cancel=reverse("registration:rolls", args=(unit_code,)),
    )


@for_roles(*READERS)
def doubtful(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Voters on public rolls of whom something has been found since."""
    shown = here(request, unit_code, "changes")
    election = shown["election"]

    def address(found: RollEntry) -> str:
        number = found.roll.constituency.number
        return reverse("registration:entry", args=(unit_code, number, found.pk))

    columns = (
        Column("person__name", _("姓名"), link=address),
        Column("id", _("公民身份号码"), value=lambda e: shown_id(e.person)),
        Column("constituency", _("选区"), value=lambda e: str(e.roll.constituency)),
        Column("why", _("情况"), value=lambda e: e.why),
    )
    rows = [
        _explained(found, why)
        for rows, why in (
            (queries.doubtful_entries(election), _("登记册中有新的认定或记载")),
            (queries.struck_elsewhere(election), _("在另一级选举的名单上已除名")),
        )
        for found in rows
    ]
    context = {**shown, "table": Table(request, columns, rows)}
    return render(request, "registration/doubtful.html", context)


def _explained(found: RollEntry, why: str) -> RollEntry:
    found.why = why  # type: ignore[attr-defined]
    return found
