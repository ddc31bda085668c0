"""The frame: language, large print, practice, errors, health."""

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from huanjie.office.face.screens.errors import broken
from huanjie.office.people.roles import Role
from tests.office import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    builders.units()
    client.force_login(builders.account(builders.COUNTY, Role.OFFICE))
    return client


def test_chinese_first_and_english_as_long_as_it_is_chosen(office: Client) -> None:
    assert "公告" in office.get("/bulletin/", headers={"Accept-Language": "en"}).content.decode()
    assert "Notices" in office.get("/bulletin/?lang=en").content.decode()
    assert "Notices" in office.get("/bulletin/").content.decode()
    assert "公告" in office.get("/bulletin/?lang=zh-hans").content.decode()


def test_large_print_stays_with_the_account(office: Client) -> None:
    answer = office.post("/people/large-print/", {"next": "/bulletin/"})
    assert answer["Location"] == "/bulletin/"
    assert "large-print" in office.get("/bulletin/").content.decode()
    assert office.post("/people/large-print/", {"next": "//evil.example/"})["Location"] == "/"
    assert 'class="large-print' not in office.get("/bulletin/").content.decode()


def test_practice_stands_on_every_page(office: Client, settings: LazySettings) -> None:
    assert "practice-stripe" not in office.get("/bulletin/").content.decode()
    settings.PRACTICE = True
    for address in ("/bulletin/", "/p/", "/accounts/login/"):
        page = office if address != "/accounts/login/" else Client()
        assert "演练" in page.get(address).content.decode()


def test_what_is_not_there_is_said_in_the_frame(office: Client, client: Client) -> None:
    answer = office.get("/nowhere/")
    assert answer.status_code == 404
    assert "找不到" in answer.content.decode()
    assert 'class="rail"' in answer.content.decode()
    assert 'class="rail"' not in Client().get("/nowhere/").content.decode()


def test_a_broken_page_needs_no_database() -> None:
    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()


def test_the_watcher_is_answered(client: Client) -> None:
    assert client.get("/health/").json()["status"] == "ok"


def test_the_rail_shows_the_stages_of_the_election_in_hand(office: Client) -> None:
    builders.election(builders.COUNTY)
    text = office.get("/bulletin/").content.decode()
    assert "沅水县人民代表大会换届选举" in text
    assert "mark-done" in text
    assert "2026年12月20日 星期日" in text
