"""Notices: numbers without gaps, corrected by later ones, read by everybody."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from huanjie.office.bulletin import queries, services
from huanjie.office.bulletin.models import Publication
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

pytestmark = pytest.mark.django_db
BODY = {
    "paragraphs": ["根据《选举法》第三十二条，现将名单公布如下。"],
    "tables": [{"title": "第1选区", "head": ["姓名", "得票"], "rows": [["王伟", 812], ["=x", 5]]}],
}


@command(by=Role.COMMITTEE, scope=Scope.WITHIN)
def post(*, unit: Unit, title: str, actor: Actor, is_public: bool = True) -> Publication:
    return services.publish(
        unit=unit,
        kind="formal_list_notice",
        subject="constituency:1",
        title=title,
        issuer=f"{unit.name}选举委员会",
        published_on=date(2026, 12, 12),
        body=BODY,
        is_public=is_public,
        actor=actor,
    )


@command(by=Role.COMMITTEE)
def correct(*, earlier: Publication, later: Publication, actor: Actor) -> None:
    services.supersede(publication=earlier, by=later, actor=actor)


def posted(title: str = "名单公告", unit: str = COUNTY, **more: Any) -> Publication:
    actor = builders.actor(COUNTY, Role.COMMITTEE)
    return post(unit=Unit.objects.get(pk=unit), title=title, actor=actor, **more)


@pytest.fixture(autouse=True)
def _places() -> None:
    builders.units()


def test_every_unit_counts_from_one_without_gaps() -> None:
    assert [posted().number, posted().number, posted(unit=TOWN).number] == [1, 2, 1]
    with transaction.atomic():
        assert posted().number == 3
        transaction.set_rollback(True)
    assert posted().number == 3


def test_many_notices_are_one_entry_of_the_ledger() -> None:
    @command(by=Role.COMMITTEE)
    def post_all(*, unit: Unit, actor: Actor) -> list[Publication]:
        notices = [services.Notice(f"constituency:{n}", f"第{n}选区", BODY) for n in (1, 2, 3)]
        return services.publish_all(
            unit=unit,
            kind="formal_list_notice",
            issuer="县选举委员会",
            published_on=date(2026, 12, 12),
            notices=notices,
            actor=actor,
        )

    found = post_all(unit=Unit.objects.get(pk=COUNTY), actor=builders.actor(COUNTY, Role.COMMITTEE))
    assert [row.number for row in found] == [1, 2, 3]
    assert queries.body_digest(BODY) in Entry.objects.get(event="NoticesPublished").payload


def test_publishing_needs_a_command() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        services.publish(
            unit=Unit.objects.get(pk=COUNTY),
            kind="x",
            subject="",
            title="",
            issuer="",
            published_on=date(2026, 1, 1),
            body=BODY,
            is_public=True,
            actor=builders.actor(COUNTY),
        )


def test_a_corrected_notice_stays_and_names_the_later_one(client: Client) -> None:
    first, second = posted("甲公告"), posted("乙公告")
    correct(earlier=first, later=second, actor=builders.actor(COUNTY, Role.COMMITTEE))
    text = client.get(f"/p/notices/{COUNTY}/1/").content.decode()
    assert "甲公告" in text
    assert f"/p/notices/{COUNTY}/2/" in text
    assert list(queries.notices_on(COUNTY, "formal_list_notice")) == [second]
    assert list(queries.notices_on(COUNTY, "formal_list_notice", "constituency:9")) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ["/p/", "/p/notices/", f"/p/notices/{COUNTY}/1/"])
def test_everybody_reads_the_notices(client: Client, address: str, language: str) -> None:
    builders.election(COUNTY)
    Publication.objects.all().delete()
    posted()
    answer = client.get(f"{address}?lang={language}")
    assert answer.status_code == 200
    assert "名单公告" in answer.content.decode()


def test_the_public_site_is_empty_before_anything_is_published(client: Client) -> None:
    assert "还没有公告" in client.get("/p/").content.decode()
    assert client.get(f"/p/notices/{COUNTY}/").status_code == 404


def test_what_is_not_for_the_web_is_not_on_the_web(client: Client) -> None:
    hidden = posted("选民名单", is_public=False)
    assert "选民名单（" not in client.get("/p/").content.decode()
    for tail in ("/", ".json", "-1.csv"):
        assert client.get(f"/p/notices/{COUNTY}/1{tail}").status_code == 404
    client.force_login(builders.account(COUNTY, Role.OFFICE))
    assert "选民名单" in client.get(f"/bulletin/{hidden.pk}/").content.decode()


def test_a_notice_is_data_too(client: Client) -> None:
    posted()
    data = client.get(f"/p/notices/{COUNTY}/1.json")
    assert data.json()["body"] == BODY
    assert data.json()["sha256"] == queries.body_digest(BODY)
    text = b"".join(client.get(f"/p/notices/{COUNTY}/1-1.csv")).decode()
    assert text == "\ufeff姓名,得票\r\n王伟,812\r\n'=x,5\r\n"
    assert client.get(f"/p/notices/{COUNTY}/1-2.csv").status_code == 404
    assert data["Last-Modified"] == client.get(f"/p/notices/{COUNTY}/1/")["Last-Modified"]


def test_notices_are_searched_by_word_and_unit(client: Client) -> None:
    posted("正式候选人名单公告")
    posted("投票公告", unit=TOWN)
    assert "投票公告" not in client.get("/p/notices/?q=候选人").content.decode()
    assert "没有找到" in client.get("/p/notices/?q=罢免").content.decode()
    town = client.get(f"/p/notices/{TOWN}/").content.decode()
    assert "投票公告" in town
    assert "正式候选人名单公告" not in town


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_office_sees_its_notices(client: Client, language: str) -> None:
    found = posted()
    client.force_login(builders.account(COUNTY, Role.OFFICE))
    assert "名单公告" in client.get(f"/bulletin/?lang={language}").content.decode()
    assert client.get(f"/bulletin/{found.pk}/?lang={language}").status_code == 200
    town = Client()
    town.force_login(builders.account(TOWN, Role.OFFICE))
    assert town.get(f"/bulletin/{found.pk}/").status_code == 404
