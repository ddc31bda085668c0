"""Contests, further rounds and polling day in the returns."""

import pytest

from huanjie.office.counting import services as counting
from huanjie.office.people.roles import Role
from huanjie.office.polling import returns
from tests.office.counting import scene
from tests.office.counting.scene import NAMES, Paper
from tests.office.reading import figures, moved, numbers, plain, reading

pytestmark = pytest.mark.django_db
SHORT = Paper(1000, 600, {NAMES[0]: 299, NAMES[1]: 290}, blank=11)


def test_without_contests_nothing_is_due() -> None:
    assert set(plain(figures(returns, scene.election())).values()) == {"not_due"}


def test_a_round_counts_once_its_poll_is_closed() -> None:
    held = scene.election()
    here = scene.constituency(held)
    scene.determined(scene.opened(here), SHORT)
    assert numbers(returns, held, "T5.01", "T5.28a", "T5.28b", "T5.28c") == [1, 0, 0, 0]
    again = counting.open_next_round(
        contest=scene.contest(here), held_on=scene.LATER, actor=scene.actor(Role.COMMITTEE)
    )
    before = figures(returns, held)
    assert plain(before)["T5.28b"] == 0
    scene.polled(again, Paper(1000, 700, {NAMES[0]: 400, NAMES[1]: 300}))
    assert moved(before, figures(returns, held)) == {"T5.28b": 1}


def test_polling_day_is_done_when_every_box_has_its_register() -> None:
    held = scene.election()
    first = scene.opened(scene.constituency(held))
    (found,) = returns.milestones(reading(held))
    assert (found.is_done, found.lacks_paper, found.has_started) == (False, True, True)
    scene.polled(first, SHORT)
    (found,) = returns.milestones(reading(held))
    assert found.is_done
