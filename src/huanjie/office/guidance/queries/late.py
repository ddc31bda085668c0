"""The late list: everything between the levels whose day has gone by, for a unit and below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from huanjie.office.guidance.models import Question, Request, Resolution, Slip, Visit
from huanjie.office.guidance.queries.scope import within


@dataclass(frozen=True)
class Late:
    """One late thing: what kind, of which unit, whose turn it is, since when."""

    kind: str
    unit: str
    unit_name: str
    turn: str
    subject: str
    due: date
    days: int
    link: str


def late(unit: str, today: date) -> list[Late]:
    """What is late in a unit and in those within it, the longest overdue first."""
    found = [
        *_resolutions(unit, today),
        *_requests(unit, today),
        *_questions(unit, today),
        *_slips(unit, today),
        *_visits(unit, today),
    ]
    return sorted(found, key=lambda each: (each.due, each.unit, each.link))


def _resolutions(unit: str, today: date) -> Iterator[Late]:
    rows = Resolution.objects.filter(within(unit), state="open", due__lt=today)
    for row in rows.select_related("unit", "meeting"):
        page = reverse("guidance:resolution", args=(row.pk,))
        yield _late("resolution", row, row.unit.name, row.text, row.due, today, page)


def _requests(unit: str, today: date) -> Iterator[Late]:
    rows = Request.objects.filter(
        within(unit), kind="request", state__in=("sent", "received"), due__lt=today
    )
    for row in rows.select_related("unit"):
        page = reverse("guidance:request", args=(row.pk,))
        yield _late("request", row, row.body, row.matter, row.due, today, page)


def _questions(unit: str, today: date) -> Iterator[Late]:
    open_ = Q(state__in=("asked", "drafted"))
    for row in Question.objects.filter(within(unit), open_, due__lt=today).select_related(
        "unit", "answerer"
    ):
        page = reverse("guidance:question", args=(row.pk,))
        yield _late("question", row, row.answerer.name, row.title, row.due, today, page)


def _slips(unit: str, today: date) -> Iterator[Late]:
    rows = Slip.objects.filter(within(unit), state="issued", due__lt=today)
    for row in rows.select_related("unit"):
        page = reverse("guidance:slip", args=(row.pk,))
        yield _late("slip", row, row.unit.name, row.matter, row.due, today, page)


def _visits(unit: str, today: date) -> Iterator[Late]:
    """Visits that a unit has planned for others and not made."""
    rows = Visit.objects.filter(within(unit, "visitor"), state="planned", planned_on__lt=today)
    for row in rows.select_related("unit", "visitor"):
        page = reverse("guidance:visit", args=(row.pk,))
        yield _late("visit", row, row.visitor.name, row.purpose, row.planned_on, today, page)


def _late(
    kind: str,
    row: Resolution | Request | Question | Slip | Visit,
    turn: str,
    subject: str,
    due: date | None,
    today: date,
    link: str,
) -> Late:
    day = due or today
    unit = row.unit
    return Late(kind, unit.code, unit.name, turn, subject, day, (today - day).days, link)
