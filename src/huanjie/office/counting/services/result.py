"""What the law makes of a final sheet, the rounds that follow, and the declaration."""

from datetime import date

from huanjie.law.article import ELECTION_LAW
from huanjie.law.counting import Mend
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.counting.events import ResultDeclared, ResultDetermined
from huanjie.office.counting.models import Determination, TallySheet
from huanjie.office.counting.queries import (
    Case,
    Examination,
    Resolution,
    case_of,
    examine,
    next_ballot,
    opening_findings,
    opening_kept,
    opening_waiting,
    order_of,
    result_of,
    roll_digest,
    stale_reasons,
    stored_outcome,
)
from huanjie.office.counting.services.entry import refusal
from huanjie.office.counting.words import GROUNDS
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Contest, Round
from huanjie.office.polling.queries import latest_round
from huanjie.office.polling.services import move_contest, open_round, settle_round
from huanjie.office.polling.words import CONTEST_STATES, facts_of

BODY = (Role.COMMITTEE, Role.OFFICE)


@command(by=BODY)
def determine(*, round: Round, on: date, actor: Actor) -> Determination:  # noqa: A002
    """Determine the result of a round from its final sheet, and move the contest.

    Raises `Refused` while the sheet is not final, or with every decision that the law leaves to
    the body and that is not on record (`waiting_for` lists them with matter and subject).
    Determines anew when the sheet, the roll or a ruling has changed since.
    """
    if on < round.held_on:
        raise refusal("determination-before-poll", on=on, held_on=round.held_on)
    case = Case(round)
    sheet = _final_sheet(round)
    found = examine(case, sheet)
    before = Determination.objects.filter(round=round).first()
    if before is not None:
        _refuse_repeat(case, before, sheet, found)
    resolution = found.resolution
    if resolution is None:
        raise refusal("sheet-not-final", ordinal=round.ordinal)
    _refuse_open(case, resolution)
    _refuse_before_opening(case, on)
    determination = before or Determination(round=round)
    determination.kind = resolution.kind
    determination.outcome = {
        **stored_outcome(resolution, found.sheet, opening_findings(case)),
        "opening": opening_kept(case),
        "roll_digest": roll_digest(case),
        "rulings_digest": found.rulings,
    }
    determination.sheet_digest = sheet.digest
    determination.determined_on, determination.declared_on = on, None
    determination.save()
    if before is not None:
        Determination.objects.filter(round__contest=round.contest_id).update(declared_on=None)
    _record_result(case, resolution, sheet, actor, on)
    _move(round, resolution, actor, again=before is not None)
    return determination


def _final_sheet(held: Round) -> TallySheet:
    sheet = TallySheet.objects.select_for_update().filter(round=held).first()
    if sheet is None or sheet.state != "final":
        raise refusal("sheet-not-final", ordinal=held.ordinal)
    return sheet


def _refuse_repeat(
    case: Case, before: Determination, sheet: TallySheet, found: Examination
) -> None:
    """A determination is made once, and anew only when what it rested on changed."""
    if Round.objects.filter(contest=case.held.contest_id, ordinal__gt=case.held.ordinal).exists():
        raise refusal("round-followed", ordinal=case.held.ordinal)
    if not stale_reasons(case, before, sheet, found):
        raise refusal("round-determined", ordinal=case.held.ordinal)


def _refuse_open(case: Case, found: Resolution) -> None:
    """What only the body can decide, and a record that cannot be true, stop the result."""
    open_ones = [*opening_waiting(case), *found.waiting]
    if open_ones:
        raise Refused(waiting.finding for waiting in open_ones)
    if isinstance(found.step, Mend):
        raise Refused(found.outcome.findings)


def _refuse_before_opening(case: Case, on: date) -> None:
    if case.opening is not None and on < case.opening.opened_on:
        raise refusal("determination-before-opening", on=on, opened=case.opening.opened_on)


def _record_result(
    case: Case, found: Resolution, sheet: TallySheet, actor: Actor, on: date
) -> None:
    findings = (*found.outcome.findings, *opening_findings(case))
    event = ResultDetermined(
        case.constituency.number,
        case.held.ordinal,
        found.kind,
        found.outcome.elected,
        found.outcome.tied,
        sheet.digest,
        tuple(finding.code for finding in findings),
        on,
    )
    articles = [ELECTION_LAW[45], *(finding.article for finding in findings)]
    record(event, actor=actor, unit=case.election.unit_id, articles=articles)


def _move(held: Round, found: Resolution, actor: Actor, *, again: bool) -> None:
    """Take the contest to what the outcome calls for; anew, by way of the committee."""
    contest = Contest.objects.select_for_update().get(pk=held.contest_id)
    if again:
        moves = [] if contest.state == "committee" else ["reopen"]
        move_contest(contest=contest, moves=[*moves, order_of(found.step)], actor=actor)
        return
    held.contest = contest
    settle_round(held=held, move=None, actor=actor)
    move_contest(contest=contest, moves=found.moves, actor=actor)


@command(by=BODY)
def open_next_round(*, contest: Contest, held_on: date, actor: Actor) -> Round:
    """Open the round that the last determination calls for, with the names the law puts there.

    Raises `Refused` when nothing follows, a decision is missing, or the determination is stale.
    """
    held = latest_round(contest)
    determination = Determination.objects.filter(round=held).first() if held else None
    if held is None or determination is None:
        raise refusal("round-not-determined", ordinal=held.ordinal if held else 1)
    case = case_of(held.pk)
    sheet = TallySheet.objects.get(round=held)
    _refuse_stale(case, determination, sheet, examine(case, sheet))
    ballot = next_ballot(case, determination.outcome)
    if ballot is None:
        raise refusal("round-none-follows", ordinal=held.ordinal)
    if ballot.candidates is None:
        raise Refused(waiting.finding for waiting in ballot.waiting)
    return open_round(
        contest=contest,
        kind=ballot.kind,
        seats=ballot.seats,
        candidates=ballot.candidates,
        held_on=held_on,
        actor=actor,
    )


def _refuse_stale(case: Case, row: Determination, sheet: TallySheet, found: Examination) -> None:
    """J605: nothing is built on a determination whose ground has moved."""
    reasons = stale_reasons(case, row, sheet, found)
    if reasons:
        zh, en = zip(*(GROUNDS[name] for name in reasons), strict=True)
        facts: dict[str, Fact] = {"changed": zh, "changed_en": en, "ordinal": case.held.ordinal}
        raise Refused([Finding("determination-stale", ELECTION_LAW[46, 1], Severity.ERROR, facts)])


@command(by=Role.COMMITTEE)
def declare(*, contest: Contest, on: date, actor: Actor) -> Determination:
    """Declare a decided contest; the last determination, from which the result was read.

    Raises `Refused` while a round is open, a finding of the sheets is unanswered, or stale.
    """
    rows = list(
        Determination.objects.filter(round__contest=contest)
        .select_related("round")
        .order_by("round__ordinal")
    )
    if contest.state != "decided" or not rows:
        raise refusal("contest-not-decided", **facts_of(CONTEST_STATES, "state", contest.state))
    if rows[-1].declared_on is not None:
        raise refusal("contest-declared", on=rows[-1].declared_on)
    if on < rows[-1].determined_on:
        raise refusal("declaration-too-early", on=on, determined_on=rows[-1].determined_on)
    _refuse_unsound(contest, rows)
    Determination.objects.filter(pk__in=[row.pk for row in rows]).update(declared_on=on)
    result = result_of(rows, contest.constituency.seats)
    elected = tuple(name for name, _, _ in result.elected) if result else ()
    event = ResultDeclared(
        contest.constituency.number, len(rows), elected, result.vacant if result else 0, on
    )
    record(event, actor=actor, unit=contest.unit_code, articles=[ELECTION_LAW[46, 2]])
    return rows[-1]


def _refuse_unsound(contest: Contest, rows: list[Determination]) -> None:
    """No determination may be stale, and warnings of series 6 must be explained."""
    sheets = {row.round_id: row for row in TallySheet.objects.filter(round__contest=contest)}
    standing: list[Finding] = []
    for row in rows:
        row.round.contest = contest
        case, sheet = Case(row.round), sheets[row.round_id]
        found = examine(case, sheet)
        _refuse_stale(case, row, sheet, found)
        standing += [f for f in found.undeclarable if _is_unanswered(f, case)]
    if standing:
        raise Refused(standing)


def _is_unanswered(finding: Finding, case: Case) -> bool:
    """Whether a warning has neither an explanation nor the committee's confirmation (J602)."""
    seen = finding.code == "J602" and case.decided("denominator")
    return finding.severity is Severity.WARN and not seen
