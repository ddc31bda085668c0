"""Reading who leads a unit, who follows it and who is on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from huanjie.office.guidance.models import Duty, Following, Group, GroupMember
from huanjie.office.guidance.queries.scope import above, within
from huanjie.office.ledger.actor import Actor

DUTY_AHEAD = 7


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a record has begun and has not ended on a day."""
    started = Q(**{f"{prefix}from_on__lte": on})
    return started & (Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gt": on}))


def groups_of(unit: str, on: date | None = None) -> QuerySet[Group]:
    """The groups that a unit has formed; those at work on a day."""
    found = Group.objects.filter(unit_id=unit).select_related("unit", "constituency")
    return found.filter(in_force(on)) if on else found


def leading(unit: str, on: date) -> QuerySet[Group]:
    """The unit's own leading and working groups with their members."""
    found = groups_of(unit, on).filter(kind__in=("leading", "working"))
    return found.prefetch_related("members").order_by("kind", "id")


def followers_of(unit: str, on: date) -> QuerySet[Following]:
    """The groups of units above that follow this unit on a day, with their members."""
    found = Following.objects.filter(in_force(on), unit_id=unit)
    return found.select_related("group__unit").prefetch_related("group__members")


def members_of(group: Group, on: date) -> list[GroupMember]:
    """Who is in a group on a day; leaders first."""
    order = {"leader": 0, "deputy": 1, "contact": 2, "member": 3}
    found = [
        member
        for member in group.members.all()
        if member.from_on <= on and (member.to_on is None or member.to_on > on)
    ]
    return sorted(found, key=lambda member: (order[member.post], member.pk))


def groups_within(unit: str) -> QuerySet[Any]:
    """The groups of a unit and of all within it, with how many are in them now."""
    found = Group.objects.filter(within(unit)).select_related("unit", "constituency")
    return found.annotate(
        size=Count("members", filter=Q(members__to_on__isnull=True), distinct=True),
        followed=Count("followings", filter=Q(followings__to_on__isnull=True), distinct=True),
    ).order_by("unit_id", "kind", "constituency__number", "id")


def readable_groups(actor: Actor) -> QuerySet[Group]:
    """The groups in the reader's scope, and those above that follow or lead his unit."""
    mine = within(actor.unit)
    upward = Q(followings__unit_id=actor.unit)
    found = Group.objects.filter(mine | upward).distinct()
    return found.select_related("unit", "constituency")


def on_duty(unit: str, day: date) -> QuerySet[Duty]:
    """Who is on duty in a unit on a day."""
    return Duty.objects.filter(unit_id=unit, day=day).order_by("id")


@dataclass(frozen=True)
class DutyDay:
    """A day of the roster; empty when nobody is on duty."""

    day: date
    people: tuple[Duty, ...]

    @property
    def is_gap(self) -> bool:
        """Nobody is on duty."""
        return not self.people


def roster(unit: str, start: date, days: int) -> list[DutyDay]:
    """Every day of a period with who is on duty, gaps included."""
    end = start + timedelta(days=days - 1)
    by_day: dict[date, list[Duty]] = {}
    for duty in Duty.objects.filter(unit_id=unit, day__range=(start, end)).order_by("id"):
        by_day.setdefault(duty.day, []).append(duty)
    wanted = (start + timedelta(days=n) for n in range(days))
    return [DutyDay(day, tuple(by_day.get(day, ()))) for day in wanted]


def gaps(unit: str, today: date) -> list[date]:
    """The next days on which nobody is on duty, where a roster is kept at all."""
    if not Duty.objects.filter(unit_id=unit).exists():
        return []
    return [each.day for each in roster(unit, today, DUTY_AHEAD) if each.is_gap]


def duty_names(units: Sequence[str], day: date) -> dict[str, str]:
    """Who is on duty on a day, by unit, in one query."""
    found: dict[str, list[str]] = {}
    for unit, name in Duty.objects.filter(unit_id__in=units, day=day).values_list(
        "unit_id", "name"
    ):
        found.setdefault(unit, []).append(name)
    return {unit: "、".join(names) for unit, names in found.items()}


def leaders(units: Sequence[str], on: date) -> dict[str, str]:
    """The leader of each unit's leading group, in one query."""
    rows = GroupMember.objects.filter(
        in_force(on), group__unit_id__in=units, group__kind="leading", post="leader"
    )
    pairs = rows.values_list(F("group__unit_id"), "name").order_by("-id")
    return dict(pairs)


def upward_groups(actor: Actor, kind: str) -> QuerySet[Group]:
    """The groups of one kind of the reader's unit and of the units above it."""
    return Group.objects.filter(unit_id__in=above(actor.unit), kind=kind)
