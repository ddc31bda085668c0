"""Reading what came from below: bundles, their verdicts, chains and cross-checks."""

from django.db.models import QuerySet

from huanjie.office.ledger.actor import Actor
from huanjie.office.people.queries import check_readable
from huanjie.office.returns.models import Arrival, ReceivedReturn, SentBundle


def arrivals_of(unit: str, sender: str = "") -> QuerySet[Arrival]:
    """The bundles that came to a unit, newest first; of one sender where named."""
    found = Arrival.objects.filter(unit_id=unit).select_related("document")
    return found.filter(sender=sender) if sender else found


def readable_arrival(pk: int, actor: Actor) -> Arrival:
    """A bundle in the reader's scope. Raises `OutOfScope`, `DoesNotExist`."""
    found = Arrival.objects.select_related("unit", "document").get(pk=pk)
    check_readable(actor, found.unit_id)
    return found


def readable_received(pk: int, actor: Actor) -> ReceivedReturn:
    """A received return in the reader's scope. Raises `OutOfScope`, `DoesNotExist`."""
    found = ReceivedReturn.objects.select_related("arrival__unit", "arrival__document").get(pk=pk)
    check_readable(actor, found.unit_code)
    return found


def chain_of(unit: str, sender: str) -> list[Arrival]:
    """The bundles of a sender that were taken, in the order of their chain."""
    found = Arrival.objects.filter(unit_id=unit, sender=sender).exclude(state="refused")
    return list(found.order_by("sequence"))


def missing_sequences(unit: str, sender: str) -> tuple[int, ...]:
    """The numbers of a sender's bundles that have not come though later ones have."""
    have = {arrival.sequence for arrival in chain_of(unit, sender)}
    return tuple(n for n in range(1, max(have, default=0)) if n not in have)


def election_years(unit: str) -> set[str]:
    """The years of the elections that bundles to a unit have spoken of so far."""
    rows = ReceivedReturn.objects.filter(arrival__unit_id=unit).values_list("election", flat=True)
    return {key.rsplit("/", 1)[-1] for key in rows.distinct()}


def previous_of(received: ReceivedReturn) -> ReceivedReturn | None:
    """The version before, as the same office received it."""
    earlier = ReceivedReturn.objects.filter(
        subject=received.subject,
        level=received.level,
        arrival__unit_id=received.arrival.unit_id,
        as_of__lt=received.as_of,
    ).exclude(arrival__state="refused")
    return earlier.order_by("-as_of", "-pk").first()


def last_bundle(unit: str) -> SentBundle | None:
    """The newest bundle a unit has written."""
    return SentBundle.objects.filter(unit_id=unit).order_by("-sequence").first()


def bundles_of(unit: str) -> QuerySet[SentBundle]:
    """The bundles a unit has written, newest first."""
    found = SentBundle.objects.filter(unit_id=unit).select_related("return_set", "document")
    return found.prefetch_related("receipts")
