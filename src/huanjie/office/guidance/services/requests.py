"""Acts on requests for instructions and reports."""

from collections.abc import Sequence
from datetime import date

from huanjie.office.documents.services import Upload, receive_all
from huanjie.office.guidance.events import RequestDrafted, RequestMoved
from huanjie.office.guidance.models import Request
from huanjie.office.guidance.procedures import course_of
from huanjie.office.guidance.services.gate import (
    ARTICLE,
    LEADING,
    next_number,
    only,
    refused,
)
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role

KIND = "request"


@command(by=LEADING, shared=("addressee",))
def draft_request(
    *,
    unit: Unit,
    kind: str,
    addressee: Unit | None,
    body: str,
    matter: str,
    text: str,
    urgency: str,
    due: date | None,
    on: date,
    actor: Actor,
    files: Sequence[Upload] = (),
) -> Request:
    """Write a request or a report under the unit's next number of the year.

    `addressee` is a unit above; None for a body outside, such as the Party committee, whose name
    is `body`. Raises `Refused` when a request names no day, or one that has gone by.
    """
    if addressee is not None and addressee.pk == unit.pk:
        raise refused("request-to-own-unit")
    _refuse_day(kind, due, on)
    rows = Request.objects.filter(unit=unit, year=on.year)
    made = Request.objects.create(
        unit=unit,
        kind=kind,
        addressee=addressee,
        body=addressee.name if addressee else body,
        year=on.year,
        number=next_number(unit, rows),
        matter=matter,
        text=text,
        urgency=urgency,
        due=due if kind == "request" else None,
        drafted_by=actor.name,
    )
    kept = receive_all(files, unit=unit, kind=KIND, actor=actor)
    made.attachments.set(kept)
    digests = tuple(document.digest for document in kept)
    event = RequestDrafted(kind, made.year, made.number, matter, digests)
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return made


def _refuse_day(kind: str, due: date | None, on: date) -> None:
    if kind == "request" and (due is None or due < on):
        raise refused("request-due", due=due, on=on)


@command(by=LEADING)
def revise_request(
    *,
    paper: Request,
    matter: str,
    text: str,
    urgency: str,
    due: date | None,
    on: date,
    actor: Actor,
    files: Sequence[Upload] = (),
) -> None:
    """Rewrite a draft, such as one that was sent back; files are added to those kept."""
    if paper.state != "draft":
        raise refused("request-not-draft")
    _refuse_day(paper.kind, due, on)
    paper.matter, paper.text = matter, text
    paper.urgency, paper.due = urgency, due if paper.kind == "request" else None
    paper.save(update_fields=["matter", "text", "urgency", "due"])
    kept = receive_all(files, unit=paper.unit, kind=KIND, actor=actor)
    paper.attachments.add(*kept)
    digests = tuple(document.digest for document in kept)
    event = RequestDrafted(paper.kind, paper.year, paper.number, matter, digests)
    record(event, actor=actor, unit=paper.unit_code, articles=[ARTICLE])


@command(by=LEADING)
def send_request(*, paper: Request, on: date, actor: Actor) -> None:
    """Send a draft. Raises `Refused` when the day asked for has gone by."""
    _refuse_day(paper.kind, paper.due, on)
    paper.sent_on, paper.remark = on, ""
    _move(paper, "send", on, actor, ["sent_on", "remark"])


@command(by=LEADING)
def withdraw_request(*, paper: Request, on: date, actor: Actor) -> None:
    """Take a request or a report back before it was received."""
    _move(paper, "withdraw", on, actor)


@command(by=LEADING, scope=Scope.WITHIN)
def receive_request(*, paper: Request, on: date, actor: Actor) -> None:
    """Sign for what was sent; a report needs no more."""
    only(actor, paper.addressee_id)
    paper.received_on, paper.received_by = on, actor.name
    _move(paper, "receive", on, actor, ["received_on", "received_by"])


@command(by=LEADING, scope=Scope.WITHIN)
def send_request_back(*, paper: Request, remark: str, on: date, actor: Actor) -> None:
    """Send a request or a report back with remarks; its sender may mend and send it again."""
    only(actor, paper.addressee_id)
    paper.remark = remark
    paper.received_on, paper.received_by = None, ""
    _move(paper, "send_back", on, actor, ["remark", "received_on", "received_by"])


@command(by=LEADING, scope=Scope.WITHIN)
def answer_request(
    *,
    paper: Request,
    answer: str,
    document_no: str,
    on: date,
    actor: Actor,
    files: Sequence[Upload] = (),
) -> None:
    """Answer a request that was received here."""
    only(actor, paper.addressee_id)
    _answered(paper, "answer", answer, actor.unit_name or paper.body, document_no, on, actor)
    own = Unit.objects.get(code=actor.unit)
    paper.answer_files.add(*receive_all(files, unit=own, kind=KIND, actor=actor))
    note(
        unit=paper.unit,
        role=Role.OFFICE,
        subject_zh=f"{paper.body}已答复第{paper.number}号请示",
        subject_en=f"Request no. {paper.number} has been answered",
        link=f"/guidance/requests/{paper.pk}/",
        actor=actor,
    )


@command(by=LEADING)
def record_reply(
    *,
    paper: Request,
    answer: str,
    answered_by: str,
    document_no: str,
    on: date,
    actor: Actor,
    files: Sequence[Upload] = (),
) -> None:
    """Record the answer of a body outside the installation. Raises `Refused` for one inside."""
    if paper.addressee_id is not None:
        raise refused("request-answered-inside", body=paper.body)
    _answered(paper, "reply", answer, answered_by, document_no, on, actor)
    paper.answer_files.add(*receive_all(files, unit=paper.unit, kind=KIND, actor=actor))


def _answered(
    paper: Request, move: str, answer: str, by: str, document_no: str, on: date, actor: Actor
) -> None:
    paper.answer, paper.answered_by = answer, by
    paper.answer_no, paper.answered_on = document_no, on
    fields = ["answer", "answered_by", "answer_no", "answered_on"]
    _move(paper, move, on, actor, fields, document_no)


@command(by=LEADING)
def conclude_request(
    *, paper: Request, done: str, told: str, told_on: date, on: date, actor: Actor
) -> None:
    """Say what was done upon the answer, and who was told of it when."""
    paper.done, paper.told, paper.told_on = done, told, told_on
    _move(paper, "conclude", on, actor, ["done", "told", "told_on"])


def _move(
    paper: Request,
    move: str,
    on: date,
    actor: Actor,
    fields: Sequence[str] = (),
    document_no: str = "",
) -> None:
    paper.state = course_of(paper.kind).after(paper.state, move)
    paper.save(update_fields=["state", *fields])
    event = RequestMoved(paper.kind, paper.year, paper.number, move, paper.state, on, document_no)
    record(event, actor=actor, unit=paper.unit_code, articles=[ARTICLE])
