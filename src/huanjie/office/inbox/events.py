"""What the ledger keeps about notes: that somebody took notice."""

from huanjie.office.ledger.events import event


@event("通知已阅", "Note ticked off")
class NoteClosed:
    """Somebody of the addressed role has read a note and ticked it off."""

    note: int
    subject: str
