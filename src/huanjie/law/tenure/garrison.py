"""What a county provides for its garrison, and what it takes over from it: M-01 to M-05."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie.law.article import ELECTION_LAW, PLA_MEASURES, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Level, Pack, keys

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class GarrisonResult:
    """What a garrison constituency reported: its seats and whom it elected."""

    constituency: str
    seats: int
    elected: tuple[str, ...]


@dataclass(frozen=True)
class Garrison:
    """The seats reserved for a county's garrison, with the committee's decision, and the results.

    The garrison runs roll, nomination and vote itself; only the results come over (M-02).
    """

    level: Level
    reserved: int
    decision: str
    is_consulted: bool
    results: tuple[GarrisonResult, ...]


@implements(ELECTION_LAW[6], PLA_MEASURES[14, 1], PLA_MEASURES[14, 2], PLA_MEASURES[15, 2])
def check_garrison_results(garrison: Garrison, pack: Pack) -> Findings:
    """Do the garrison's seats and results fit together? Source: 军队选举办法 14, 15; M-01, M-05."""
    facts: Mapping[str, Fact] = {
        "reserved": garrison.reserved,
        "seats": sum(result.seats for result in garrison.results),
    }
    if garrison.level is Level.TOWNSHIP:
        some = garrison.reserved or garrison.results
        found = Finding("garrison-at-township", PLA_MEASURES[15, 1], Severity.ERROR, facts)
        return (found,) if some else ()
    faults = (
        ("garrison-undecided", PLA_MEASURES[14, 1], not garrison.decision),
        ("garrison-not-consulted", PLA_MEASURES[14, 2], not garrison.is_consulted),
        ("garrison-seats-differ", PLA_MEASURES[15, 1], facts["seats"] != garrison.reserved),
    )
    found_here = [Finding(c, art, Severity.ERROR, facts) for c, art, is_bad in faults if is_bad]
    return (*found_here, *(f for r in garrison.results for f in _constituency(r, pack)))


def _constituency(result: GarrisonResult, pack: Pack) -> Findings:
    low, high = pack[keys.CONSTITUENCY_SEATS_MIN], pack[keys.CONSTITUENCY_SEATS_MAX]
    facts: Mapping[str, Fact] = {
        "name": result.constituency,
        "seats": result.seats,
        "low": low,
        "high": high,
        "elected": result.elected,
    }
    article = PLA_MEASURES[15, 2]
    faults = (
        ("garrison-constituency-seats", not low <= result.seats <= high),
        ("garrison-elected-too-many", len(result.elected) > result.seats),
    )
    return tuple(Finding(c, article, Severity.ERROR, facts) for c, is_bad in faults if is_bad)


@dataclass(frozen=True)
class Register:
    """A person of the army on its roll or the local one.

    `may_vote_locally`: stationed in a local plant or studying here (军队选举办法 6).
    """

    person: str
    is_on_local_roll: bool
    is_on_garrison_roll: bool
    may_vote_locally: bool


@implements(ELECTION_LAW[5], PLA_MEASURES[5, 1], PLA_MEASURES[6])
def check_registers(persons: Sequence[Register]) -> Findings:
    """Is nobody on both rolls, and no soldier on the local one without ground? Source: M-03."""
    found = []
    for person in persons:
        facts: Mapping[str, Fact] = {"person": person.person}
        if person.is_on_local_roll and person.is_on_garrison_roll:
            found.append(Finding("on-both-rolls", ELECTION_LAW[5], Severity.ERROR, facts))
        elif person.is_on_local_roll and not person.may_vote_locally:
            article = PLA_MEASURES[5, 1]
            found.append(Finding("soldier-on-local-roll", article, Severity.ERROR, facts))
    return tuple(found)


@implements(PLA_MEASURES[2])
def all_deputies(civil: int, garrison: int) -> int:
    """D: the garrison's deputies count with all others. Source: 军队选举办法 2; M-02, O-28."""
    return civil + garrison
