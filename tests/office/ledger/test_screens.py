"""The ledger on the screen: scope, filters, one entry, and the check of the chains."""

import pytest
from django.db import connection
from django.test import Client

from huanjie.office.ledger.models import Entry
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Client:
    builders.units()
    builders.election(TOWN)
    builders.election(COUNTY)
    client.force_login(builders.account(COUNTY, Role.AUDITOR))
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_entries_in_scope_are_listed(auditor: Client, language: str) -> None:
    text = auditor.get(f"/ledger/?lang={language}").content.decode()
    entries = Entry.objects.all()
    assert entries
    assert all(entry.number in text for entry in entries)
    town = Client()
    town.force_login(builders.account(TOWN, Role.OFFICE))
    seen = town.get("/ledger/").content.decode()
    assert all((entry.number in seen) is (entry.unit == TOWN) for entry in entries)


def test_the_filters_narrow_the_list(auditor: Client) -> None:
    def listed(query: str) -> set[str]:
        text = auditor.get(f"/ledger/?{query}").content.decode()
        return {entry.number for entry in Entry.objects.all() if entry.number in text}

    of_town = {entry.number for entry in Entry.objects.filter(unit=TOWN)}
    assert listed(f"unit={TOWN}") == of_town
    event = Entry.objects.first().event  # type: ignore[union-attr]
    assert listed(f"event={event}") == {e.number for e in Entry.objects.filter(event=event)}
    assert listed("person=nobody") == set()
    assert listed("from=2999-01-01") == set()
    assert listed("to=1999-01-01") == set()
    assert listed("from=nonsense") == listed("")


def test_an_entry_shows_what_was_done_and_its_place_in_the_chain(auditor: Client) -> None:
    entry = Entry.objects.filter(event="ElectionDayFixed").first() or Entry.objects.get(pk=1)
    text = auditor.get(f"/ledger/{entry.pk}/").content.decode()
    assert entry.digest in text
    assert entry.previous in text
    town = Client()
    town.force_login(builders.account(builders.OTHER_TOWN, Role.OFFICE))
    assert town.get(f"/ledger/{entry.pk}/").status_code == 404


def test_the_ledger_is_a_file_too(auditor: Client) -> None:
    answer = auditor.get("/ledger/?format=csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined, arg-type]
    assert len(text.splitlines()) == Entry.objects.count() + 1


def test_the_check_of_the_chains_finds_a_changed_entry(auditor: Client) -> None:
    assert "全部相符" not in auditor.get("/ledger/chains/").content.decode()
    assert "全部相符" in auditor.post("/ledger/chains/").content.decode()
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("UPDATE ledger_entry SET actor_name = '别人' WHERE sequence = 1")
    answer = auditor.post("/ledger/chains/?lang=en").content.decode()
    assert "does not agree with its digest" in answer


@pytest.mark.parametrize("role", [Role.CLERK, Role.SYSTEM_ADMIN, Role.CREW])
def test_others_do_not_read_it(client: Client, role: Role) -> None:
    builders.units()
    builders.election(COUNTY)
    client.force_login(builders.account(COUNTY, role))
    assert client.get("/ledger/").status_code == 403
    assert client.get(f"/ledger/{Entry.objects.first().pk}/").status_code == 403  # type: ignore[union-attr]


def test_who_acted_may_follow_the_receipt(client: Client) -> None:
    builders.units()
    typist = builders.account(TOWN, Role.CLERK, username="typist")
    client.force_login(builders.account(COUNTY, Role.SECURITY_ADMIN))
    client.post(f"/people/{typist.pk}/close/", {"reason": "调离"})
    entry = Entry.objects.get(event="AccountClosed")
    assert "调离" in client.get(f"/ledger/{entry.pk}/").content.decode()
