"""Reading requests and reports."""

from django.db.models import Q, QuerySet

from huanjie.office.guidance.models import Request
from huanjie.office.guidance.queries.scope import within
from huanjie.office.ledger.actor import Actor


def requests_within(actor: Actor) -> QuerySet[Request]:
    """The requests of the reader's unit and of those within it; drafts only of the own unit."""
    mine = Q(unit_id=actor.unit)
    below = within(actor.unit) & ~Q(state="draft")
    found = Request.objects.filter(mine | below)
    return found.select_related("unit", "addressee").order_by("-id")


def open_requests(unit: str) -> QuerySet[Request]:
    """The requests and reports of a unit that are still under way."""
    under_way = Q(kind="request", state__in=("sent", "received", "answered"))
    found = Request.objects.filter(under_way | Q(kind="report", state="sent"), unit_id=unit)
    return found.select_related("unit", "addressee").order_by("due", "id")


def to_receive(unit: str) -> QuerySet[Request]:
    """What was sent to a unit and has not been signed for."""
    return _sent_to(unit).filter(state="sent")


def to_answer(unit: str) -> QuerySet[Request]:
    """The requests that a unit has received and not answered."""
    return _sent_to(unit).filter(state="received", kind="request")


def awaited_outside(unit: str) -> QuerySet[Request]:
    """The requests of a unit that a body outside has not answered."""
    found = Request.objects.filter(unit_id=unit, addressee__isnull=True, kind="request")
    return found.filter(state="sent").order_by("due", "id")


def to_conclude(unit: str) -> QuerySet[Request]:
    """The requests of a unit that were answered, and of which nothing more is recorded."""
    return Request.objects.filter(unit_id=unit, state="answered").order_by("answered_on", "id")


def sent_back(unit: str) -> QuerySet[Request]:
    """The drafts of a unit that were sent back with a remark."""
    return Request.objects.filter(unit_id=unit, state="draft").exclude(remark="")


def _sent_to(unit: str) -> QuerySet[Request]:
    found = Request.objects.filter(addressee_id=unit).select_related("unit")
    return found.order_by("due", "id")
