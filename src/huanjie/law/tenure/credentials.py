"""From the declaration to the published list of deputies: credentials, and one area only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Level, Pack, keys
from huanjie.law.procedure import Procedure

Chain = tuple[str, ...]
"""An administrative area from the top down: (province, city, county, township)."""

MANDATE: Final = Procedure(
    name="mandate",
    initial="elected",
    moves={
        ("elected", "declare"): "declared",
        ("declared", "find_valid"): "found_valid",
        ("declared", "find_invalid"): "found_invalid",
        ("declared", "defer"): "pending",
        ("pending", "find_valid"): "found_valid",
        ("pending", "find_invalid"): "found_invalid",
        ("found_valid", "confirm"): "confirmed",
        ("found_valid", "void"): "void",
        ("found_invalid", "confirm"): "confirmed",
        ("found_invalid", "void"): "void",
        ("confirmed", "publish"): "published",
        ("published", "seat"): "seated",
        ("elected", "withdraw"): "withdrawn",
        ("declared", "withdraw"): "withdrawn",
        ("declared", "reopen"): "elected",
        ("declared", "void"): "void",
        ("pending", "void"): "void",
        ("confirmed", "void"): "void",
        ("published", "void"): "void",
        ("seated", "end"): "ended",
    },
)
"""The committee on credentials finds, the standing committee or presidium confirms or voids.
A void mandate lifts nobody into the seat (O-26)."""


class Opinion(StrEnum):
    """What the credentials committee says. Source: 选举法 47¶1 (F-02, F-04)."""

    VALID = "valid"
    INVALID = "invalid"
    PENDING = "pending"


@dataclass(frozen=True)
class Credentials:
    """The three questions about an elected deputy; None while one is not examined.

    `clear_clues` are clues of a violation, clear but not yet proven.
    """

    meets_conditions: bool | None
    lawful_procedure: bool | None
    free_of_violations: bool | None
    clear_clues: bool


@implements(ELECTION_LAW[47, 1])
def check_opinion(opinion: Opinion, found: Credentials, pack: Pack) -> tuple[Finding, ...]:
    """Whether an opinion agrees with what was examined. Source: 选举法 47¶1 (F-02, F-04).

    Where a province lets the committee defer it, the deferral is told; elsewhere a body decides.
    """
    answers = (found.meets_conditions, found.lawful_procedure, found.free_of_violations)
    if opinion is Opinion.PENDING:
        return _deferral(found, pack)
    if None in answers:
        return (_credentials("credentials-not-examined", Severity.ERROR),)
    if opinion is Opinion.VALID and False in answers:
        return (_credentials("opinion-against-finding", Severity.ERROR),)
    if opinion is Opinion.INVALID and False not in answers:
        return (_credentials("opinion-without-ground", Severity.ERROR),)
    return ()


def _deferral(found: Credentials, pack: Pack) -> tuple[Finding, ...]:
    if not found.clear_clues:
        return (_credentials("deferral-without-clues", Severity.ERROR),)
    severity = Severity.INFO if pack[keys.AFTER_CREDENTIALS_DEFERRAL] else Severity.MANUAL
    article = pack.article(keys.AFTER_CREDENTIALS_DEFERRAL, ELECTION_LAW[47, 1])
    return (Finding("opinion-deferred", article, severity),)


def _credentials(code: str, severity: Severity) -> Finding:
    return Finding(code, ELECTION_LAW[47, 1], severity)


@dataclass(frozen=True)
class Deputy:
    """A person on the way to the published list; `is_disputed` while an objection is open."""

    name: str
    state: str
    is_disputed: bool


@implements(ELECTION_LAW[47, 2])
def check_deputies_list(deputies: Sequence[Deputy]) -> tuple[Finding, ...]:
    """Whether a list of deputies may be published: only confirmed mandates stand on it.

    Source: 选举法 47¶2. Its date before the first session belongs to the timetable (CAL-17).
    """
    found = []
    for deputy in deputies:
        facts = {"name": deputy.name, "state": deputy.state}
        if deputy.state not in ("confirmed", "published"):
            found.append(
                Finding("deputy-not-confirmed", ELECTION_LAW[47, 2], Severity.ERROR, facts)
            )
        if deputy.is_disputed:
            found.append(
                Finding("deputy-under-objection", ELECTION_LAW[47, 1], Severity.MANUAL, facts)
            )
    return tuple(found)


class Reviewer(StrEnum):
    """Whose committee on credentials examines the newly elected."""

    OUTGOING_SC = "outgoing_sc"
    PREVIOUS_CONGRESS = "previous_congress"


@implements(LOCAL_ORGANIZATION_LAW[37], LOCAL_ORGANIZATION_LAW[56])
def reviewer(level: Level) -> Reviewer:
    """Which committee examines: the outgoing one, since the new congress has none yet.

    Source: 地方组织法 37, 56 (F-03). In a township the one passed by the previous congress, in
    office until that congress's term ends.
    """
    return Reviewer.PREVIOUS_CONGRESS if level is Level.TOWNSHIP else Reviewer.OUTGOING_SC


def is_affiliated(one: Chain, other: Chain) -> bool:
    """Whether one area is the other or lies in it (隶属关系, F-05)."""
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter


@implements(ELECTION_LAW[48])
def check_areas(name: str, areas: Iterable[Chain]) -> tuple[Finding, ...]:
    """Whether one person may be deputy of all these areas at once; every pair is tested.

    Source: 选举法 48 (F-05). Which mandate is kept is the person's choice.
    """
    found = []
    for one, other in combinations(sorted(set(areas)), 2):
        if not is_affiliated(one, other):
            facts = {"name": name, "one": "".join(one), "other": "".join(other)}
            found.append(Finding("areas-unaffiliated", ELECTION_LAW[48], Severity.ERROR, facts))
    return tuple(found)


@implements(LOCAL_ORGANIZATION_LAW[20])
def check_completion(open_contests: Sequence[str]) -> tuple[Finding, ...]:
    """Whether the election of deputies is complete, from which the two months run.

    Source: 地方组织法 20. It is complete when the last contest is declared, tie re-votes and
    supplementary rounds included (O-13); the date itself is the timetable's (CAL-18).
    """
    if not open_contests:
        return ()
    facts: dict[str, Fact] = {"contests": tuple(sorted(open_contests)), "count": len(open_contests)}
    finding = Finding("election-not-complete", LOCAL_ORGANIZATION_LAW[20], Severity.ERROR, facts)
    return (finding,)


@dataclass(frozen=True)
class Announcement:
    """What the body made known about a contest."""

    valid: bool
    announced_by_body: bool
    elected: tuple[str, ...]
    published: tuple[str, ...]
    open_points: tuple[str, ...]


@implements(ELECTION_LAW[46, 1], ELECTION_LAW[46, 2])
def check_announcement(made: Announcement) -> tuple[Finding, ...]:
    """Whether a result was announced as the law asks. Source: 选举法 46 (F-01)."""
    found = []
    if not made.announced_by_body:
        found.append(Finding("result-not-announced", ELECTION_LAW[46, 1], Severity.ERROR))
    if made.open_points:
        facts = {"points": made.open_points}
        found.append(Finding("result-still-open", ELECTION_LAW[46, 1], Severity.MANUAL, facts))
    lawful = frozenset(made.elected) if made.valid else frozenset()
    if frozenset(made.published) != lawful:
        lists = {"published": made.published, "elected": tuple(sorted(lawful))}
        found.append(Finding("list-not-the-elected", ELECTION_LAW[46, 2], Severity.ERROR, lists))
    return tuple(found)
