"""The four votes of a contest: first vote, tie re-vote, supplementary round, rerun.

Each takes a `Tally` and gives an `Outcome`. The order of the votes in the tally is of no
consequence. No lot is ever drawn: where the law stops, the next step is a `Decide`.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from huanjie.law.arithmetic import ceil_share, majority_line
from huanjie.law.article import ELECTION_LAW, implements
from huanjie.law.counting import referral
from huanjie.law.counting.outcome import Done, Outcome, TieRevote
from huanjie.law.counting.pool import candidate_list
from huanjie.law.counting.settle import Settled, contending, over_the_line, settle
from huanjie.law.counting.tally import NATIONAL, DeterminationRules, Round, Tally, ranked
from huanjie.law.counting.validity import refusal
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack.words import AfterSupplementary, Denominator, Mode

_NOBODY: Final[frozenset[str]] = frozenset()
_THIRD: Final = Fraction(1, 3)


@implements(ELECTION_LAW[45, 1], ELECTION_LAW[45, 2], ELECTION_LAW[45, 3], ELECTION_LAW[45, 4])
def first_vote(tally: Tally, rules: DeterminationRules = NATIONAL) -> Outcome:
    """Who is elected by more than half, who is tied, and what follows.

    Source: 选举法 44¶1, 45. Participants T are the whole, absent papers and void ones included;
    where fewer papers than T came back, the result is also read over the papers (O-18).
    """
    return _base_vote(tally, rules, Round.FIRST)


@implements(ELECTION_LAW[44, 1])
def rerun(tally: Tally, rules: DeterminationRules = NATIONAL) -> Outcome:
    """A fresh first vote with the same list and seats after an invalid one (O-30)."""
    return _base_vote(tally, rules, Round.RERUN)


def _base_vote(tally: Tally, rules: DeterminationRules, held: Round) -> Outcome:
    refused = refusal(tally, rules, held)
    if refused is not None:
        return refused
    outcome = _determine(tally, rules, tally.majority)
    if tally.collected >= tally.participants or tally.mode is Mode.INDIRECT:
        return outcome
    return _with_papers_as_whole(tally, rules, outcome)


def _determine(tally: Tally, rules: DeterminationRules, line: int) -> Outcome:
    barred = _NOBODY if rules.write_in_elected else tally.write_ins
    field = over_the_line(tally, ranked(tally.votes), line, barred)
    settled = settle(field.eligible, tally.seats)
    waiting = contending(field.undecided, field.eligible, tally.seats)
    if waiting:
        return _referred(settled, referral.undecided(waiting, tally.seats))
    gone = contending(field.fallen, field.eligible, tally.seats)
    if gone:
        return _referred(settled, referral.fallen(gone, settled.left))
    if settled.tied:
        return Outcome(settled.elected, settled.tied, TieRevote(settled.left))
    if not settled.left:
        return Outcome(settled.elected)
    step, findings = candidate_list(tally, settled.elected, settled.left)
    return Outcome(settled.elected, (), step, findings)


def _referred(settled: Settled, asked: referral.Referral) -> Outcome:
    """Wait for a ruling. Under O-43 the others who met the line themselves stand as elected."""
    decision, finding = asked
    sure = settled.elected if decision.open_point == "O-43" else ()
    return Outcome(sure, (), decision, (finding,))


def _with_papers_as_whole(tally: Tally, rules: DeterminationRules, outcome: Outcome) -> Outcome:
    """Warn when ballots that never came back decide the result (O-18); T prevails."""
    line = majority_line(tally.collected)
    if not any(line <= votes < tally.majority for votes in tally.votes.values()):
        return outcome
    other = _determine(tally, rules, line)
    if (other.elected, other.tied, other.next) == (outcome.elected, outcome.tied, outcome.next):
        return outcome
    facts: dict[str, Fact] = {
        "participants": tally.participants,
        "collected": tally.collected,
        "elected": outcome.elected,
        "otherwise": other.elected,
    }
    finding = Finding("denominator-decides", ELECTION_LAW[45, 1], Severity.WARN, facts)
    return replace(outcome, findings=(*outcome.findings, finding))


@implements(ELECTION_LAW[45, 3])
def tie_revote(
    tally: Tally, tied: tuple[str, ...], rules: DeterminationRules = NATIONAL
) -> Outcome:
    """Who of the tied wins the seats; more votes win, no line has to be reached.

    Source: 选举法 45¶3. Others written in win nothing (O-37); nobody wins without a vote.
    """
    refused = refusal(tally, rules, Round.TIE_REVOTE)
    if refused is not None:
        return replace(refused, tied=tuple(sorted(tied)))
    order = ranked({name: tally.votes.get(name, 0) for name in tied})
    field = over_the_line(tally, order, 0, _NOBODY)
    settled = settle([row for row in field.eligible if row[1]], tally.seats)
    waiting = contending(field.undecided, field.eligible, tally.seats)
    if waiting:
        return _referred(settled, referral.undecided(waiting, tally.seats))
    gone = tuple(sorted(name for name in tied if tally.is_eligible(name) is False))
    if gone:
        return _referred(settled, referral.fallen(gone, settled.left))
    if not settled.left:
        return Outcome(settled.elected)
    level = settled.tied or tuple(name for name, votes in field.eligible if not votes)
    return _left_tied(Outcome(settled.elected, level), settled.left, rules)


def _left_tied(outcome: Outcome, seats: int, rules: DeterminationRules) -> Outcome:
    vacant = rules.supplementary_after is AfterSupplementary.MAY_STAY_VACANT
    options = ("repeat", "leave_vacant") if vacant else ("repeat",)
    tie = ELECTION_LAW[45, 3]
    article = rules.article("supplementary_after", tie) if vacant else tie
    decision, finding = referral.still_tied(outcome.tied, seats, options, article)
    return replace(outcome, next=decision, findings=(finding,))


@implements(ELECTION_LAW[45, 5])
def supplementary_round(
    tally: Tally,
    candidates: tuple[str, ...],
    rules: DeterminationRules = NATIONAL,
    *,
    rounds_held: int = 1,
) -> Outcome:
    """Who wins the open seats: most votes, and a third of the ballots or half of all deputies.

    Source: 选举法 45¶5. `rounds_held` counts this round. A tie is voted on again by analogy (O-37).
    """
    refused = refusal(tally, rules, Round.SUPPLEMENTARY)
    if refused is not None:
        return refused
    outcome = _supplement(tally, candidates, rules, supplementary_line(tally, rules))
    if isinstance(outcome.next, Done) and outcome.next.vacant:
        outcome = _after_shortage(outcome, outcome.next.vacant, rules, rounds_held)
    if not tally.void or tally.mode is Mode.INDIRECT:
        return outcome
    return _with_other_ballots(tally, candidates, rules, outcome)


def supplementary_line(tally: Tally, rules: DeterminationRules) -> int:
    """The fewest votes that elect in a supplementary round; never fewer than one.

    Source: 选举法 45¶5, a third of the 选票, the figure itself included (O-19).
    """
    if tally.mode is Mode.INDIRECT:
        return tally.majority
    valid_only = rules.supplementary_denominator is Denominator.VALID
    ballots = tally.collected - tally.void if valid_only else tally.collected
    return max(1, ceil_share(ballots, _THIRD))


def _supplement(
    tally: Tally, candidates: tuple[str, ...], rules: DeterminationRules, line: int
) -> Outcome:
    """Elected, tied, or `Done` with the seats that stay open for the caller to judge."""
    barred = _NOBODY if rules.write_in_elected else tally.write_ins
    field = over_the_line(tally, ranked(tally.votes), line, barred)
    settled = settle(field.eligible, tally.seats)
    waiting = contending(field.undecided, field.eligible, tally.seats)
    if waiting:
        return _referred(settled, referral.undecided(waiting, tally.seats))
    gone = tuple(sorted(name for name in candidates if tally.is_eligible(name) is False))
    if gone:
        return _referred(settled, referral.fallen(gone, settled.left))
    if settled.tied:
        return Outcome(settled.elected, settled.tied, TieRevote(settled.left))
    return Outcome(settled.elected, next=Done(settled.left))


def _after_shortage(
    outcome: Outcome, seats: int, rules: DeterminationRules, rounds_held: int
) -> Outcome:
    """What the province lets follow when seats are still open (O-26, O-42)."""
    after, most = rules.supplementary_after, rules.supplementary_rounds_max
    article = rules.article("supplementary_after", ELECTION_LAW[45, 4])
    if after in (AfterSupplementary.STOP, AfterSupplementary.VACANCY) and (
        most is None or rounds_held >= most
    ):
        finding = Finding("seats-left-vacant", article, Severity.OUTCOME, {"seats": seats})
        return replace(outcome, findings=(finding,))
    last = "leave_vacant" if after is AfterSupplementary.MAY_STAY_VACANT else "stop"
    decision, finding = referral.still_short(seats, ("another_round", last), article)
    return replace(outcome, next=decision, findings=(finding,))


def _with_other_ballots(
    tally: Tally, candidates: tuple[str, ...], rules: DeterminationRules, outcome: Outcome
) -> Outcome:
    """Show the result over the other reading of 选票 when void ballots decide it (O-19)."""
    valid_only = rules.supplementary_denominator is Denominator.VALID
    reading = Denominator.COLLECTED if valid_only else Denominator.VALID
    line = supplementary_line(tally, replace(rules, supplementary_denominator=reading))
    other = _supplement(tally, candidates, rules, line)
    if (other.elected, other.tied) == (outcome.elected, outcome.tied):
        return outcome
    facts: dict[str, Fact] = {
        "collected": tally.collected,
        "void": tally.void,
        "elected": outcome.elected,
        "otherwise": other.elected,
    }
    finding = Finding("void-ballots-decide", ELECTION_LAW[45, 5], Severity.INFO, facts)
    return replace(outcome, findings=(*outcome.findings, finding))
