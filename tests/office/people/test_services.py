"""Passwords: made for one account, and in a practice shared with others."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.services import set_password, share_password

pytestmark = pytest.mark.django_db
COUNTY, OTHER = "990124000000", "990125000000"
WORDS = "竹坪村口的老樟树-1987"


def actor(code: str) -> Actor:
    return Actor("管理员", code, frozenset({Role.SYSTEM_ADMIN}))


@pytest.fixture
def accounts() -> tuple[Account, Account]:
    """Two accounts of a county; the first has a password."""
    unit = Unit.objects.create(code=COUNTY, name="湘水县", level="county", kind="county")
    first, second = (Account.objects.create_user(username=n, unit=unit) for n in ("one", "two"))
    set_password(account=first, password=WORDS, actor=actor(COUNTY))
    return first, second


def test_in_a_practice_an_account_gets_the_password_of_another_and_the_ledger_says_so(
    accounts: tuple[Account, Account], settings: Settings
) -> None:
    settings.PRACTICE = True
    first, second = accounts
    share_password(account=second, like=first, actor=actor(COUNTY))
    second.refresh_from_db()
    assert second.check_password(WORDS)
    assert Entry.objects.filter(event="PasswordSet").count() == 2


def test_in_an_office_nobody_gets_the_password_of_another(
    accounts: tuple[Account, Account], settings: Settings
) -> None:
    settings.PRACTICE = False
    first, second = accounts
    with pytest.raises(NotAllowed):
        share_password(account=second, like=first, actor=actor(COUNTY))
    second.refresh_from_db()
    assert not second.check_password(WORDS)


def test_nobody_gets_one_from_an_account_of_another_unit(
    accounts: tuple[Account, Account], settings: Settings
) -> None:
    settings.PRACTICE = True
    with pytest.raises(NotAllowed):
        share_password(account=accounts[1], like=accounts[0], actor=actor(OTHER))
