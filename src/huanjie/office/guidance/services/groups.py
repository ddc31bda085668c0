"""Acts on groups, their members, the units they follow, and the duty roster."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from huanjie.evidence.canonical import digest
from huanjie.office.committee.models import Election
from huanjie.office.guidance.events import (
    DutySet,
    FollowingEnded,
    GroupEnded,
    GroupFormed,
    GroupMemberAdded,
    GroupMemberLeft,
    GroupsEntered,
    UnitFollowed,
)
from huanjie.office.guidance.models import Duty, Following, Group, GroupMember
from huanjie.office.guidance.rows import DutyRow, GroupRow
from huanjie.office.guidance.services.gate import ARTICLE, LEADING, only, refused
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.seats.models import Constituency

OF_A_CONSTITUENCY = frozenset({"constituency", "voters"})


@command(by=LEADING)
def form_group(
    *,
    unit: Unit,
    kind: str,
    name: str,
    from_on: date,
    actor: Actor,
    constituency: Constituency | None = None,
    document_no: str = "",
) -> Group:
    """Form a group. Raises `Refused` when its kind needs a constituency that is not named."""
    if (kind in OF_A_CONSTITUENCY) != (constituency is not None):
        raise refused("group-constituency")
    group = Group.objects.create(
        unit=unit,
        kind=kind,
        name=name,
        constituency=constituency,
        document_no=document_no,
        from_on=from_on,
    )
    number = constituency.number if constituency else None
    event = GroupFormed(kind, name, from_on, number, document_no)
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return group


@command(by=LEADING)
def enter_groups(
    *, election: Election, kind: str, rows: Sequence[GroupRow], from_on: date, actor: Actor
) -> int:
    """Form the groups of many constituencies at once, each with its leader; how many.

    Raises `Refused` for a constituency that the election does not have.
    """
    places = {each.number: each for each in Constituency.objects.filter(election=election)}
    unknown = sorted({str(row.constituency) for row in rows if row.constituency not in places})
    if unknown or not rows:
        raise refused("group-constituency-unknown", numbers=tuple(unknown))
    groups = Group.objects.bulk_create(
        Group(
            unit_id=election.unit_id,
            kind=kind,
            name=row.name,
            constituency=places[row.constituency],
            from_on=from_on,
        )
        for row in rows
    )
    GroupMember.objects.bulk_create(
        member
        for group, row in zip(groups, rows, strict=True)
        for member in _members(group, row, from_on)
    )
    event = GroupsEntered(kind, len(groups), digest([asdict(row) for row in rows]))
    record(event, actor=actor, unit=election.unit_code, articles=[ARTICLE])
    return len(groups)


def _members(group: Group, row: GroupRow, from_on: date) -> list[GroupMember]:
    leader = GroupMember(
        group=group, post="leader", name=row.leader, phone=row.phone, from_on=from_on
    )
    others = [
        GroupMember(group=group, post="member", name=name, from_on=from_on) for name in row.members
    ]
    return [leader, *others]


@command(by=LEADING)
def end_group(*, group: Group, on: date, actor: Actor) -> None:
    """End a group, and with it its members' posts and what it follows."""
    _refuse_backwards(group.from_on, on)
    _refuse_ended(group)
    group.to_on = on
    group.save(update_fields=["to_on"])
    group.members.filter(to_on__isnull=True).update(to_on=on)
    group.followings.filter(to_on__isnull=True).update(to_on=on)
    record(GroupEnded(group.name, on), actor=actor, unit=group.unit_code, articles=[ARTICLE])


@command(by=LEADING)
def add_member(
    *,
    group: Group,
    post: str,
    name: str,
    position: str,
    phone: str,
    from_on: date,
    actor: Actor,
) -> GroupMember:
    """Let somebody join a group that is still at work."""
    _refuse_ended(group)
    _refuse_backwards(group.from_on, from_on)
    member = GroupMember.objects.create(
        group=group, post=post, name=name, position=position, phone=phone, from_on=from_on
    )
    event = GroupMemberAdded(group.name, post, name, from_on)
    record(event, actor=actor, unit=group.unit_code, articles=[ARTICLE])
    return member


@command(by=LEADING)
def member_left(*, member: GroupMember, on: date, actor: Actor) -> None:
    """Let a member leave."""
    _refuse_backwards(member.from_on, on)
    member.to_on = on
    member.save(update_fields=["to_on"])
    event = GroupMemberLeft(member.group.name, member.name, on)
    record(event, actor=actor, unit=member.unit_code, articles=[ARTICLE])


@command(by=LEADING, scope=Scope.WITHIN)
def follow(*, group: Group, unit: Unit, from_on: date, actor: Actor) -> Following:
    """Let a group follow a unit within its own unit. Raises `Refused` when it already does."""
    only(actor, group.unit_id)
    _refuse_ended(group)
    if group.followings.filter(unit=unit, to_on__isnull=True).exists():
        raise refused("group-follows-already", unit=unit.name)
    made = Following.objects.create(group=group, unit=unit, from_on=from_on)
    event = UnitFollowed(group.name, unit.name, from_on)
    record(event, actor=actor, unit=group.unit_code, articles=[ARTICLE])
    return made


@command(by=LEADING)
def end_following(*, following: Following, on: date, actor: Actor) -> None:
    """Let a group follow a unit no longer."""
    _refuse_backwards(following.from_on, on)
    following.to_on = on
    following.save(update_fields=["to_on"])
    event = FollowingEnded(following.group.name, following.unit.name, on)
    record(event, actor=actor, unit=following.unit_code, articles=[ARTICLE])


@command(by=LEADING)
def set_duty(*, unit: Unit, rows: Sequence[DutyRow], actor: Actor) -> int:
    """Set who is on duty on the days that the rows name; other days stay. How many days."""
    if not rows:
        raise refused("duty-empty")
    days = sorted({row.day for row in rows})
    Duty.objects.filter(unit=unit, day__in=days).delete()
    Duty.objects.bulk_create(
        Duty(unit=unit, day=row.day, name=row.name, phone=row.phone) for row in dict.fromkeys(rows)
    )
    event = DutySet(tuple(days), tuple(row.name for row in rows))
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return len(days)


def _refuse_ended(group: Group) -> None:
    if group.to_on is not None:
        raise refused("group-ended", group=group.name, on=group.to_on)


def _refuse_backwards(start: date, end: date) -> None:
    if end < start:
        raise refused("group-backwards", start=start, end=end)
