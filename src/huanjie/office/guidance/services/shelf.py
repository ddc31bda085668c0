"""Putting approved answers into the library, and taking retracted ones out of it."""

from django.urls import reverse

from huanjie.office.guidance.models import Answer, Question
from huanjie.office.ledger.actor import Actor
from huanjie.office.library import services as library


def shelve(answer: Answer, actor: Actor) -> None:
    """Let the search find an answer; a later version takes the place of an earlier one."""
    question = answer.question
    library.put(
        source="answer",
        key=str(question.pk),
        title=answer.question_text.splitlines()[0][:160],
        text=f"{answer.question_text}\n{answer.text}",
        link=reverse("guidance:question", args=(question.pk,)),
        articles=list(answer.citations),
        unit=question.answerer_id,
        actor=actor,
    )


def take_down(question: Question, actor: Actor) -> None:
    """Let the search no longer find a question's answer."""
    library.remove(source="answer", key=str(question.pk), actor=actor)
