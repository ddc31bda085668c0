"""Writing notes and ticking them off; reminding, and sending digests."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from huanjie.evidence.canonical import digest
from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding, Severity
from huanjie.office.inbox import queries
from huanjie.office.inbox.digests import Gathered, Message, message
from huanjie.office.inbox.events import ContactChanged, NoteClosed
from huanjie.office.inbox.models import Contact, Digest, Note, Reminder
from huanjie.office.inbox.senders import Sender, sender_for
from huanjie.office.inbox.work import WorkItem, without_typed_words
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.roles import Role

log = logging.getLogger(__name__)

Work = Callable[[Account], Gathered]
"""What is open for an account: the board's, handed in from above."""


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


@command(by=tuple(Role))
def change_contact(
    *,
    account: Account,
    email: str,
    mobile: str,
    by_email: bool,
    by_sms: bool,
    kind: str,
    hour: int,
    days_before: int,
    language: str,
    actor: Actor,
) -> Contact:
    """Choose how to be told of one's own work. Raises `Refused` for a way without its address."""
    if account.pk != actor.account:
        raise NotAllowed(f"{actor.name}: contact of {account.username}")
    wanted = {"email": (by_email, email), "sms": (by_sms, mobile)}
    missing = [way for way, (is_on, address) in wanted.items() if is_on and not address]
    if missing:
        fault = Finding(f"contact-without-{missing[0]}", PRACTICE["K36"], Severity.ERROR)
        raise Refused([fault])
    account.email = email
    account.save(update_fields=["email"])
    contact, _ = Contact.objects.update_or_create(
        account=account,
        defaults={
            "mobile": mobile,
            "by_email": by_email,
            "by_sms": by_sms,
            "kind": kind,
            "hour": hour,
            "days_before": days_before,
            "language": language,
        },
    )
    ways = tuple(way for way, (is_on, _address) in wanted.items() if is_on)
    event = ContactChanged(account.username, ways, kind, hour, days_before, language)
    record(event, actor=actor, unit=actor.unit)
    return contact


def remind(
    *, account: Account, items: Iterable[WorkItem], today: date, days_before: int
) -> list[Reminder]:
    """Note the deadlines that an account must hear of today, each once before and once on the day.

    Returns the reminders of today, those that an earlier round of the day made included.
    """
    rows = [
        Reminder(
            account=account,
            key=digest([item.unit, item.link, item.due.isoformat()]),
            kind="day" if item.due == today else "before",
            subject_zh=without_typed_words(item.subject_zh)[:200],
            subject_en=without_typed_words(item.subject_en)[:200],
            link=item.link[:200],
            due=item.due,
            made_on=today,
        )
        for item in items
        if item.due is not None and today <= item.due <= today + timedelta(days=days_before)
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Reminder.objects.filter(account=account, made_on=today))


def send_digests(*, work: Work, today: date, now: datetime) -> int:
    """Send every digest that is due and was not sent; try failed ones again. How many went out."""
    _give_up_broken(now)
    ways = queries.channels_open()
    sent = 0
    for contact in queries.due_contacts(today, timezone.localtime(now).hour):
        channels = [way for way in queries.channels_of(contact) if way in ways]
        waiting = [way for way in channels if queries.may_send(contact.account, today, way, now)]
        if not waiting:
            continue
        gathered = work(contact.account)
        if gathered.is_empty or (contact.kind == "due" and not gathered.is_pressing):
            continue
        sent += sum(_send_one(contact, way, gathered, today, now) for way in waiting)
    return sent


def _send_one(contact: Contact, way: str, work: Gathered, today: date, now: datetime) -> bool:
    """Take the day's message of one account by one way, unless another worker has it."""
    said = compose(contact, way, work, today)
    taken = _take(contact.account, way, said, today, now)
    sender = sender_for(way)
    if taken is None or sender is None:
        return False
    fault = _fault_of(sender, queries.address_of(contact, way), said)
    Digest.objects.filter(pk=taken.pk).update(
        state="failed" if fault else "sent", fault=fault[:200]
    )
    return not fault


def _take(account: Account, way: str, said: Message, today: date, now: datetime) -> Digest | None:
    """The row of the message, now this worker's; None when another has taken or sent it."""
    changes = {"state": "sending", "digest": said.digest, "tried_at": now, "fault": ""}
    failed = Digest.objects.filter(account=account, on=today, channel=way, state="failed")
    with transaction.atomic():
        again = failed.select_for_update().first()
        if again is not None:
            taken = failed.filter(attempts=again.attempts).update(
                **changes, attempts=again.attempts + 1
            )
            return again if taken else None
    try:
        with transaction.atomic():
            return Digest.objects.create(account=account, on=today, channel=way, **changes)
    except IntegrityError:
        return None


def _fault_of(sender: Sender, to: str, said: Message) -> str:
    """Why a message did not go out, without the address; empty when it did."""
    try:
        sender.send(to=to, subject=said.subject, text=said.text)
    except Exception as fault:  # noqa: BLE001 - whatever the way answers is kept and tried again
        log.warning("digest not sent: %s", type(fault).__name__)
        return f"{type(fault).__name__}: {fault}".replace(to, "…")
    return ""


def _give_up_broken(now: datetime) -> None:
    """A message whose worker was killed may have gone out: it is shown, and not repeated."""
    lost = Digest.objects.filter(state="sending", tried_at__lt=now - queries.BROKEN_AFTER)
    lost.update(state="failed", attempts=queries.MOST_ATTEMPTS, fault=queries.BROKEN_OFF)


def compose(contact: Contact, way: str, work: Gathered, today: date) -> Message:
    """The message as it would be sent."""
    unit = contact.account.unit
    return message(
        work,
        channel=way,
        language=contact.language,
        unit_name=unit.name if unit else "",
        today=today,
        address=settings.OFFICE_ADDRESS,
    )
