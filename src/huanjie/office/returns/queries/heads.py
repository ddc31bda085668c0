"""Daily heads of the ledger: those to send up, and those a sender has sent so far."""

import json
from datetime import date

from django.db.models import Max

from huanjie.office.ledger.models import DayHead
from huanjie.office.returns.lines import Line
from huanjie.office.returns.models import Arrival, Receipt


def heads_to_send(unit: str) -> list[Line]:
    """The heads of this installation since those of the last bundle that was accepted above."""
    accepted = Receipt.objects.filter(bundle__unit_id=unit, verdict="accepted")
    until: date | None = accepted.aggregate(day=Max("bundle__heads_until"))["day"]
    found = DayHead.objects.order_by("day")
    return [_line(kept) for kept in (found.filter(day__gt=until) if until else found)]


def _line(kept: DayHead) -> Line:
    return {
        "day": kept.day.isoformat(), "previous": kept.previous, "root": kept.root,
        "digest": kept.digest, "chains": len(json.loads(kept.heads)),
    }  # fmt: skip


def heads_of(unit: str, sender: str) -> dict[str, str]:
    """Day → digest of the heads that came from a sender; what came first stands."""
    found: dict[str, str] = {}
    rows = Arrival.objects.filter(unit_id=unit, sender=sender).exclude(state="refused")
    for heads in rows.order_by("pk").values_list("heads", flat=True):
        for head in heads:
            found.setdefault(head["day"], head["digest"])
    return found
