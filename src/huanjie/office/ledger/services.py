"""Writing to the ledger: the only way an act becomes a fact."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from huanjie.evidence.canonical import canonical_text
from huanjie.evidence.chain import GENESIS, daily_head, entry_hash
from huanjie.law.article import Article
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.days import days_with_entries, heads_at_end_of
from huanjie.office.ledger.events import WORDS
from huanjie.office.ledger.models import ChainHead, DayHead, Entry


@dataclass
class Recorder:
    """What one command is, and the entries it has made so far."""

    command: str
    role: str
    entries: list[Entry] = field(default_factory=list)


_recorder: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
_receipts: ContextVar[list[Entry] | None] = ContextVar("receipts", default=None)


@contextmanager
def recording(command: str, role: str) -> Iterator[Recorder]:
    """The span of one command: entries made inside carry its name.

    A command called by another speaks for it too.
    """
    outer = _recorder.get()
    recorder = Recorder(command, role)
    token = _recorder.set(recorder)
    try:
        yield recorder
    finally:
        _recorder.reset(token)
        if outer is not None:
            outer.entries.extend(recorder.entries)


@contextmanager
def receipts() -> Iterator[list[Entry]]:
    """Gather the entries that the commands called inside have made."""
    found: list[Entry] = []
    token = _receipts.set(found)
    try:
        yield found
    finally:
        _receipts.reset(token)


def record(
    event: object, *, actor: Actor, unit: str, chain: str = "", articles: Iterable[Article] = ()
) -> Entry:
    """Add one event to the chain of `unit` (or to `chain`, such as a ballot box's).

    Raises `RuntimeError` outside a command, and `TypeError` for an object that is no event.
    """
    recorder = _recorder.get()
    if recorder is None:
        raise RuntimeError("an event is recorded only inside a command")
    name = type(event).__name__
    if not is_dataclass(event) or isinstance(event, type) or name not in WORDS:
        raise TypeError(f"{name} is no kind of event")
    entry = _append(
        chain or unit,
        {
            "at": timezone.now(),
            "actor_account": actor.account,
            "actor_name": actor.name,
            "actor_role": recorder.role,
            "unit": unit,
            "command": recorder.command,
            "event": name,
            "payload": canonical_text(asdict(event)),
            "articles": json.dumps([article.key for article in articles], ensure_ascii=False),
        },
    )
    recorder.entries.append(entry)
    gathered = _receipts.get()
    if gathered is not None:
        gathered.append(entry)
    return entry


def _append(chain: str, content: Mapping[str, Any]) -> Entry:
    """Link the content to the end of the chain, whose head stays locked until the commit."""
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger is written only inside a transaction")
    head = _locked_head(chain)
    sequence = head.sequence + 1
    linked = {**content, "chain": chain, "sequence": sequence}
    digest = entry_hash(head.digest, linked)
    entry = Entry.objects.create(**linked, previous=head.digest, digest=digest)
    ChainHead.objects.filter(chain=chain).update(sequence=sequence, digest=digest)
    return entry


def _locked_head(chain: str) -> ChainHead:
    heads = ChainHead.objects.select_for_update().filter(chain=chain)
    found = list(heads)
    if not found:
        ChainHead.objects.bulk_create([ChainHead(chain=chain)], ignore_conflicts=True)
        found = list(heads.all())
    return found[0]


def close_days(*, before: date) -> list[DayHead]:
    """Write the head of every finished day that has entries and no head yet, in order."""
    made = []
    with transaction.atomic():
        last = DayHead.objects.select_for_update().order_by("-day").first()
        previous = last.digest if last else GENESIS
        for day in days_with_entries(after=last.day if last else None, before=before):
            heads = heads_at_end_of(day)
            head = daily_head(day, previous, heads)
            made.append(
                DayHead.objects.create(
                    day=day,
                    previous=previous,
                    root=head.root,
                    digest=head.hash,
                    heads=canonical_text(heads),
                )
            )
            previous = head.hash
    return made
