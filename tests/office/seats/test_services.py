"""Quotas and constituencies: what is refused, line by line, and who votes where."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of, pack_of
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.seats import queries, services
from huanjie.office.seats.files import HEADINGS, read_constituencies
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.table import ConstituencyRow, Part, check_rows, scope_cell, scope_words
from huanjie.roll.errors import SourceRefused
from tests.office import builders as b

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Election:
    b.units()
    return b.election()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def record(election: Election, **changed: object) -> None:
    facts: dict[str, object] = {
        "population": 30_000,
        "basis": "户籍",
        "basis_date": date(2025, 12, 31),
        "source": "公安机关人口统计",
        "unit_kind": "镇",
        "total": 65,
        "supplement": 0,
        "garrison": 0,
        "last_total": 60,
        "ground": "法律调整",
        "body": b.COUNTY_SC,
        "document_no": "12号",
        "decided_on": date(2026, 9, 27),
    }
    services.record_quota(
        election=election,
        actor=b.actor(b.COUNTY, Role.STANDING_COMMITTEE),
        **(facts | changed),  # type: ignore[arg-type]
    )


def test_a_quota_that_the_formula_gives_is_recorded(town: Election) -> None:
    record(town)
    found = queries.quota(town)
    assert found is not None
    assert (found.total, found.unit_kind, found.civil_seats) == (65, "town", 65)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"total": 66}, "quota-above-formula"),
        ({"total": 44}, "quota-below-base"),
        ({"ground": "沿用上届"}, "quota-not-carried-over"),
        ({"document_no": ""}, "redetermination-undecided"),
        ({"body": "湖南省人民代表大会常务委员会"}, "quota-determined-by"),
        ({"body": "沅水县人民政府"}, "quota-determined-by"),
        ({"unit_kind": "县"}, "quota-unit-kind"),
        ({"total": 66, "supplement": 1}, "supplement-not-eligible"),
        ({"garrison": 1}, "garrison-in-township"),
    ],
)
def test_a_quota_that_the_law_forbids_is_refused(
    town: Election, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(town, **changed)
    assert code in codes(refused)
    assert queries.quota(town) is None


def test_a_total_carried_over_may_differ_from_the_formula(town: Election) -> None:
    record(town, total=60, ground="沿用上届")
    found = queries.quota(town)
    assert found is not None
    assert [f.code for f in queries.check_quota(queries.figures_of(found), town)] == [
        "quota-frozen-differs"
    ]


def test_the_formula_is_shown_in_its_parts(town: Election) -> None:
    found = queries.formula(30_000, "town", level_of(town), pack_of(town))
    assert (found.base, found.groups, found.total, found.cap) == (45, 20, 65, 160)


def load(election: Election, rows: list[ConstituencyRow], unit: str = b.TOWN) -> int:
    return services.load_constituencies(
        election=election, rows=rows, actor=b.actor(unit, Role.OFFICE)
    )


def test_a_whole_table_replaces_an_unpublished_one(town: Election) -> None:
    b.quota(town)
    assert load(town, b.constituency_rows()) == 4
    assert load(town, b.constituency_rows()) == 4
    assert Constituency.objects.count() == 4
    assert queries.check_stored(town) == ()


def test_without_a_quota_there_is_no_table(town: Election) -> None:
    with pytest.raises(Refused) as refused:
        load(town, b.constituency_rows())
    assert codes(refused) == ["quota-missing"]


def broken(change: str) -> list[ConstituencyRow]:
    first, second, *rest = b.constituency_rows()
    village = first.parts[0].village
    first_two = {
        "seats": (replace(first, seats=1), second),
        "four": (replace(first, seats=4), replace(second, seats=0)),
        "number": (replace(first, number=2), second),
        "name": (replace(first, name=second.name), second),
        "twice": (replace(first, parts=(*first.parts, *second.parts)), second),
        "uncovered": (replace(first, parts=(Part(work_unit="镇卫生院"),)), second),
        "unknown": (replace(first, parts=(*first.parts, Part("999999999999"))), second),
        "groups": (replace(first, parts=(Part(village, 1), Part(village, 3))), second),
        "split": (first, replace(second, parts=(*second.parts, Part(village, 1)))),
        "parts": (replace(first, parts=()), second),
        "people": (replace(first, population=0), second),
    }
    return [*first_two[change], *rest]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("seats", {"seats-unbalanced"}),
        ("four", {"constituency-seats"}),
        ("number", {"constituency-number-twice"}),
        ("name", {"constituency-name-twice"}),
        ("twice", {"place-twice"}),
        ("uncovered", {"village-uncovered"}),
        ("unknown", {"village-unknown"}),
        ("groups", {"groups-uncovered"}),
        ("split", {"place-twice"}),
        ("parts", {"constituency-without-parts", "village-uncovered"}),
        ("people", {"constituency-without-people"}),
    ],
)
def test_every_fault_of_a_table_is_named_and_nothing_is_stored(
    town: Election, change: str, expected: set[str]
) -> None:
    b.quota(town)
    with pytest.raises(Refused) as refused:
        load(town, broken(change))
    assert set(codes(refused)) == expected
    assert not Constituency.objects.exists()


def test_uneven_populations_are_explained_not_refused(town: Election) -> None:
    b.quota(town)
    rows = b.constituency_rows()
    rows[0] = replace(rows[0], population=600)
    load(town, rows)
    assert "constituency-deviates" in {f.code for f in queries.check_stored(town)}
    sizes = queries.sizes(queries.rows_of(town), pack_of(town))
    assert sizes[0].is_wide
    assert sizes[0].each == 300


def test_another_unit_may_not_load_it(town: Election) -> None:
    b.quota(town)
    with pytest.raises(NotAllowed):
        load(town, b.constituency_rows(), unit=b.COUNTY)


def test_a_row_is_edited_by_hand_and_publication_waits_for_balance(town: Election) -> None:
    b.quota(town)
    load(town, b.constituency_rows())
    actor = b.actor(b.TOWN)
    row = replace(b.constituency_rows()[0], seats=1, line=0)
    services.edit_constituency(election=town, row=row, actor=actor)
    with pytest.raises(Refused) as refused:
        services.publish_constituencies(election=town, on=b.DAY, actor=actor)
    assert codes(refused) == ["seats-unbalanced"]
    services.edit_constituency(election=town, row=replace(row, seats=2), actor=actor)
    services.remove_constituency(election=town, number=4, actor=actor)
    assert Constituency.objects.count() == 3


def test_a_published_table_stands(town: Election) -> None:
    b.with_constituencies(town)
    notice = Publication.objects.get(kind="constituency_notice")
    assert notice.body["tables"][0]["rows"][0] == ["1", "第1村选区", "居住", "第1村", "2"]
    for again in (
        lambda: load(town, b.constituency_rows()),
        lambda: b.quota(town),
        lambda: services.publish_constituencies(election=town, on=b.DAY, actor=b.actor(b.TOWN)),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert codes(refused) == ["constituencies-published"]


def test_staff_stand_with_their_unit_then_by_group_then_by_village(town: Election) -> None:
    b.quota(town, total=10)
    rows = b.constituency_rows()
    village = rows[0].parts[0].village
    rows[0] = replace(rows[0], parts=(Part(village, 1),))
    rows[1] = replace(rows[1], parts=(*rows[1].parts, Part(village, 2)))
    rows.append(
        ConstituencyRow(5, "卫生院选区", "单一", (Part(work_unit="镇卫生院"),), 300, 2, True)
    )
    load(town, rows)
    place = queries.place_index(town)
    ids = dict(Constituency.objects.values_list("number", "pk"))
    assert place.constituency_for(village, 1, "") == ids[1]
    assert place.constituency_for(village, 2, "") == ids[2]
    assert place.constituency_for(village, 2, "镇卫生院") == ids[5]
    assert place.constituency_for(village, 2, "县医院") == ids[2]
    assert place.constituency_for(village, None, "") is None
    Person.objects.create(name="甲", sex="1", village=village, group=3, county=b.COUNTY)
    assert queries.uncovered_places(town) == {village: [3]}


def write(path: Path, *rows: str) -> Path:
    text = "\r\n".join([",".join(HEADINGS), *rows]) + "\r\n"
    path.write_text(text, "utf-8-sig")
    return path


def test_a_file_is_read_with_its_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.csv",
        f"{b.TOWN},1,河西选区,居住,430001101001;430001101002#1,300,2,农村",
        f"{b.TOWN},2,卫生院选区,混合,430001101002#2;单位:镇卫生院,150,1,城镇",
    )
    first, second = read_constituencies(path)[b.TOWN]
    assert first.parts == (Part("430001101001"), Part("430001101002", 1))
    assert (second.line, second.kind, second.is_urban) == (3, "mixed", True)
    assert scope_cell(second.parts) == "430001101002#2;单位:镇卫生院"
    assert scope_words(first.parts, b.VILLAGES) == "第1村、第2村第1组"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"{b.TOWN},1,甲,居住,430001101001,三百,2,农村", "R113"),
        (f"{b.TOWN},1,甲,自治,430001101001,300,2,农村", "R114"),
        (f"{b.TOWN},1,甲,居住,430001101001#一,300,2,农村", "R113"),
        (f"{b.TOWN},1,甲,居住,,300,2,农村", "R112"),
        (f"{b.TOWN},1,=1+1,居住,430001101001,300,2,农村", "R105"),
        (f"{b.TOWN},1,甲,居住", "R106"),
    ],
)
def test_a_broken_file_names_line_and_code(tmp_path: Path, row: str, code: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        read_constituencies(write(tmp_path / "c.csv", row))
    assert [(error.line, error.code) for error in refused.value.errors] == [(2, code)]


def test_groups_are_numbered_from_one(town: Election) -> None:
    village = next(iter(b.VILLAGES))
    row = ConstituencyRow(1, "一选区", "residential", (Part(village, 0),), 300, 2, is_urban=False)
    found = check_rows([row], b.VILLAGES, pack_of(town))
    assert [finding.code for finding in found] == ["group-unknown"]
