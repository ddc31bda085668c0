"""Acts on meetings and on what they decided."""

from collections.abc import Sequence
from datetime import date

from huanjie.office.guidance.events import (
    MeetingCancelled,
    MeetingHeld,
    MeetingPlanned,
    ResolutionDone,
)
from huanjie.office.guidance.models import Group, Meeting, Resolution
from huanjie.office.guidance.procedures import MEETING
from huanjie.office.guidance.rows import ResolutionRow
from huanjie.office.guidance.services.gate import ARTICLE, GUIDING, LEADING, refused
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, command
from huanjie.office.ledger.scope import covers
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role


@command(by=LEADING)
def plan_meeting(
    *,
    unit: Unit,
    title: str,
    day: date,
    place: str,
    chair: str,
    agenda: str,
    actor: Actor,
    group: Group | None = None,
) -> Meeting:
    """Plan a meeting with its agenda."""
    meeting = Meeting.objects.create(
        unit=unit, group=group, title=title, day=day, place=place, chair=chair, agenda=agenda
    )
    event = MeetingPlanned(title, day)
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return meeting


@command(by=LEADING)
def hold_meeting(
    *,
    meeting: Meeting,
    day: date,
    present: str,
    minutes: str,
    resolutions: Sequence[ResolutionRow],
    actor: Actor,
) -> None:
    """Record a meeting with who was present and what it decided.

    Every resolution goes on the worklist of the unit and role that carry it out. Raises `Refused`
    when one is due before the meeting, `NotAllowed` when it is for a unit outside.
    """
    meeting.state = MEETING.after(meeting.state, "hold")
    for row in resolutions:
        if not covers(actor.unit, row.unit):
            raise NotAllowed(f"{actor.name} ({actor.unit}): a resolution for {row.unit}")
        if row.due < day:
            raise refused("resolution-due-before-meeting", due=row.due, day=day)
    meeting.day, meeting.present, meeting.minutes = day, present, minutes
    meeting.save(update_fields=["state", "day", "present", "minutes"])
    Resolution.objects.bulk_create(
        Resolution(
            meeting=meeting,
            number=number,
            text=row.text,
            unit_id=row.unit,
            role=row.role,
            person=row.person,
            due=row.due,
        )
        for number, row in enumerate(resolutions, 1)
    )
    event = MeetingHeld(meeting.title, day, len(resolutions))
    record(event, actor=actor, unit=meeting.unit_code, articles=[ARTICLE])


@command(by=LEADING)
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Actor) -> None:
    """Say that a planned meeting does not take place, and why."""
    meeting.state = MEETING.after(meeting.state, "cancel")
    meeting.minutes = reason
    meeting.save(update_fields=["state", "minutes"])
    event = MeetingCancelled(meeting.title, reason)
    record(event, actor=actor, unit=meeting.unit_code, articles=[ARTICLE])


@command(by=(*GUIDING, Role.LIAISON, Role.REGISTRAR))
def carry_out(*, resolution: Resolution, on: date, note: str, actor: Actor) -> None:
    """Say how a resolution was carried out. Raises `NotAllowed` for another role than its own."""
    if resolution.role not in actor.roles:
        raise NotAllowed(f"{actor.name}: a resolution for {resolution.role}")
    if resolution.state != "open":
        raise refused("resolution-done", on=resolution.done_on)
    resolution.state, resolution.done_on = "done", on
    resolution.note, resolution.done_by = note, actor.name
    resolution.save(update_fields=["state", "done_on", "note", "done_by"])
    event = ResolutionDone(resolution.meeting.title, resolution.number, on)
    record(event, actor=actor, unit=resolution.unit_code, articles=[ARTICLE])
