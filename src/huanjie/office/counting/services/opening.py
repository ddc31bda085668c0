"""Recording how the boxes of a round were opened for the count."""

from datetime import date

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.counting.events import BoxesOpened
from huanjie.office.counting.models import BoxOpening, Determination, TallySheet
from huanjie.office.counting.queries import Case, opening_findings
from huanjie.office.counting.services.entry import LEADING
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round


@command(by=(*LEADING, Role.COMMITTEE))
def record_opening(
    *,
    round: Round,  # noqa: A002 - the word of the field
    counted_together: bool,
    opened_on: date,
    approval: str,
    leaders_called: bool,
    actor: Actor,
) -> BoxOpening:
    """Record how the boxes were opened, or correct the record.

    What was done is recorded though it breaks the law: the determination asks for the remedy.
    Raises `Refused` while the poll is open, for a day before the vote, and once the result is
    determined, unless its sheet was reopened since.
    """
    _refuse_untimely(round, opened_on)
    known = {
        "counted_together": counted_together,
        "opened_on": opened_on,
        "approval": approval.strip(),
        "leaders_called": leaders_called,
    }
    opening, is_new = BoxOpening.objects.update_or_create(round=round, defaults=known)
    found = opening_findings(Case(round))
    event = BoxesOpened(
        round.contest.constituency.number,
        round.ordinal,
        opened_on,
        counted_together,
        opening.approval,
        leaders_called,
        tuple(finding.code for finding in found),
        not is_new,
    )
    articles = [ELECTION_LAW[43, 1], *(finding.article for finding in found)]
    record(event, actor=actor, unit=round.unit_code, articles=articles)
    return opening


def _refuse_untimely(held: Round, opened_on: date) -> None:
    if held.state == "open":
        raise _refusal("opening-poll-open", ordinal=held.ordinal)
    sheet = TallySheet.objects.select_for_update().filter(round=held).first()
    is_final = sheet is not None and sheet.state == "final"
    if is_final and Determination.objects.filter(round=held).exists():
        raise _refusal("opening-determined", ordinal=held.ordinal)
    if opened_on < held.held_on:
        raise _refusal("opening-before-poll", opened=opened_on, closed=held.held_on)


def _refusal(code: str, /, **facts: Fact) -> Refused:
    return Refused([Finding(code, PRACTICE["P-10"], Severity.ERROR, facts)])
