"""How a body decides: its quorum, and more than half of all its members."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from huanjie.law.arithmetic import at_least, ceil_share, majority_line, more_than_half
from huanjie.law.article import LOCAL_ORGANIZATION_LAW, PLA_MEASURES, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput


class Body(StrEnum):
    """Who decides about a mandate between the elections."""

    VOTERS = "voters"
    CONGRESS = "congress"
    STANDING_COMMITTEE = "standing_committee"
    SERVICEMEN = "servicemen"


@dataclass(frozen=True)
class BodyVote:
    """A vote of a body: all its members, those present, those in favour."""

    body: Body
    members: int
    present: int
    approve: int

    def __post_init__(self) -> None:
        if self.members < 1:
            raise WrongInput("members", "a body has members")
        if not 0 <= self.present <= self.members:
            raise WrongInput("present", f"{self.present} of {self.members} cannot be present")
        if not 0 <= self.approve <= self.present:
            raise WrongInput("approve", f"{self.approve} of {self.present} cannot approve")


@dataclass(frozen=True)
class Resolution:
    """What a vote came to. `line` is the fewest votes that adopt, `quorum` the fewest present.

    `article` is the text that sets the line. `findings` say why a vote did not count.
    """

    vote: BodyVote
    adopted: bool
    line: int
    quorum: int
    article: Article
    findings: tuple[Finding, ...]


_LOL: Final = LOCAL_ORGANIZATION_LAW
TWO_THIRDS: Final = Fraction(2, 3)
_LINES: Final[Mapping[Body, Article]] = {
    Body.VOTERS: _LOL[44, 2],
    Body.CONGRESS: _LOL[25],
    Body.STANDING_COMMITTEE: _LOL[51, 4],
    Body.SERVICEMEN: PLA_MEASURES[37],
}


@implements(_LOL[14, 4], _LOL[51, 3])
def quorum(body: Body, members: int) -> int:
    """The fewest members who must be present.

    Source: 地方组织法 14¶4: two thirds of the deputies; 51¶3: more than half of the standing
    committee (V-08). For voters and servicemen no text asks for a quorum besides the majority.
    """
    match body:
        case Body.CONGRESS:
            return ceil_share(members, TWO_THIRDS)
        case Body.STANDING_COMMITTEE:
            return majority_line(members)
        case _:
            return 0


def may_open(present: int, deputies: int) -> bool:
    """Whether a session may open: two thirds of all deputies. Source: 地方组织法 14¶4 (F-06)."""
    return at_least(present, TWO_THIRDS, deputies)


@implements(_LOL[25], _LOL[44, 2], _LOL[51, 4], PLA_MEASURES[37])
def resolve(vote: BodyVote) -> Resolution:
    """Whether a body adopts: more than half of all its members, present or not.

    Source: 地方组织法 25, 44¶2, 51¶4 (F-07, V-03, V-08); 军队选举办法 36, 37 (M-04).
    """
    least, line = quorum(vote.body, vote.members), majority_line(vote.members)
    article = _LINES[vote.body]
    facts: Mapping[str, Fact] = {
        "members": vote.members,
        "present": vote.present,
        "approve": vote.approve,
        "line": line,
        "quorum": least,
    }
    if vote.present < least:
        where = _LOL[14, 4] if vote.body is Body.CONGRESS else _LOL[51, 3]
        missing = Finding("body-without-quorum", where, Severity.ERROR, facts)
        return Resolution(vote, False, line, least, article, (missing,))
    adopted = more_than_half(vote.approve, vote.members)
    code = "resolution-adopted" if adopted else "resolution-lost"
    found = Finding(code, article, Severity.OUTCOME, facts)
    return Resolution(vote, adopted, line, least, article, (found,))
