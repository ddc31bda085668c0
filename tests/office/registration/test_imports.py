"""A population file on its way in: what is refused, what is kept, what is ruled."""

from pathlib import Path

import pytest

from huanjie.law.catalogue import next_step, sentence
from huanjie.office.documents.models import Document
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Person
from huanjie.office.people.secrets import unseal
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import PopulationImport, RowIssue, StagedRow
from huanjie.roll.errors import SourceRefused
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ELECTION_DAY, TOWN, VILLAGES
from tests.office.registration.conftest import County

pytestmark = pytest.mark.django_db


def nothing_is_kept() -> bool:
    tables = (PopulationImport, StagedRow, RowIssue, Person, Document)
    return not any(table.objects.exists() for table in tables) and not Entry.objects.exists()


def refused(county: County, path: Path) -> SourceRefused:
    with pytest.raises(SourceRefused) as refusal:
        services.receive_population(unit=county.units[COUNTY], file=path, actor=county.office)
    assert nothing_is_kept()
    return refusal.value


def test_clean_rows_wait_for_the_switch_and_are_nobody_yet(county: County) -> None:
    source = county.receive()
    assert (source.state, source.rows, source.refused) == ("staged", 12, 0)
    assert StagedRow.objects.count() == 12
    assert not Person.objects.exists()
    assert source.document is not None
    assert source.document.digest == source.digest
    assert Entry.objects.filter(event="PopulationStaged").count() == 1


def test_progress_is_told_in_lines(county: County) -> None:
    told: list[tuple[int, int]] = []
    path = county.population.write(county.folder / "population.csv")
    services.receive_population(
        unit=county.units[COUNTY],
        file=path,
        actor=county.office,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(13, 13)]


def test_id_numbers_are_sealed_and_found_by_index(county: County) -> None:
    county.switch()
    person = county.person("王山")
    assert unseal(person.sealed_id or b"") == county.population.id_of(2)
    assert person.id_tail == county.population.id_of(2)[-4:]


def test_a_file_in_a_wrong_encoding_is_refused_whole(county: County) -> None:
    path = county.folder / "population.csv"
    path.write_bytes("户号,姓名\r\n1,王".encode("utf-16"))
    (error,) = refused(county, path).errors
    assert (error.file, error.code) == ("population.csv", "R101")
    assert error.next_zh
    assert error.next_en


def test_a_missing_column_is_refused_with_its_name(county: County) -> None:
    path = county.population.write(county.folder / "population.csv", without="出生日期")
    (error,) = refused(county, path).errors
    assert (error.line, error.column, error.code) == (1, "出生日期", "R102")


def test_a_cell_of_ten_million_characters_is_refused_and_leaves_nothing(county: County) -> None:
    line = county.population.add("王长", 户籍地址="长" * 10_000_000)
    path = county.population.write(county.folder / "population.csv")
    (error,) = refused(county, path).errors
    assert (error.line, error.code) == (line, "R104")


def test_an_unusable_file_half_way_leaves_nothing(county: County) -> None:
    path = county.population.write(county.folder / "population.csv")
    with path.open("ab") as file:
        file.write('9,户主,"王'.encode("gb18030"))
    assert refused(county, path).errors[0].code == "R111"


def test_a_number_of_seventeen_digits_refuses_its_row_only(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.receive()
    (issue,) = queries.unruled_rows(source)
    assert (source.rows, source.refused) == (12, 1)
    assert (issue.line, issue.column, issue.code) == (line, "公民身份号码", "R201")
    assert "17" in issue.message_zh
    assert "17" in issue.message_en
    assert issue.next_zh
    assert issue.next_en


def test_a_formula_in_a_cell_refuses_its_row(county: County) -> None:
    line = county.population.add("王算", 户籍地址="=1+1")
    source = county.receive()
    (issue,) = queries.unruled_rows(source)
    assert (issue.line, issue.column, issue.code) == (line, "户籍地址", "R105")


def test_a_text_longer_than_the_register_holds_refuses_its_row(county: County) -> None:
    line = county.population.add("王" * 61)
    source = county.receive()
    (issue,) = queries.unruled_rows(source)
    assert (issue.line, issue.column, issue.code) == (line, "姓名", "G101")
    services.rule_row(
        source=source, line=line, treatment="correct", changes={"姓名": "王长名"}, basis="户口簿",
        ruled_on=ELECTION_DAY, actor=county.office,
    )  # fmt: skip
    assert StagedRow.objects.get(line=line).name == "王长名"


def test_a_refused_row_holds_nothing_readable(county: County) -> None:
    number = "99012419800101003"
    county.population.add("王短", 公民身份号码=number)
    (issue,) = queries.unruled_rows(county.receive())
    assert number not in f"{issue.message_zh}{issue.message_en}"
    assert number.encode() not in bytes(issue.sealed_row or b"")
    assert number in unseal(bytes(issue.sealed_row or b""))


def test_a_second_file_waits_until_the_first_is_done(county: County) -> None:
    county.receive()
    with pytest.raises(Refused) as refusal:
        county.receive()
    (finding,) = refusal.value.findings
    assert finding.code == "import-under-way"
    assert sentence(finding)
    assert next_step(finding, "en")


def test_a_township_office_may_not_bring_in_the_county_file(county: County) -> None:
    path = county.population.write(county.folder / "population.csv")
    with pytest.raises(NotAllowed):
        services.receive_population(
            unit=county.units[COUNTY], file=path, actor=builders.actor(TOWN)
        )
    assert nothing_is_kept()


def test_a_discarded_import_leaves_only_its_entry_in_the_ledger(county: County) -> None:
    services.discard_import(source=county.receive(), reason="用错文件", actor=county.office)
    assert not PopulationImport.objects.exists()
    assert not StagedRow.objects.exists()
    assert Entry.objects.filter(event="PopulationDiscarded").exists()


def test_a_reading_that_broke_off_is_thrown_away(county: County) -> None:
    broken = PopulationImport.objects.create(unit=county.units[COUNTY], state="staging")
    StagedRow.objects.create(source=broken, line=2, name="王", village=VILLAGES[0])
    done = services.discard_broken_imports(unit=county.units[COUNTY], actor=county.office)
    assert done == 1
    assert not StagedRow.objects.exists()
    assert county.receive().rows == 12


def correct(county: County, source: PopulationImport, line: int, **changes: str) -> None:
    services.rule_row(
        source=source,
        line=line,
        treatment="correct",
        changes=changes,
        basis="户口簿",
        ruled_on=ELECTION_DAY,
        actor=county.office,
    )


def test_a_corrected_row_is_cleaned_again_and_staged(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.receive()
    correct(county, source, line, 公民身份号码=builders.id_number("19800101", 40))
    assert StagedRow.objects.get(line=line).name == "王短"
    assert not queries.unruled_rows(source).exists()
    assert queries.ruled_rows(source).get().basis == "户口簿"


def test_a_row_still_wrong_stays_refused_and_says_what_is_wrong(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.receive()
    with pytest.raises(Refused) as refusal:
        correct(county, source, line, 公民身份号码="990124198001010030")
    (finding,) = refusal.value.findings
    assert finding.facts["code"] == "R202"
    assert str(line) in sentence(finding)
    assert next_step(finding)
    assert queries.unruled_rows(source).count() == 1


def test_a_correction_of_an_unknown_column_is_refused(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.receive()
    with pytest.raises(Refused) as refusal:
        correct(county, source, line, 电话="0000")
    assert refusal.value.findings[0].facts["code"] == "R219"


def test_an_excluded_row_needs_a_basis_and_is_ruled_once(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.receive()

    def exclude(basis: str) -> None:
        services.rule_row(
            source=source, line=line, treatment="exclude", changes={}, basis=basis,
            ruled_on=ELECTION_DAY, actor=county.office,
        )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        exclude(" ")
    assert refusal.value.findings[0].code == "ruling-without-basis"
    exclude("查无此人")
    assert StagedRow.objects.count() == 12
    with pytest.raises(Refused) as refusal:
        exclude("查无此人")
    assert refusal.value.findings[0].code == "row-not-waiting"


def test_a_row_corrected_after_the_switch_enters_the_register_at_once(county: County) -> None:
    line = county.population.add("王短", 公民身份号码="99012419800101003")
    source = county.switch()
    correct(county, source, line, 公民身份号码=builders.id_number("19800101", 40))
    assert county.person("王短").line == line
    assert not StagedRow.objects.exists()


def test_a_row_corrected_to_a_known_number_waits_as_a_duplicate(county: County) -> None:
    birth = county.population.rows[0]["出生日期"]
    line = county.population.add("王短", birth, 公民身份号码="99012419800101003")
    source = county.switch()
    correct(county, source, line, 公民身份号码=county.population.id_of(2))
    (case,) = queries.duplicates_open(COUNTY)
    assert (case.left, case.right, case.rule) == (county.person("王山"), None, "M1")
