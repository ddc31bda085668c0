from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import Level, UnitType
from huanjie.law.pack.words import PopulationBasis
from huanjie.law.seats import (
    Apportionment,
    ConstituencySize,
    Filing,
    Ground,
    PopulationStatement,
    QuotaBody,
    Standing,
    Supplement,
    apportion,
    check_apportionment,
    check_balance,
    check_constituency_seats,
    check_determined_quota,
    check_deviations,
    check_garrison,
    check_population,
    check_redetermination,
    check_supplement,
    check_villages,
    check_voter_group,
    deviation,
    filed_with,
    formula_total,
    largest_supplement,
    needs_one_each,
    quota_body,
    refilings,
)
from tests.law import test_minorities as minorities
from tests.law.answers import NATIONAL, codes, graded, unfired
from tests.law.case_files import FOLDER

COUNTY, TOWNSHIP, CITY = Level.COUNTY, Level.TOWNSHIP, Level.CITY
people = st.integers(min_value=1, max_value=20_000_000)
areas = st.dictionaries(
    st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3),
    st.integers(min_value=0, max_value=100_000),
    min_size=1,
    max_size=20,
).filter(lambda found: sum(found.values()) > 0)


def test_every_wording_is_fired():
    assert not unfired("seats", __file__, minorities.__file__, FOLDER / "quota.toml")


@pytest.mark.parametrize(
    ("level", "population", "total"),
    [
        (COUNTY, 1, 140),
        (COUNTY, 4_999, 140),
        (COUNTY, 5_000, 141),
        (COUNTY, 1_549_999, 449),
        (COUNTY, 1_550_000, 450),
        (COUNTY, 1_555_000, 450),
        (TOWNSHIP, 1_499, 45),
        (TOWNSHIP, 1_500, 46),
        (TOWNSHIP, 172_500, 160),
        (TOWNSHIP, 174_000, 160),
        (CITY, 24_999, 240),
        (CITY, 10_000_000, 640),
        (CITY, 10_120_000, 644),
        (CITY, 10_250_000, 650),
        (CITY, 12_000_000, 650),
    ],
)
def test_a_total_is_the_base_and_one_for_every_full_group_up_to_the_cap(level, population, total):
    assert formula_total(population, level, NATIONAL) == total


def test_incomplete_groups_count_only_where_the_province_says_so():
    half = NATIONAL.with_values(quota__remainder_rule="half_up")
    ceil = NATIONAL.with_values(quota__remainder_rule="ceil")
    assert formula_total(7_499, COUNTY, half) == 141
    assert formula_total(7_500, COUNTY, half) == 142
    assert formula_total(5_001, COUNTY, ceil) == 142
    assert formula_total(5_000, COUNTY, ceil) == 141


@given(population=people, more=people, level=st.sampled_from(Level))
def test_more_population_never_means_fewer_seats(population, more, level):
    fewer = formula_total(population, level, NATIONAL)
    assert fewer <= formula_total(population + more, level, NATIONAL)


def test_an_area_without_population_has_no_quota():
    with pytest.raises(WrongInput):
        formula_total(0, COUNTY, NATIONAL)


def statement(basis: PopulationBasis) -> PopulationStatement:
    return PopulationStatement(100_000, basis, "公安", date(2026, 6, 30))


def test_the_population_is_counted_on_the_basis_of_the_province():
    pack = NATIONAL.with_values(quota__population_basis="hukou")
    assert check_population(statement(PopulationBasis.RESIDENT), NATIONAL) == ()
    assert check_population(statement(PopulationBasis.HUKOU), pack) == ()
    found = check_population(statement(PopulationBasis.RESIDENT), pack)
    assert codes(found) == ["population-basis-differs"]


def determined(total, population, standing=Standing.NEW, level=COUNTY):
    return graded(
        check_determined_quota(
            total=total, population=population, level=level, standing=standing, pack=NATIONAL
        )
    )


def test_a_new_total_follows_the_formula():
    assert determined(240, 500_000) == []
    assert determined(241, 500_000) == [("quota-above-formula", Severity.ERROR)]
    assert determined(239, 500_000) == [("quota-below-formula", Severity.WARN)]
    assert determined(140, 500_000) == [("quota-below-formula", Severity.WARN)]
    assert determined(139, 500_000) == [("quota-below-base", Severity.ERROR)]


def test_a_small_county_may_have_fewer_than_the_base():
    assert determined(1, 49_999) == []
    assert determined(0, 49_999) == [("quota-below-base", Severity.ERROR)]
    assert determined(149, 49_999) == []
    assert determined(150, 49_999) == [("quota-above-formula", Severity.ERROR)]
    assert determined(139, 50_000) == [("quota-below-base", Severity.ERROR)]
    assert determined(44, 1_999, level=TOWNSHIP) == []
    assert determined(44, 2_000, level=TOWNSHIP) == [("quota-below-base", Severity.ERROR)]


def test_a_frozen_total_that_differs_is_only_worth_a_warning():
    for total in (100, 239, 300):
        found = determined(total, 500_000, Standing.FROZEN)
        assert found == [("quota-frozen-differs", Severity.WARN)]


@pytest.mark.parametrize(
    ("unit_type", "most"),
    [
        (UnitType.COUNTY, 11),
        (UnitType.AUTONOMOUS_COUNTY, 11),
        (UnitType.DISTRICT, 0),
        (UnitType.CITY_WITHOUT_DISTRICTS, 0),
        (UnitType.CITY_WITH_DISTRICTS, 0),
    ],
)
def test_five_per_cent_are_for_counties_and_townships_only_and_rounded_down(unit_type, most):
    assert largest_supplement(239, unit_type, NATIONAL) == most
    assert largest_supplement(59, UnitType.TOWN, NATIONAL) == 0


def test_the_supplement_stays_within_the_cap_unless_the_province_decides_otherwise():
    beyond = NATIONAL.with_values(quota__supplement__within_cap=False)
    assert largest_supplement(440, UnitType.COUNTY, NATIONAL) == 10
    assert largest_supplement(450, UnitType.COUNTY, NATIONAL) == 0
    assert largest_supplement(460, UnitType.COUNTY, NATIONAL) == 0
    assert largest_supplement(450, UnitType.COUNTY, beyond) == 22


def test_a_supplement_needs_a_fitting_unit_a_decision_and_a_lawful_number():
    def found(seats, document="决定1号", unit_type=UnitType.COUNTY):
        supplement = Supplement(seats, document)
        return codes(check_supplement(supplement, total=240, unit_type=unit_type, pack=NATIONAL))

    assert found(0, "") == []
    assert found(12) == []
    assert found(13) == ["supplement-too-large"]
    assert found(12, "") == ["supplement-undecided"]
    assert found(1, unit_type=UnitType.DISTRICT) == ["supplement-not-eligible"]


def test_a_frozen_total_changes_only_on_a_lawful_ground_and_by_decision():
    assert codes(check_redetermination(Ground.NATURAL_CHANGE, "1号")) == ["quota-frozen"]
    found = check_redetermination(Ground.BOUNDARY_CHANGE, "")
    assert codes(found) == ["redetermination-undecided"]
    assert check_redetermination(Ground.BOUNDARY_CHANGE, "1号") == ()
    assert check_redetermination(Ground.MAJOR_WORKS, "1号") == ()
    assert codes(check_redetermination(Ground.LAW_CHANGED, "1号")) == ["quota-scale-changed"]


def test_quotas_are_determined_and_filed_one_level_up():
    assert quota_body(TOWNSHIP) is QuotaBody.COUNTY_SC
    assert quota_body(COUNTY) is quota_body(CITY) is QuotaBody.PROVINCIAL_SC
    assert filed_with(COUNTY, NATIONAL) is QuotaBody.NPCSC
    assert filed_with(TOWNSHIP, NATIONAL) is QuotaBody.NEXT_HIGHER_SC
    municipal = NATIONAL.with_values(quota__township__filed_with="municipal_sc")
    assert filed_with(TOWNSHIP, municipal) is QuotaBody.MUNICIPAL_SC


def test_a_redetermination_is_filed_within_thirty_days_and_in_steps_where_the_province_asks():
    decided = date(2026, 3, 1)
    up = Filing(QuotaBody.PROVINCIAL_SC, QuotaBody.NPCSC, date(2026, 3, 31))
    pack = NATIONAL.with_values(quota__refile_days__county_to_higher=15)
    first = Filing(QuotaBody.COUNTY_SC, QuotaBody.NEXT_HIGHER_SC, date(2026, 3, 16))
    assert refilings(TOWNSHIP, decided, NATIONAL) == (up,)
    assert refilings(TOWNSHIP, decided, pack) == (first, up)
    assert refilings(COUNTY, decided, pack) == (up,)


def test_seats_go_by_full_shares_and_then_by_largest_remainders():
    found = apportion(10, {"甲": 620, "乙": 250, "丙": 130}, one_each=False)
    assert found.seats == {"甲": 6, "乙": 3, "丙": 1}
    assert found.tied == ()


def test_equal_areas_at_the_last_seat_are_left_to_the_body():
    found = apportion(3, {"甲": 100, "乙": 100}, one_each=False)
    assert sum(found.seats.values()) == 3
    assert found.tied == ("甲", "乙")


def test_a_very_small_township_receives_one_first_where_the_law_asks():
    numbers = {"甲": 9_000, "乙": 9_000, "丙": 10}
    assert apportion(4, numbers, one_each=False).seats["丙"] == 0
    assert apportion(5, numbers, one_each=True).seats == {"甲": 2, "乙": 2, "丙": 1}
    assert needs_one_each(UnitType.COUNTY, NATIONAL)
    assert not needs_one_each(UnitType.DISTRICT, NATIONAL)


def test_seats_that_do_not_suffice_are_no_question():
    with pytest.raises(WrongInput, match="seats"):
        apportion(1, {"甲": 1, "乙": 1}, one_each=True)
    with pytest.raises(WrongInput, match="populations"):
        apportion(1, {"甲": 0}, one_each=False)
    with pytest.raises(WrongInput, match="populations"):
        apportion(1, {"甲": -1, "乙": 5}, one_each=False)


@given(seats=st.integers(min_value=0, max_value=450), numbers=areas)
def test_an_apportionment_sums_exactly_and_favours_nobody_smaller(seats, numbers):
    found = apportion(seats, numbers, one_each=False).seats
    assert sum(found.values()) == seats
    for one in numbers:
        for two in numbers:
            assert numbers[one] <= numbers[two] or found[one] >= found[two]


@given(extra=st.integers(min_value=0, max_value=430), numbers=areas)
def test_with_one_for_each_nobody_is_left_out_and_the_sum_holds(extra, numbers):
    seats = len(numbers) + extra
    found = apportion(seats, numbers, one_each=True).seats
    assert sum(found.values()) == seats
    assert min(found.values()) >= 1


def test_a_chosen_distribution_keeps_one_for_every_township_and_names_departures():
    suggested = apportion(5, {"甲": 9_000, "乙": 9_000, "丙": 10}, one_each=True)

    def found(chosen, congress=UnitType.COUNTY):
        return graded(check_apportionment(chosen, suggested, congress=congress, pack=NATIONAL))

    assert found({"甲": 2, "乙": 2, "丙": 1}) == []
    assert found({"甲": 3, "乙": 2, "丙": 0}) == [
        ("township-without-deputy", Severity.ERROR),
        ("apportionment-departs", Severity.INFO),
    ]
    assert found({"甲": 3, "乙": 2, "丙": 0}, UnitType.DISTRICT) == [
        ("apportionment-departs", Severity.INFO)
    ]
    with pytest.raises(WrongInput):
        found({"甲": 5})


def test_a_tie_at_the_last_seat_waits_for_the_body():
    suggested = apportion(3, {"甲": 100, "乙": 100}, one_each=True)
    found = check_apportionment(suggested.seats, suggested, congress=UnitType.COUNTY, pack=NATIONAL)
    assert graded(found) == [("apportionment-tied", Severity.MANUAL)]


def test_a_village_without_deputy_is_a_warning_where_the_province_says_generally():
    pack = NATIONAL.with_values(apportion__tiny_village_min_one="generally")
    assert check_villages({"甲村": 0}, NATIONAL) == ()
    assert check_villages({"甲村": 1}, pack) == ()
    assert codes(check_villages({"甲村": 0}, pack)) == ["village-without-deputy"]


def test_constituencies_and_garrison_make_the_total_exactly():
    assert check_balance([2, 3, 2], pla=1, total=8) == ()
    assert codes(check_balance([2, 3, 2], pla=0, total=8)) == ["seats-unbalanced"]
    assert codes(check_balance([2, 3, 2], pla=2, total=8)) == ["seats-unbalanced"]


def test_a_garrison_has_seats_in_the_county_and_none_in_a_township():
    assert check_garrison(3, level=COUNTY, total=240, pack=NATIONAL) == ()
    assert check_garrison(0, level=TOWNSHIP, total=60, pack=NATIONAL) == ()
    found = check_garrison(1, level=TOWNSHIP, total=60, pack=NATIONAL)
    assert codes(found) == ["garrison-in-township"]
    found = check_garrison(240, level=COUNTY, total=240, pack=NATIONAL)
    assert codes(found) == ["garrison-takes-all"]


def size(name="一", population=1_000, seats=1, *, central_units=False) -> ConstituencySize:
    return ConstituencySize(name, population, seats, central_units)


def test_a_constituency_elects_one_to_three():
    found = {n: codes(check_constituency_seats(size(seats=n), NATIONAL)) for n in range(5)}
    wrong = ["constituency-seats"]
    assert found == {0: wrong, 1: [], 2: [], 3: [], 4: wrong}


def test_a_deviation_beyond_the_tolerance_is_a_warning():
    within = [size("一", 1_300), size("二", 700)]
    beyond = [size("一", 1_301), size("二", 699)]
    assert check_deviations(within, NATIONAL) == ()
    found = check_deviations(beyond, NATIONAL)
    assert graded(found) == [("constituency-deviates", Severity.WARN)] * 2
    assert deviation(size("一", 3_000, 2), Fraction(1_000)) == Fraction(1, 2)


def test_central_units_may_have_more_people_a_deputy_but_never_fewer():
    pack = NATIONAL.with_values(apportion__central_units_may_exceed_average=True)
    crowded = [size("一", 2_000, central_units=True), size("二", 1_000), size("三", 1_200)]
    assert check_deviations(crowded, pack) == ()
    assert codes(check_deviations(crowded, NATIONAL)) == ["constituency-deviates"]
    sparse = [size("一", 400, central_units=True), size("二", 1_000), size("三", 1_000)]
    assert codes(check_deviations(sparse, pack)) == ["constituency-deviates"]


def test_a_weighing_needs_residents_and_seats():
    with pytest.raises(WrongInput):
        check_deviations([], NATIONAL)
    with pytest.raises(WrongInput):
        check_deviations([size(seats=0)], NATIONAL)
    with pytest.raises(WrongInput):
        deviation(size(seats=0), Fraction(1))


def test_a_large_voter_group_is_a_warning_where_the_province_names_a_size():
    pack = NATIONAL.with_values(constituency__voter_group_size=40)
    assert check_voter_group("一组", 999, NATIONAL) == ()
    assert check_voter_group("一组", 40, pack) == ()
    assert codes(check_voter_group("一组", 41, pack)) == ["voter-group-large"]


def test_a_guaranteed_seat_makes_the_rest_scarcer_and_others_small():
    found = apportion(10, {"东": 885, "西": 105, "小": 10}, one_each=True)
    assert found.guaranteed == {"西", "小"}
    assert dict(found.seats) == {"东": 8, "西": 1, "小": 1}


def test_a_full_seat_by_population_is_not_small():
    found = apportion(10, {"东": 900, "西": 100}, one_each=True)
    assert found.guaranteed == frozenset()
    assert found == Apportionment({"东": 9, "西": 1}, ())


def test_equal_areas_are_no_tie_where_no_seat_is_left():
    assert apportion(2, {"东": 100, "西": 100}, one_each=False).tied == ()


def test_the_seats_of_an_unbalanced_county_are_told():
    (found,) = check_balance([70, 68], pla=3, total=140)
    assert dict(found.facts) == {"civil": 138, "pla": 3, "sum": 141, "total": 140}


def test_an_area_may_be_empty_and_one_resident_is_enough():
    assert dict(apportion(1, {"东": 1, "西": 0}, one_each=False).seats) == {"东": 1, "西": 0}


@pytest.mark.parametrize(
    ("population", "seats", "is_asked"), [(0, 1, False), (1, 0, False), (1, 1, True)]
)
def test_deviations_need_one_resident_and_one_seat(population, seats, is_asked):
    sizes = [ConstituencySize("一", population, seats, central_units=False)]
    if is_asked:
        assert not check_deviations(sizes, NATIONAL)
        return
    with pytest.raises(WrongInput, match="sizes"):
        check_deviations(sizes, NATIONAL)


def test_a_deviation_tells_its_figures():
    sizes = [
        ConstituencySize("大", 4001, 2, central_units=False),
        ConstituencySize("小", 1000, 1, central_units=False),
    ]
    (found,) = check_deviations(sizes, NATIONAL)
    told = {"name": "小", "each": 1000, "average": 1667, "percent": 40, "tolerance": 30}
    assert dict(found.facts) == told
