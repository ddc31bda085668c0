"""Why this person was elected and that one not: traces of the count, of sessions and of recalls."""

from dataclasses import dataclass

from huanjie.law.arithmetic import majority_line
from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW
from huanjie.law.counting import (
    NATIONAL,
    DeterminationRules,
    Done,
    Outcome,
    Rerun,
    Round,
    Standing,
    Supplementary,
    Tally,
    TieRevote,
    Validity,
    round_validity,
    standings,
)
from huanjie.law.explain.trace import Sign, Step, Trace, compared, of_findings, said
from huanjie.law.pack.words import Mode
from huanjie.law.session import OfficerList, OfficerNumbers, officer_standings
from huanjie.law.tenure import RecallResult, RecallSupport, Resolution


@dataclass(frozen=True)
class Counted:
    """A round with its outcome. `for_office`: an election of officers by a session."""

    tally: Tally
    outcome: Outcome
    held: Round = Round.FIRST
    rules: DeterminationRules = NATIONAL
    for_office: bool = False


def counted(found: Counted) -> Trace:
    """The round itself, then every person, then what the law does next."""
    rows = (
        officer_standings(found.tally, found.outcome, found.held)
        if found.for_office
        else standings(found.tally, found.outcome, found.held, found.rules)
    )
    return (
        _validity(found)
        + Trace(tuple(standing(row) for row in rows))
        + of_findings(found.outcome.findings, "§9")
        + _next(found)
    )


def _validity(found: Counted) -> Trace:
    tally = found.tally
    if round_validity(tally, found.rules, found.held) is not Validity.VALID:
        return Trace(())
    papers = said(
        "O-36",
        "explain-ballots-fit",
        ELECTION_LAW[44, 1],
        participants=tally.participants,
        collected=tally.collected,
    )
    fit = compared(papers, tally.collected, Sign.AT_MOST, tally.participants, holds=True)
    if tally.mode is Mode.INDIRECT:
        present, least = tally.present or 0, -(-2 * tally.roll // 3)
        step = said(
            "F-06",
            "explain-quorum-met",
            LOCAL_ORGANIZATION_LAW[14, 4],
            deputies=tally.roll,
            present=present,
            quorum=least,
        )
        return Trace((compared(step, present, Sign.AT_LEAST, least, holds=True), fit))
    line = majority_line(tally.roll)
    step = said(
        "O-18",
        "explain-turnout-met",
        ELECTION_LAW[45, 1],
        roll=tally.roll,
        participants=tally.participants,
        line=line,
    )
    reached = tally.participants >= line
    return Trace((compared(step, tally.participants, Sign.AT_LEAST, line, holds=reached), fit))


def standing(found: Standing) -> Step:
    """One person's votes against the line that the chapter measured."""
    step = Step("§9", found.finding)
    holds = found.votes >= found.line
    return compared(step, found.votes, Sign.AT_LEAST, found.line, holds=holds)


def _next(found: Counted) -> Trace:
    match found.outcome.next:
        case TieRevote(seats):
            return Trace(
                (
                    said(
                        "O-37",
                        "explain-tie-revote",
                        ELECTION_LAW[45, 3],
                        names=found.outcome.tied,
                        seats=seats,
                    ),
                )
            )
        case Supplementary() as step:
            return supplementary(step)
        case Rerun():
            return Trace((said("O-30", "explain-rerun", ELECTION_LAW[44, 1]),))
        case Done(vacant) if vacant:
            return Trace((said("O-26", "explain-vacant", ELECTION_LAW[45, 4], seats=vacant),))
        case _:
            return Trace(())


def supplementary(found: Supplementary) -> Trace:
    """Who may stand for the open seats, and which sizes of the list are lawful."""
    step = said(
        "O-24",
        "explain-supplementary-list",
        ELECTION_LAW[45, 4],
        seats=found.seats,
        names=found.candidates(found.suggested),
        size=found.suggested,
        sizes=tuple(str(size) for size in found.sizes),
    )
    return Trace(
        (
            compared(
                step,
                found.suggested,
                Sign.WITHIN,
                found.sizes[0],
                found.sizes[-1],
                holds=True,
            ),
        )
    )


def resolution(found: Resolution) -> Trace:
    """A body's vote against more than half of all its members."""
    (finding,) = found.findings
    step = Step("F-07", finding)
    vote = found.vote
    return Trace((compared(step, vote.approve, Sign.AT_LEAST, found.line, holds=found.adopted),))


def recall_support(found: RecallSupport) -> Trace:
    """The valid signatures of a recall request against those needed."""
    step = said(
        "V-01",
        "explain-recall-support",
        found.article,
        valid=found.valid,
        needed=found.needed,
    )
    enough = found.valid >= found.needed
    counted_step = compared(step, found.valid, Sign.AT_LEAST, found.needed, holds=enough)
    return Trace((counted_step,)) + of_findings(found.findings, "V-01")


def recall(found: RecallResult) -> Trace:
    """A vote of voters against more than half of them all."""
    first, *rest = found.findings
    step = compared(
        Step("V-03", first), found.vote.approve, Sign.AT_LEAST, found.line, holds=found.passed
    )
    return Trace((step,)) + of_findings(rest, "V-03")


def officers(found: OfficerNumbers) -> Trace:
    """How many candidates an office may have, and which way leads there."""
    allowed = found.allowed
    step = said(
        "F-10",
        f"explain-officers-{found.path.value.replace('_', '-')}",
        LOCAL_ORGANIZATION_LAW[27, 1],
        office=found.office,
        seats=found.seats,
        nominated=found.nominated,
        least=allowed.least,
        most=allowed.most,
    )
    fits = found.nominated in allowed
    return Trace(
        (compared(step, found.nominated, Sign.WITHIN, allowed.least, allowed.most, holds=fits),)
    )


def officer_list(found: OfficerList) -> Trace:
    """Who stands in a supplementary vote on an office."""
    step = said(
        "F-11",
        "explain-officer-list",
        LOCAL_ORGANIZATION_LAW[29, 2],
        names=found.names,
        least=found.allowed.least,
        most=found.allowed.most,
    )
    return Trace((step,)) + of_findings(found.findings, "F-11")
