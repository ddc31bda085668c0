"""Ruling on two rows that may be one person. Nobody is deleted: the other record is set aside."""

from datetime import date

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration.events import DuplicateRuled
from huanjie.office.registration.models import DuplicateCase, StagedRow
from huanjie.office.registration.refusals import DUPLICATE_RULINGS, in_both, refusal
from huanjie.office.registration.services.holding import check_held
from huanjie.office.registration.services.switch import enter_person, exchange


@command(by=(Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR))
def rule_duplicate(
    *,
    case: DuplicateCase,
    ruling: str,
    basis: str,
    ruled_by: str,
    ruled_on: date,
    actor: Actor,
) -> None:
    """Decide a case: `keep_left`, `keep_right` or `two_people`. Once ruled it stays ruled.

    Whoever stands on a published roll is not struck by this: the roll shows it as work.
    """
    _check(case, basis)
    check_held(case.unit_code, _places(case))
    if case.right is None:
        _rule_on_held_row(case, ruling)
    elif ruling != "two_people":
        _set_aside(case.right if ruling == "keep_left" else case.left)
    case.ruling, case.basis, case.ruled_by, case.ruled_on = ruling, basis, ruled_by, ruled_on
    case.save()
    event = DuplicateRuled(
        case.pk, case.left_line, case.right_line, ruling, basis, ruled_by, ruled_on
    )
    record(event, actor=actor, unit=case.unit_code, articles=[ELECTION_LAW[5]])


def _check(case: DuplicateCase, basis: str) -> None:
    found = []
    if case.ruling:
        ruled = in_both(DUPLICATE_RULINGS, "ruling", case.ruling)
        facts = {"left": case.left_line, "right": case.right_line}
        found.append(refusal("duplicate-ruled", PRACTICE["K08"], **ruled, **facts))
    if not basis.strip():
        found.append(refusal("ruling-without-basis", PRACTICE["K08"]))
    if found:
        raise Refused(found)


def _places(case: DuplicateCase) -> list[str]:
    """Where both records of a case are registered."""
    held = StagedRow.objects.filter(source=case.source, line=case.right_line)
    persons = [person.village for person in (case.left, case.right) if person is not None]
    return persons + list(held.values_list("village", flat=True))


def _rule_on_held_row(case: DuplicateCase, ruling: str) -> None:
    """The right row shares the left one's ID number and has waited in staging.

    Whichever record is not kept stays there, so that the case can still be read.
    """
    row = StagedRow.objects.get(source=case.source, line=case.right_line)
    if ruling == "keep_right" and case.left is not None:
        exchange(case.left, row)
        case.left, case.right = None, case.left
    elif ruling == "two_people":
        case.right = enter_person(case.source, row, without_index=True)


def _set_aside(person: Person | None) -> None:
    if person is not None:
        person.status = "duplicate"
        person.save(update_fields=["status"])
