"""The page of components: each one used, in both languages, each with its own template."""

import re

import pytest
from django.template.loader import get_template
from django.test import Client

from huanjie.office.face.templatetags.face import COMPONENTS
from huanjie.office.people.roles import Role
from tests.office import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> Client:
    builders.units()
    client.force_login(builders.account(builders.COUNTY, Role.OFFICE))
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_component_is_used_on_the_page(page: Client, language: str) -> None:
    answer = page.get(f"/design/?lang={language}")
    assert answer.status_code == 200
    text = answer.content.decode()
    shown = re.split(r'data-component="(\w+)"', text)
    sections = dict(zip(shown[1::2], shown[2::2], strict=True))
    assert set(sections) == set(COMPONENTS)
    assert all(len(section) > 60 for section in sections.values())


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_has_its_template(component: str) -> None:
    assert get_template(f"face/{component}.html")


def test_the_english_page_speaks_english(page: Client) -> None:
    text = page.get("/design/?lang=en").content.decode()
    assert "What to do" in text
    assert "怎么办" not in text


def test_nobody_sees_it_without_signing_in(client: Client) -> None:
    assert client.get("/design/").status_code == 302


@pytest.mark.parametrize("address", ["/law/EL/30.2/", "/law/EL/30/", "/law/P/O-06/"])
def test_an_article_shows_the_rules_under_it(page: Client, address: str) -> None:
    whole = page.get(address)
    assert whole.status_code == 200
    assert "<html" in whole.content.decode()
    part = page.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.content


@pytest.mark.parametrize(
    "address", ["/law/XX/1/", "/law/EL/0/", "/law/EL/a.b/", "/law/EL/1.2.3.4/"]
)
def test_an_article_that_cannot_be_is_not_found(page: Client, address: str) -> None:
    assert page.get(address).status_code == 404


def test_nothing_is_loaded_from_another_host(page: Client) -> None:
    text = page.get("/design/").content.decode()
    loaded = re.findall(r'(?:src|href|action)="(https?:)?//', text)
    assert not loaded
