from fractions import Fraction

import pytest

from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import UnitType
from huanjie.law.seats import (
    Congress,
    Minority,
    Tier,
    check_minority,
    fair_share,
    most_seats,
    tier,
)
from tests.law.answers import NATIONAL, graded


def congress(unit_type=UnitType.COUNTY) -> Congress:
    return Congress(unit_type, 100_000, 160)


def group(population, seats, *, compact=True, exemption="") -> Minority:
    return Minority("某族", population, seats, compact, exemption)


def minority(population, seats, unit_type=UnitType.COUNTY, **more):
    return graded(check_minority(group(population, seats, **more), congress(unit_type), NATIONAL))


@pytest.mark.parametrize(
    ("population", "where"),
    [
        (30_000, Tier.HIGH),
        (29_999, Tier.MIDDLE),
        (15_000, Tier.MIDDLE),
        (14_999, Tier.LOW),
        (1, Tier.LOW),
    ],
)
def test_tiers_include_their_lower_end(population, where):
    assert tier(group(population, 1), congress(), NATIONAL) is where


def test_a_minority_of_thirty_per_cent_is_represented_equivalently():
    assert fair_share(group(30_500, 0), congress()) == Fraction(488, 10)
    assert minority(30_500, 48) == minority(30_500, 49) == []
    assert minority(30_500, 47) == [("minority-not-equivalent", Severity.ERROR)]
    assert minority(30_500, 50) == [("minority-not-equivalent", Severity.ERROR)]
    assert most_seats(group(30_500, 0), congress(), NATIONAL) == 49
    assert most_seats(group(50_000, 0), congress(), NATIONAL) == 80
    assert minority(50_000, 80) == []
    assert minority(50_000, 81) == [("minority-not-equivalent", Severity.ERROR)]


def test_a_minority_of_fifteen_to_thirty_per_cent_has_at_most_thirty_per_cent_of_the_seats():
    assert minority(20_000, 48) == []
    assert minority(20_000, 49) == [("minority-above-bound", Severity.ERROR)]
    assert minority(20_000, 32) == []
    assert minority(20_000, 31) == [("minority-below-share", Severity.WARN)]


def test_a_smaller_minority_has_at_most_twice_its_share():
    assert minority(10_000, 32) == []
    assert minority(10_000, 33) == [("minority-above-bound", Severity.ERROR)]
    assert minority(10_000, 16) == []
    assert minority(10_000, 15) == [("minority-below-share", Severity.WARN)]


def test_every_compact_minority_has_one_deputy_and_a_second_only_within_the_bound():
    assert minority(100, 0) == [("minority-without-deputy", Severity.ERROR)]
    assert minority(100, 1) == []
    assert minority(100, 2) == [("minority-second-seat", Severity.MANUAL)]
    assert minority(100, 3) == [("minority-above-bound", Severity.ERROR)]


def test_a_provincial_decision_lifts_the_bound_in_an_autonomous_county_only():
    exempt = {"exemption": "决定3号"}
    assert minority(10_000, 33, UnitType.AUTONOMOUS_COUNTY, **exempt) == []
    assert minority(10_000, 33, **exempt) == [("minority-above-bound", Severity.ERROR)]
    assert minority(10_000, 33, UnitType.AUTONOMOUS_COUNTY) == [
        ("minority-above-bound", Severity.ERROR)
    ]


def test_a_dispersed_minority_has_no_bound():
    assert minority(500, 9, compact=False) == []
    assert tier(group(500, 9, compact=False), congress(), NATIONAL) is Tier.DISPERSED


def test_a_minority_is_part_of_the_population():
    for population in (0, 100_001):
        with pytest.raises(WrongInput):
            tier(group(population, 1), congress(), NATIONAL)
