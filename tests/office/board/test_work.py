"""One worklist a person: every election in scope, the work between the levels, filter, digest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from huanjie.office.board import queries, tasks
from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import default_plan
from huanjie.office.inbox import services
from huanjie.office.inbox.models import Reminder
from huanjie.office.inbox.work import WorkItem
from huanjie.office.people.queries import member
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, DAY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def elections(settings: Settings, tmp_path: Path) -> list[Election]:
    settings.DATA_DIR = tmp_path
    settings.PRACTICE, settings.PRACTICE_DAY = True, TODAY.isoformat()
    builders.units()
    found = [builders.election(unit) for unit in (COUNTY, TOWN, OTHER_TOWN)]
    for each in found:
        committee.plan_all(
            election=each,
            plan={act: day for act, day in default_plan(DAY).items() if act != "polling"},
            actor=builders.actor(each.unit_id, Role.COMMITTEE),
        )
    return found


def test_a_record_of_a_lower_unit_is_waited_for_unless_one_decides_there() -> None:
    def item(*roles: Role) -> WorkItem:
        words = ("名额", "quota", "", "")
        found = frozenset(roles)
        return WorkItem("todo", *words, None, None, "", "", "", found, unit=TOWN)

    county = builders.actor(COUNTY, Role.OFFICE, Role.STANDING_COMMITTEE)
    assert queries.may_act(item(Role.STANDING_COMMITTEE), county)
    assert not queries.may_act(item(Role.OFFICE), county)
    assert queries.may_act(item(Role.OFFICE), builders.actor(TOWN, Role.OFFICE))
    other = builders.actor(OTHER_TOWN, Role.STANDING_COMMITTEE)
    assert not queries.may_act(item(Role.STANDING_COMMITTEE), other)


def test_the_county_sees_its_own_work_what_it_decides_below_and_who_is_late(
    elections: list[Election],
) -> None:
    sc = builders.actor(COUNTY, Role.STANDING_COMMITTEE)
    work = queries.worklist(queries.work_of(sc, TODAY), sc, TODAY)
    decided = {item.unit or COUNTY for item in (*work.late, *work.today, *work.mine)}
    assert decided == {COUNTY, TOWN, OTHER_TOWN}
    late = {item.unit_name for item in work.others if "逾期" in item.subject_zh}
    assert late == {"白岩镇", "青溪镇"}
    office = builders.actor(COUNTY, Role.OFFICE)
    mine = queries.worklist(queries.work_of(office, TODAY), office, TODAY)
    assert {item.unit or COUNTY for item in (*mine.late, *mine.today, *mine.mine)} == {COUNTY}


def test_many_units_below_cost_the_reader_no_more_queries(elections: list[Election]) -> None:
    guide = builders.actor(COUNTY, Role.GUIDE)
    with CaptureQueriesContext(connection) as three:
        queries.work_of(guide, TODAY)
    Election.objects.filter(unit_id=OTHER_TOWN).delete()
    with CaptureQueriesContext(connection) as two:
        queries.work_of(guide, TODAY)
    assert len(three) == len(two)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_filters_by_group_unit_and_words(elections: list[Election], language: str) -> None:
    client = builders.signed_in(COUNTY, language=language)
    whole = client.get("/worklist/").content.decode()
    assert "青溪镇" in whole.split("<main")[1]
    one = client.get(f"/worklist/?in={TOWN}").content.decode().split("</form>", 1)[1]
    assert f"/{TOWN}/" in one
    assert f"/{OTHER_TOWN}/" not in one.split("<main")[-1].split("filters")[-1]
    assert client.get("/worklist/?group=late").status_code == 200
    empty = client.get("/worklist/?words=qqqq").content.decode()
    assert ("没有符合的事项" if language == "zh" else "Nothing fits") in empty


def test_home_shows_one_unit_when_it_is_asked_for_one(elections: list[Election]) -> None:
    client = builders.signed_in(COUNTY, Role.OFFICE)
    assert "青溪镇" not in client.get(f"/?unit={TOWN}").content.decode().split("<h2", 1)[1]
    assert client.get("/").status_code == 200


def test_everybody_is_reminded_and_the_digest_is_sent_by_the_clock(
    elections: list[Election], tmp_path: Path, settings: Settings
) -> None:
    account = builders.account(COUNTY, Role.STANDING_COMMITTEE)
    services.change_contact(
        account=account, email="a@example.org", mobile="", by_email=True, by_sms=False,
        kind="daily", hour=0, days_before=3, language="zh", actor=member(account),
    )  # fmt: skip
    drafted = list(tasks.drafts())
    assert [(who, way) for who, way, _ in drafted] == [(account.username, "email")]
    assert not Reminder.objects.exists()
    assert tasks.send() == 1
    assert tasks.send() == 0
    assert len(list((tmp_path / "outbox").iterdir())) == 1
    settings.PRACTICE_DAY = "2026-11-30"
    tasks.remind()
    assert tasks.remind() == Reminder.objects.filter(made_on=date(2026, 11, 30)).count()
