"""The figures of return T1 that are counted from these records, and the records behind them.

Groups, visits and slips are counted for the unit that formed, made or issued them, so that a
roll-up counts each once.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from huanjie.figures.figure import Count, Figure, People
from huanjie.office.committee.models import Election
from huanjie.office.guidance.models import Group, GroupMember, Slip, Visit
from huanjie.office.guidance.queries.groups import in_force
from huanjie.office.people.tokens import Token

FIGURES: Final = ("T1.07", "T1.08", "T1.09", "T1.10a", "T1.10b", "T1.19", "T1.20a", "T1.20b")


def returns_figures(election: Election, as_of: datetime, token: Token) -> dict[str, Figure]:
    """The fields of T1 that groups, visits and slips give, by code.

    Members are told from one another by name and phone, or position where no phone is known.
    """
    return {code: _figure(election, code, as_of, token) for code in FIGURES}


def _figure(election: Election, code: str, as_of: datetime, token: Token) -> Figure:
    rows = records_behind(election, code, as_of)
    if rows.model is GroupMember:
        return People(frozenset(token(*_marks(member)) for member in rows))
    return Count(rows.count())


def records_behind(election: Election, code: str, as_of: datetime) -> "QuerySet[Any]":
    """The records that a field counts. Raises `KeyError` for a field of others."""
    on = timezone.localdate(as_of)
    unit = election.unit_id
    of_election = Q(unit_id=unit, constituency__election=election)
    guidance = Q(unit_id=unit, kind="guidance")
    rows: dict[str, Callable[[], QuerySet[Any]]] = {
        "T1.07": lambda: _groups(of_election & Q(kind="constituency"), on),
        "T1.08": lambda: _members(of_election & Q(kind="constituency"), on),
        "T1.09": lambda: _led(of_election & Q(kind="voters"), on),
        "T1.10a": lambda: _groups(guidance, on),
        "T1.10b": lambda: _members(guidance, on),
        "T1.19": lambda: _visits(unit, on),
        "T1.20a": lambda: _slips(unit, on),
        "T1.20b": lambda: _slips(unit, on).filter(state="closed", closed_on__lte=on),
    }
    return rows[code]()


def _marks(member: GroupMember) -> tuple[str, ...]:
    """By what a member is told from others: no ID number is kept of those in groups."""
    return "member", member.name, member.phone or member.position


def _groups(wanted: Q, on: date) -> QuerySet[Group]:
    return Group.objects.filter(wanted, in_force(on)).order_by("id")


def _members(wanted: Q, on: date) -> QuerySet[GroupMember]:
    groups = _groups(wanted, on).values("pk")
    found = GroupMember.objects.filter(in_force(on), group__in=groups)
    return found.select_related("group").order_by("id")


def _led(wanted: Q, on: date) -> QuerySet[Group]:
    leaders = GroupMember.objects.filter(in_force(on), post="leader").values("group_id")
    return _groups(wanted, on).filter(pk__in=leaders)


def _visits(unit: str, on: date) -> QuerySet[Visit]:
    found = Visit.objects.filter(visitor_id=unit, state="held", held_on__lte=on)
    return found.select_related("unit").order_by("held_on", "id")


def _slips(unit: str, on: date) -> QuerySet[Slip]:
    found = Slip.objects.filter(issuer_id=unit, issued_on__lte=on).exclude(state="withdrawn")
    return found.select_related("unit").order_by("issued_on", "id")
