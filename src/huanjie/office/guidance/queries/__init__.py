"""Reading what goes between the levels; for others the names below."""

from huanjie.office.guidance.queries.groups import followers_of, groups_of, on_duty
from huanjie.office.guidance.queries.late import Late, late
from huanjie.office.guidance.queries.period import (
    answered_between,
    slips_between,
    visits_between,
)
from huanjie.office.guidance.queries.plain import plain
from huanjie.office.guidance.queries.returns import FIGURES, records_behind, returns_figures

__all__ = [
    "FIGURES",
    "Late",
    "answered_between",
    "followers_of",
    "groups_of",
    "late",
    "on_duty",
    "plain",
    "records_behind",
    "returns_figures",
    "slips_between",
    "visits_between",
]
