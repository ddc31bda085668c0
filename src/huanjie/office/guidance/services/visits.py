"""Acts on visits."""

from collections.abc import Sequence
from datetime import date

from huanjie.office.guidance.events import VisitCancelled, VisitHeld, VisitPlanned
from huanjie.office.guidance.models import Group, Observation, Visit
from huanjie.office.guidance.procedures import VISIT
from huanjie.office.guidance.rows import ObservationRow
from huanjie.office.guidance.services.gate import ARTICLE, GUIDING, only, own_unit, refused
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role


@command(by=GUIDING, scope=Scope.WITHIN)
def plan_visit(
    *,
    unit: Unit,
    planned_on: date,
    purpose: str,
    people: str,
    is_announced: bool,
    on: date,
    actor: Actor,
    group: Group | None = None,
) -> Visit:
    """Plan a visit to a unit below. Raises `Refused` for the own unit or a day gone by."""
    if unit.pk == actor.unit:
        raise refused("visit-to-own-unit")
    if planned_on < on:
        raise refused("visit-planned-late", planned_on=planned_on)
    made = Visit.objects.create(
        unit=unit,
        visitor=own_unit(actor),
        group=group,
        planned_on=planned_on,
        purpose=purpose,
        people=people,
        is_announced=is_announced,
    )
    event = VisitPlanned(unit.name, planned_on, purpose)
    # An unannounced visit stands in the visitor's own chain, which the unit does not read.
    chain = unit.code if is_announced else actor.unit
    record(event, actor=actor, unit=chain, articles=[ARTICLE])
    if is_announced:
        note(
            unit=unit,
            role=Role.OFFICE,
            subject_zh=f"{actor.unit_name}将于{planned_on.isoformat()}来督导",
            subject_en=f"A visit is planned for {planned_on.isoformat()}",
            link=f"/guidance/visits/{made.pk}/",
            actor=actor,
        )
    return made


@command(by=GUIDING, scope=Scope.WITHIN)
def hold_visit(
    *,
    visit: Visit,
    held_on: date,
    summary: str,
    observations: Sequence[ObservationRow],
    on: date,
    actor: Actor,
) -> None:
    """Record a visit with its findings. Raises `Refused` for a day still to come."""
    only(actor, visit.visitor_id)
    if held_on > on:
        raise refused("visit-ahead", held_on=held_on)
    visit.state = VISIT.after(visit.state, "hold")
    visit.held_on, visit.summary, visit.recorded_by = held_on, summary, actor.name
    visit.save(update_fields=["state", "held_on", "summary", "recorded_by"])
    Observation.objects.bulk_create(
        Observation(visit=visit, number=number, item=row.item, kind=row.kind, text=row.text)
        for number, row in enumerate(observations, 1)
    )
    kinds = [row.kind for row in observations]
    event = VisitHeld(visit.unit.name, held_on, kinds.count("practice"), kinds.count("problem"))
    record(event, actor=actor, unit=visit.unit_code, articles=[ARTICLE])


@command(by=GUIDING, scope=Scope.WITHIN)
def cancel_visit(*, visit: Visit, reason: str, actor: Actor) -> None:
    """Say that a planned visit does not take place, and why."""
    only(actor, visit.visitor_id)
    visit.state = VISIT.after(visit.state, "cancel")
    visit.summary = reason
    visit.save(update_fields=["state", "summary"])
    event = VisitCancelled(visit.unit.name, visit.planned_on, reason)
    chain = visit.unit_code if visit.is_announced else actor.unit
    record(event, actor=actor, unit=chain, articles=[ARTICLE])
