"""A week in the city's guidance group in a real browser, on the demo's own world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser import guided_world, guiding

if TYPE_CHECKING:
    from tests.browser.desk import House

pytestmark = pytest.mark.browser


def test_a_new_member_of_the_guidance_group_from_the_log_in_to_the_issued_bulletin(
    house: House,
) -> None:
    house.office.work("prepare", story="guided_world", day=guided_world.POLLING_DAY)
    house.password = guided_world.password(house.office.folder)
    printed = house.office.work("figures", story="guided_world", day=guiding.DAY)
    figures = json.loads(printed)
    house.office.stand_on(guiding.DAY)
    guiding.see_who_is_late(house)
    guiding.open_a_late_unit(house)
    guiding.read_a_return(house, figures)
    guiding.read_a_situation_report(house)
    guiding.answer_a_question(house)
    guiding.visit(house)
    guiding.issue_a_slip(house)
    guiding.draft_the_bulletin(house, figures)
    guiding.edit_in_two_tabs(house)
    guiding.issue_the_bulletin(house, figures)
