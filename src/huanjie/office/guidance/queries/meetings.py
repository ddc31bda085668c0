"""Reading meetings and what they decided."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from huanjie.office.guidance.models import Meeting, Resolution
from huanjie.office.guidance.queries.scope import within
from huanjie.office.ledger.actor import Actor


def meetings_within(unit: str) -> QuerySet[Any]:
    """The meetings of a unit and of all within it, with how much is still to be carried out."""
    found = Meeting.objects.filter(within(unit)).select_related("unit", "group")
    return found.annotate(
        decided=Count("resolutions"),
        open=Count("resolutions", filter=Q(resolutions__state="open")),
    ).order_by("-day", "-id")


def readable_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings in the reader's scope."""
    return Meeting.objects.filter(within(actor.unit)).select_related("unit", "group")


def readable_resolutions(actor: Actor) -> QuerySet[Resolution]:
    """The resolutions that the reader's units carry out, or that his meetings passed."""
    mine = within(actor.unit) | within(actor.unit, "meeting__unit")
    found = Resolution.objects.filter(mine).distinct()
    return found.select_related("meeting__unit", "unit").order_by("due", "id")


def open_resolutions(unit: str) -> QuerySet[Resolution]:
    """What a unit still has to carry out."""
    found = Resolution.objects.filter(unit_id=unit, state="open")
    return found.select_related("meeting").order_by("due", "id")
