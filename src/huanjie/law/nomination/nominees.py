"""Who may be nominated, and the list that follows from the petitions (N-04 to N-08, O-39)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE, implements
from huanjie.law.committee import Membership, check_member_candidate
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.nomination.petitions import Nomination

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Nominee:
    """A person nominated. `is_voter`: on a roll of the area, with the right to stand (R-41)."""

    name: str
    is_voter: bool
    is_introduced: bool
    has_true_data: bool


@implements(ELECTION_LAW[4, 1], ELECTION_LAW[30, 2], ELECTION_LAW[33])
def check_nominee(nominee: Nominee) -> Findings:
    """May this person be nominated, and is he properly introduced? Source: 选举法 4, 30¶2; N-04.

    Missing or untrue data is never a ground to leave a nominee off the list (N-05).
    """
    facts: Mapping[str, Fact] = {"name": nominee.name}
    found = []
    if not nominee.is_voter:
        found.append(Finding("nominee-not-voter", ELECTION_LAW[4, 1], Severity.ERROR, facts))
    if not nominee.is_introduced:
        article = ELECTION_LAW[30, 2]
        found.append(Finding("nominee-not-introduced", article, Severity.WARN, facts))
    if not nominee.has_true_data:
        found.append(Finding("nominee-data-untrue", ELECTION_LAW[30, 2], Severity.WARN, facts))
    return tuple(found)


class RemovalGround(StrEnum):
    """The only grounds on which a nominee leaves a list. Source: 选举法 35; N-06, N-07."""

    DECLINED = "declined"
    DIED = "died"
    INELIGIBLE = "ineligible"
    FOREIGN_FUNDING = "foreign_funding"


@dataclass(frozen=True)
class Removal:
    """A recorded removal; `evidence` names the paper it rests on."""

    name: str
    ground: RemovalGround
    evidence: str


@dataclass(frozen=True)
class PreliminaryList:
    """The list that follows from the nominations; it is derived and never edited.

    `names` in the order of nomination. `sources` are the numbers of the nominations of each.
    """

    names: tuple[str, ...]
    sources: Mapping[str, tuple[str, ...]]
    removed: tuple[Removal, ...]
    findings: Findings


@implements(ELECTION_LAW[32, 1], ELECTION_LAW[35, 2], DIRECT_ELECTION[10, 2])
def preliminary_list(
    nominations: Sequence[Nomination], removals: Sequence[Removal]
) -> PreliminaryList:
    """All nominees of the lawful nominations, less those removed for a recorded ground.

    Source: 直选若干规定 10¶2: the committee may not replace, add or drop any (N-06, N-07).
    Raises `WrongInput` for a removal of someone nobody nominated.
    """
    sources: dict[str, tuple[str, ...]] = {}
    for nomination in nominations:
        for name in dict.fromkeys(nomination.nominees):
            sources[name] = (*sources.get(name, ()), nomination.number)
    found, gone = [], set()
    for removal in removals:
        if removal.name not in sources:
            raise WrongInput("removals", f"{removal.name} was not nominated")
        if removal.evidence.strip():
            gone.add(removal.name)
        else:
            facts: Mapping[str, Fact] = {"name": removal.name, "ground": removal.ground.value}
            article = DIRECT_ELECTION[10, 2]
            found.append(Finding("removal-without-evidence", article, Severity.ERROR, facts))
    names = tuple(name for name in sources if name not in gone)
    return PreliminaryList(names, sources, tuple(removals), tuple(found))


@implements(ELECTION_LAW[10, 2], PRACTICE["O-12"])
def check_members(
    names: Collection[str], committee: Sequence[Membership], published: date
) -> Findings:
    """Has every committee member on the list left the committee? Source: 选举法 10¶2; N-08."""
    listed = (member for member in committee if member.name in names)
    return tuple(f for member in listed for f in check_member_candidate(member, published))


@implements(PRACTICE["O-39"])
def check_two_constituencies(lists: Mapping[str, Collection[str]]) -> Findings:
    """Is anyone nominated in two constituencies of one congress? Not regulated: WARN (O-39)."""
    return _twice(lists, "nominated-twice", Severity.WARN)


@implements(PRACTICE["O-39"])
def check_elected_twice(elected: Mapping[str, Collection[str]]) -> Findings:
    """Was anyone elected in two constituencies? One seat is kept; the body records which (O-39)."""
    return _twice(elected, "elected-twice", Severity.MANUAL)


def _twice(lists: Mapping[str, Collection[str]], code: str, severity: Severity) -> Findings:
    where: dict[str, tuple[str, ...]] = {}
    for constituency, names in lists.items():
        for name in names:
            where[name] = (*where.get(name, ()), constituency)
    return tuple(
        Finding(code, PRACTICE["O-39"], severity, {"name": name, "constituencies": found})
        for name, found in where.items()
        if len(found) > 1
    )
