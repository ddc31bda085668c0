"""What is open and what is late in every unit, in a few queries for all."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from huanjie.office.guidance.models import Question, Request, Resolution, Slip
from huanjie.office.guidance.queries.late import late
from huanjie.office.guidance.queries.scope import within


@dataclass(frozen=True)
class Counts:
    """How much is open in a unit, by kind, and how much is late."""

    requests: int = 0
    questions: int = 0
    slips: int = 0
    resolutions: int = 0
    late: int = 0


def counts_within(unit: str, today: date) -> dict[str, Counts]:
    """The counts of a unit and of those within it, by code; units without any are left out."""
    mine = within(unit)
    under_way = Q(kind="request", state__in=("sent", "received", "answered"))
    rows = {
        "requests": Request.objects.filter(mine, under_way | Q(kind="report", state="sent")),
        "questions": Question.objects.filter(mine, state__in=("asked", "drafted")),
        "slips": Slip.objects.filter(mine, state__in=("issued", "answered")),
        "resolutions": Resolution.objects.filter(mine, state="open"),
    }
    counted = {
        name: Counter(found.values_list("unit_id", flat=True)) for name, found in rows.items()
    }
    counted["late"] = Counter(each.unit for each in late(unit, today))
    units = {code for found in counted.values() for code in found}
    return {
        code: Counts(**{name: found[code] for name, found in counted.items()}) for code in units
    }
