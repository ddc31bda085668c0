"""Acts on reminders and rectification slips."""

from collections.abc import Sequence
from datetime import date

from huanjie.office.documents.services import Upload, receive_all
from huanjie.office.guidance.events import SlipIssued, SlipMoved
from huanjie.office.guidance.models import Observation, Slip, SlipReply
from huanjie.office.guidance.procedures import SLIP
from huanjie.office.guidance.services.gate import (
    ARTICLE,
    GUIDING,
    LEADING,
    next_number,
    only,
    own_unit,
    refused,
)
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

EVIDENCE = "slip"


@command(by=GUIDING, scope=Scope.WITHIN)
def issue_slip(
    *,
    unit: Unit,
    kind: str,
    matter: str,
    text: str,
    due: date,
    on: date,
    actor: Actor,
    observation: Observation | None = None,
) -> Slip:
    """Issue a reminder or a rectification slip under the issuer's next number of its kind.

    Raises `Refused` for the own unit, a day gone by, or a finding about another unit.
    """
    if unit.pk == actor.unit:
        raise refused("slip-to-own-unit")
    if due < on:
        raise refused("slip-due-passed", due=due, on=on)
    if observation is not None and observation.unit_code != unit.pk:
        raise refused("slip-of-another-visit", unit=unit.name)
    issuer = own_unit(actor)
    rows = Slip.objects.filter(issuer=issuer, kind=kind, year=on.year)
    slip = Slip.objects.create(
        unit=unit,
        issuer=issuer,
        observation=observation,
        kind=kind,
        year=on.year,
        number=next_number(issuer, rows),
        matter=matter,
        text=text,
        due=due,
        issued_on=on,
        issued_by=actor.name,
    )
    event = SlipIssued(kind, slip.year, slip.number, unit.name, matter, due)
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return slip


@command(by=LEADING)
def answer_slip(
    *, slip: Slip, text: str, on: date, actor: Actor, files: Sequence[Upload] = ()
) -> SlipReply:
    """Answer a slip with its evidence."""
    kept = receive_all(files, unit=slip.unit, kind=EVIDENCE, actor=actor)
    reply = SlipReply.objects.create(
        slip=slip,
        number=slip.replies.count() + 1,
        text=text,
        answered_on=on,
        answered_by=actor.name,
    )
    reply.evidence.set(kept)
    _move(slip, "answer", on, actor, files=tuple(document.digest for document in kept))
    return reply


@command(by=GUIDING, scope=Scope.WITHIN)
def accept_slip(*, slip: Slip, on: date, actor: Actor) -> None:
    """Accept the answer, which closes the slip."""
    only(actor, slip.issuer_id)
    slip.closed_on, slip.closed_by = on, actor.name
    _move(slip, "accept", on, actor, ["closed_on", "closed_by"])
    _tell(slip, f"《{slip}》已办结", f"Slip no. {slip.number} is closed", actor)


@command(by=GUIDING, scope=Scope.WITHIN)
def send_slip_back(*, slip: Slip, remark: str, due: date, on: date, actor: Actor) -> None:
    """Send an answer back with a remark and a new day."""
    only(actor, slip.issuer_id)
    if due < on:
        raise refused("slip-due-passed", due=due, on=on)
    reply = slip.replies.order_by("-number").first()
    slip.due = due
    _move(slip, "send_back", on, actor, ["due"], note=remark)
    if reply is not None:
        reply.remark = remark
        reply.save(update_fields=["remark"])


@command(by=GUIDING, scope=Scope.WITHIN)
def withdraw_slip(*, slip: Slip, reason: str, on: date, actor: Actor) -> None:
    """Take a slip back that should not have been issued, and say why."""
    only(actor, slip.issuer_id)
    slip.reason = reason
    _move(slip, "withdraw", on, actor, ["reason"], note=reason)
    _tell(slip, f"《{slip}》已撤回", f"Slip no. {slip.number} was withdrawn", actor)


def _tell(slip: Slip, zh: str, en: str, actor: Actor) -> None:
    link = f"/guidance/slips/{slip.pk}/"
    note(unit=slip.unit, role=Role.OFFICE, subject_zh=zh, subject_en=en, link=link, actor=actor)


def _move(
    slip: Slip,
    move: str,
    on: date,
    actor: Actor,
    fields: Sequence[str] = (),
    *,
    files: tuple[str, ...] = (),
    note: str = "",
) -> None:
    slip.state = SLIP.after(slip.state, move)
    slip.save(update_fields=["state", *fields])
    event = SlipMoved(slip.kind, slip.year, slip.number, move, slip.state, on, files, note)
    record(event, actor=actor, unit=slip.unit_code, articles=[ARTICLE])
