"""What a round of voting put on the table, and the provincial rules under which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from huanjie.law.arithmetic import majority_line
from huanjie.law.article import Article
from huanjie.law.finding import WrongInput
from huanjie.law.pack import Pack, Parameter, keys
from huanjie.law.pack.words import AfterSupplementary, Denominator, Mode, ParticipantBasis


class Round(StrEnum):
    """The four votes that must never be taken for one another. Source: 选举法 44, 45."""

    FIRST = "first"
    TIE_REVOTE = "tie_revote"
    SUPPLEMENTARY = "supplementary"
    RERUN = "rerun"


@dataclass(frozen=True, slots=True)
class DeterminationRules:
    """What a province fixes about determination, the `det.*` of its pack.

    `supplementary_rounds_max` None means that no text limits the rounds. With `write_in_elected`
    False a written-in person cannot win the vote he is written into, but can stand in the next.
    `articles` are the province's own words for a value, by its name; they cite, decide nothing.
    """

    participant_basis: ParticipantBasis
    supplementary_denominator: Denominator
    supplementary_rounds_max: int | None
    supplementary_after: AfterSupplementary
    write_in_elected: bool
    turnout_each_round: bool
    articles: Mapping[str, Article] = field(default_factory=dict, compare=False)

    def article(self, value: str, otherwise: Article) -> Article:
        """The province's own words for a value, or `otherwise` where it has none."""
        return self.articles.get(value, otherwise)


NATIONAL: Final = DeterminationRules(
    participant_basis=ParticipantBasis.RECORDED,
    supplementary_denominator=Denominator.COLLECTED,
    supplementary_rounds_max=None,
    supplementary_after=AfterSupplementary.MANUAL,
    write_in_elected=True,
    turnout_each_round=True,
)


_KEYS: Final[Mapping[str, Parameter[object]]] = {
    "supplementary_rounds_max": keys.DET_SUPPLEMENTARY_MAX,
    "supplementary_after": keys.DET_SUPPLEMENTARY_AFTER,
    "turnout_each_round": keys.DET_TURNOUT_EACH_ROUND,
}
"""The values whose own words a finding cites."""


def determination_rules(pack: Pack) -> DeterminationRules:
    """What a pack fixes about determination."""
    return DeterminationRules(
        participant_basis=pack[keys.DET_PARTICIPANTS],
        supplementary_denominator=pack[keys.DET_SUPPLEMENTARY_DENOMINATOR],
        supplementary_rounds_max=pack[keys.DET_SUPPLEMENTARY_MAX],
        supplementary_after=pack[keys.DET_SUPPLEMENTARY_AFTER],
        write_in_elected=pack[keys.DET_WRITE_IN_ELECTED],
        turnout_each_round=pack[keys.DET_TURNOUT_EACH_ROUND],
        articles=pack.own_articles(_KEYS),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """One round of one contest, summed over the whole constituency or session.

    `roll` is V, all voters on the final roll; in an indirect election D, all deputies (O-28).
    `participants` is T, `collected` B, `void` X, `seats` the seats to fill in this round.
    `votes` holds every name on the ballot paper, those without a vote with 0, and every name
    written in. `write_ins` are the names that were not on the paper. `eligibility` says who may
    be elected: missing means yes for a name on the paper and undecided (None) for a write-in.
    Raises `WrongInput` when a figure is negative, no seat is to be filled, or a session's
    attendance is not told.
    """

    roll: int
    participants: int
    collected: int
    seats: int
    votes: Mapping[str, int]
    void: int = 0
    mode: Mode = Mode.DIRECT
    present: int | None = None
    write_ins: frozenset[str] = frozenset()
    eligibility: Mapping[str, bool | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise WrongInput("seats", "a round fills at least one seat")
        if self.roll < 0 or self.participants < 0 or self.collected < 0 or self.void < 0:
            raise WrongInput("tally", "a count is never negative")
        if self.votes and min(self.votes.values()) < 0:
            raise WrongInput("votes", "a count is never negative")
        if max(self.votes.values(), default=0) > self.collected:
            raise WrongInput("votes", "nobody has more votes than there are ballots")
        if self.mode is Mode.INDIRECT and self.present is None:
            raise WrongInput("present", "a session's attendance must be known")

    def is_eligible(self, name: str) -> bool | None:
        """Whether the person may be elected; None while it is undecided (O-22, O-44)."""
        return self.eligibility.get(name, None if name in self.write_ins else True)

    @property
    def electorate(self) -> int:
        """Whose majority elects: participants T, or all deputies D. Source: 选举法 45¶1, ¶2."""
        return self.participants if self.mode is Mode.DIRECT else self.roll

    @property
    def majority(self) -> int:
        """The fewest votes that are more than half of the electorate."""
        return majority_line(self.electorate)


def ranked(votes: Mapping[str, int]) -> list[tuple[str, int]]:
    """The votes in the order of every list of ours: most votes first, then by name."""
    return sorted(votes.items(), key=lambda row: (-row[1], row[0]))
