"""The empty seat and its by-election: V-08 to V-11."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.nomination import check_by_election_count
from huanjie.law.pack import Pack, keys
from huanjie.law.pack.words import Body as PackBody

Findings = tuple[Finding, ...]


class Vacancy(StrEnum):
    """Why a seat has no deputy."""

    IN_TERM = "in_term"
    """A mandate ended during the term. Source: 选举法 57¶1."""
    UNFILLED = "unfilled"
    """Never filled at the general election (O-26)."""
    SUSPENDED = "suspended"
    """The deputy's duties rest; the seat is held. Source: 代表法 61."""


@implements(ELECTION_LAW[57, 1], PRACTICE["O-26"])
def check_by_election_due(vacancy: Vacancy, decision: str) -> Findings:
    """May a by-election be held for this seat? Source: 选举法 57¶1; V-06, V-11, O-26.

    `decision` is the number of the body's recorded decision, empty where there is none.
    """
    facts: Mapping[str, Fact] = {"vacancy": vacancy, "decision": decision}
    if vacancy is Vacancy.SUSPENDED:
        return (Finding("seat-not-vacant", ELECTION_LAW[57, 1], Severity.ERROR, facts),)
    if vacancy is Vacancy.UNFILLED and not decision:
        return (Finding("seat-never-filled", PRACTICE["O-26"], Severity.MANUAL, facts),)
    return ()


@implements(ELECTION_LAW[57, 1])
def by_election_run_by(pack: Pack) -> PackBody | None:
    """Who runs a by-election; None where the province is silent. Source: V-10."""
    return pack[keys.BY_RUN_BY]


@dataclass(frozen=True)
class ByElection:
    """How a by-election is prepared. `run_by` and `count_decided_by` name recorded decisions."""

    seats: int
    candidates: int
    run_by: str
    count_decided: str
    is_roll_verified: bool
    is_secret: bool


@implements(ELECTION_LAW[57, 1], ELECTION_LAW[57, 4], ELECTION_LAW[40, 1])
def check_by_election(held: ByElection, pack: Pack) -> Findings:
    """May the original constituency vote? As many candidates as seats suffice.

    Source: 选举法 57¶1, ¶4; V-09, V-10, N-17. Majorities are those of a general election; the
    days are CAL-23 to CAL-25; the elected are examined as all others are (选举法 57¶5).
    """
    runs = pack.article(keys.BY_RUN_BY, ELECTION_LAW[57, 4])
    counts = pack.article(keys.BY_COUNT_SET_BY, ELECTION_LAW[57, 4])
    faults = (
        ("by-election-without-body", runs, Severity.MANUAL, not held.run_by),
        ("by-election-count-unset", counts, Severity.MANUAL, not held.count_decided),
        ("by-election-roll", ELECTION_LAW[57, 4], Severity.WARN, not held.is_roll_verified),
        ("by-election-not-secret", ELECTION_LAW[40, 1], Severity.ERROR, not held.is_secret),
    )
    facts: Mapping[str, Fact] = {"seats": held.seats, "candidates": held.candidates}
    found = tuple(Finding(c, art, sev, facts) for c, art, sev, is_bad in faults if is_bad)
    return found + check_by_election_count(held.candidates, held.seats)


@implements(ELECTION_LAW[57, 3], LOCAL_ORGANIZATION_LAW[45], LOCAL_ORGANIZATION_LAW[50, 1, 18])
def check_committee_by_election(*, is_in_session: bool, is_higher_congress: bool) -> Findings:
    """May a standing committee fill the seat? Source: 选举法 57¶3; V-08.

    Only between sessions, and only a seat in the next higher congress.
    """
    if not is_in_session and is_higher_congress:
        return ()
    article = ELECTION_LAW[57, 3]
    return (Finding("by-election-not-by-committee", article, Severity.ERROR),)
