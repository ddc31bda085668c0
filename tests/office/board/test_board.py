"""The home page of every role, the matrix, the rail, search, and the public home page."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huanjie.office.board import queries
from huanjie.office.board.stages import STAGES, marks_of
from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import default_plan, timetable
from huanjie.office.inbox.work import WorkItem
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, DAY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def item(mark: str, role: Role, due: date | None = None, name: str = "") -> WorkItem:
    words = (name, name, "", "")
    return WorkItem(mark, *words, None, due, "", "", "", frozenset({role}))  # type: ignore[arg-type]


def test_the_worklist_has_four_groups() -> None:
    me = builders.actor(TOWN, Role.OFFICE)
    late = item("late", Role.OFFICE)
    gone_by = item("todo", Role.OFFICE, date(2026, 11, 22))
    today = item("todo", Role.OFFICE, TODAY)
    mine = item("stopped", Role.OFFICE, date(2026, 11, 24))
    other = item("late", Role.COMMITTEE)
    found = queries.worklist([late, gone_by, today, mine, other], me, TODAY)
    assert found.late == (late, gone_by)
    assert found.today == (today,)
    assert found.mine == (mine,)
    assert found.others == (other,)
    assert not found.is_empty
    assert queries.worklist([], me, TODAY).is_empty


def test_a_stage_is_done_by_the_act_that_ends_it() -> None:
    assert set(marks_of("preparing", set())) == set(STAGES)
    assert marks_of("preparing", set())["committee"] == "doing"
    begun = marks_of("registering", {"election_day_fixed", "constituencies_published"})
    assert (begun["committee"], begun["seats"], begun["registration"]) == ("done", "done", "doing")
    assert begun["polling"] == "todo"
    assert set(marks_of("concluded", set()).values()) == {"done"}


@pytest.fixture
def elections() -> list[Election]:
    builders.units()
    found = [builders.election(unit) for unit in (COUNTY, TOWN, OTHER_TOWN)]
    for each in found:
        committee.plan_all(
            election=each,
            plan={act: day for act, day in default_plan(DAY).items() if act != "polling"},
            actor=builders.actor(each.unit_id, Role.COMMITTEE),
        )
    return found


def test_the_matrix_tells_late_from_unlawful(elections: list[Election]) -> None:
    early = {row.election.unit_id: row for row in queries.matrix(elections, date(2026, 9, 26))}
    assert early[TOWN].marks["seats"] == "todo"
    late = {row.election.unit_id: row for row in queries.matrix(elections, TODAY)}
    assert late[TOWN].marks["seats"] == "warning"
    assert late[TOWN].marks["registration"] == "warning"
    gone = {row.election.unit_id: row for row in queries.matrix(elections, date(2026, 12, 2))}
    assert gone[TOWN].marks["registration"] == "stopped"
    assert gone[TOWN].late >= late[TOWN].late > early[TOWN].late


def test_the_matrix_costs_the_same_for_many_elections(elections: list[Election]) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.matrix(elections[:1], TODAY)
    with CaptureQueriesContext(connection) as all_of_them:
        queries.matrix(elections, TODAY)
    assert len(all_of_them) == len(one)


def test_the_bar_shows_the_limits_and_the_plan(elections: list[Election]) -> None:
    limits, blocks = queries.bar(timetable(elections[0], today=TODAY), DAY)
    assert {limit.day for limit in limits} >= {-20, -15, -7}
    assert not any(limit.is_broken for limit in limits)
    assert any(block.mark == "●" for block in blocks)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", [Role.OFFICE, Role.COMMITTEE, Role.CLERK, Role.GUIDE])
def test_every_role_has_its_home(
    elections: list[Election], client: Client, role: Role, language: str
) -> None:
    client.force_login(builders.account(COUNTY, role))
    answer = client.get(f"/?lang={language}")
    assert answer.status_code == 200
    assert elections[0].title in answer.content.decode()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_an_administrator_sees_no_election(
    elections: list[Election], client: Client, role: Role
) -> None:
    client.force_login(builders.account(COUNTY, role))
    text = client.get("/").content.decode()
    assert elections[0].title not in text
    assert client.get("/overview/").status_code == 403


def test_home_without_an_election_says_what_comes_first(client: Client) -> None:
    builders.units()
    client.force_login(builders.account(TOWN, Role.OFFICE))
    assert "还没有选举" in client.get("/").content.decode()


def test_the_reader_chooses_among_the_elections_in_scope(
    elections: list[Election], client: Client
) -> None:
    client.force_login(builders.account(COUNTY, Role.OFFICE))
    assert "白岩镇人民代表大会换届选举</p>" in client.get(f"/?unit={TOWN}").content.decode()
    town = Client()
    town.force_login(builders.account(TOWN, Role.OFFICE))
    text = town.get(f"/?unit={COUNTY}").content.decode()
    assert "白岩镇人民代表大会换届选举" in text
    assert "沅水县人民代表大会换届选举" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_overview_lists_every_election(
    elections: list[Election], client: Client, language: str
) -> None:
    client.force_login(builders.account(COUNTY, Role.GUIDE))
    text = client.get(f"/overview/?lang={language}").content.decode()
    assert all(name in text for name in ("沅水县", "白岩镇", "青溪镇"))
    assert "白岩镇" in client.get("/overview/?q=白岩").content.decode()
    assert client.get("/overview/?sort=-late").status_code == 200
    assert client.get("/overview/?format=csv")["Content-Type"].startswith("text/csv")


def test_search_finds_within_scope_only_and_masks(client: Client) -> None:
    builders.units()
    inside = next(iter(builders.VILLAGES))
    for village, tail in ((inside, "1234"), ("430001102001", "9876")):
        Person.objects.create(name="王小明", sex="1", county=COUNTY, village=village, id_tail=tail)
    client.force_login(builders.account(TOWN, Role.OFFICE))
    text = client.get("/search/?q=王小").content.decode()
    assert "**************1234" in text
    assert "9876" not in text
    assert "青溪" not in client.get("/search/?q=镇").content.decode().split("<main")[1]
    assert "没有找到" in client.get("/search/?q=不存在").content.decode()
    assert client.get("/search/?lang=en").status_code == 200
    clerk = Client()
    clerk.force_login(builders.account(TOWN, Role.CLERK))
    assert "1234" not in clerk.get("/search/?q=王小").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_public_home_lists_the_elections(
    elections: list[Election], client: Client, language: str
) -> None:
    answer = client.get(f"/p/?lang={language}")
    assert answer.status_code == 200
    assert elections[1].title in answer.content.decode()
