"""A whole county and its town in a real browser, from the founding to the published result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import (
    counting_night,
    county,
    in_english,
    in_public,
    nominating,
    polling_day,
    registering,
    setting_up,
)

if TYPE_CHECKING:
    from tests.browser.desk import House

pytestmark = pytest.mark.browser


def test_a_county_and_its_town_from_the_founding_to_the_result(
    house: House, tmp_path: Path
) -> None:
    files = county.write_files(tmp_path / "desk")
    password = house.office.found(files.divisions, county.COUNTY)
    house.office.stand_on(county.SETTING_UP)
    setting_up.open_accounts(house, password)
    setting_up.open_elections(house)
    setting_up.appoint_committees(house)
    setting_up.fix_days(house)
    setting_up.plan(house)
    setting_up.record_quotas(house)
    setting_up.load_constituencies(house, files)
    house.office.stand_on(county.ROLL_DAY)
    registering.import_population(house, files)
    registering.rule_rows(house)
    registering.decide_duplicates(house)
    registering.publish_rolls(house)
    house.office.stand_on(county.APPEAL_DAY)
    registering.correct_roll(house)
    registering.appeal(house)
    house.office.stand_on(county.FORMS_DAY)
    nominating.nominate(house)
    nominating.publish_preliminary(house)
    nominating.consult(house)
    polling_day.announce(house)
    house.office.stand_on(county.POLLING_DAY)
    polling_day.first_vote(house)
    counting_night.count(house)
    counting_night.revote(house)
    counting_night.declare(house)
    in_public.read_notices(house)
    in_public.look_up(house)
    in_english.read_all(house)
