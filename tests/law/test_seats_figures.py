"""The figures and words of the findings on seats, where a code alone would not show a mistake."""

import pytest

from huanjie.law.pack import UnitType
from huanjie.law.seats import (
    Apportionment,
    Congress,
    ConstituencySize,
    Minority,
    Tier,
    apportion,
    check_deviations,
    check_minority,
    most_seats,
    tier,
)
from tests.law.answers import NATIONAL

WIDE = NATIONAL.with_values(constituency__population_tolerance="1/1")


def test_a_suggestion_is_its_seats_and_ties_alone():
    found = apportion(10, {"东": 885, "西": 105, "小": 10}, one_each=True)
    assert found == Apportionment({"东": 8, "西": 1, "小": 1}, ())


def test_a_deviation_is_told_for_each_seat_and_in_per_cent():
    sizes = [
        ConstituencySize("大", 5001, 2, central_units=False),
        ConstituencySize("小", 1003, 4, central_units=False),
    ]
    (found,) = check_deviations(sizes, WIDE)
    told = {"name": "大", "each": 2500, "average": 1000, "percent": 149, "tolerance": 100}
    assert dict(found.facts) == told


def group(population: int, seats: int) -> Minority:
    return Minority("某族", population, seats, compact=True)


def test_a_minority_may_be_everybody():
    everybody = Congress(UnitType.TOWNSHIP, 900, 45)
    assert tier(group(900, 45), everybody, NATIONAL) is Tier.HIGH


def test_a_middle_tier_has_one_seat_where_its_cap_rounds_to_none():
    small = Congress(UnitType.TOWNSHIP, 1000, 3)
    assert most_seats(group(200, 1), small, NATIONAL) == 1


@pytest.mark.parametrize(
    ("population", "seats", "article", "most", "share"),
    [(20_700, 49, "EL 19¶4", 48, 33), (10_300, 33, "EL 19¶3", 32, 16)],
)
def test_a_bound_is_told_with_its_paragraph(population, seats, article, most, share):
    whole = Congress(UnitType.COUNTY, 100_000, 160)
    (found,) = check_minority(group(population, seats), whole, NATIONAL)
    assert found.article.key == article
    assert dict(found.facts) == {"name": "某族", "seats": seats, "most": most, "share": share}
