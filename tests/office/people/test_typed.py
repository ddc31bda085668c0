"""Words typed into a form whose session had ended are there after signing in, and only there."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from huanjie.office.people import typed
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import unseal
from tests.office import builders
from tests.office.builders import PASSWORD, TOWN

pytestmark = pytest.mark.django_db
PAGE = "/guidance/questions/ask/"
WORDS = {
    "title": "短信委托",
    "text": "选民在外地",
    "urgency": "normal",
    "password1": "secret-words",
}


@pytest.fixture
def client() -> Client:
    builders.units()
    builders.account(TOWN, Role.OFFICE, password=PASSWORD, username="clerk")
    return Client()


def sign_in(client: Client) -> None:
    form = {"login": "clerk", "password": PASSWORD}
    assert client.post("/accounts/login/", form).status_code == 302


def test_what_was_typed_stands_in_the_form_once_and_asks_to_be_submitted(client: Client) -> None:
    assert client.post(PAGE, WORDS).status_code == 302
    sign_in(client)
    other = client.get("/guidance/requests/draft/").content.decode()
    assert "选民在外地" not in other
    answer = client.get(PAGE)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "短信委托" in shown
    assert "选民在外地" in shown
    assert "没有提交成功" in shown
    assert "选民在外地" not in client.get(PAGE).content.decode()


def test_it_waits_sealed_without_passwords_and_not_when_it_is_very_long(client: Client) -> None:
    client.post(PAGE, WORDS)
    (kept,) = [each.get_decoded()["typed"] for each in Session.objects.all()]
    text = unseal(bytes.fromhex(kept["sealed"]))
    assert "title" in text
    assert "secret" not in text
    fresh = Client()
    fresh.post(PAGE, {**WORDS, "text": "长" * typed.LONGEST})
    assert "typed" not in fresh.session


def test_a_form_of_an_earlier_sign_in_says_what_to_do() -> None:
    builders.units()
    strict = Client(enforce_csrf_checks=True)
    account = builders.account(TOWN, Role.OFFICE)
    strict.force_login(account, backend="huanjie.office.people.backends.UnexpiredBackend")
    answer = strict.post(PAGE, WORDS)
    assert answer.status_code == 403
    assert "后退" in answer.content.decode()
