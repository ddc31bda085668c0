"""The quota decision with the formula beside it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, election_read, posted
from huanjie.office.committee.queries import county_standing_committee, level_of, pack_of
from huanjie.office.face import clock
from huanjie.office.face.words import either
from huanjie.office.ledger.scope import covers
from huanjie.office.people.access import MemberRequest, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.seats import queries, services
from huanjie.office.seats.models import QuotaDecision
from huanjie.office.seats.screens.forms import QuotaForm
from huanjie.office.seats.screens.views import tabs
from huanjie.office.seats.words import BASES, GROUNDS, UNIT_KINDS, WORDS_EN, word_of

LEADS = Role.STANDING_COMMITTEE


@signed_in
def quota(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """The recorded decision and what the formula gives; the form for those who record it."""
    election = election_read(request, unit_code)
    found = queries.quota(election)
    records = LEADS in request.member.roles and covers(request.member.unit, unit_code)
    published = queries.constituencies(election).filter(published_on__isnull=False).exists()
    if records and not published:
        return _record(request, election, found)
    context = {"election": election, "tabs": tabs(election, "quota"), "found": found}
    if found is not None:
        context |= _shown(found, election)
    return render(request, "seats/quota.html", context)


def _shown(found: QuotaDecision, election: Election) -> dict[str, object]:
    figures = queries.figures_of(found)
    return {
        "figures": figures,
        "formula": _formula(figures.population, figures.unit_kind, election),
        "warnings": queries.check_quota(figures, election),
        "kind": _word(UNIT_KINDS, found.unit_kind),
        "basis": _word(BASES, found.basis),
        "ground": _word(GROUNDS, found.ground),
    }


def _word(words: dict[str, str], code: str) -> str:
    word = word_of(words, code)
    return either(word, WORDS_EN.get(word, word))


def _formula(population: int, unit_kind: str, election: Election) -> queries.Formula:
    return queries.formula(population, unit_kind, level_of(election), pack_of(election))


def _record(
    request: MemberRequest, election: Election, found: QuotaDecision | None
) -> HttpResponseBase:
    initial: dict[str, object] = {"decided_on": clock.today()}
    shown: dict[str, object] = {}
    if found is not None:
        figures = queries.figures_of(found)
        initial = {**vars(figures), "decided_on": found.decided_on}
        shown = _shown(found, election)
    elif election.level == "township":
        initial["body"] = county_standing_committee(election)
    form = QuotaForm(posted(request), initial=initial, election=election)
    return act_page(
        request,
        form,
        services.record_quota,
        success_url=reverse("seats:quota", args=(election.unit_id,)),
        arguments=lambda given: {**given, "election": election},
        template="seats/record_quota.html",
        title=_("记录代表名额决定"),
        lead=election.title,
        article=ELECTION_LAW[13],
        consequences=[
            _("名额以决定文件为准；公式只用来核对，不同之处会说明依据。"),
            _("选区的应选名额合计加驻军名额，必须等于这一总名额。"),
        ],
        submit=_("记录名额"),
        cancel=reverse("seats:index", args=(election.unit_id,)),
        tabs=tabs(election, "quota"),
        election=election,
        **shown,
    )


@signed_in
def formula(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The formula and the findings for figures still being typed."""
    election = election_read(request, unit_code)
    form = QuotaForm(request.GET, election=election)
    context: dict[str, object] = {"election": election}
    if form.is_valid():
        figures = form.figures()
        context["figures"] = figures
        context["warnings"] = queries.check_quota(figures, election)
    population, kind = form.cleaned_data.get("population"), form.cleaned_data.get("unit_kind")
    if population and kind:
        context["formula"] = _formula(population, kind, election)
    return render(request, "seats/formula.html", context)
