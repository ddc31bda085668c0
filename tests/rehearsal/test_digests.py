"""No message about open work names anybody, at any step of a whole rehearsed county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from huanjie.office.board.queries import WorkOf, worklist
from huanjie.office.committee.models import CommitteeMember, Election
from huanjie.office.inbox.digests import Gathered, message
from huanjie.office.inbox.models import Reminder
from huanjie.office.inbox.work import without_typed_words
from huanjie.office.ledger.actor import Actor
from huanjie.office.nomination.models import Nominee
from huanjie.office.people.models import Account, Person, Unit
from huanjie.office.people.roles import Role
from tests.rehearsal.conftest import Rehearse

pytestmark = pytest.mark.django_db
STEPS = ("committee", "seats", "import", "roll", "nomination", "formal", "polling", "counting")
EVERY_ROLE = frozenset(Role)


def messages() -> Iterator[str]:
    """What a county and one of its towns would be told, in both languages, by mail and by SMS."""
    for unit in Unit.objects.filter(election__isnull=False).distinct().order_by("code")[:2]:
        actor = Actor("某人", unit.pk, EVERY_ROLE)
        for today in days(unit):
            work = worklist(WorkOf(today)(actor), actor, today)
            rows = (*work.late, *work.today, *work.mine)
            reminders = [
                Reminder(
                    subject_zh=without_typed_words(item.subject_zh),
                    subject_en=without_typed_words(item.subject_en),
                    due=item.due,
                )
                for item in rows
                if item.due
            ]
            gathered = Gathered(work.late, work.today, (*work.mine, *work.others), reminders)
            for language in ("zh", "en"):
                for channel in ("email", "sms"):
                    said = message(
                        gathered, channel=channel, language=language, unit_name=unit.name,
                        today=today, address="http://localhost",
                    )  # fmt: skip
                    yield f"{said.subject}\n{said.text}"


def days(unit: Unit) -> set[date]:
    """The days of the timetable and that of the vote, on which the words of the work differ."""
    election = Election.objects.get(unit=unit)
    acts = election.acts.exclude(planned_on=None).values_list("planned_on", flat=True)
    return {*acts, *({election.polling_day} if election.polling_day else ())}


def names() -> set[str]:
    """Everybody of whom the installation knows."""
    found: set[str] = set()
    for model in (Person, Account, Nominee, CommitteeMember):
        found |= set(model.objects.values_list("name", flat=True))
    return {name for name in found if name}


def test_no_message_names_anybody_at_any_step(sound: Path, rehearse: Rehearse) -> None:
    seen: set[str] = set()
    for step in STEPS:
        assert rehearse(sound, "--until", step) == (0, "")
        seen |= set(messages())
    everybody = names()
    assert len(everybody) > 1000
    assert len(seen) > 50
    assert not {name for name in everybody for text in seen if name in text}
