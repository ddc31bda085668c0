"""What units of other installations have reported: their newest accepted return, at a time too."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from huanjie.figures.figure import Figure, from_plain
from huanjie.office.ledger.models import Entry
from huanjie.office.ledger.scope import significant
from huanjie.office.returns.models import ReceivedReturn

KEPT_SECONDS = 24 * 3600
VERDICTS = ("ReturnsAccepted", "ReturnsSentBack")


@dataclass(frozen=True)
class Reported:
    """The newest accepted return of a unit with its figures of T9, and what came after it.

    `accepted` is None while nothing of the unit has been accepted; `waiting` came later and has
    not been decided.
    """

    accepted: ReceivedReturn | None
    waiting: ReceivedReturn | None
    figures: Mapping[str, Figure]


def reported(
    receiver: str, units: Collection[str], *, before: datetime | None = None
) -> dict[str, Reported]:
    """Unit → what it has reported to a receiver and those within it; before a time, as known then.

    Then a set counts as accepted by the ledger's entry of that act, not by its state today.
    """
    rows = ReceivedReturn.objects.filter(
        arrival__unit__code__startswith=significant(receiver), subject__in=list(units)
    ).exclude(arrival__state="refused")
    if before is not None:
        rows = rows.filter(arrival__came_at__lt=before)
    rows = rows.select_related("arrival").defer("content")
    verdicts = None if before is None else _verdicts(receiver, before)
    accepted: dict[str, ReceivedReturn] = {}
    waiting: dict[str, ReceivedReturn] = {}
    for row in sorted(rows, key=_rank):
        verdict = _verdict(row) if verdicts is None else verdicts.get(_mark(row), "waiting")
        if verdict == "accepted":
            accepted[row.subject] = row
        elif verdict == "waiting":
            waiting[row.subject] = row
    figures = _figures(accepted.values())
    return {
        unit: Reported(found, _later(waiting.get(unit), found), figures[found.pk] if found else {})
        for unit in accepted.keys() | waiting.keys()
        for found in [accepted.get(unit)]
    }


def _rank(row: ReceivedReturn) -> tuple[datetime, int, int]:
    return row.as_of, row.arrival.sequence, row.pk


def _later(row: ReceivedReturn | None, than: ReceivedReturn | None) -> ReceivedReturn | None:
    """A set that waits, where it is newer than what was accepted."""
    return row if row is not None and (than is None or _rank(row) > _rank(than)) else None


def _verdict(row: ReceivedReturn) -> str:
    """How a set stands now; one that a later one supersedes counts as it was decided before."""
    arrival = row.arrival
    if arrival.state == "superseded":
        return "accepted" if arrival.decided_at else "superseded"
    return arrival.state


def _mark(row: ReceivedReturn) -> tuple[str, str]:
    return row.arrival.unit_id, row.arrival.digest


def _verdicts(receiver: str, before: datetime) -> dict[tuple[str, str], str]:
    """(receiver, digest of the bundle) → the last verdict on it before a time."""
    entries = Entry.objects.filter(
        unit__startswith=significant(receiver), event__in=VERDICTS, at__lt=before
    )
    found = {}
    for unit, event, payload in entries.order_by("id").values_list("unit", "event", "payload"):
        verdict = "accepted" if event == "ReturnsAccepted" else "returned"
        found[unit, json.loads(payload)["digest"]] = verdict
    return found


def _figures(rows: Iterable[ReceivedReturn]) -> dict[int, dict[str, Figure]]:
    """The figures of T9 of each return; a received return never changes, so they are kept."""
    keys = {f"board-t9-{row.pk}-{row.digest}": row.pk for row in rows}
    kept = cache.get_many(list(keys))
    found: dict[int, dict[str, Figure]] = {keys[key]: given for key, given in kept.items()}
    missing = {pk: key for key, pk in keys.items() if pk not in found}
    texts = ReceivedReturn.objects.filter(pk__in=list(missing)).values_list("pk", "content")
    read = {pk: _progress_of(text) for pk, text in texts}
    if read:
        cache.set_many({missing[pk]: figures for pk, figures in read.items()}, KEPT_SECONDS)
    return found | read


def _progress_of(text: str) -> dict[str, Figure]:
    given = json.loads(text)["figures"]
    return {key: from_plain(value) for key, value in given.items() if key.startswith("T9.")}
