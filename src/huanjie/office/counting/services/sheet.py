"""From agreed typings to the final record: explanations, rulings, the final copy, reopening."""

from collections.abc import Sequence

from django.utils import timezone

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Finding, Severity
from huanjie.law.sheet import NOT_CLEARED_BY_RULING, data_digest, sheet_digest
from huanjie.office.counting.events import SheetFinalised, SheetReopened, WarningExplained
from huanjie.office.counting.models import Determination, Explanation, TallySheet
from huanjie.office.counting.queries import Checked, Examination, examine, opened_case
from huanjie.office.counting.services.entry import LEADING, _after, _place, refusal
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role


@command(by=(*LEADING, Role.COMMITTEE))
def explain(
    *, sheet: TallySheet, code: str, path: str, text: str, signed_by: Sequence[str], actor: Actor
) -> int:
    """Say why a warning stands, bound to the figures it rests on; how many it answers.

    `path` names a field as on paper (or the head of it, such as `boxes[2]`); empty answers the
    code wherever it stands. An error is ruled upon by two persons with two names.
    """
    names = tuple(name.strip() for name in signed_by if name.strip())
    found = examine(opened_case(sheet), sheet)
    rows = [row for row in found.checked if row.finding.code == code and _is_at(row, path)]
    if not rows:
        raise refusal("explanation-without-finding", code=code, path=path)
    if not text.strip() or not names:
        raise refusal("explanation-empty", code=code)
    if any(row.finding.is_blocking for row in rows):
        _refuse_ruling(code, names)
    for row in rows:
        _explain(sheet, found, row.finding, text.strip(), names, actor)
    return len(rows)


def _is_at(row: Checked, path: str) -> bool:
    everywhere = (*row.paths, *row.finding.paths)
    return not path or any(each == path or each.startswith(path) for each in everywhere)


def _refuse_ruling(code: str, names: Sequence[str]) -> None:
    if code in NOT_CLEARED_BY_RULING:
        raise refusal("ruling-not-possible", code=code)
    if len(set(names)) < 2:
        raise refusal("ruling-needs-two", code=code)


def _explain(
    sheet: TallySheet,
    found: Examination,
    finding: Finding,
    text: str,
    names: tuple[str, ...],
    actor: Actor,
) -> None:
    path = finding.paths[0] if finding.paths else ""
    digest = data_digest(found.sheet, finding)
    Explanation.objects.create(
        sheet=sheet,
        code=finding.code,
        path=path[:80],
        data_digest=digest,
        text=text[:300],
        signed_by=list(names),
    )
    event = WarningExplained(*_place(sheet), finding.code, path, digest, text, names)
    record(event, actor=actor, unit=sheet.unit_code, articles=[finding.article])


@command(by=(*LEADING, Role.COMMITTEE))
def finalise(*, sheet: TallySheet, actor: Actor) -> str:
    """Make the record of the count final; its digest.

    Raises `Refused` with everything that stands in the way: errors, warnings without an
    explanation, decisions of the committee that are missing.
    """
    case = opened_case(sheet)
    state = _after(sheet, "finalise")
    found = examine(case, sheet)
    standing = [*found.unsettled]
    if found.sheet.roll.voters not in (None, case.held.voters):
        facts = {"typed": found.sheet.roll.voters, "voters": case.held.voters}
        standing.append(
            Finding("sheet-roll-differs", ELECTION_LAW[43, 1], Severity.ERROR, facts, _VOTERS)
        )
    if standing:
        raise Refused(standing)
    sheet.state, sheet.finalised_at = state, timezone.now()
    sheet.final, sheet.digest = found.sheet.to_json(), sheet_digest(found.sheet)
    sheet.save(update_fields=["state", "final", "digest", "finalised_at"])
    warnings = tuple(
        row.finding.code for row in found.checked if row.finding.severity is Severity.WARN
    )
    event = SheetFinalised(*_place(sheet), sheet.version, sheet.digest, warnings)
    record(event, actor=actor, unit=sheet.unit_code, articles=[ELECTION_LAW[43, 1]])
    return sheet.digest


_VOTERS = ("roll.voters",)


@command(by=(Role.COMMITTEE, *LEADING))
def reopen_sheet(*, sheet: TallySheet, reason: str, actor: Actor) -> None:
    """Work on a final sheet again. What was determined from it is stale from now on (J605).

    Once it was determined, only the committee may do so.
    """
    if not reason.strip():
        raise refusal("explanation-empty", code="reopen")
    is_determined = Determination.objects.filter(round=sheet.round_id).exists()
    if is_determined and Role.COMMITTEE not in actor.roles:
        raise refusal("sheet-determined", ordinal=sheet.round.ordinal)
    sheet.state = _after(sheet, "reopen")
    sheet.final, sheet.finalised_at = None, None
    sheet.save(update_fields=["state", "final", "finalised_at"])
    event = SheetReopened(*_place(sheet), reason.strip())
    record(event, actor=actor, unit=sheet.unit_code, articles=[PRACTICE["P-12"]])
