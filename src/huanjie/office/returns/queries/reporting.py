"""Who has reported, who is late, who never has: per unit and per thing due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Q
from django.utils import timezone

from huanjie.office.committee.models import Election
from huanjie.office.people.models import Unit
from huanjie.office.returns.dues import Due, planned_dues
from huanjie.office.returns.models import Demand, ReceivedReturn, ReturnSet
from huanjie.office.returns.procedure import SIGNED
from huanjie.office.returns.queries.parts import has_congress

State = Literal["reported", "late", "never", "due", "todo"]
LATE, NEVER, REPORTED, DUE = "late", "never", "reported", "due"


@dataclass(frozen=True)
class Report:
    """One unit and one thing due: whether it has come, when, from data of which time."""

    unit: str
    name: str
    due: Due
    state: State
    came_at: datetime | None = None
    as_of: datetime | None = None
    is_live: bool = False

    @property
    def is_reported(self) -> bool:
        """It has come."""
        return self.state == REPORTED

    @property
    def is_late(self) -> bool:
        """It has not come and its day is past."""
        return self.state in (LATE, NEVER)

    @property
    def is_never(self) -> bool:
        """It is late, and the unit has never reported anything."""
        return self.state == NEVER

    @property
    def is_due(self) -> bool:
        """Today is its day."""
        return self.state == DUE

    @property
    def was_late(self) -> bool:
        """It has come, but after its day."""
        came = self.came_at
        return came is not None and timezone.localdate(came) > self.due.due_on


@dataclass(frozen=True)
class Reporting:
    """The reporting of all units below one, on a day."""

    unit: str
    on: date
    reports: tuple[Report, ...]

    @property
    def late(self) -> tuple[Report, ...]:
        """What has not come and is past its day, the oldest first."""
        found = [each for each in self.reports if each.is_late]
        return tuple(sorted(found, key=lambda each: (each.due.due_on, each.unit)))

    @property
    def late_units(self) -> tuple[str, ...]:
        """The names of the units that are late with anything, each once."""
        return tuple(dict.fromkeys(each.name for each in self.late))

    @property
    def never(self) -> tuple[str, ...]:
        """The names of the units that are late and have never reported anything."""
        return tuple(dict.fromkeys(each.name for each in self.late if each.is_never))

    @property
    def reported(self) -> tuple[Report, ...]:
        """What has come."""
        return tuple(each for each in self.reports if each.is_reported)

    @property
    def dues(self) -> tuple[Due, ...]:
        """What is due, each once, by day."""
        found = {(each.due.key, each.due.due_on): each.due for each in self.reports}
        return tuple(sorted(found.values(), key=lambda due: (not due.is_daily, due.due_on)))

    def of(self, unit: str) -> tuple[Report, ...]:
        """The reports of one unit."""
        return tuple(each for each in self.reports if each.unit == unit)


@dataclass(frozen=True)
class _Came:
    at: datetime
    as_of: datetime


def children_of(unit: str) -> list[Unit]:
    """The units directly below one that have a congress."""
    found = Unit.objects.filter(parent_id=unit, level__in=("county", "township"))
    return [each for each in found.order_by("code") if has_congress(each)]


def reporting(unit: str, at: datetime) -> Reporting:
    """The state of reporting of all units directly below one, as it was known at a time."""
    children = children_of(unit)
    return Reporting(unit, timezone.localdate(at), tuple(_reports(unit, children, at)))


def own_reporting(unit: str, at: datetime) -> tuple[Report, ...]:
    """What a unit itself owes its superior."""
    own = Unit.objects.filter(code=unit).first()
    if own is None:
        return ()
    return tuple(_reports(own.parent_id or unit, [own], at))


def _reports(issuer: str, units: list[Unit], at: datetime) -> Iterable[Report]:
    today = timezone.localdate(at)
    codes = [each.code for each in units]
    days = election_days(issuer, codes)
    held = set(Election.objects.filter(unit_id__in=codes).values_list("unit_id", flat=True))
    came = _what_came(codes, at)
    demands = _demands(issuer, codes, today)
    for each in units:
        dues = [*planned_dues(days.get(each.code), today), *_demanded(demands, each.code)]
        for due in dues:
            if due.since <= today or due.demand is not None:
                is_live = due.is_daily and each.code in held
                yield _report(each, due, came.get(each.code, []), at, is_live=is_live)


def _report(unit: Unit, due: Due, came: list[_Came], at: datetime, *, is_live: bool) -> Report:
    today = timezone.localdate(at)
    if is_live:
        return Report(unit.code, unit.name, due, "reported", at, at, is_live=True)
    fits = [one for one in came if timezone.localdate(one.as_of) >= due.since]
    if fits:
        first = min(fits, key=lambda one: one.at)
        return Report(unit.code, unit.name, due, "reported", first.at, first.as_of)
    state: State = "todo"
    if today > due.due_on:
        state = "late" if came else "never"
    elif today == due.due_on:
        state = "due"
    return Report(unit.code, unit.name, due, state)


def election_days(issuer: str, codes: list[str]) -> dict[str, date]:
    """Unit → its election day: of its election here, else as it reported, else the usual one.

    The usual one is the issuer's, else the last reported, else that of the elections held here.
    """
    own = Election.objects.filter(unit_id=issuer).values_list("polling_day", flat=True).first()
    told = ReceivedReturn.objects.filter(
        Q(subject__in=codes) | Q(arrival__unit_id=issuer), polling_day__isnull=False
    ).exclude(arrival__state="refused")
    rows = list(told.order_by("pk").values_list("subject", "polling_day"))
    elections = Election.objects.filter(unit_id__in=codes, polling_day__isnull=False)
    held = {unit: day for unit, day in elections.values_list("unit_id", "polling_day") if day}
    usual = own or (rows[-1][1] if rows else max(held.values(), default=None))
    found: dict[str, date] = dict.fromkeys(codes, usual) if usual else {}
    found |= {subject: day for subject, day in rows if subject in codes and day}
    return found | held


def _what_came(codes: list[str], at: datetime) -> dict[str, list[_Came]]:
    """Unit → when its sets came and from data of which time; a set signed here has come."""
    found: dict[str, list[_Came]] = {}
    received = ReceivedReturn.objects.filter(
        subject__in=codes, is_own=True, arrival__came_at__lte=at
    ).exclude(arrival__state__in=("returned", "refused"))
    for unit, came, as_of in received.values_list("subject", "arrival__came_at", "as_of"):
        found.setdefault(unit, []).append(_Came(came, as_of))
    signed = ReturnSet.objects.filter(
        election__unit_id__in=codes, state__in=SIGNED | {"superseded"}, as_of__lte=at
    )
    for unit, as_of in signed.values_list("election__unit_id", "as_of"):
        found.setdefault(unit, []).append(_Came(as_of, as_of))
    return found


def _demands(issuer: str, codes: list[str], today: date) -> list[Demand]:
    """The demands on these units: of the issuer, and those that a receipt brought."""
    found = Demand.objects.filter(
        Q(unit_id=issuer) | Q(unit_id__in=codes), withdrawn_on__isnull=True, issued_on__lte=today
    )
    return list(found)


def _demanded(demands: list[Demand], unit: str) -> list[Due]:
    return [
        Due(
            f"demand-{each.pk}", each.name, each.name, tuple(each.tables), each.issued_on,
            each.due_on, demand=each.pk,
        )
        for each in demands
        if unit in each.units
    ]  # fmt: skip


def demands_within(unit: str) -> list[Demand]:
    """The demands that a unit issued or got, the nearest first."""
    return list(Demand.objects.filter(unit_id=unit).order_by("-due_on", "-pk"))
