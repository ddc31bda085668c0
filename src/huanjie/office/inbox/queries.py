"""Reading notes, contacts, reminders, and what became of the digests."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from huanjie.office.inbox.models import Contact, Digest, Note, Reminder
from huanjie.office.inbox.senders import CHANNELS, sender_for
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Account

MOST_ATTEMPTS = 6
PAUSES = tuple(timedelta(minutes=m) for m in (5, 10, 20, 40, 80))
"""How long to wait after the first, second… failed attempt."""
BROKEN_AFTER = timedelta(minutes=10)
BROKEN_OFF = "broken off; it may have gone out and is not repeated"


def notes_for(actor: Actor) -> QuerySet[Note]:
    """The notes to the actor's roles in the actor's unit, newest first."""
    found = Note.objects.filter(unit_id=actor.unit, role__in=actor.roles)
    return found.select_related("done_by").order_by("-id")


def open_notes(actor: Actor) -> QuerySet[Note]:
    """Those that nobody has ticked off."""
    return notes_for(actor).filter(done_at__isnull=True)


def channels_open() -> tuple[str, ...]:
    """The ways for which the installation is set up."""
    return tuple(channel for channel in CHANNELS if sender_for(channel) is not None)


def contact_of(account: Account) -> Contact:
    """How an account wants to be told; with nothing asked for until it says so."""
    return Contact.objects.filter(account=account).first() or Contact(account=account)


def channels_of(contact: Contact) -> list[str]:
    """The ways that a contact has turned on and given an address for."""
    ways = {"email": contact.by_email, "sms": contact.by_sms}
    return [way for way, is_on in ways.items() if is_on and address_of(contact, way)]


def address_of(contact: Contact, way: str) -> str:
    """Where a message by this way goes."""
    return contact.account.email if way == "email" else contact.mobile


def due_contacts(today: date, hour: int) -> QuerySet[Contact]:
    """The contacts of accounts in force that asked for something and whose hour has come."""
    found = Contact.objects.filter(Q(by_email=True) | Q(by_sms=True), hour__lte=hour)
    in_force = Q(account__expires_on__isnull=True) | Q(account__expires_on__gte=today)
    found = found.filter(in_force, account__is_active=True)
    return found.select_related("account__unit").order_by("pk")


def accounts_in_force(today: date) -> QuerySet[Account]:
    """Everybody who may sign in and works for a unit, with the contact if there is one."""
    in_force = Q(expires_on__isnull=True) | Q(expires_on__gte=today)
    found = Account.objects.filter(in_force, is_active=True, unit__isnull=False)
    return found.select_related("unit", "contact").order_by("unit_id", "pk")


def may_send(account: Account, today: date, way: str, now: datetime) -> bool:
    """Is the day's message by this way still to be sent, or to be tried again by now?"""
    sent = Digest.objects.filter(account=account, on=today, channel=way).first()
    if sent is None:
        return True
    if sent.state != "failed" or sent.attempts >= MOST_ATTEMPTS:
        return False
    return now >= sent.tried_at + PAUSES[sent.attempts - 1]


def digests_of(account: Account) -> QuerySet[Digest]:
    """What was sent to an account, newest first."""
    return Digest.objects.filter(account=account).order_by("-on", "-id")


def reminders_of(account: Account, since: date) -> QuerySet[Reminder]:
    """The reminders of an account since a day, newest first."""
    return Reminder.objects.filter(account=account, made_on__gte=since)
