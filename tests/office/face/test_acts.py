"""How a screen acts: receipt, refusal with the input kept, once for a form sent twice."""

import pytest
from django.test import Client

from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Account
from huanjie.office.people.roles import Role
from tests.office import builders

pytestmark = pytest.mark.django_db
OPEN = "/people/open/"
TOKEN = "a" * 22


@pytest.fixture
def admin(client: Client) -> Client:
    builders.units()
    client.force_login(builders.account(builders.COUNTY, Role.SYSTEM_ADMIN))
    return client


def given(**changes: object) -> dict[str, object]:
    form = {
        "username": "clerk-1",
        "name": "李四",
        "unit": builders.TOWN,
        "roles": ["clerk"],
        "password": "gentle-river-77",
        "again": "gentle-river-77",
        "expires_on": "2027-03-01",
    }
    return {**form, **changes}


def test_an_act_ends_with_a_receipt_that_is_shown_once(admin: Client) -> None:
    answer = admin.post(OPEN, given(), follow=True)
    opened = Account.objects.get(username="clerk-1")
    assert answer.redirect_chain == [(f"/people/{opened.pk}/", 302)]
    number = Entry.objects.get(event="AccountOpened").number
    assert number in answer.content.decode()
    assert number not in admin.get("/people/").content.decode()


def test_a_refusal_shows_the_finding_and_keeps_the_input(admin: Client) -> None:
    answer = admin.post(OPEN, given(roles=["clerk", "auditor"]))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-code="roles-not-separate"' in text
    assert 'value="clerk-1"' in text
    assert not Account.objects.filter(username="clerk-1").exists()


def test_a_form_sent_twice_acts_once(admin: Client) -> None:
    account = builders.account(builders.TOWN, Role.CLERK, username="typist")
    address = f"/people/{account.pk}/password/"
    form = {"password": "gentle-river-77", "again": "gentle-river-77", "once": TOKEN}
    answers = [admin.post(address, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Entry.objects.filter(event="PasswordSet").count() == 1
    assert admin.post(address, {**form, "once": "b" * 22}).status_code == 302
    assert Entry.objects.filter(event="PasswordSet").count() == 2


def test_a_refused_form_may_be_sent_again(admin: Client) -> None:
    form = given(once=TOKEN)
    assert admin.post(OPEN, {**form, "roles": ["clerk", "auditor"]}).status_code == 422
    assert admin.post(OPEN, form).status_code == 302


def test_an_act_without_the_role_is_not_allowed(client: Client) -> None:
    builders.units()
    client.force_login(builders.account(builders.COUNTY, Role.OFFICE))
    answer = client.post(OPEN, given())
    assert answer.status_code == 403
    assert "无权办理" in answer.content.decode()


def test_htmx_is_led_on_by_its_own_header(admin: Client) -> None:
    answer = admin.post(OPEN, given(), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/people/")


def test_a_record_that_is_gone_is_not_found(admin: Client) -> None:
    assert admin.post("/people/987654/password/", {}).status_code == 404
    assert "找不到" in admin.get("/people/987654/").content.decode()
