"""An opening of boxes that nobody has recorded is work for the office."""

from __future__ import annotations

import pytest

from huanjie.office.counting import queries, services
from huanjie.office.people.roles import Role
from tests.office.counting import scene
from tests.office.counting.scene import DAY, Paper

pytestmark = pytest.mark.django_db
PAPER = Paper(1000, 600, {"王一": 320, "李二": 280})
LEADER = (Role.OFFICE, Role.COMMITTEE, Role.SCRUTINEER)


def test_an_opening_that_is_due_and_not_recorded_is_work_and_a_list_of_its_own() -> None:
    held = scene.opened(scene.constituency(scene.election()))
    assert not queries.unrecorded(held.contest.constituency.election)
    scene.polled(held, PAPER)
    held.refresh_from_db()
    election = held.contest.constituency.election
    work = [each for each in queries.open_work(election, DAY) if "开箱" in each.subject_zh]
    assert [(w.subject_zh, w.link, w.mark) for w in work] == [
        ("1个选区的开箱尚未记录", f"/counting/{scene.TOWN}/?opening=none", "todo")
    ]
    client = scene.browser(*LEADER)
    page = client.get(work[0].link).content.decode()
    assert "开箱未记录" in page
    assert held.contest.constituency.name in page
    services.record_opening(
        round=held, counted_together=True, opened_on=DAY, approval="", leaders_called=False,
        actor=scene.actor(Role.SCRUTINEER),
    )  # fmt: skip
    assert not [w for w in queries.open_work(election, DAY) if "开箱" in w.subject_zh]
    assert "开箱未记录" not in client.get(f"/counting/{scene.TOWN}/").content.decode()
