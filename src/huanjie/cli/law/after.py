"""What is asked after polling: the count, the officers of a session, a recall."""

from huanjie.cli.law.answers import Answer
from huanjie.cli.law.inputs import Input
from huanjie.law.counting import (
    DeterminationRules,
    Next,
    Outcome,
    Round,
    Tally,
    determination_rules,
    first_vote,
    rerun,
    standings,
    supplementary_round,
    tie_revote,
)
from huanjie.law.explain import Counted
from huanjie.law.finding import Finding
from huanjie.law.session import (
    Occasion,
    Office,
    check_office_seats,
    check_officer_numbers,
    officer_numbers,
    officer_standings,
    officer_vote,
)
from huanjie.law.tenure import (
    Mandated,
    RecallRequest,
    RecallVote,
    Receiver,
    check_recall_request,
    recall_result,
)


def count(asked: Input) -> Answer:
    """`roll`, `participants`, `collected`, `seats`, `votes` (by name), `void`, `write_ins`, `mode`.

    `round` (first, rerun, tie_revote, supplementary), with `names` on the paper for the last two.
    In an indirect election `roll` is all deputies and `present` those who came.
    """
    held = asked.ask("round", Round, Round.FIRST)
    names = asked.ask("names", tuple[str, ...], ())
    pack = asked.pack()
    tally = asked.build(Tally)
    asked.refuse_rest()
    rules = determination_rules(pack)
    outcome = _held(tally, held, names, rules)
    rows = [
        {
            "name": row.name,
            "votes": row.votes,
            "line": row.line,
            "whole": row.whole,
            "verdict": row.verdict.value,
            "article": row.article.key,
        }
        for row in standings(tally, outcome, held, rules)
    ]
    figures = _figures(outcome.elected, outcome.tied, outcome.next)
    counted = Counted(tally, outcome, held, rules)
    return Answer(figures, rows, outcome.findings, (counted,))


def _held(tally: Tally, held: Round, names: tuple[str, ...], rules: DeterminationRules) -> Outcome:
    match held:
        case Round.FIRST:
            return first_vote(tally, rules)
        case Round.RERUN:
            return rerun(tally, rules)
        case Round.TIE_REVOTE:
            return tie_revote(tally, names, rules)
        case _:
            return supplementary_round(tally, names, rules)


def _figures(elected: tuple[str, ...], tied: tuple[str, ...], step: Next) -> dict[str, object]:
    return {"elected": elected, "tied": tied, "next": type(step).__name__.lower()}


def officers(asked: Input) -> Answer:
    """`office`, `seats`, `nominated` (their number), `measures`, `occasion`.

    With `vote` (the fields of a count in a session: `roll`, `present`, …) also who is elected.
    """
    office = asked.ask("office", Office)
    seats = asked.ask("seats", int)
    nominated = asked.ask("nominated", int)
    measures = asked.ask("measures", int, None)
    occasion = asked.ask("occasion", Occasion, Occasion.TERM_CHANGE)
    tally = asked.ask("vote", Tally, None)
    asked.refuse_rest()
    numbers = officer_numbers(office, seats, nominated, measures, occasion)
    found = check_office_seats(office, seats) + check_officer_numbers(numbers, measures)
    figures: dict[str, object] = {
        "least": numbers.allowed.least,
        "most": numbers.allowed.most,
        "path": numbers.path.value,
    }
    if tally is None:
        return Answer(figures, (), found, (numbers, *found))
    outcome = officer_vote(tally)
    rows = [
        {"name": row.name, "votes": row.votes, "line": row.line, "verdict": row.verdict.value}
        for row in officer_standings(tally, outcome)
    ]
    figures |= _figures(outcome.elected, outcome.tied, outcome.next)
    counted = Counted(tally, outcome, for_office=True)
    return Answer(figures, rows, found + outcome.findings, (numbers, *found, counted))


def recall(asked: Input) -> Answer:
    """`deputy`, `mandated` (county, township, garrison), `voters`, `approve`; `signatures` before.

    `signatures` are the valid ones of a written request with reasons, handed to the right body.
    """
    deputy = asked.ask("deputy", str, "该代表")
    mandated = asked.ask("mandated", Mandated)
    signatures = asked.ask("signatures", int, None)
    voted = asked.has("voters") or asked.has("approve") or signatures is None
    voters = asked.ask("voters", int, None) if not voted else asked.ask("voters", int)
    approve = asked.ask("approve", int) if voted else None
    pack = asked.pack()
    asked.refuse_rest()
    decisions: list[object] = []
    figures: dict[str, object] = {}
    findings: tuple[Finding, ...] = ()
    if signatures is not None:
        army = mandated is Mandated.GARRISON
        names = tuple(str(number) for number in range(signatures))
        to = Receiver.GARRISON_COMMITTEE if army else Receiver.COUNTY_SC
        request = RecallRequest(deputy, mandated, names, True, True, to)
        support = check_recall_request(request, names, pack)
        decisions.append(support)
        findings = support.findings
        figures |= {"valid": support.valid, "needed": support.needed}
    if voters is not None and approve is not None:
        result = recall_result(RecallVote(deputy, mandated, voters, approve), pack)
        decisions.append(result)
        findings += result.findings
        figures |= {"line": result.line, "passed": result.passed}
    return Answer(figures, (), findings, tuple(decisions))
