"""From staging into the register: duplicates listed and ruled, later files compared."""

import pytest

from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Person
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import DuplicateCase, PopulationImport, StagedRow
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, ETHNIC, VILLAGES
from tests.office.registration.conftest import County

pytestmark = pytest.mark.django_db


def rule(county: County, case: DuplicateCase, ruling: str, basis: str = "户口簿") -> None:
    services.rule_duplicate(
        case=case,
        ruling=ruling,
        basis=basis,
        ruled_by="张登记",
        ruled_on=ELECTION_DAY,
        actor=county.office,
    )


def test_the_switch_makes_persons_and_empties_staging(county: County) -> None:
    source = county.switch()
    assert Person.objects.filter(county=COUNTY, source="population").count() == 12
    assert not StagedRow.objects.exists()
    assert (source.state, source.comparison) == ("switched", {"new": 12, "changed": 0, "gone": 0})
    entry = Entry.objects.get(event="PopulationSwitched")
    assert source.digest in entry.payload


def test_a_switched_file_is_not_switched_again(county: County) -> None:
    source = county.switch()
    with pytest.raises(Refused) as refusal:
        services.switch_import(source=source, actor=county.office)
    assert refusal.value.findings[0].code == "import-not-staged"


def test_only_the_county_office_switches(county: County) -> None:
    source = county.receive()
    with pytest.raises(NotAllowed):
        services.switch_import(source=source, actor=builders.actor(ETHNIC))
    with pytest.raises(NotAllowed):
        services.switch_import(source=source, actor=county.committee)


def double(county: County, **cells: str) -> int:
    """A second row with the ID number of the first person."""
    first = county.population.rows[0]
    return county.population.add(first["姓名"], first["出生日期"], **{**first, **cells})


def test_a_row_with_a_known_number_stays_staged_until_ruled(county: County) -> None:
    line = double(county, 户籍地代码=VILLAGES[2], 户号="888")
    county.switch()
    (case,) = queries.duplicates_open(COUNTY)
    assert (case.rule, case.left_line, case.right_line) == ("M1", 2, line)
    assert case.right is None
    assert set(case.differences) == {"place", "household"}
    assert Person.objects.count() == 12
    assert StagedRow.objects.get().is_held
    left, right = queries.sides(case)
    assert (left.is_held, right.is_held) == (False, True)


def test_keeping_the_first_row_leaves_the_held_one_out(county: County) -> None:
    double(county, 户籍地代码=VILLAGES[2])
    county.switch()
    rule(county, queries.duplicates_open(COUNTY).get(), "keep_left")
    assert county.person("王山").village == VILLAGES[0]
    assert Person.objects.count() == 12
    assert not queries.duplicates_open(COUNTY).exists()


def test_keeping_the_second_row_puts_it_in_the_place_of_the_first(county: County) -> None:
    line = double(county, 户籍地代码=VILLAGES[2])
    county.switch()
    rule(county, queries.duplicates_open(COUNTY).get(), "keep_right")
    person = county.person("王山")
    assert (person.village, person.line) == (VILLAGES[2], line)
    assert Person.objects.count() == 12


@pytest.mark.parametrize("ruling", ["keep_left", "keep_right", "two_people"])
def test_both_records_of_a_ruled_case_can_still_be_read(county: County, ruling: str) -> None:
    double(county, 户籍地代码=VILLAGES[2])
    county.switch()
    rule(county, queries.duplicates_open(COUNTY).get(), ruling)
    shown = [side.person.village for side in queries.sides(DuplicateCase.objects.get())
             if side.person]  # fmt: skip
    assert shown == [VILLAGES[0], VILLAGES[2]]


def test_two_people_with_one_number_are_both_kept_and_one_loses_the_number(county: County) -> None:
    double(county, 姓名="王岭")
    county.switch()
    rule(county, queries.duplicates_open(COUNTY).get(), "two_people")
    assert Person.objects.count() == 13
    assert county.person("王岭").id_index is None
    assert county.person("王山").id_index


def test_three_rows_of_one_number_are_each_compared_with_the_first(county: County) -> None:
    lines = [double(county), double(county)]
    county.switch()
    cases = list(queries.duplicates_open(COUNTY))
    assert [(case.left_line, case.right_line) for case in cases] == [(2, line) for line in lines]
    for case in cases:
        rule(county, case, "keep_left")
    assert Person.objects.count() == 12


def test_a_namesake_without_a_number_is_a_case_of_its_own(county: County) -> None:
    double(county, 公民身份号码="")
    county.switch()
    (case,) = queries.duplicates_open(COUNTY)
    assert case.rule == "M2"
    assert case.right is not None
    rule(county, case, "keep_left")
    assert Person.objects.filter(status="duplicate").get() == case.right
    assert Person.objects.count() == 13


def test_two_namesakes_with_good_numbers_are_two_people(county: County) -> None:
    double(county, 公民身份号码=builders.id_number("19610111", 77))
    county.switch()
    assert not queries.duplicates_open(COUNTY).exists()


def test_a_case_is_ruled_once_and_with_a_basis(county: County) -> None:
    double(county)
    county.switch()
    case = queries.duplicates_open(COUNTY).get()
    with pytest.raises(Refused) as refusal:
        rule(county, case, "keep_left", basis="")
    assert refusal.value.findings[0].code == "ruling-without-basis"
    rule(county, case, "keep_left")
    with pytest.raises(Refused) as refusal:
        rule(county, case, "two_people")
    assert refusal.value.findings[0].code == "duplicate-ruled"


def test_a_later_file_updates_adds_and_loses_nobody(county: County) -> None:
    county.switch()
    county.population.rows.pop()
    county.population.rows[0]["户籍地代码"] = VILLAGES[3]
    county.population.rows[0]["姓名"] = "王新山"
    county.population.rows.append({**county.population.rows[1], "公民身份号码": ""})
    county.population.rows[-1]["姓名"] = "王无号"
    source = county.switch()
    assert source.comparison == {"new": 1, "changed": 1, "gone": 1}
    assert Person.objects.count() == 13
    assert county.person("王新山").village == VILLAGES[3]
    assert list(queries.missing_persons(COUNTY)) == [county.person("石林")]
    assert PopulationImport.objects.filter(state="switched").count() == 2


def test_a_person_set_aside_stays_so_when_the_file_comes_again(county: County) -> None:
    double(county, 公民身份号码="")
    county.switch()
    rule(county, queries.duplicates_open(COUNTY).get(), "keep_left")
    county.switch()
    assert Person.objects.filter(status="duplicate").count() == 1
    assert not queries.duplicates_open(COUNTY).exists()


def test_a_later_file_waits_for_open_cases(county: County) -> None:
    double(county)
    county.switch()
    source = county.receive()
    with pytest.raises(Refused) as refusal:
        services.switch_import(source=source, actor=county.office)
    assert refusal.value.findings[0].code == "duplicates-unruled"


def test_no_file_is_switched_in_once_a_roll_is_public(county: County) -> None:
    county.switch()
    county.draft()
    county.publish()
    source = county.receive()
    with pytest.raises(Refused) as refusal:
        services.switch_import(source=source, actor=county.office)
    assert refusal.value.findings[0].code == "register-frozen"
    assert Person.objects.count() == 12
