"""What the worker does by the clock: reminders, and the digests of everybody's work."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from huanjie.office.board.queries import WorkOf, worklist
from huanjie.office.face import clock
from huanjie.office.inbox.digests import Gathered, Message
from huanjie.office.inbox.queries import accounts_in_force, channels_of, contact_of, due_contacts
from huanjie.office.inbox.services import compose, send_digests
from huanjie.office.inbox.services import remind as remind_one
from huanjie.office.ledger import services as ledger
from huanjie.office.people.models import Account
from huanjie.office.people.queries import member

LAST_HOUR = 23


def remind() -> int:
    """Note the deadlines that everybody must hear of; how many reminders stand for today."""
    today = clock.today()
    gatherer = Gatherer(today)
    return sum(len(gatherer(account).reminders) for account in accounts_in_force(today))


def send() -> int:
    """Send the digests that are due; how many went out."""
    today = clock.today()
    return send_digests(work=Gatherer(today), today=today, now=timezone.now())


def drafts() -> Iterator[tuple[str, str, Message]]:
    """What the digests of today would say: account, way, message. Sends and notes nothing."""
    today = clock.today()
    work = WorkOf(today)
    for contact in due_contacts(today, hour=LAST_HOUR):
        actor = member(contact.account)
        found = worklist(work(actor), actor, today)
        gathered = Gathered(found.late, found.today, found.mine)
        for way in channels_of(contact):
            if not gathered.is_empty:
                yield contact.account.username, way, compose(contact, way, gathered, today)


def close_days() -> int:
    """Write the ledger's head of every day that has ended; how many were written."""
    return len(ledger.close_days(before=timezone.localdate()))


class Gatherer:
    """The open work of one account after another; an election's is looked up once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._work = WorkOf(today)

    def __call__(self, account: Account) -> Gathered:
        """What is late, due and waiting for an account, with its reminders of today."""
        actor = member(account)
        work = worklist(self._work(actor), actor, self.today)
        reminders = remind_one(
            account=account,
            items=(*work.late, *work.today, *work.mine),
            today=self.today,
            days_before=contact_of(account).days_before,
        )
        return Gathered(work.late, work.today, work.mine, reminders)
