"""Reading notes."""

from django.db.models import QuerySet

from huanjie.office.inbox.models import Note
from huanjie.office.ledger.actor import Actor


def notes_for(actor: Actor) -> QuerySet[Note]:
    """The notes to the actor's roles in the actor's unit, newest first."""
    found = Note.objects.filter(unit_id=actor.unit, role__in=actor.roles)
    return found.select_related("done_by").order_by("-id")


def open_notes(actor: Actor) -> QuerySet[Note]:
    """Those that nobody has ticked off."""
    return notes_for(actor).filter(done_at__isnull=True)
