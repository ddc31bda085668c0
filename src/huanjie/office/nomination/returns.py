"""What forms and lists say in the returns: T4, milestones K15, K17, K18 and K20."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import F, Max, Q, QuerySet

from huanjie.figures.figure import Count, Figure, People, Row
from huanjie.law.finding import Finding
from huanjie.law.nomination import candidate_range
from huanjie.law.pack import Mode, Pack
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
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
COLLECTING: Final = frozenset({"collecting", "collected"})
SETTLED: Final = frozenset({"settled", "formal", "on_ballot"})
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


def figures(reading: Reading) -> dict[str, Figure]:
    """T4, but for its seats and for what follows from other fields."""
    return {
        **_of_forms(reading),
        **_of_preliminary(reading),
        **_of_formal(reading),
        **dict.fromkeys(NOT_KEPT_YET, NOT_KEPT),
    }


@dataclass(frozen=True)
class Nominated:
    """A nominee with the kinds of the standing forms behind him."""

    nominee: Nominee
    number: int
    kinds: frozenset[str]
    formal_on: date | None
    sealed_id: bytes | None
    political: str
    education: str

    @property
    def marks(self) -> tuple[str, ...]:
        """By what the person is counted once."""
        one = self.nominee
        return marks_of(self.sealed_id, one.name, one.birth, code_of(self.number))

    @property
    def is_formal(self) -> bool:
        """On a formal list as it was published; who falls away later is a change of it."""
        return self.formal_on is not None and (self.nominee.is_formal or self.left_after_formal)

    @property
    def left_after_preliminary(self) -> bool:
        """Fell away after he stood on a published list."""
        return bool(self.nominee.left_reason) and self.nominee.is_listed

    @property
    def left_after_formal(self) -> bool:
        """Fell away after the formal list on which he stood was published (O-29).

        Whoever left on the day of the list itself is taken not to have been on it.
        """
        one = self.nominee
        if not one.left_reason or one.left_on is None or self.formal_on is None:
            return False
        return one.place is not None and one.is_listed and one.left_on > self.formal_on


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
        person_sealed=F("person__sealed_id"),
        person_political=F("person__political"),
        person_education=F("person__education"),
    ).order_by("number", "place", "pk")
    return [
        Nominated(
            row,
            row.number,
            frozenset(kinds[row.pk]),
            row.published_on,
            row.person_sealed,
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


def lists(election: Election) -> list[CandidateList]:
    """Every list with its constituency, in order."""
    return list(queries.lists_of(election))


def has_preliminary(reading: Reading) -> bool:
    """True once a preliminary list is published."""
    return any(row.preliminary_on for row in reading.once(lists))


def has_formal(reading: Reading) -> bool:
    """True once a formal list is published."""
    return any(row.formal_on for row in reading.once(lists))


def _of_forms(reading: Reading) -> dict[str, Figure]:
    election, token = reading.election, reading.token
    if not reading.once(lists):
        return dict.fromkeys(_NOMINATED, NOT_DUE)
    named = [one for one in reading.once(nominees) if one.kinds]
    left = Counter(one.nominee.left_reason for one in named)
    return {
        **_persons(named, token),
        "T4.06": Count(joint_forms(election).count()),
        "T4.07": People(_signers(election, token)),
        "T4.08": Count(signatures(election).exclude(VALID).count()),
        **{code: Count(left[reason]) for code, reason in LEFT.items()},
        "T4.11": Count(len(reading.once(rounds))),
    }


def rounds(election: Election) -> set[tuple[int, int]]:
    """Constituency and round of every consultation."""
    found = Consultation.objects.filter(candidates__constituency__election=election).order_by()
    columns = ("candidates__constituency__number", "round")
    return {(number, held) for number, held in found.values_list(*columns).distinct()}


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
    columns = ("entry__person__sealed_id", "entry__person__name", "entry__person__birth",
               "entry__person__village")  # fmt: skip
    return frozenset(token(*marks_of(*row)) for row in rows.values_list(*columns).distinct())


def _of_preliminary(reading: Reading) -> dict[str, Figure]:
    if not has_preliminary(reading):
        return {"T4.10": NOT_DUE}
    return {"T4.10": Count(sum(one.nominee.is_listed for one in reading.once(nominees)))}


def _of_formal(reading: Reading) -> dict[str, Figure]:
    if not has_formal(reading):
        return dict.fromkeys(_FORMAL, NOT_DUE)
    everybody = reading.once(nominees)
    formal = [one for one in everybody if one.is_formal]
    letters = Counter(SOURCES.get(one.kinds, "") for one in formal)
    in_party = sum(one.political in PARTY for one in formal)
    counts = {
        "T4.12": sum(row.method == "primary" for row in reading.once(lists)),
        "T4.14": len(formal),
        "T4.17": len(within_range(reading.once(lists), formal, reading.pack)),
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


def within_range(
    known: Iterable[CandidateList], formal: Iterable[Nominated], pack: Pack
) -> list[int]:
    """The constituencies whose formal candidates are as many as the law allows (N-09)."""
    standing = Counter(one.number for one in formal)
    places = [row.constituency for row in known if row.formal_on]
    return [
        place.number
        for place in places
        if standing[place.number] in candidate_range(place.seats, Mode.DIRECT, pack)
    ]


def rows(reading: Reading) -> list[Row]:
    """Nominees, rounds of consultation, and candidates of every constituency."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for one in reading.once(nominees):
        counts[one.number].update(
            {"T4.02": bool(one.kinds), "T4.10": one.nominee.is_listed, "T4.14": one.is_formal}
        )
    for number, _ in reading.once(rounds):
        counts[number]["T4.11"] += 1
    return [_row(found, counts[found.constituency.number]) for found in reading.once(lists)]


def _row(found: CandidateList, counts: Counter[str]) -> Row:
    place = found.constituency
    counts["T4.12"] = int(found.method == "primary")
    due = {
        "T4.02": True,
        "T4.10": found.preliminary_on is not None,
        "T4.11": True,
        "T4.12": found.formal_on is not None,
        "T4.14": found.formal_on is not None,
    }
    figures = {code: Count(counts[code]) if is_due else NOT_DUE for code, is_due in due.items()}
    return Row("constituency", code_of(place.number), place.name, figures)


def milestones(reading: Reading) -> list[Milestone]:
    """K15 forms collected, K17 preliminary lists, K18 consultation, K20 formal lists."""
    days, notices, states = reading.days, reading.notices, _states(reading)
    return [
        _collected(reading),
        Milestone(
            "K17", days["K17"], "preliminary_list_notice" in notices, has_preliminary(reading)
        ),
        _consulted(reading),
        Milestone("K20", days["K20"], "formal_list_notice" in notices, bool(states & SETTLED)),
    ]


def _states(reading: Reading) -> set[str]:
    return {row.state for row in reading.once(lists)}


def _collected(reading: Reading) -> Milestone:
    """Done with the last form received, once no list takes forms any more."""
    forms = Petition.objects.filter(candidates__constituency__election=reading.election)
    last = forms.aggregate(last=Max("received_on"))["last"]
    states = _states(reading)
    is_over = bool(states) and not states & COLLECTING
    days = replace(reading.days["K15"], done_on=last if is_over else None)
    return Milestone("K15", days, last is not None, bool(states))


def _consulted(reading: Reading) -> Milestone:
    """Done when every list is settled; each has a record of its voter groups."""
    known = reading.once(lists)
    heard = {number for number, _ in reading.once(rounds)}
    is_over = bool(known) and _states(reading) <= SETTLED
    done = max((row.formal_on for row in known if row.formal_on), default=None)
    days = replace(reading.days["K18"], done_on=done if is_over else None)
    proven = all(row.constituency.number in heard for row in known)
    return Milestone("K18", days, proven, bool(heard))


def findings(reading: Reading) -> tuple[Finding, ...]:
    """What the law says to the lists that still take forms."""
    if not _states(reading) & COLLECTING:
        return ()
    waiting = queries.derived_lists(reading.election)
    return tuple(finding for derived in waiting.values() for finding in derived.findings)
