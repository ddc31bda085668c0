"""The city above a rehearsed county."""

from __future__ import annotations

from pathlib import Path

import pytest

from huanjie.office.people import queries
from huanjie.office.people.models import Account
from huanjie.office.people.roles import Role
from huanjie.office.returns.queries.reporting import children_of
from huanjie.rehearsal.cast import administrator
from huanjie.rehearsal.folder import open_folder
from huanjie.rehearsal.superior import CITY_NAME, PEOPLE, city_of, found_city

XIANGSHUI = Path(__file__).parents[2] / "examples" / "xiangshui"

pytestmark = pytest.mark.django_db


def test_the_city_is_founded_once_with_its_people_and_two_counties() -> None:
    folder = open_folder(XIANGSHUI)
    county = folder.manifest.county
    found_city(folder)
    found_city(folder)
    city = queries.unit(city_of(county))
    assert (city.name, city.level) == (CITY_NAME, "city")
    assert [each.name for each in children_of(city.code)] == ["湘水县", "溪口县"]
    assert Account.objects.filter(unit=city).count() == len(PEOPLE) + 1
    for role in (Role.GUIDE, Role.LIAISON):
        assert queries.holders(city.code, role).count() == 2
    assert administrator(county).unit == county
