"""What follows from another election day: acts too late, papers void, the first lawful day."""

from datetime import date

import pytest

from huanjie.office.committee import queries, services
from huanjie.office.committee.models import Election
from huanjie.office.people.roles import Role
from tests.office import builders as b

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
EARLIER = date(2026, 12, 10)
PAGE = f"/committee/{b.TOWN}/timetable/"


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


def done(election: Election, act: str, on: date) -> None:
    services.mark_done(election=election, act=act, done_on=on, actor=b.actor(b.TOWN))


def planned(election: Election, act: str, on: date) -> None:
    services.plan_act(election=election, act=act, planned_on=on, actor=b.actor(b.TOWN))


def test_an_act_done_in_time_is_too_late_for_an_earlier_day(town: Election) -> None:
    done(town, "roll_published", date(2026, 11, 22))
    found = queries.consequences(town, EARLIER, TODAY)
    late = {row.act.id: row for row in found.too_late}
    roll = late["roll_published"]
    assert (roll.on, roll.is_done, roll.latest, roll.days) == (
        date(2026, 11, 22), True, date(2026, 11, 20), 2,
    )  # fmt: skip
    assert (found.shift, found.days_moved) == (-10, 10)


@pytest.mark.parametrize(
    ("on", "is_late"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True)]
)
def test_the_last_lawful_day_is_not_too_late(town: Election, on: date, is_late: bool) -> None:
    done(town, "roll_published", on)
    acts = {row.act.id for row in queries.consequences(town, EARLIER, TODAY).too_late}
    assert ("roll_published" in acts) is is_late


def test_what_is_not_done_stands_at_its_plan_but_not_before_today(town: Election) -> None:
    planned(town, "roll_published", date(2026, 11, 10))
    planned(town, "preliminary_published", date(2026, 12, 4))
    found = queries.consequences(town, EARLIER, TODAY)
    assert {row.act.id: (row.on, row.is_done) for row in found.too_late} == {
        "roll_published": (TODAY, False),
        "preliminary_published": (date(2026, 12, 4), False),
    }


def test_the_first_lawful_day_is_clear_under_both_readings(town: Election) -> None:
    done(town, "roll_published", date(2026, 11, 22))
    planned(town, "preliminary_published", date(2026, 11, 24))
    planned(town, "formal_published", date(2026, 12, 1))
    assert queries.consequences(town, EARLIER, TODAY).earliest == date(2026, 12, 13)
    planned(town, "formal_published", date(2026, 12, 8))
    assert queries.consequences(town, EARLIER, TODAY).earliest == date(2026, 12, 16)


def test_papers_that_name_the_old_day_turn_void_only_when_it_moves(town: Election) -> None:
    moved = queries.consequences(town, date(2026, 12, 27), TODAY)
    assert [paper.kind for paper in moved.papers] == ["election_day_notice"]
    stays = queries.consequences(town, b.DAY, TODAY)
    assert (stays.papers, stays.shift, stays.earliest) == ((), 0, None)


def test_a_later_day_breaks_nothing(town: Election) -> None:
    found = queries.consequences(town, date(2026, 12, 27), TODAY)
    assert (found.too_late, found.earliest, found.may_move) == ((), None, True)


def test_once_polling_began_the_day_stays(town: Election) -> None:
    town.state = "polling"
    assert not queries.consequences(town, EARLIER, TODAY).may_move


def test_before_a_day_is_fixed_nothing_moves() -> None:
    b.units()
    found = queries.consequences(b.election(day=None), EARLIER, TODAY)
    assert (found.shift, found.papers, found.may_move) == (None, (), True)


def test_the_page_says_in_words_what_follows(town: Election) -> None:
    done(town, "roll_published", date(2026, 11, 22))
    page = b.signed_in(b.TOWN, Role.REGISTRAR).get(f"{PAGE}?day=2026-12-10").content.decode()
    assert "提前 10 天" in page
    assert "迟了 2 天" in page
    assert "文书作废" in page
    assert 'data-first="2026-09-21"' in page
    stays = b.signed_in(b.TOWN, Role.REGISTRAR).get(PAGE).content.decode()
    assert "没有事项超过法定期限" in stays or "最早排在" in stays
