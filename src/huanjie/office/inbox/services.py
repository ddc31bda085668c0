"""Writing notes, and ticking them off."""

from django.utils import timezone

from huanjie.office.inbox.events import NoteClosed
from huanjie.office.inbox.models import Note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role


def note(
    *, unit: Unit, role: Role, subject_zh: str, subject_en: str, link: str, actor: Actor
) -> Note:
    """Tell all holders of a role in a unit. Belongs inside a command, whose event says why.

    Names nobody: the subject says what, the link leads to the record.
    """
    return Note.objects.create(
        unit=unit, role=role, subject_zh=subject_zh, subject_en=subject_en, link=link
    )


@command(by=tuple(Role))
def close_note(*, note: Note, actor: Actor) -> None:
    """Tick a note off for all holders of the role."""
    if note.role not in actor.roles:
        raise NotAllowed(f"{actor.name}: note to {note.role}")
    if note.done_at is None:
        note.done_at = timezone.now()
        note.done_by_id = actor.account
        note.save(update_fields=["done_at", "done_by"])
    record(NoteClosed(note.pk, note.subject_zh), actor=actor, unit=note.unit_id)
