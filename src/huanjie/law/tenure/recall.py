"""How voters or a congress recall a deputy whom they elected: V-01 to V-04, and M-04."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from huanjie.law.arithmetic import ceil_share, majority_line
from huanjie.law.article import DEPUTIES_LAW, ELECTION_LAW, PLA_MEASURES, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Pack, keys
from huanjie.law.procedure import Procedure

Findings = tuple[Finding, ...]


class Mandated(StrEnum):
    """By whom a deputy was elected, which says who recalls him and where he resigns."""

    TOWNSHIP = "township"
    COUNTY = "county"
    GARRISON = "garrison"
    """A deputy of a county congress elected by a garrison constituency."""
    INDIRECT = "indirect"
    """A deputy of a higher congress, elected by the congress below it."""


class Receiver(StrEnum):
    """Where a request was handed in."""

    COUNTY_SC = "county_sc"
    TOWNSHIP_PRESIDIUM = "township_presidium"
    TOWNSHIP_CONGRESS = "township_congress"
    ELECTING_SC = "electing_sc"
    GARRISON_COMMITTEE = "garrison_committee"


GARRISON_VOTERS: Final = 10
"""Voters of a garrison constituency who may ask for a recall. Source: 军队选举办法 33¶1."""


@implements(ELECTION_LAW[50, 1], PLA_MEASURES[33, 1])
def voters_needed(mandated: Mandated, pack: Pack) -> int:
    """How many voters of the original constituency must ask. Source: 选举法 50¶1; V-01, M-04.

    Raises `WrongInput` for a deputy whom no voters elected.
    """
    match mandated:
        case Mandated.COUNTY:
            return pack[keys.RECALL_VOTERS_COUNTY]
        case Mandated.TOWNSHIP:
            return pack[keys.RECALL_VOTERS_TOWNSHIP]
        case Mandated.GARRISON:
            return GARRISON_VOTERS
        case _:
            raise WrongInput("mandated", "a deputy elected by a congress is recalled by motion")


@dataclass(frozen=True)
class RecallRequest:
    """A request of voters that a deputy be recalled."""

    deputy: str
    mandated: Mandated
    signatories: tuple[str, ...]
    is_written: bool
    has_reasons: bool
    handed_to: Receiver


@dataclass(frozen=True)
class RecallSupport:
    """The valid signatures of a request, those needed, and what stands against it."""

    valid: int
    needed: int
    article: Article
    findings: Findings


@implements(ELECTION_LAW[50, 1], ELECTION_LAW[50, 2], PLA_MEASURES[33, 1], PLA_MEASURES[33, 2])
def check_recall_request(
    request: RecallRequest, roll: Collection[str], pack: Pack
) -> RecallSupport:
    """Must a request be dealt with? Valid is a voter of the original constituency, once.

    Source: 选举法 50¶1, ¶2; 军队选举办法 33; V-01, M-04. Always to the county's standing committee,
    for a township's deputy too; for a garrison's to its election committee.
    """
    needed = voters_needed(request.mandated, pack)
    army = request.mandated is Mandated.GARRISON
    who, how = (
        (PLA_MEASURES[33, 1], PLA_MEASURES[33, 2])
        if army
        else (ELECTION_LAW[50, 1], ELECTION_LAW[50, 2])
    )
    valid = len(frozenset(request.signatories) & frozenset(roll))
    facts: Mapping[str, Fact] = {"deputy": request.deputy, "valid": valid, "needed": needed}
    wanted = Receiver.GARRISON_COMMITTEE if army else Receiver.COUNTY_SC
    faults = (
        ("recall-signatures-short", who, valid < needed),
        ("recall-wrong-receiver", who, request.handed_to is not wanted),
        ("recall-not-written", who, not request.is_written),
        ("recall-without-reasons", how, not request.has_reasons),
    )
    found = (Finding(code, art, Severity.ERROR, facts) for code, art, is_bad in faults if is_bad)
    return RecallSupport(valid, needed, who, tuple(found))


@dataclass(frozen=True)
class RecallHearing:
    """What was done between a request and the vote; `is_investigated` where a province asks."""

    deputy: str
    is_investigated: bool
    could_defend: bool
    is_printed: bool
    is_presided: bool
    is_secret: bool


@implements(ELECTION_LAW[50, 2], ELECTION_LAW[50, 3], ELECTION_LAW[50, 4], ELECTION_LAW[52])
@implements(DEPUTIES_LAW[60])
def check_recall_hearing(done: RecallHearing, pack: Pack) -> Findings:
    """Was the deputy heard, were the voters told, was the vote led and secret?

    Source: 选举法 50¶2-4, 52; 代表法 60; V-02.
    """
    facts: Mapping[str, Fact] = {"deputy": done.deputy}
    first = pack.article(keys.RECALL_INVESTIGATION, ELECTION_LAW[50, 3])
    uninvestigated = pack[keys.RECALL_INVESTIGATION] and not done.is_investigated
    faults = (
        ("recall-not-investigated", first, uninvestigated),
        ("recall-undefended", ELECTION_LAW[50, 2], not done.could_defend),
        ("recall-not-printed", ELECTION_LAW[50, 3], not done.is_printed),
        ("recall-not-presided", ELECTION_LAW[50, 4], not done.is_presided),
        ("recall-not-secret", ELECTION_LAW[52], not done.is_secret),
    )
    return tuple(Finding(c, art, Severity.ERROR, facts) for c, art, is_bad in faults if is_bad)


class Mover(StrEnum):
    """Who moves the recall of a deputy elected by a congress. Source: 选举法 51¶1."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"
    CHAIRPERSONS = "chairpersons"
    SC_MEMBERS = "sc_members"


IN_SESSION: Final = frozenset({Mover.PRESIDIUM, Mover.DEPUTIES})
_SHARES: Final = {Mover.DEPUTIES: Fraction(1, 10), Mover.SC_MEMBERS: Fraction(1, 5)}


@dataclass(frozen=True)
class RecallMotion:
    """A motion in a congress or its standing committee; `members` are all of that body."""

    deputy: str
    mover: Mover
    supporters: int
    members: int
    is_in_session: bool
    has_reasons: bool


@implements(ELECTION_LAW[51, 1])
def check_recall_motion(motion: RecallMotion) -> Findings:
    """May a motion be put? Source: 选举法 51¶1; V-04.

    In session the presidium or a tenth of the deputies, between sessions the council of
    chairpersons or a fifth of the standing committee; both shares include the figure itself.
    """
    if motion.members < 1 or not 0 <= motion.supporters <= motion.members:
        raise WrongInput("supporters", f"{motion.supporters} of {motion.members} cannot move")
    needed = ceil_share(motion.members, _SHARES.get(motion.mover, Fraction(0)))
    facts: Mapping[str, Fact] = {
        "deputy": motion.deputy,
        "supporters": motion.supporters,
        "needed": needed,
        "members": motion.members,
    }
    faults = (
        ("recall-mover-out-of-time", (motion.mover in IN_SESSION) is not motion.is_in_session),
        ("recall-motion-short", motion.supporters < needed),
        ("recall-motion-without-reasons", not motion.has_reasons),
    )
    article = ELECTION_LAW[51, 1]
    return tuple(Finding(c, article, Severity.ERROR, facts) for c, is_bad in faults if is_bad)


@dataclass(frozen=True)
class RecallVote:
    """A vote of voters: `voters` are all of the original constituency on the verified roll."""

    deputy: str
    mandated: Mandated
    voters: int
    approve: int

    def __post_init__(self) -> None:
        if self.voters < 1:
            raise WrongInput("voters", "a constituency has voters")
        if not 0 <= self.approve <= self.voters:
            raise WrongInput("approve", f"{self.approve} of {self.voters} cannot approve")


@dataclass(frozen=True)
class RecallResult:
    """What a vote of voters came to; `line` is the fewest votes that recall."""

    vote: RecallVote
    passed: bool
    line: int
    article: Article
    findings: Findings


@implements(ELECTION_LAW[53, 1], PLA_MEASURES[36])
def recall_result(vote: RecallVote, pack: Pack) -> RecallResult:
    """Is the deputy recalled? More than half of all voters, not of those who took part.

    Source: 选举法 53¶1; 地方组织法 44¶2; 军队选举办法 36; V-03, M-04.
    """
    line = majority_line(vote.voters)
    army = vote.mandated is Mandated.GARRISON
    article = PLA_MEASURES[36, 1] if army else ELECTION_LAW[53, 1]
    passed = vote.approve >= line
    facts: Mapping[str, Fact] = {
        "deputy": vote.deputy,
        "voters": vote.voters,
        "approve": vote.approve,
        "line": line,
    }
    code = "recall-passed" if passed else "recall-failed"
    found = [Finding(code, article, Severity.OUTCOME, facts)]
    if passed and (army or pack[keys.RECALL_FILED_WITH] is not None):
        where = pack.article(keys.RECALL_FILED_WITH, ELECTION_LAW[53, 1])
        filing = PLA_MEASURES[36, 3] if army else where
        found.append(Finding("recall-to-be-filed", filing, Severity.INFO, facts))
    return RecallResult(vote, passed, line, article, tuple(found))


RECALL: Final = Procedure(
    name="recall",
    initial="received",
    moves={
        ("received", "refuse"): "refused",
        ("received", "withdraw"): "withdrawn",
        ("received", "accept"): "accepted",
        ("accepted", "investigate"): "investigated",
        ("accepted", "withdraw"): "withdrawn",
        ("accepted", "lapse"): "lapsed",
        ("accepted", "print"): "printed",
        ("investigated", "withdraw"): "withdrawn",
        ("investigated", "lapse"): "lapsed",
        ("investigated", "print"): "printed",
        ("printed", "lapse"): "lapsed",
        ("printed", "pass"): "passed",
        ("printed", "fail"): "failed",
        ("passed", "announce"): "announced",
    },
)
"""A request for recall. Source: 选举法 50-53; V-01 to V-03.

It lapses when the mandate ends in another way; once the voters have the papers, they decide.
"""
