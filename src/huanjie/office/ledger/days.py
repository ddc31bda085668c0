"""The head of a day: one hash over the last entry of every chain, linked to the head before.

Who rewrites a chain must rewrite every later head too; and the superior holds them, since each
return that is sent up carries the heads of its installation (`evidence.chain.daily_head`).
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from huanjie.evidence.chain import GENESIS, daily_head
from huanjie.office.ledger.models import DayHead, Entry


def heads_at_end_of(day: date) -> dict[str, tuple[int, str]]:
    """Chain → number of its entries up to the end of a day, and the digest of the last."""
    upto = Entry.objects.filter(at__lt=_midnight_after(day))
    last = dict(upto.order_by().values_list("chain").annotate(last=Max("sequence")))
    found = Entry.objects.filter(chain__in=last, sequence__in=set(last.values()))
    rows = found.values_list("chain", "sequence", "digest")
    return {chain: (number, digest) for chain, number, digest in rows if last[chain] == number}


def broken_heads() -> Iterator[tuple[date, str]]:
    """Every day whose head does not hold: not linked to the one before, or not over its entries."""
    previous = GENESIS
    for kept in DayHead.objects.order_by("day").iterator():
        heads = kept_heads(kept)
        head = daily_head(kept.day, previous, heads)
        if (kept.previous, kept.root, kept.digest) != (previous, head.root, head.hash):
            yield kept.day, "the head of the day does not follow from the one before"
            return
        if heads != heads_at_end_of(kept.day):
            yield kept.day, "the entries are not those over which the day was closed"
            return
        previous = kept.digest


def kept_heads(kept: DayHead) -> dict[str, tuple[int, str]]:
    """The chains that a stored head was made over."""
    return {chain: (number, digest) for chain, (number, digest) in json.loads(kept.heads).items()}


def days_with_entries(*, after: date | None, before: date) -> list[date]:
    """The days after one and before another on which something was entered, in order."""
    found = Entry.objects.filter(at__lt=_midnight_after(before - timedelta(days=1)))
    if after is not None:
        found = found.filter(at__gte=_midnight_after(after))
    days = {timezone.localdate(at) for at in found.values_list("at", flat=True).iterator()}
    return sorted(days)


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
