"""The count of an election at a glance, and one sheet with what can be done with it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import Determination, SheetEntry, TallySheet
from huanjie.office.counting.screens.forms import NothingForm
from huanjie.office.counting.words import OUTCOMES, SHEET_STATES, WAITS
from huanjie.office.face import clock
from huanjie.office.face.acts import perform
from huanjie.office.face.parts import Step, Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round
from huanjie.office.polling.queries import round_of, rounds
from huanjie.office.polling.words import KINDS

CHECKING = (Role.SCRUTINEER, Role.OFFICE)
AT_THE_COUNT = (*CHECKING, Role.COMMITTEE, Role.CLERK)
_AFTER = ("first_in_progress", "first_done", "second_in_progress", "differing", "correction")


def round_read(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> Round:
    """A round that the reader may see. Raises `Http404`."""
    election = election_read(request, unit_code)
    try:
        return round_of(election, number, ordinal)
    except Round.DoesNotExist as missing:
        raise Http404 from missing


def sheet_read(held: Round) -> TallySheet:
    """The sheet of a round. Raises `Http404`."""
    found = TallySheet.objects.filter(round=held).first()
    if found is None:
        raise Http404
    found.round = held
    return found


def place_of(held: Round) -> tuple[str, int, int]:
    """The arguments of every address of a round."""
    return held.unit_code, held.contest.constituency.number, held.ordinal


def about(held: Round) -> dict[str, Any]:
    """What every page of a round shows at its head."""
    place = held.contest.constituency
    return {
        "election": place.election,
        "constituency": place,
        "held": held,
        "kind": either(*KINDS[held.kind]),
        "lead": f"{place.election.title} · {either(*KINDS[held.kind])}",
        "place_lead": f"{place.number} {place.name} · {either(*KINDS[held.kind])}",
        "sheet_url": reverse("counting:sheet", args=place_of(held)),
    }


def about_opening(case: queries.Case) -> dict[str, Any]:
    """How the boxes were opened, as every page of the round shows it."""
    row, notes = case.opening, queries.opening_findings(case)
    told = "warning" if notes else "done" if row else "todo"
    return {
        "opening": row,
        "opening_mark": "stopped" if queries.opening_waiting(case) else told,
        "opening_notes": notes,
        "opening_decisions": queries.opening_decisions(case),
    }


UNRECORDED = "?opening=none"


def tabs(election: Election, current: str) -> list[Tab]:
    """The sheets by their state, and the openings not recorded, each with how many there are."""
    counts = queries.states_of(election)
    address = reverse("counting:index", args=(election.unit_id,))
    found = [Tab(_("全部"), address, not current, sum(counts.values()))]
    for state, words in SHEET_STATES.items():
        if counts.get(state):
            href = f"{address}?state={state}"
            found.append(Tab(either(*words), href, state == current, counts[state]))
    missing = queries.unrecorded(election).count()
    if missing:
        href = f"{address}{UNRECORDED}"
        found.append(Tab(_("开箱未记录"), href, current == UNRECORDED, missing))
    return found


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponse:
    """Every contest with its latest round's sheet and result."""
    election = election_read(request, unit_code)
    state = request.GET.get("state", "")
    is_unrecorded = not state and request.GET.get("opening") == "none"
    rows = (
        queries.unrecorded(election) if is_unrecorded else queries.overview(election, state=state)
    )
    table = Table(request, _columns(election), rows, search=("name", "number"))
    if table.wants_csv:
        return table.csv("counting")  # type: ignore[return-value]
    context = {
        "election": election,
        "table": table,
        "tabs": tabs(election, UNRECORDED if is_unrecorded else state),
        "work": [] if state or is_unrecorded else queries.open_work(election, clock.today()),
    }
    return render(request, "counting/index.html", context)


def _columns(election: Election) -> tuple[Column, ...]:
    def address(row: Any) -> str:
        return reverse("counting:sheet", args=(election.unit_id, row.number, row.round_ordinal))

    return (
        Column("number", _("选区号"), kind="number", sort="number", link=address),
        Column("name", _("选区"), sort="name", link=address),
        Column("seats", _("应选"), kind="number", sort="seats"),
        Column(
            "round", _("轮次"), value=lambda r: f"{r.round_ordinal} {either(*KINDS[r.round_kind])}"
        ),
        Column("opened_on", _("开箱"), kind="date", sort="opened_on"),
        Column("sheet", _("计票单"), value=_sheet),
        Column("outcome", _("结果"), value=_outcome),
        Column("declared_on", _("公布"), kind="date", sort="declared_on"),
    )


def _sheet(row: Any) -> str:
    return either(*SHEET_STATES[queries.sheet_state(row.round_state, row.sheet_state)])


def _outcome(row: Any) -> str:
    return either(*OUTCOMES[row.outcome_kind]) if row.outcome_kind else ""


@signed_in
def sheet(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponse:
    """One sheet: how far it is, who typed, and the one thing to do now."""
    held = round_read(request, unit_code, number, ordinal)
    found = TallySheet.objects.filter(round=held).first()
    result = Determination.objects.filter(round=held).first()
    entries = queries.active_entries(found) if found else {}
    state = queries.sheet_state(held.state, found.state if found else None)
    context = {
        **about(held),
        "sheet": found,
        "state": either(*SHEET_STATES[state]),
        "waits": _waits(request, state, entries),
        "determination": result,
        "outcome": either(*OUTCOMES[result.kind]) if result else "",
        "entries": [(n, entries.get(n)) for n in (1, 2)],
        "steps": _steps(held, found, result),
        **about_opening(queries.Case(held)),
        "rounds": [(each, either(*KINDS[each.kind])) for each in rounds(held.contest.constituency)],
        "checks": acts_for(request.member, unit_code, *CHECKING),
        "leads": acts_for(request.member, unit_code, Role.COMMITTEE, Role.OFFICE),
        "declares": acts_for(request.member, unit_code, Role.COMMITTEE),
        "counts": acts_for(request.member, unit_code, *AT_THE_COUNT),
        "mine": _mine(request, held, found),
        "may_be_declared": held.contest.state == "decided" and result and not result.declared_on,
    }
    return render(request, "counting/sheet.html", context)


def _waits(request: MemberRequest, state: str, entries: Mapping[int, SheetEntry]) -> str:
    """What the sheet waits for, in a sentence; empty once it is final."""
    if state == "first_done" and entries[1].clerk_id == request.member.account:
        state = "own_first_done"
    return either(*WAITS[state]) if state in WAITS else ""


def _mine(request: MemberRequest, held: Round, found: TallySheet | None) -> int:
    """Which typing the member may do now: 1, 2, or 0 for none."""
    if not acts_for(request.member, held.unit_code, Role.CLERK):
        return 0
    if found is None:
        return int(held.state != "open")
    entries = queries.active_entries(found)
    own = [n for n, e in entries.items() if e.clerk_id == request.member.account]
    open_ones = [n for n in own if entries[n].finished_at is None]
    if open_ones:
        return open_ones[0]
    if found.state == "empty":
        return 1
    return 2 if found.state == "first_done" and not own else 0


def _steps(held: Round, found: TallySheet | None, result: Determination | None) -> list[Step]:
    order = ("empty", *_AFTER, "agreed", "final")
    at = order.index(found.state) if found else -1
    names = (
        (_("投票截止"), -1 if held.state == "open" else 99),
        (_("第一次录入"), at - order.index("first_done")),
        (_("第二次录入"), at - order.index("differing")),
        (_("两次一致"), at - order.index("agreed")),
        (_("定稿"), at - order.index("final")),
        (_("认定"), 0 if result else -1),
        (_("公布"), 0 if result and result.declared_on else -1),
    )
    steps, is_next = [], True
    for label, past in names:
        state = "done" if past >= 0 else "doing" if is_next else "todo"
        is_next = is_next and past >= 0
        steps.append(Step(label, state))
    return steps


@for_roles(*CHECKING, Role.COMMITTEE)
def open_all(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Open the sheets of all constituencies whose poll is closed."""
    election = election_read(request, unit_code)
    waiting = queries.states_of(election).get("unopened", 0)
    return act_page(
        request,
        NothingForm(request.POST if request.method == "POST" else None),
        services.open_sheets,
        success_url=reverse("counting:index", args=(unit_code,)),
        arguments=lambda given: {"election": election},
        title=_("打开计票单"),
        lead=_("%(count)s 个选区投票已截止，计票单尚未打开。") % {"count": waiting},
        article=ELECTION_LAW[43, 1],
        consequences=[
            _("每张计票单由两名录入员各自对照纸质单据录入一次。"),
            _("录入员的待办里会列出这些计票单。"),
        ],
        submit=_("打开全部计票单"),
        cancel=reverse("counting:index", args=(unit_code,)),
        blocked=not waiting,
    )


@for_roles(*AT_THE_COUNT)
def open_sheet(
    request: MemberRequest, unit_code: str, number: int, ordinal: int
) -> HttpResponseBase:
    """Open the sheet of a closed round."""
    held = round_read(request, unit_code, number, ordinal)
    context = {**about(held), "title": str(held), "article": ELECTION_LAW[43, 1]}
    if request.method != "POST":
        return render(request, "counting/open.html", context)
    return perform(
        request,
        services.open_sheet,
        success_url=reverse("counting:sheet", args=place_of(held)),
        template="counting/open.html",
        context=context,
        round=held,
    )
