"""Whether a round counts at all: the participants and the ballots."""

from enum import StrEnum
from typing import Final

from huanjie.law.arithmetic import majority_line, more_than_half
from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW, Article, implements
from huanjie.law.counting.outcome import Decide, Mend, Outcome, Rerun
from huanjie.law.counting.tally import DeterminationRules, Round, Tally
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack.words import AfterSupplementary, Mode


class Validity(StrEnum):
    """How a round stands before anything in it is counted."""

    VALID = "valid"
    ROLL_EXCEEDED = "participants-exceed-roll"
    PRESENT_EXCEEDED = "participants-exceed-present"
    DEPUTIES_EXCEEDED = "present-exceed-deputies"
    EXCESS = "invalid-excess"
    TURNOUT = "invalid-turnout"
    QUORUM = "invalid-quorum"


IMPOSSIBLE: Final = frozenset(
    {Validity.ROLL_EXCEEDED, Validity.PRESENT_EXCEEDED, Validity.DEPUTIES_EXCEEDED}
)
_ARTICLES: Final = {
    Validity.ROLL_EXCEEDED: ELECTION_LAW[43, 1],
    Validity.PRESENT_EXCEEDED: ELECTION_LAW[43, 1],
    Validity.DEPUTIES_EXCEEDED: ELECTION_LAW[43, 1],
    Validity.EXCESS: ELECTION_LAW[44, 1],
    Validity.TURNOUT: ELECTION_LAW[45, 1],
    Validity.QUORUM: LOCAL_ORGANIZATION_LAW[14, 4],
}


@implements(ELECTION_LAW[44, 1], ELECTION_LAW[45, 1], LOCAL_ORGANIZATION_LAW[14, 4])
def round_validity(tally: Tally, rules: DeterminationRules, held: Round) -> Validity:
    """Whether the round counts: first the record itself, then the ballots, then the turnout.

    Source: 选举法 44¶1, 45¶1; 地方组织法 14¶4. Every round is tested by itself (O-23).
    """
    if tally.mode is Mode.INDIRECT:
        return _session_validity(tally, tally.present or 0)
    if tally.participants > tally.roll:
        return Validity.ROLL_EXCEEDED
    if tally.collected > tally.participants:
        return Validity.EXCESS
    base = held is Round.FIRST or held is Round.RERUN
    if (base or rules.turnout_each_round) and not more_than_half(tally.participants, tally.roll):
        return Validity.TURNOUT
    return Validity.VALID


def _session_validity(tally: Tally, present: int) -> Validity:
    if present > tally.roll:
        return Validity.DEPUTIES_EXCEEDED
    if tally.participants > present:
        return Validity.PRESENT_EXCEEDED
    if tally.collected > tally.participants:
        return Validity.EXCESS
    return Validity.VALID if 3 * present >= 2 * tally.roll else Validity.QUORUM


def refusal(tally: Tally, rules: DeterminationRules, held: Round) -> Outcome | None:
    """The outcome of a round that does not count, or None when it does."""
    validity = round_validity(tally, rules, held)
    if validity is Validity.VALID:
        return None
    finding = _refused(tally, validity, _article(validity, rules, held))
    if validity in IMPOSSIBLE:
        return Outcome(next=Mend(validity.value), findings=(finding,))
    if held is Round.SUPPLEMENTARY and rules.supplementary_after is AfterSupplementary.STOP:
        return _invalid_last_round(tally, finding, rules)
    return Outcome(next=Rerun(validity.value, held), findings=(finding,))


def _article(validity: Validity, rules: DeterminationRules, held: Round) -> Article:
    """The words a refusal rests on; for the turnout of later votes a province's own (O-23)."""
    later = held in (Round.TIE_REVOTE, Round.SUPPLEMENTARY)
    if validity is Validity.TURNOUT and later:
        return rules.article("turnout_each_round", _ARTICLES[validity])
    return _ARTICLES[validity]


def _refused(tally: Tally, validity: Validity, article: Article) -> Finding:
    severity = Severity.ERROR if validity in IMPOSSIBLE else Severity.OUTCOME
    facts = {
        "roll": tally.roll,
        "participants": tally.participants,
        "collected": tally.collected,
        "present": tally.present,
        "line": majority_line(tally.roll),
        "quorum": -(-2 * tally.roll // 3),
    }
    return Finding(validity.value, article, severity, facts)


def _invalid_last_round(tally: Tally, finding: Finding, rules: DeterminationRules) -> Outcome:
    """A void supplementary round where the province holds only one (浙江 49¶3; O-23)."""
    article = rules.article("supplementary_after", ELECTION_LAW[45, 4])
    asked = Finding("supplementary-void", article, Severity.MANUAL, {"seats": tally.seats})
    decision = Decide("O-23", (), tally.seats, ("hold_anew", "stop"))
    return Outcome(next=decision, findings=(finding, asked))
