"""Acts on questions of law and policy and on their answers."""

from collections.abc import Sequence
from datetime import date, timedelta

from huanjie.evidence.canonical import digest
from huanjie.office.guidance.events import (
    AnswerApproved,
    AnswerDrafted,
    NewKindFlagged,
    QuestionAsked,
    QuestionMoved,
)
from huanjie.office.guidance.models import Answer, Question
from huanjie.office.guidance.procedures import QUESTION, URGENCY_DAYS
from huanjie.office.guidance.queries.citations import (
    UnknownCitation,
    basis_of,
    citations_from,
    governing,
)
from huanjie.office.guidance.queries.questions import answer_in_force, draft_of
from huanjie.office.guidance.services.gate import (
    ANSWERING,
    ARTICLE,
    LEADING,
    next_number,
    only,
    refused,
)
from huanjie.office.guidance.services.shelf import shelve, take_down
from huanjie.office.inbox.services import note
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role


@command(by=(*LEADING, Role.LIAISON), shared=("answerer",))
def ask(
    *,
    unit: Unit,
    answerer: Unit,
    title: str,
    text: str,
    urgency: str,
    on: date,
    actor: Actor,
    is_new_kind: bool = False,
) -> Question:
    """Ask the liaison staff of the own unit or of one above; the clock starts.

    Raises `Refused` when a township is to answer: it has no liaison staff.
    """
    if answerer.level not in ("county", "city"):
        raise refused("question-answerer", unit=answerer.name)
    rows = Question.objects.filter(unit=unit, year=on.year)
    made = Question.objects.create(
        unit=unit,
        answerer=answerer,
        year=on.year,
        number=next_number(unit, rows),
        title=title,
        text=text,
        urgency=urgency,
        asked_on=on,
        asked_by=actor.name,
        due=on + timedelta(days=URGENCY_DAYS[urgency]),
        is_new_kind=is_new_kind,
    )
    event = QuestionAsked(made.year, made.number, title, answerer.name, made.due)
    record(event, actor=actor, unit=unit.code, articles=[ARTICLE])
    return made


@command(by=(*LEADING, Role.LIAISON))
def withdraw_question(*, question: Question, on: date, actor: Actor) -> None:
    """Take a question back that nobody has begun to answer."""
    _move(question, "withdraw", on, actor)


@command(by=ANSWERING, scope=Scope.WITHIN, shared=("answerer",))
def refer(*, question: Question, answerer: Unit, remark: str, on: date, actor: Actor) -> None:
    """Pass a question on to the liaison staff of a unit above; its clock goes on."""
    only(actor, question.answerer_id)
    if answerer.pk == question.answerer_id or answerer.level not in ("county", "city"):
        raise refused("question-answerer", unit=answerer.name)
    question.answerer = answerer
    _move(question, "refer", on, actor, ["answerer"], f"{answerer.name} {remark}".strip())


@command(by=ANSWERING, scope=Scope.WITHIN)
def draft_answer(
    *,
    question: Question,
    question_text: str,
    text: str,
    citations: Sequence[str],
    on: date,
    actor: Actor,
) -> Answer:
    """Draft an answer, or the next version of one that was published.

    Raises `Refused` without a citation, or for one that names nothing we know.
    """
    only(actor, question.answerer_id)
    cited = _cited(citations)
    draft = draft_of(question)
    made = draft or Answer(question=question, version=question.answers.count() + 1)
    made.question_text, made.text, made.citations = question_text, text, list(cited)
    made.drafted_by, made.drafter_id = actor.name, actor.account
    made.drafted_on, made.remark = on, ""
    made.save()
    _step(question, "draft")
    event = AnswerDrafted(question.year, question.number, made.version, cited, _words(made))
    record(event, actor=actor, unit=question.unit_code, articles=[ARTICLE])
    return made


def _cited(lines: Sequence[str]) -> tuple[str, ...]:
    try:
        cited = citations_from(lines)
    except UnknownCitation as fault:
        raise refused("answer-citation-unknown", citations=fault.lines) from fault
    if not cited:
        raise refused("answer-without-citation")
    return cited


@command(by=ANSWERING, scope=Scope.WITHIN)
def send_answer_back(*, question: Question, remark: str, on: date, actor: Actor) -> None:
    """Send a draft back to be written again, with a remark."""
    only(actor, question.answerer_id)
    draft = draft_of(question)
    _move(question, "send_back", on, actor, (), remark)
    if draft is not None:
        draft.remark = remark
        draft.save(update_fields=["remark"])


@command(by=ANSWERING, scope=Scope.WITHIN)
def approve_answer(*, question: Question, on: date, actor: Actor) -> None:
    """Approve and thereby publish a draft. Raises `Refused` for the one who wrote it."""
    only(actor, question.answerer_id)
    draft = draft_of(question)
    _step(question, "approve")
    if draft is None:
        raise refused("answer-without-citation")
    _refuse_same(draft, actor)
    draft.approved_by, draft.approved_on = actor.name, on
    draft.basis = basis_of(draft.citations, governing(question.unit_id, on))
    draft.save(update_fields=["approved_by", "approved_on", "basis"])
    event = AnswerApproved(
        question.year, question.number, draft.version, tuple(draft.citations), _words(draft)
    )
    record(event, actor=actor, unit=question.unit_code, articles=[ARTICLE])
    shelve(draft, actor)
    note(
        unit=question.unit,
        role=Role.OFFICE,
        subject_zh=f"第{question.number}号问题已有答复",
        subject_en=f"Question no. {question.number} has been answered",
        link=f"/guidance/questions/{question.pk}/",
        actor=actor,
    )


@command(by=ANSWERING, scope=Scope.WITHIN)
def confirm_answer(*, question: Question, remark: str, on: date, actor: Actor) -> None:
    """Say that an answer still holds although what it cites has changed, and why.

    Raises `Refused` for the one who wrote it: a second person looks again too.
    """
    only(actor, question.answerer_id)
    answer = answer_in_force(question)
    _move(question, "confirm", on, actor, (), remark)
    if answer is None:
        raise refused("answer-without-citation")
    _refuse_same(answer, actor)
    answer.basis = basis_of(answer.citations, governing(question.unit_id, on))
    answer.confirmed_on = on
    answer.save(update_fields=["basis", "confirmed_on"])


@command(by=ANSWERING, scope=Scope.WITHIN)
def retract_answer(*, question: Question, reason: str, on: date, actor: Actor) -> None:
    """Take a published answer out of force; it stays on file and leaves the collection."""
    only(actor, question.answerer_id)
    _move(question, "retract", on, actor, (), reason)
    take_down(question, actor)
    note(
        unit=question.unit,
        role=Role.OFFICE,
        subject_zh=f"第{question.number}号问题的答复已废止，不再适用",
        subject_en=f"The answer to question no. {question.number} was retracted",
        link=f"/guidance/questions/{question.pk}/",
        actor=actor,
    )


@command(by=(*LEADING, Role.LIAISON, Role.GUIDE), scope=Scope.WITHIN)
def flag_new_kind(*, question: Question, is_new_kind: bool, actor: Actor) -> None:
    """Mark a question as a new kind of problem, or take the mark off."""
    question.is_new_kind = is_new_kind
    question.save(update_fields=["is_new_kind"])
    event = NewKindFlagged(question.year, question.number, is_new_kind)
    record(event, actor=actor, unit=question.unit_code, articles=[ARTICLE])


def _refuse_same(answer: Answer, actor: Actor) -> None:
    by_account = answer.drafter_id is not None and actor.account is not None
    is_same = answer.drafter_id == actor.account if by_account else answer.drafted_by == actor.name
    if is_same:
        raise refused("answer-same-person", name=actor.name)


def _words(answer: Answer) -> str:
    return digest([answer.question_text, answer.text, *answer.citations])


def _step(question: Question, move: str, fields: Sequence[str] = ()) -> None:
    question.state = QUESTION.after(question.state, move)
    question.save(update_fields=["state", *fields])


def _move(
    question: Question,
    move: str,
    on: date,
    actor: Actor,
    fields: Sequence[str] = (),
    remark: str = "",
) -> None:
    _step(question, move, fields)
    event = QuestionMoved(question.year, question.number, move, question.state, on, remark)
    record(event, actor=actor, unit=question.unit_code, articles=[ARTICLE])
