"""Notes reach the holders of a role in a unit, and are ticked off by one of them."""

from datetime import date

import pytest
from django.test import Client

from huanjie.office.inbox import queries, services
from huanjie.office.inbox.models import Note
from huanjie.office.inbox.work import WorkItem
from huanjie.office.ledger.commands import NotAllowed
from huanjie.office.people.models import Unit
from huanjie.office.people.queries import member
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def note() -> Note:
    builders.units()
    return services.note(
        unit=Unit.objects.get(pk=TOWN),
        role=Role.COMMITTEE,
        subject_zh="名单有一件申诉",
        subject_en="An appeal against the roll",
        link="/registration/",
        actor=builders.actor(COUNTY),
    )


def test_a_note_reaches_the_role_in_its_unit(note: Note) -> None:
    assert list(queries.open_notes(builders.actor(TOWN, Role.COMMITTEE))) == [note]
    assert not queries.open_notes(builders.actor(TOWN, Role.CLERK))
    assert not queries.open_notes(builders.actor(COUNTY, Role.COMMITTEE))


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "名单有一件申诉"), ("en", "An appeal against the roll")]
)
def test_a_note_is_read_and_ticked_off(
    note: Note, client: Client, language: str, words: str
) -> None:
    account = builders.account(TOWN, Role.COMMITTEE)
    client.force_login(account)
    assert words in client.get(f"/inbox/?lang={language}").content.decode()
    assert client.post(f"/inbox/{note.pk}/done/").status_code == 302
    note.refresh_from_db()
    assert note.done_by == account
    assert not queries.open_notes(member(account))
    assert client.get(f"/inbox/{note.pk}/done/").status_code == 405


def test_who_may_not_tick_it_off(note: Note, client: Client) -> None:
    client.force_login(builders.account(TOWN, Role.CLERK))
    assert client.post(f"/inbox/{note.pk}/done/").status_code == 404
    with pytest.raises(NotAllowed):
        services.close_note(note=note, actor=builders.actor(TOWN, Role.CLERK))
    with pytest.raises(NotAllowed):
        services.close_note(note=note, actor=builders.actor(COUNTY, Role.COMMITTEE))


def test_the_gravest_work_comes_first() -> None:
    def item(mark: str, due: date | None) -> WorkItem:
        nobody: frozenset[Role] = frozenset()
        return WorkItem(mark, "", "", "", "", None, due, "", "", "", nobody)  # type: ignore[arg-type]

    soon, later = date(2026, 12, 1), date(2026, 12, 9)
    items = [item("todo", soon), item("due", None), item("due", later), item("late", later)]
    assert sorted(items, key=lambda each: each.rank) == [items[3], items[2], items[1], items[0]]
