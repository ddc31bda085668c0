"""Every person's figure, the line he needed, and what it came to: what a screen explains."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.article import ELECTION_LAW, Article
from huanjie.law.counting.outcome import Decide, Mend, Outcome, Rerun
from huanjie.law.counting.rounds import supplementary_line
from huanjie.law.counting.tally import NATIONAL, DeterminationRules, Round, Tally, ranked
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack.words import Denominator, Mode


class Basis(StrEnum):
    """What a person's votes are measured against."""

    PARTICIPANTS = "participants"
    DEPUTIES = "deputies"
    BALLOTS = "ballots"
    RIVALS = "rivals"


class Verdict(StrEnum):
    """What a person's votes came to."""

    ELECTED = "elected"
    TIED = "tied"
    SHORT = "short"
    OUTRUN = "outrun"
    WAITING = "waiting"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's votes against the line: `votes` of `whole`, `line` needed.

    In a tie re-vote there is no line but the other persons: `line` is 1 and `whole` is T.
    """

    name: str
    votes: int
    line: int
    whole: int
    basis: Basis
    verdict: Verdict
    article: Article

    @property
    def finding(self) -> Finding:
        """The standing as a sentence of the catalogue: 得299票；参加投票600人，过半数须301票。"""
        code = f"standing-{self.basis.value}-{self.verdict.value}"
        if self.verdict in (Verdict.WAITING, Verdict.INELIGIBLE):
            code = f"standing-{self.verdict.value}"
        facts: dict[str, Fact] = {"name": self.name, "votes": self.votes}
        facts |= {"line": self.line, "whole": self.whole}
        return Finding(code, self.article, Severity.INFO, facts)


_ARTICLES: Final = {
    Basis.PARTICIPANTS: ELECTION_LAW[45, 1],
    Basis.DEPUTIES: ELECTION_LAW[45, 2],
    Basis.BALLOTS: ELECTION_LAW[45, 5],
    Basis.RIVALS: ELECTION_LAW[45, 3],
}


def standings(
    tally: Tally,
    outcome: Outcome,
    held: Round = Round.FIRST,
    rules: DeterminationRules = NATIONAL,
) -> tuple[Standing, ...]:
    """Every person's standing in the order of `ranked`; none after a vote that does not count.

    In a tie re-vote pass a tally whose `write_ins` are the names that were not on the paper:
    they win nothing and are left out.
    """
    if isinstance(outcome.next, Rerun | Mend):
        return ()
    basis, line, whole = _measure(tally, held, rules)
    names = ranked(tally.votes)
    if held is Round.TIE_REVOTE:
        names = [row for row in names if row[0] not in tally.write_ins]
    article = _ARTICLES[basis]
    return tuple(
        Standing(
            name, votes, line, whole, basis, _verdict(tally, outcome, name, votes >= line), article
        )
        for name, votes in names
    )


def _measure(tally: Tally, held: Round, rules: DeterminationRules) -> tuple[Basis, int, int]:
    if held is Round.TIE_REVOTE:
        return Basis.RIVALS, 1, tally.participants
    if tally.mode is Mode.INDIRECT:
        return Basis.DEPUTIES, tally.majority, tally.roll
    if held is not Round.SUPPLEMENTARY:
        return Basis.PARTICIPANTS, tally.majority, tally.participants
    valid_only = rules.supplementary_denominator is Denominator.VALID
    whole = tally.collected - tally.void if valid_only else tally.collected
    return Basis.BALLOTS, supplementary_line(tally, rules), whole


def _verdict(tally: Tally, outcome: Outcome, name: str, over: bool) -> Verdict:  # noqa: FBT001
    if name in outcome.elected:
        return Verdict.ELECTED
    if name in outcome.tied:
        return Verdict.TIED
    may = tally.is_eligible(name)
    if may is False:
        return Verdict.INELIGIBLE
    if not over:
        return Verdict.SHORT
    waiting = isinstance(outcome.next, Decide) and outcome.next.open_point in ("O-43", "O-44")
    return Verdict.WAITING if waiting else Verdict.OUTRUN
