"""Reading visits and slips."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from huanjie.office.guidance.models import Observation, Slip, Visit
from huanjie.office.guidance.queries.scope import within
from huanjie.office.ledger.actor import Actor


def visits_within(actor: Actor) -> QuerySet[Any]:
    """The visits to the reader's unit and to those within it, with what they found.

    A visit that is not announced shows only to the unit that plans it, until it has been held.
    """
    hidden = Q(is_announced=False, state__in=("planned", "cancelled")) & ~Q(visitor_id=actor.unit)
    found = Visit.objects.filter(within(actor.unit)).exclude(hidden)
    return (
        found.select_related("unit", "visitor", "group")
        .annotate(
            problems=Count("observations", filter=Q(observations__kind="problem")),
            practices=Count("observations", filter=Q(observations__kind="practice")),
        )
        .order_by("-planned_on", "-id")
    )


def visits_to_make(unit: str) -> QuerySet[Visit]:
    """The visits that a unit has planned and not made."""
    found = Visit.objects.filter(visitor_id=unit, state="planned").select_related("unit")
    return found.order_by("planned_on", "id")


def slips_within(actor: Actor) -> QuerySet[Slip]:
    """The slips to the reader's unit and to those within it, newest first."""
    found = Slip.objects.filter(within(actor.unit)).select_related("unit", "issuer")
    return found.order_by("-id")


def slips_to_answer(unit: str) -> QuerySet[Slip]:
    """The slips that a unit has not answered."""
    found = Slip.objects.filter(unit_id=unit, state="issued").select_related("issuer")
    return found.order_by("due", "id")


def slips_to_accept(unit: str) -> QuerySet[Slip]:
    """The slips that a unit has issued and that have been answered."""
    found = Slip.objects.filter(issuer_id=unit, state="answered").select_related("unit")
    return found.order_by("due", "id")


def observation(actor: Actor, pk: int) -> Observation | None:
    """A finding of a visit in the reader's scope."""
    found = Observation.objects.filter(visit__in=visits_within(actor).values("pk"), pk=pk)
    return found.select_related("visit__unit").first()
