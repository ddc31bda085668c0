"""How a primary reduces the nominees to the formal candidates (N-13, O-16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie.law.arithmetic import at_least
from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.nomination.candidates import Range
from huanjie.law.pack import Pack, keys

Findings = tuple[Finding, ...]


class AtTheCut(StrEnum):
    """What is suggested where votes tie at the cut (O-16)."""

    NOTHING = "nothing"
    INCLUDE_ALL = "include_all"
    VOTE_AGAIN = "vote_again"


@dataclass(frozen=True)
class PrimaryOutcome:
    """Those taken for certain, by votes; those tied for what is left; what is suggested."""

    taken: tuple[str, ...]
    tied: tuple[str, ...]
    suggestion: AtTheCut
    findings: Findings


@implements(ELECTION_LAW[32, 1], ELECTION_LAW[32, 2], PRACTICE["O-16"])
def primary_outcome(votes: Mapping[str, int], count: int, allowed: Range) -> PrimaryOutcome:
    """Who becomes a formal candidate by a primary, in the order of votes.

    Source: 选举法 32: 根据预选时得票多少的顺序. `votes` holds every nominee, those without a vote
    too. A tie at the cut is for the body: include all while the range allows it, else vote again
    among the tied (O-16). Raises `WrongInput` when there is nothing to cut.
    """
    if count not in allowed or len(votes) <= count:
        raise WrongInput("count", f"{len(votes)} nominees cannot be cut to {count}")
    ranked = sorted(votes, key=lambda name: -votes[name])
    line = votes[ranked[count - 1]]
    sure = tuple(name for name in ranked if votes[name] > line)
    level = tuple(name for name in ranked if votes[name] == line)
    if len(sure) + len(level) == count:
        return PrimaryOutcome(sure + level, (), AtTheCut.NOTHING, ())
    fits = len(sure) + len(level) in allowed
    suggestion = AtTheCut.INCLUDE_ALL if fits else AtTheCut.VOTE_AGAIN
    facts: Mapping[str, Fact] = {"tied": level, "votes": line, "left": count - len(sure)}
    code = "primary-tie-fits" if fits else "primary-tie"
    finding = Finding(code, PRACTICE["O-16"], Severity.MANUAL, facts)
    return PrimaryOutcome(sure, level, suggestion, (finding,))


def check_primary_turnout(participants: int, voters: int, pack: Pack) -> Findings:
    """Did enough voters take part in a primary, where the province asks for it? N-13."""
    if not 0 <= participants <= voters:
        raise WrongInput("participants", f"{participants} of {voters} voters cannot take part")
    share = pack[keys.NOM_PRIMARY_TURNOUT]
    if share is None or at_least(participants, share, voters):
        return ()
    article = pack.article(keys.NOM_PRIMARY_TURNOUT, ELECTION_LAW[32, 1])
    facts: Mapping[str, Fact] = {"participants": participants, "voters": voters, "share": share}
    return (Finding("primary-turnout", article, Severity.ERROR, facts),)


def check_primary_notice(announced: date | None, held: date, pack: Pack) -> Findings:
    """Was a primary announced beforehand, where the province asks for it? N-13."""
    if not pack[keys.NOM_PRIMARY_NOTICE] or (announced is not None and announced < held):
        return ()
    article = pack.article(keys.NOM_PRIMARY_NOTICE, ELECTION_LAW[32, 1])
    facts: Mapping[str, Fact] = {"announced": announced, "held": held}
    return (Finding("primary-unannounced", article, Severity.ERROR, facts),)
