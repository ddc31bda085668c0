"""Which records a reader may see: his unit's and those within it, and what was sent to him."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import covers, significant
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import OutOfScope

Record = TypeVar("Record", bound=Model)
LEVELS = ("city", "county", "township")


def within(unit: str, field: str = "unit") -> Q:
    """The condition that a record belongs to a unit or to one within it."""
    return Q(**{f"{field}__code__startswith": significant(unit)})


def above(unit: str) -> list[str]:
    """The codes of a unit and of all units that it lies in, the nearest first."""
    known = Unit.objects.filter(level__in=LEVELS, code__startswith=unit[:2]).values_list(
        "code", flat=True
    )
    return sorted((code for code in known if covers(code, unit)), reverse=True)


def superiors(unit: str) -> "QuerySet[Unit]":
    """The units above a unit, the nearest first."""
    return Unit.objects.filter(code__in=[c for c in above(unit) if c != unit]).order_by("-code")


def offices_within(unit: str) -> "QuerySet[Unit]":
    """A unit and those within it that have an office: no villages."""
    return Unit.objects.filter(code__startswith=significant(unit), level__in=LEVELS).order_by(
        "code"
    )


def readable(rows: "QuerySet[Record]", actor: Actor, pk: int) -> Record:
    """One of the rows that the reader may see. Raises `OutOfScope`."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise OutOfScope(f"{actor.name} ({actor.unit}): {rows.model._meta.label} {pk}")
    return found


def searched(rows: "QuerySet[Any]", **wanted: str) -> "QuerySet[Any]":
    """The rows narrowed by the filters that are not empty."""
    return rows.filter(**{field: value for field, value in wanted.items() if value})
