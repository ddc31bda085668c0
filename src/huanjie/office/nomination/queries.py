"""Reading nominations: forms, derived lists, formal candidates, and how far each list is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, Sum

from huanjie.law.finding import Finding
from huanjie.law.nomination import Range, candidate_range, check_after_removal
from huanjie.law.pack import Mode
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import (
    check_members_as_candidates,
    decisions_in,
    pack_of,
)
from huanjie.office.nomination.lookup import Found, look_up
from huanjie.office.nomination.models import (
    CandidateList,
    Nominee,
    Opinion,
    Petition,
    Signature,
)
from huanjie.office.nomination.overviews import Overview, overview
from huanjie.office.nomination.papers import (
    Derived,
    derive,
    signatory,
    voters_among_nominees,
    with_papers,
)
from huanjie.office.nomination.rows import PetitionData, SignatureData
from huanjie.office.nomination.waiting import over_signers, short_forms
from huanjie.office.nomination.work import open_work
from huanjie.office.seats.models import Constituency

__all__ = [
    "Overview",
    "Signer",
    "candidate_list",
    "check_fallen_short",
    "check_publication",
    "derived",
    "derived_lists",
    "findings_of",
    "form_numbers",
    "formal_candidates",
    "formal_candidates_of",
    "has_open_lists",
    "lists_of",
    "nominee_named",
    "nominee_of",
    "open_petitions",
    "open_work",
    "opinions",
    "over_signers",
    "overview",
    "range_of",
    "seats",
    "short_forms",
    "signer",
]


def seats(constituency: Constituency) -> int:
    """How many deputies the constituency elects."""
    return constituency.seats


def candidate_list(election: Election, number: int) -> CandidateList:
    """The list of one constituency. Raises `CandidateList.DoesNotExist`."""
    found = CandidateList.objects.select_related("constituency__election")
    return found.get(constituency__election=election, constituency__number=number)


def lists_of(election: Election) -> QuerySet[CandidateList]:
    """The lists of an election in the order of the constituencies."""
    found = CandidateList.objects.filter(constituency__election=election)
    return found.select_related("constituency").order_by("constituency__number")


def has_open_lists(election: Election) -> bool:
    """Has every constituency of the election its list?"""
    waiting = Constituency.objects.filter(election=election, candidate_list__isnull=True)
    return lists_of(election).exists() and not waiting.exists()


def formal_candidates(constituency: Constituency) -> list[Nominee]:
    """The formal candidates in the order of the ballot; none before the list is settled."""
    return list(_formal().filter(candidates__constituency=constituency))


def formal_candidates_of(election: Election) -> dict[int, list[Nominee]]:
    """Constituency id → its formal candidates in the order of the ballot."""
    found: dict[int, list[Nominee]] = {}
    rows = _formal().filter(candidates__constituency__election=election)
    for nominee in rows.select_related("candidates"):
        found.setdefault(nominee.candidates.constituency_id, []).append(nominee)
    return found


def _formal() -> QuerySet[Nominee]:
    found = Nominee.objects.filter(is_formal=True, left_reason="")
    return found.order_by("candidates", "place", "id")


def nominee_named(constituency: Constituency, name: str) -> Nominee | None:
    """Whoever was nominated under this name in the constituency, or None."""
    return Nominee.objects.filter(candidates__constituency=constituency, name=name).first()


def nominee_of(election: Election, number: int, name: str) -> Nominee:
    """A nominee by election, constituency and name. Raises `Nominee.DoesNotExist`."""
    found = Nominee.objects.select_related("candidates__constituency__election")
    return found.get(
        candidates__constituency__election=election,
        candidates__constituency__number=number,
        name=name,
    )


def form_numbers(election: Election) -> set[str]:
    """The numbers of all forms received in an election."""
    rows = Petition.objects.filter(candidates__constituency__election=election)
    return set(rows.values_list("form_no", flat=True))


def open_petitions(election: Election) -> list[Petition]:
    """The forms that may still be ruled on, with their signatures."""
    rows = Petition.objects.filter(
        candidates__constituency__election=election,
        candidates__state__in=("collecting", "collected"),
        state="received",
    )
    rows = rows.select_related("candidates__constituency__election")
    return list(rows.prefetch_related(Prefetch("signatures", Signature.objects.all())))


def derived(candidates: CandidateList) -> Derived:
    """The preliminary list of one constituency as its forms now stand."""
    election = candidates.constituency.election
    (whole,) = with_papers([candidates.pk])
    return derive(
        whole,
        voters=voters_among_nominees(election),
        answers=decisions_in(election, "stroke_order"),
        pack=pack_of(election),
    )


def derived_lists(election: Election) -> dict[int, Derived]:
    """Constituency number → derived list, for every list whose nominations are open."""
    waiting = lists_of(election).filter(state__in=("collecting", "collected"))
    voters, pack = voters_among_nominees(election), pack_of(election)
    answers = decisions_in(election, "stroke_order")
    found = with_papers(waiting.values_list("pk", flat=True))
    return {
        row.constituency.number: derive(row, voters=voters, answers=answers, pack=pack)
        for row in found
    }


def check_publication(candidates: CandidateList, on: date) -> tuple[Finding, ...]:
    """What keeps the preliminary list of one constituency from being published on a day."""
    found = derived(candidates)
    election = candidates.constituency.election
    return (*found.findings, *check_members_as_candidates(election, found.names, on))


def check_fallen_short(candidates: CandidateList) -> tuple[Finding, ...]:
    """Are enough left on a published list after somebody fell away? Source: O-29."""
    constituency = candidates.constituency
    if candidates.state in {"collecting", "collected"}:
        return ()
    staying = candidates.nominees.filter(is_listed=True, left_reason="")
    if candidates.state in {"settled", "formal", "on_ballot"}:
        staying = staying.filter(is_formal=True)
    pack = pack_of(constituency.election)
    return check_after_removal(staying.count(), constituency.seats, Mode.DIRECT, pack)


@dataclass(frozen=True)
class Voice:
    """What the voter groups of one constituency said about a nominee in one round."""

    nominee: Nominee
    round: int
    for_count: int
    against_count: int
    none_count: int


def opinions(candidates: CandidateList) -> list[Voice]:
    """The opinions summed over the groups, round by round, the most favoured first."""
    rows = Opinion.objects.filter(consultation__candidates=candidates)
    summed = rows.values("nominee", "consultation__round").annotate(
        for_=Sum("for_count"), against=Sum("against_count"), none=Sum("none_count")
    )
    nominees = {nominee.pk: nominee for nominee in candidates.nominees.all()}
    found = [
        Voice(
            nominees[row["nominee"]],
            row["consultation__round"],
            row["for_"],
            row["against"],
            row["none"],
        )
        for row in summed
    ]
    return sorted(found, key=lambda voice: (voice.round, -voice.for_count))


def findings_of(petition: Petition) -> tuple[Finding, ...]:
    """What the law says to one form, among the others of its constituency."""
    found = derived(petition.candidates).findings
    names = {nominee.name for nominee in petition.nominees.all()}
    signers = {signatory(line) for line in petition.signatures.select_related("entry")}
    return tuple(
        finding
        for finding in found
        if finding.facts.get("number") == petition.form_no
        or finding.facts.get("name") in names
        or finding.facts.get("person") in signers
    )


def range_of(constituency: Constituency) -> Range:
    """How many formal candidates the law allows here."""
    return candidate_range(constituency.seats, Mode.DIRECT, pack_of(constituency.election))


@dataclass(frozen=True)
class Signer:
    """What the roll answers to a line while it is typed."""

    found: Found | None
    supported: int
    seats: int

    @property
    def state(self) -> str:
        """found, full (has signed for as many as there are seats) or missing."""
        if self.found is None:
            return "missing"
        return "full" if self.supported >= self.seats else "found"


def signer(candidates: CandidateList, line: SignatureData) -> Signer:
    """Is the person who signs on this roll, and how many nominees does he support already?"""
    constituency = candidates.constituency
    number = constituency.number
    form = PetitionData(number, "", "joint", date.min, (), [line])
    known = look_up(constituency.election, {number: constituency.pk}, [form])
    found = known.signatory(constituency.pk, line)
    if found is None:
        return Signer(None, 0, constituency.seats)
    supported = (
        Nominee.objects.filter(
            candidates=candidates,
            petitions__state="received",
            petitions__signatures__entry=found.entry,
            petitions__signatures__struck_reason="",
        )
        .distinct()
        .count()
    )
    return Signer(found, supported, constituency.seats)
