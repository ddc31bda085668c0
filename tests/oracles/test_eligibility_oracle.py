"""The eligibility oracle against the cells of `rules.md` section 5, one line a cell."""

from datetime import date
from typing import Any

import pytest

from tests.oracles.eligibility import answer
from tests.oracles.places import COUNTY, PACKS

E = date(2026, 12, 20)
MIGRANT = {"hukou": "other_province"}
IN_CITY = {"hukou": "same_province"}
PAPER = {"certificate": True}
HIGHER = {"occupation": "staff", "unit_in_township": "higher"}
SUSPENDED = {"restraint": "custody", "suspended": True}
NOWHERE = "not listed"
ALL = " ".join(PACKS)

CELLS: list[tuple[str, dict[str, Any], str, str]] = [
    ("R-02", {"birth": date(2008, 12, 21)}, ALL, NOWHERE),
    ("R-03", {"birth": date(2008, 12, 20), "occupation": "student"}, "beijing", "school"),
    ("R-04", {"deprived_until": E}, ALL, NOWHERE),
    ("R-05", {"deprived_until": date(2026, 12, 19)}, "zhejiang shandong", "hukou"),
    ("R-06", {"restraint": "imprisonment"}, "zhejiang shanghai", "execution_place"),
    ("R-06", {"restraint": "imprisonment"}, "beijing", "execution_place hukou"),
    ("R-06", {"restraint": "imprisonment"}, "national shandong", "decided"),
    ("R-07", {"restraint": "short_detention", "occupation": "staff"}, "beijing", "work_unit"),
    ("R-07", {"restraint": "short_detention"}, "beijing", "hukou"),
    ("R-08", {"restraint": "suspended_sentence"}, "shanghai", "decided"),
    ("R-08", {"restraint": "suspended_sentence"}, "zhejiang", "hukou"),
    ("R-09", SUSPENDED | {"suspension_served": date(2026, 12, 15)}, ALL, NOWHERE),
    ("O-45", SUSPENDED | {"suspension_served": date(2026, 12, 16)}, "shanghai", "pending"),
    ("R-10", {"restraint": "custody"}, "beijing", "custody_place hukou"),
    ("R-11", {"restraint": "bail", "suspended": True}, "zhejiang", "hukou"),
    ("R-14", {"incapacity": "mental"}, "zhejiang", "hukou"),
    ("R-15", {"incapacity": "mental", "confirmed": True, "proof": True}, ALL, NOWHERE),
    ("O-33", {"incapacity": "other", "confirmed": True, "proof": True}, "beijing", "pending"),
    ("R-16", {"incapacity": "intermittent", "confirmed": True}, "shanghai", "hukou"),
    ("R-17", {"dead": True}, ALL, NOWHERE),
    ("R-20", MIGRANT, ALL, "hukou"),
    ("R-20", MIGRANT | PAPER, "national shandong", "residence"),
    ("R-20", MIGRANT | PAPER, "zhejiang beijing", "hukou"),
    ("R-20", MIGRANT | PAPER | {"residence_permit": True}, "zhejiang", "residence"),
    ("R-20", MIGRANT | PAPER | {"unable_to_return": True}, "beijing", "residence"),
    ("R-20", MIGRANT | PAPER | {"occupation": "staff"}, "shanghai", "residence work_unit"),
    ("R-20", MIGRANT | {"occupation": "staff"}, "shandong", "work_unit"),
    ("R-20", MIGRANT | {"occupation": "staff"}, "zhejiang beijing shanghai", "hukou"),
    ("R-21", IN_CITY | {"eligibility_confirmed": True}, "beijing", "residence"),
    ("R-21", IN_CITY | {"city_system": True}, "shanghai", "residence"),
    ("R-23", {"occupation": "staff"}, "zhejiang beijing shanghai shandong", "work_unit"),
    ("R-23", {"occupation": "staff"}, "national", "work_unit residence"),
    ("R-24", {"occupation": "student"}, "zhejiang", "school hukou"),
    ("R-25", {}, "national", "residence"),
    ("R-26", {"occupation": "retired"}, "beijing", "hukou former_unit"),
    ("R-26", {"occupation": "retired_cadre"}, "shanghai", "former_unit"),
    ("R-27", {"overseas": True}, "beijing", "native_place pre_departure"),
    ("R-28", {"military": "serving"}, ALL, NOWHERE),
    ("O-08", {"military": "pap"}, "shanghai", "pending"),
    ("O-08", {"military": "pap", "pap_agreement": True}, "shanghai", "work_unit"),
    ("R-31", {"military": "pap"}, "national zhejiang beijing shandong", NOWHERE),
    ("R-31", {"military": "pap", "pap_agreement": True}, "beijing", NOWHERE),
    ("R-35", {"uncontactable": True}, "zhejiang", NOWHERE),
    ("R-35", {"uncontactable": True, "reached_on": date(2026, 12, 8)}, "zhejiang", "hukou"),
    ("O-34", {"uncontactable": True, "on_roll": True}, "zhejiang", "pending"),
    ("R-36", {"hukou": "in_transit"}, "shanghai", "residence"),
    ("R-37", {"occupation": "foreign_body"}, "shanghai", "competent_unit"),
]


@pytest.mark.parametrize(("rule", "facts", "packs", "expected"), CELLS)
def test_a_cell(rule: str, facts: dict[str, Any], packs: str, expected: str) -> None:
    for pack in packs.split():
        found = answer({"birth": date(1980, 5, 1)} | facts, pack, E)
        said = " ".join(found.places) if found.status == "listed" else found.status
        assert said == expected, (pack, found)
        if expected == NOWHERE:
            assert rule == found.reason or rule.startswith("O-")


@pytest.mark.parametrize("pack", PACKS)
def test_staff_of_a_higher_unit_in_a_township(pack: str) -> None:
    found = answer({"birth": date(1980, 5, 1)} | HIGHER, pack, E)
    assert found.levels == COUNTY
    assert bool(found.optional) == (pack not in ("shanghai", "shandong"))
