"""What every act between the levels asks first: whose turn it is, which number, which files."""

from typing import Any

from django.db.models import Max, QuerySet

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

LEADING = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE)
GUIDING = (*LEADING, Role.GUIDE)
ANSWERING = (Role.LIAISON, Role.STANDING_COMMITTEE)
ARTICLE = PRACTICE["K36"]


def refused(code: str, /, **facts: Fact) -> Refused:
    """The refusal of an act for one reason."""
    return Refused([Finding(code, ARTICLE, Severity.ERROR, facts)])


def only(actor: Actor, unit: str | None) -> None:
    """Raise `NotAllowed` unless it is this unit's turn: scope alone lets all superiors in."""
    if actor.unit != unit:
        raise NotAllowed(f"{actor.name} ({actor.unit}): the turn of {unit or 'nobody here'}")


def own_unit(actor: Actor) -> Unit:
    """The actor's unit."""
    return Unit.objects.get(code=actor.unit)


def next_number(unit: Unit, rows: "QuerySet[Any]") -> int:
    """The next number of a series without gaps; the unit stays locked until the commit."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    last: int = rows.aggregate(last=Max("number"))["last"] or 0
    return last + 1
