"""The determination of a round: the staircase, each person's arithmetic, and what follows."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.staircase import CandidateStair, Stair, Threshold, staircase
from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.pages import act_page, acts_for
from huanjie.office.committee.services import committee_name
from huanjie.office.committee.services import decide as record_decision
from huanjie.office.counting import queries, services
from huanjie.office.counting.form import field_id
from huanjie.office.counting.models import Determination, TallySheet
from huanjie.office.counting.screens.forms import DecisionForm, HeldForm, OnForm
from huanjie.office.counting.screens.views import (
    about,
    about_opening,
    place_of,
    round_read,
    sheet_read,
)
from huanjie.office.counting.words import GROUNDS, MATTERS, OUTCOMES
from huanjie.office.face import clock
from huanjie.office.face.acts import perform
from huanjie.office.face.cards import card
from huanjie.office.face.words import either, language
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round
from huanjie.office.polling.words import KINDS

BODY = (Role.COMMITTEE, Role.OFFICE)
_SIGNS = {"elected": "●", "tied": "◐", "waiting": "◇"}
_MARKS = {"elected": "done", "tied": "doing", "waiting": "waiting"}


@signed_in
def determination(
    request: MemberRequest, unit_code: str, number: int, ordinal: int
) -> HttpResponseBase:
    """What the law makes of the sheet, and one button for what follows."""
    held = round_read(request, unit_code, number, ordinal)
    sheet = sheet_read(held)
    context = _context(request, held, sheet)
    if request.method == "POST":
        form = OnForm(request.POST)
        if form.is_valid():
            return perform(
                request,
                services.determine,
                success_url=reverse("counting:determination", args=place_of(held)),
                template="counting/determination.html",
                context=context,
                round=held,
                on=form.cleaned_data["on"],
            )
        context["form"] = form
    return render(request, "counting/determination.html", context)


def _context(request: MemberRequest, held: Round, sheet: TallySheet) -> dict[str, Any]:
    case = queries.case_of(held.pk)
    found = queries.examine(case, sheet)
    stored = Determination.objects.filter(round=held).first()
    resolution = found.resolution
    of_opening = queries.opening_findings(case)
    shown = stored.outcome if stored else None
    if shown is None and resolution is not None and resolution.kind not in ("referred", "mend"):
        shown = queries.stored_outcome(resolution, found.sheet, of_opening)
    stale = queries.stale_reasons(case, stored, sheet, found) if stored else ()
    ballot = queries.next_ballot(case, shown) if shown else None
    waiting = [] if stored else queries.waiting_of_sheet(case, found)
    waiting += ballot.waiting if ballot and stored else ()
    asked = [row.finding for row in waiting]
    return {
        **about(held),
        "sheet": sheet,
        "resolution": resolution,
        "stored": stored,
        "stale": [either(*GROUNDS[name]) for name in stale],
        "outcome": _outcome(stored, resolution),
        "chart": _chart(resolution, found.sheet) if resolution else "",
        "standings": [
            (_MARKS.get(row.verdict.value, "○"), card(row.finding))
            for row in (resolution.standings if resolution else ())
        ],
        "notes": resolution.outcome.findings if resolution else (),
        **about_opening(case),
        "opening_told": [each for each in of_opening if each not in asked],
        "waiting": [
            (row, either(*MATTERS[row.matter]), _decision_form(row, held)) for row in waiting
        ],
        "ballot": ballot,
        "ballot_kind": either(*KINDS[ballot.kind]) if ballot else "",
        "form": OnForm(initial={"on": _first_day(case)}),
        "acts": acts_for(request.member, held.unit_code, *BODY),
        "decides": acts_for(request.member, held.unit_code, Role.COMMITTEE),
        "may_determine": sheet.state == "final" and (stored is None or stale) and not waiting,
        "is_last": not Round.objects.filter(
            contest=held.contest_id, ordinal__gt=held.ordinal
        ).exists(),
        "is_decided": held.contest.state == "decided",
    }


def _first_day(case: queries.Case) -> date:
    """Today, or the first day on which the result may be determined."""
    opened = case.opening.opened_on if case.opening else case.held.held_on
    return max(clock.today(), opened)


def _outcome(stored: Determination | None, found: queries.Resolution | None) -> str:
    kind = stored.kind if stored else found.kind if found else ""
    return either(*OUTCOMES[kind]) if kind in OUTCOMES else ""


def _chart(found: queries.Resolution, record: Any) -> str:
    """V → T → B → valid → votes, with the line of turnout and the line of election."""
    tally, tongue = found.tally, language()
    stairs = [
        Stair(_("选民数"), tally.roll),
        Stair(_("参加投票"), tally.participants),
        Stair(_("收回选票"), tally.collected),
        Stair(_("有效票"), record.count.valid or 0),
    ]
    people = [
        CandidateStair(row.name, row.votes, _SIGNS.get(row.verdict.value, "○"))
        for row in found.standings
    ] or [CandidateStair(name, votes) for name, votes in tally.votes.items()]
    line = found.standings[0].line if found.standings else tally.majority
    half = Fraction(tally.roll, 2)
    shown_half = str(half) if half.denominator == 1 else f"{tally.roll // 2}.5"
    return staircase(
        stairs,
        people,
        turnout=Threshold(half, _("须超过 %(half)s（选民的一半）") % {"half": shown_half}),
        majority=Threshold(line, _("须有 %(line)s 票") % {"line": line}) if line > 1 else None,
        title=_("从选民到当选") if tongue == "zh" else "From voters to elected",
    )


def _decision_form(row: queries.Waiting, held: Round) -> DecisionForm:
    initial = {
        "matter": row.matter,
        "subject": row.subject,
        "value": row.suggested,
        "body": committee_name(held.contest.constituency.election),
        "decided_on": clock.today(),
    }
    place = f"{field_id(row.subject)}-{row.matter}-%s"
    return DecisionForm(initial=initial, options=row.options, auto_id=place)


@for_roles(Role.COMMITTEE)
def decide(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Record what the committee decided, and go back to what waited for it."""
    held = round_read(request, unit_code, number, ordinal)
    if request.method != "POST":
        raise Http404
    form = DecisionForm(request.POST)
    back = reverse("counting:determination", args=place_of(held))
    own = f"{held.contest.constituency.subject}:round:"
    if not form.is_valid() or not form.cleaned_data["subject"].startswith(own):
        context = {**about(held), "form": form, "title": _("记录决定"), "cancel": back}
        return render(request, "counting/decide.html", context, status=422)
    return perform(
        request,
        record_decision,
        success_url=back,
        election=held.contest.constituency.election,
        **form.cleaned_data,
    )


@for_roles(*BODY)
def next_round(
    request: MemberRequest, unit_code: str, number: int, ordinal: int
) -> HttpResponseBase:
    """Open the round that the determination calls for."""
    held = round_read(request, unit_code, number, ordinal)
    stored = Determination.objects.filter(round=held).first()
    ballot = queries.next_ballot(queries.case_of(held.pk), stored.outcome) if stored else None
    if ballot is None:
        raise Http404
    names = ballot.candidates or ()
    return act_page(
        request,
        HeldForm(request.POST or None),
        services.open_next_round,
        success_url=lambda made: reverse("polling:round", args=place_of(made)),
        arguments=lambda given: {**given, "contest": held.contest},
        title=either(*KINDS[ballot.kind]),
        lead=str(held.contest.constituency),
        article=ELECTION_LAW[45, 3] if ballot.kind == "tie_revote" else ELECTION_LAW[45, 4],
        consequences=[
            _("应选 %(seats)s 名，选票上的名单：%(names)s。")
            % {"seats": ballot.seats, "names": "、".join(names)},
            _("发布本轮投票公告。"),
            _("选民数沿用本选区结算的选民名单。"),
        ],
        warnings=[row.finding for row in ballot.waiting],
        submit=_("设立本轮投票并公告"),
        cancel=reverse("counting:determination", args=place_of(held)),
        blocked=ballot.candidates is None,
    )
