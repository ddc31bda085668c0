"""What forms and lists say in the returns: T4, milestones K15, K17, K18 and K20."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count as Counted
from django.db.models import F, Max, Q, QuerySet

from huanjie.figures.figure import Count, Figure, People, Row
from huanjie.law.finding import Finding
from huanjie.law.nomination import candidate_range
from huanjie.law.pack import Mode
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.milestones import Milestone, Plan, milestone, plans
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import pack_of
from huanjie.office.committee.returns import NOT_DUE, NOT_KEPT
from huanjie.office.nomination import queries
from huanjie.office.nomination.models import (
    CandidateList,
    Consultation,
    Nominee,
    Petition,
    Recommendation,
    Signature,
)
from huanjie.office.people.tokens import Token, marks_of
from huanjie.office.seats.returns import code_of

STANDING: Final = ("received", "accepted")
"""The states of a form that has not been refused."""
COLLECTING: Final = ("collecting", "collected")
LEFT: Final = {
    "T4.09a": "declined", "T4.09b": "died", "T4.09c": "ineligible", "T4.09d": "foreign_funding",
}  # fmt: skip
SOURCES: Final[Mapping[frozenset[str], str]] = {
    frozenset({"organization"}): "a",
    frozenset({"joint"}): "b",
    frozenset({"organization", "joint"}): "c",
}
"""Kinds of forms behind somebody → the letter of T4.18, and the order of T4.03 to T4.05."""
PARTY: Final = ("01", "02")
NOT_KEPT_YET: Final = ("T4.13", "T4.19e", "T4.19f", "T4.20a", "T4.20b", "T4.21")
_NOMINATED: Final = (
    "T4.02", "T4.03", "T4.04", "T4.05", "T4.06", "T4.07", "T4.08", *LEFT, "T4.11",
)  # fmt: skip
_FORMAL: Final = (
    "T4.14", "T4.17", "T4.18a", "T4.18b", "T4.18c", "T4.19a", "T4.19b", "T4.19c", "T4.19d",
    "T4.12", "T4.22",
)  # fmt: skip


def figures(election: Election, as_of: datetime, token: Token) -> dict[str, Figure]:
    """T4, but for its seats and for what follows from other fields."""
    everybody = nominees(election)
    return {
        **_of_forms(election, everybody, token),
        **_of_preliminary(election, everybody),
        **_of_formal(election, everybody),
        **dict.fromkeys(NOT_KEPT_YET, NOT_KEPT),
    }


@dataclass(frozen=True)
class Nominated:
    """A nominee with the kinds of the standing forms behind him."""

    nominee: Nominee
    number: int
    kinds: frozenset[str]
    formal_on: date | None
    id_index: str | None
    political: str
    education: str

    @property
    def marks(self) -> tuple[str, ...]:
        """By what the person is counted once."""
        one = self.nominee
        return marks_of(self.id_index, one.name, one.birth, code_of(self.number))

    @property
    def is_formal(self) -> bool:
        """On a formal list that is published, and still there."""
        return self.nominee.is_formal and self.formal_on is not None

    @property
    def left_after_preliminary(self) -> bool:
        """Fell away after he stood on a published list."""
        return bool(self.nominee.left_reason) and self.nominee.is_listed

    @property
    def left_after_formal(self) -> bool:
        """Fell away after the formal list on which he stood was published (O-29)."""
        one = self.nominee
        if not one.left_reason or one.left_on is None or self.formal_on is None:
            return False
        return one.place is not None and one.is_listed and one.left_on >= self.formal_on


def nominees(election: Election) -> list[Nominated]:
    """Everybody nominated in an election by constituency and place, in two queries."""
    kinds: dict[int, set[str]] = defaultdict(set)
    forms = Recommendation.objects.filter(
        petition__candidates__constituency__election=election, petition__state__in=STANDING
    )
    for nominee, kind in forms.values_list("nominee_id", "petition__kind").distinct():
        kinds[nominee].add(kind)
    rows = Nominee.objects.filter(candidates__constituency__election=election)
    rows = rows.annotate(
        number=F("candidates__constituency__number"),
        published_on=F("candidates__formal_on"),
        person_index=F("person__id_index"),
        person_political=F("person__political"),
        person_education=F("person__education"),
    ).order_by("number", "place", "pk")
    return [
        Nominated(
            row,
            row.number,
            frozenset(kinds[row.pk]),
            row.published_on,
            row.person_index,
            row.political or row.person_political or "",
            row.education or row.person_education or "",
        )
        for row in rows
    ]


def joint_forms(election: Election) -> QuerySet[Petition]:
    """The joint nomination forms received, refused ones too."""
    return Petition.objects.filter(candidates__constituency__election=election, kind="joint")


def signatures(election: Election) -> QuerySet[Signature]:
    """The lines of all joint forms."""
    return Signature.objects.filter(petition__in=joint_forms(election))


VALID: Final = Q(entry__is_live=True, struck_reason="")
"""A line whose voter stands on the roll and which no ruling struck."""


def _of_forms(
    election: Election, everybody: Iterable[Nominated], token: Token
) -> dict[str, Figure]:
    if not CandidateList.objects.filter(constituency__election=election).exists():
        return dict.fromkeys(_NOMINATED, NOT_DUE)
    named = [one for one in everybody if one.kinds]
    left = Counter(one.nominee.left_reason for one in named)
    consulted = Consultation.objects.filter(candidates__constituency__election=election)
    return {
        **_persons(named, token),
        "T4.06": Count(joint_forms(election).count()),
        "T4.07": People(_signers(election, token)),
        "T4.08": Count(signatures(election).exclude(VALID).count()),
        **{code: Count(left[reason]) for code, reason in LEFT.items()},
        "T4.11": Count(consulted.order_by().values("candidates", "round").distinct().count()),
    }


def _persons(named: Iterable[Nominated], token: Token) -> dict[str, Figure]:
    """T4.02 to T4.05: each person once, with all forms in the election behind him."""
    sources: dict[str, frozenset[str]] = defaultdict(frozenset)
    for one in named:
        sources[token(*one.marks)] |= one.kinds
    found: dict[str, Figure] = {"T4.02": People(frozenset(sources))}
    for code, kinds in zip(("T4.03", "T4.04", "T4.05"), SOURCES, strict=True):
        tokens = (each for each, behind in sources.items() if behind == kinds)
        found[code] = People(frozenset(tokens))
    return found


def _signers(election: Election, token: Token) -> frozenset[str]:
    rows = signatures(election).filter(VALID, petition__state__in=STANDING).order_by()
    columns = ("entry__person__id_index", "entry__person__name", "entry__person__birth",
               "entry__person__village")  # fmt: skip
    return frozenset(token(*marks_of(*row)) for row in rows.values_list(*columns).distinct())


def _of_preliminary(election: Election, everybody: Iterable[Nominated]) -> dict[str, Figure]:
    lists = CandidateList.objects.filter(constituency__election=election)
    if not lists.filter(preliminary_on__isnull=False).exists():
        return {"T4.10": NOT_DUE}
    return {"T4.10": Count(sum(one.nominee.is_listed for one in everybody))}


def _of_formal(election: Election, everybody: Iterable[Nominated]) -> dict[str, Figure]:
    lists = CandidateList.objects.filter(constituency__election=election)
    if not lists.filter(formal_on__isnull=False).exists():
        return dict.fromkeys(_FORMAL, NOT_DUE)
    formal = [one for one in everybody if one.is_formal]
    letters = Counter(SOURCES.get(one.kinds, "") for one in formal)
    in_party = sum(one.political in PARTY for one in formal)
    counts = {
        "T4.12": lists.filter(method="primary").count(),
        "T4.14": len(formal),
        "T4.17": len(within_range(election, formal)),
        **{f"T4.18{letter}": letters[letter] for letter in "abc"},
        "T4.19a": sum(one.nominee.sex == "2" for one in formal),
        "T4.19b": sum(is_minority(one.nominee.ethnicity) for one in formal),
        "T4.19c": in_party,
        "T4.19d": len(formal) - in_party,
        "T4.22": sum(one.left_after_formal for one in everybody),
    }
    return {code: Count(number) for code, number in counts.items()}


def is_minority(ethnicity: str) -> bool:
    """An ethnicity on record that is not Han."""
    return ethnicity not in ("", "01")


def within_range(election: Election, formal: Iterable[Nominated]) -> list[int]:
    """The constituencies whose formal candidates are as many as the law allows (N-09)."""
    standing, pack = Counter(one.number for one in formal), pack_of(election)
    lists = CandidateList.objects.filter(constituency__election=election, formal_on__isnull=False)
    seats = lists.values_list("constituency__number", "constituency__seats")
    return [
        number
        for number, each in seats.order_by("constituency__number")
        if standing[number] in candidate_range(each, Mode.DIRECT, pack)
    ]


def rows(election: Election) -> list[Row]:
    """Nominees, rounds of consultation, and candidates of every constituency."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for one in nominees(election):
        counts[one.number].update(
            {"T4.02": bool(one.kinds), "T4.10": one.nominee.is_listed, "T4.14": one.is_formal}
        )
    talks = Consultation.objects.filter(candidates__constituency__election=election).order_by()
    for number, _ in talks.values_list("candidates__constituency__number", "round").distinct():
        counts[number]["T4.11"] += 1
    lists = queries.lists_of(election)
    columns = ("constituency__number", "constituency__name", "preliminary_on", "formal_on",
               "method")  # fmt: skip
    return [
        Row("constituency", code_of(number), name, {
            "T4.02": Count(counts[number]["T4.02"]),
            "T4.10": Count(counts[number]["T4.10"]) if preliminary else NOT_DUE,
            "T4.11": Count(counts[number]["T4.11"]),
            "T4.12": Count(int(method == "primary")) if formal else NOT_DUE,
            "T4.14": Count(counts[number]["T4.14"]) if formal else NOT_DUE,
        })
        for number, name, preliminary, formal, method in lists.values_list(*columns)
    ]  # fmt: skip


def milestones(election: Election) -> list[Milestone]:
    """K15 forms collected, K17 preliminary lists, K18 consultation, K20 formal lists."""
    lists = CandidateList.objects.filter(constituency__election=election)
    notices = Publication.objects.filter(unit=election.unit_id)
    return [
        _collected(election, lists),
        milestone(
            election,
            "K17",
            "preliminary_published",
            has_proof=notices.filter(kind="preliminary_list_notice").exists(),
            has_started=lists.filter(preliminary_on__isnull=False).exists(),
        ),
        _consulted(election, lists),
        milestone(
            election,
            "K20",
            "formal_published",
            has_proof=notices.filter(kind="formal_list_notice").exists(),
            has_started=lists.filter(state__in=("settled", "formal", "on_ballot")).exists(),
        ),
    ]


def _collected(election: Election, lists: QuerySet[CandidateList]) -> Milestone:
    """Done with the last form received, once no list takes forms any more."""
    forms = Petition.objects.filter(candidates__in=lists)
    is_over = lists.exists() and not lists.filter(state__in=COLLECTING).exists()
    done = forms.aggregate(last=Max("received_on"))["last"] if is_over else None
    return Milestone("K15", _days(election, "K15", done), forms.exists(), lists.exists())


def _consulted(election: Election, lists: QuerySet[CandidateList]) -> Milestone:
    """Done when every list is settled; each has a record of its voter groups."""
    unsettled = lists.exclude(state__in=("settled", "formal", "on_ballot"))
    is_over = lists.exists() and not unsettled.exists()
    silent = lists.annotate(n=Counted("consultations")).filter(n=0)
    done = lists.aggregate(last=Max("formal_on"))["last"] if is_over else None
    records = Consultation.objects.filter(candidates__in=lists)
    return Milestone(
        "K18", _days(election, "K18", done), not silent.exists(), records.exists()
    )


def _days(election: Election, code: str, done: date | None) -> Plan:
    planned = plans(election, {code: ""})[code]
    return Plan(planned.planned_on, planned.limit, done)


def findings(election: Election) -> tuple[Finding, ...]:
    """What the law says to the lists that still take forms."""
    waiting = queries.derived_lists(election)
    return tuple(finding for derived in waiting.values() for finding in derived.findings)
