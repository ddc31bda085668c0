"""What the ledger keeps about notes: that somebody took notice."""

from huanjie.office.ledger.events import event


@event("通知已阅", "Note ticked off")
class NoteClosed:
    """Somebody of the addressed role has read a note and ticked it off."""

    note: int
    subject: str


@event("变更提醒方式", "Reminders changed")
class ContactChanged:
    """Somebody chose how to be told of the work; the addresses themselves are not kept here."""

    account: str
    ways: tuple[str, ...]
    kind: str
    hour: int
    days_before: int
    language: str
