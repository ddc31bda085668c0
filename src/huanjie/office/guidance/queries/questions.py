"""Reading questions, their answers, and which answers no longer agree with what they cite."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from huanjie.office.guidance.models import Answer, Question
from huanjie.office.guidance.queries.citations import basis_of, changed, governing
from huanjie.office.guidance.queries.scope import above, within
from huanjie.office.ledger.actor import Actor

STANDING = ("published", "revising")


def questions_within(actor: Actor) -> QuerySet[Question]:
    """The questions of the reader's unit and of those within it, newest first."""
    found = Question.objects.filter(within(actor.unit)).select_related("unit", "answerer")
    return found.order_by("-id")


def readable_questions(actor: Actor) -> QuerySet[Question]:
    """The questions in scope, and the published ones that units above have answered."""
    return (
        Question.objects.filter(within(actor.unit) | _answered_above(actor.unit))
        .select_related("unit", "answerer")
        .distinct()
    )


def _answered_above(unit: str) -> Q:
    return Q(answerer_id__in=above(unit), state__in=STANDING)


def collection(actor: Actor) -> QuerySet[Answer]:
    """The answers in force that the reader may use: from his unit, from above and from below."""
    mine = within(actor.unit, "question__answerer")
    upward = Q(question__answerer_id__in=above(actor.unit))
    found = standing_answers().filter(mine | upward)
    return found.order_by("-approved_on", "-id")


def standing_answers() -> QuerySet[Answer]:
    """The latest approved answer of every question that has one in force."""
    later = Answer.objects.filter(approved_on__isnull=False).order_by("question_id", "-version")
    newest: dict[int, int] = {}
    for pk, question in later.values_list("pk", "question_id"):
        newest.setdefault(question, pk)
    found = Answer.objects.filter(pk__in=newest.values(), question__state__in=STANDING)
    return found.select_related("question__unit", "question__answerer")


def answers_of(question: Question) -> list[Answer]:
    """All versions, the newest first."""
    return list(question.answers.order_by("-version"))


def draft_of(question: Question) -> Answer | None:
    """The version that is not approved yet."""
    return question.answers.filter(approved_on__isnull=True).order_by("-version").first()


def answer_in_force(question: Question) -> Answer | None:
    """The latest approved version, while the question's answer stands."""
    if question.state not in STANDING:
        return None
    return question.answers.filter(approved_on__isnull=False).order_by("-version").first()


def to_answer(unit: str) -> QuerySet[Question]:
    """The questions that a unit has to answer."""
    found = Question.objects.filter(answerer_id=unit, state="asked").select_related("unit")
    return found.order_by("due", "id")


def to_approve(unit: str) -> QuerySet[Question]:
    """The questions with a draft that a second person has to look at."""
    found = Question.objects.filter(answerer_id=unit, state__in=("drafted", "revising"))
    drafts = Prefetch("answers", Answer.objects.filter(approved_on__isnull=True))
    return found.select_related("unit").prefetch_related(drafts).order_by("due", "id")


def open_questions(unit: str) -> QuerySet[Question]:
    """The questions of a unit that have no answer yet."""
    found = Question.objects.filter(unit_id=unit, state__in=("asked", "drafted"))
    return found.select_related("answerer").order_by("due", "id")


@dataclass(frozen=True)
class Stale:
    """An answer in force that no longer agrees with what it cites, and in what."""

    answer: Answer
    changes: tuple[str, ...]


def changes_since(answer: Answer, on: date) -> tuple[str, ...]:
    """What has changed of what an answer cites since it was approved or confirmed."""
    pack = governing(answer.question.unit_id, on)
    return changed(answer.basis, basis_of(answer.citations, pack))


def stale(answers: Iterable[Answer], on: date) -> list[Stale]:
    """The answers that no longer agree with what they cite."""
    found = (Stale(answer, changes_since(answer, on)) for answer in answers)
    return [each for each in found if each.changes]


def stale_of(unit: str, on: date) -> list[Stale]:
    """The answers that a unit has given and that no longer agree with what they cite."""
    return stale(standing_answers().filter(question__answerer_id=unit), on)
