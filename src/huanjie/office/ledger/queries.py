"""Reading the ledger: entries in scope, and whether the chains still hold."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Q, QuerySet

from huanjie.evidence.chain import GENESIS, entry_hash
from huanjie.office.ledger.days import broken_heads
from huanjie.office.ledger.models import ChainHead, Entry
from huanjie.office.ledger.scope import significant


def entries_within(unit: str) -> QuerySet[Entry]:
    """The entries of a unit and of all within it, newest first."""
    return Entry.objects.filter(unit__startswith=significant(unit)).order_by("-id")


def broken_links() -> Iterator[tuple[str, int, str]]:
    """Every place where a chain does not hold: chain, sequence, what is wrong; then every day."""
    for head in ChainHead.objects.order_by("chain"):
        yield from _broken_in(head)
    heads = ChainHead.objects.values_list("chain", flat=True)
    for chain in Entry.objects.filter(~Q(chain__in=heads)).values_list("chain", flat=True):
        yield chain, 0, "chain without a head"
    for day, fault in broken_heads():
        yield day.isoformat(), 0, fault


def _broken_in(head: ChainHead) -> Iterator[tuple[str, int, str]]:
    previous, sequence = GENESIS, 0
    for entry in Entry.objects.filter(chain=head.chain).order_by("sequence").iterator():
        sequence += 1
        if entry.sequence != sequence:
            yield head.chain, sequence, "an entry is missing"
            return
        if entry.previous != previous or entry.digest != _digest_of(entry):
            yield head.chain, sequence, "the entry does not agree with its digest"
            return
        previous = entry.digest
    if (head.sequence, head.digest) != (sequence, previous):
        yield head.chain, sequence, "the head does not agree with the last entry"


def _digest_of(entry: Entry) -> str:
    return entry_hash(
        entry.previous,
        {
            "at": entry.at,
            "actor_account": entry.actor_account,
            "actor_name": entry.actor_name,
            "actor_role": entry.actor_role,
            "unit": entry.unit,
            "command": entry.command,
            "event": entry.event,
            "payload": entry.payload,
            "articles": entry.articles,
            "chain": entry.chain,
            "sequence": entry.sequence,
        },
    )


def count_entries() -> int:
    """How many entries the ledger holds."""
    return Entry.objects.count()


def is_set_up() -> bool:
    """True when the database has the ledger's tables."""
    return Entry._meta.db_table in connection.introspection.table_names()
