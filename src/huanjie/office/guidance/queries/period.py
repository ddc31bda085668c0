"""What happened between two days, for bulletins: answers, visits, slips. Both days count."""

from datetime import date

from django.db.models import QuerySet

from huanjie.office.guidance.models import Answer, Slip, Visit
from huanjie.office.guidance.queries.questions import standing_answers
from huanjie.office.guidance.queries.scope import within


def answered_between(unit: str, start: date, end: date) -> QuerySet[Answer]:
    """The answers in force that a unit and those within it published in a period."""
    found = standing_answers().filter(within(unit, "question__answerer"))
    return found.filter(approved_on__range=(start, end)).order_by("approved_on", "id")


def visits_between(unit: str, start: date, end: date) -> QuerySet[Visit]:
    """The visits held in a period to a unit and to those within it, with their findings."""
    found = Visit.objects.filter(within(unit), state="held", held_on__range=(start, end))
    rows = found.select_related("unit", "visitor").prefetch_related("observations")
    return rows.order_by("held_on", "id")


def slips_between(unit: str, start: date, end: date) -> QuerySet[Slip]:
    """The slips issued in a period to a unit and to those within it; not those withdrawn."""
    found = Slip.objects.filter(within(unit), issued_on__range=(start, end))
    rows = found.exclude(state="withdrawn").select_related("unit", "issuer")
    return rows.order_by("issued_on", "id")
