"""Signing in, being locked out, accounts, and looking at an ID number."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Account, Person, Post
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal
from tests.office import builders
from tests.office.builders import COUNTY, OTHER_TOWN, PASSWORD, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    builders.units()


def sign_in(client: Client, account: Account, password: str = PASSWORD) -> int:
    form = {"login": account.username, "password": password}
    return client.post("/accounts/login/", form).status_code


def is_turned_away(account: Account) -> bool:
    """The password is right and the account may still not sign in."""
    client = Client()
    form = {"login": account.username, "password": PASSWORD}
    answer = client.post("/accounts/login/", form, follow=True)
    return "不能再登录" in answer.content.decode() and client.get("/inbox/").status_code == 302


def test_signing_in_leads_to_the_worklist_and_out_again(client: Client) -> None:
    account = builders.account(COUNTY, Role.OFFICE, password=PASSWORD)
    assert client.get("/").status_code == 302
    assert sign_in(client, account) == 302
    assert client.get("/inbox/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/inbox/").status_code == 302


def test_an_account_ends_with_its_last_day(client: Client) -> None:
    account = builders.account(COUNTY, Role.OFFICE, password=PASSWORD)
    today = timezone.localdate()
    Account.objects.filter(pk=account.pk).update(expires_on=today)
    assert sign_in(client, account) == 302
    Account.objects.filter(pk=account.pk).update(expires_on=today - timedelta(days=1))
    assert is_turned_away(account)
    assert client.get("/inbox/").status_code == 302


def test_eight_wrong_passwords_pause_the_account(client: Client) -> None:
    account = builders.account(COUNTY, Role.OFFICE, password=PASSWORD)
    assert [sign_in(client, account, "wrong") for _ in range(8)][:7] == [200] * 7
    answer = client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 429
    assert "登录暂停" in answer.content.decode()


def test_nobody_opens_an_account_for_himself(client: Client) -> None:
    client.post(
        "/accounts/signup/", {"username": "me", "password1": "gentle-river-77", "email": ""}
    )
    assert not Account.objects.filter(username="me").exists()


@pytest.mark.parametrize("address", ["/accounts/2fa/", "/accounts/password/change/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_the_own_account_stand_in_the_frame(
    client: Client, address: str, language: str
) -> None:
    sign_in(client, builders.account(COUNTY, Role.OFFICE, password=PASSWORD))
    answer = client.get(f"{address}?lang={language}", follow=True)
    assert answer.status_code == 200
    assert 'class="rail"' in answer.content.decode()


def test_the_three_administrators_share_the_work(client: Client) -> None:
    typist = builders.account(TOWN, Role.CLERK, username="typist", password=PASSWORD)
    system, security = Client(), Client()
    system.force_login(builders.account(COUNTY, Role.SYSTEM_ADMIN))
    security.force_login(builders.account(COUNTY, Role.SECURITY_ADMIN))
    client.force_login(builders.account(COUNTY, Role.AUDITOR))
    roles, close = f"/people/{typist.pk}/roles/", f"/people/{typist.pk}/close/"
    assert client.get("/people/").status_code == 403
    assert system.post(roles, {"roles": ["crew"]}).status_code == 403
    assert security.get("/people/open/").status_code == 403
    assert security.post(roles, {"roles": ["crew"]}).status_code == 302
    assert [post.role for post in Post.objects.filter(account=typist)] == ["crew"]
    assert security.post(close, {"reason": ""}).status_code == 200
    assert security.post(close, {"reason": "调离"}).status_code == 302
    assert not Account.objects.get(pk=typist.pk).is_active
    assert is_turned_away(typist)


def test_administrators_see_only_their_own_units(client: Client) -> None:
    builders.account(TOWN, Role.CLERK, username="within")
    outside = builders.account(COUNTY, Role.CLERK, username="above")
    client.force_login(builders.account(TOWN, Role.SYSTEM_ADMIN))
    text = client.get("/people/").content.decode()
    assert "within" in text
    assert "above" not in text
    assert client.get(f"/people/{outside.pk}/").status_code == 404
    form = client.get("/people/open/").content.decode()
    assert TOWN in form
    assert OTHER_TOWN not in form


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", ["", "open/"])
def test_the_pages_of_accounts_answer_in_both_languages(
    client: Client, page: str, language: str
) -> None:
    client.force_login(builders.account(COUNTY, Role.SYSTEM_ADMIN))
    assert client.get(f"/people/{page}?lang={language}").status_code == 200


def test_an_id_number_is_shown_only_for_a_reason_that_is_kept(client: Client) -> None:
    number = builders.id_number(1)
    person = Person.objects.create(
        name="王伟",
        sex="1",
        birth=date(1980, 1, 1),
        county=COUNTY,
        village=next(iter(builders.VILLAGES)),
        sealed_id=seal(number),
        id_index=index_of(number),
        id_tail=number[-4:],
    )
    address = f"/people/person/{person.pk}/id-number/"
    client.force_login(builders.account(COUNTY, Role.OFFICE))
    assert number not in client.get(address).content.decode()
    assert number not in client.post(address, {"reason": ""}).content.decode()
    assert number in client.post(address, {"reason": "核对申诉"}).content.decode()
    assert "核对申诉" in Entry.objects.get(event="IdRevealed").payload
    town = Client()
    town.force_login(builders.account(TOWN, Role.OFFICE))
    assert town.get(address).status_code == 404


def test_a_guide_reads_and_changes_nothing(client: Client) -> None:
    client.force_login(builders.account(COUNTY, Role.GUIDE))
    assert client.get("/people/").status_code == 200
    assert client.post("/people/open/", {}).status_code == 403
