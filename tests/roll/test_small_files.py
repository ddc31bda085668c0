"""Small files of an election's folder, and the divisions: all faults named, nothing passes."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from huanjie.roll import workbook
from huanjie.roll.divisions import (
    Level,
    UnitKind,
    doubtful_kinds,
    read_divisions,
    type_of,
    under,
)
from huanjie.roll.errors import SourceRefused
from huanjie.roll.tabular import Expected, read_table

HEADINGS = ("行号", "处理", "依据", "日期")
EXPECTED = Expected(
    required=("处理",), integers=("行号",), dates=("日期",), words={"处理": ("更正", "剔除")}
)
EXAMPLE = Path(__file__).parents[2] / "examples" / "divisions" / "433100.csv"


def table(path: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path.write_bytes("\r\n".join([",".join(HEADINGS), *lines]).encode(encoding))
    return path


def faults(path: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(SourceRefused) as caught:
        read_table(path, HEADINGS, EXPECTED)
    return [(error.code, error.line, error.column) for error in caught.value.errors]


def test_a_good_row_gives_text_figure_date_and_list(tmp_path):
    (row,) = read_table(
        table(tmp_path / "t.csv", "１２,更正,甲;乙；丙,2026-12-20"), HEADINGS, EXPECTED
    )
    assert row.integer("行号") == 12
    assert row.day("日期") == date(2026, 12, 20)
    assert row.items("依据") == ("甲", "乙", "丙")
    assert (row["处理"], row.line) == ("更正", 2)


def test_an_empty_figure_or_date_is_none_and_asking_for_it_is_an_error(tmp_path):
    (row,) = read_table(table(tmp_path / "t.csv", ",更正,,"), HEADINGS, EXPECTED)
    assert row.integer_or_none("行号") is None
    assert row.day_or_none("日期") is None
    for ask in (lambda: row.integer("行号"), lambda: row.day("日期")):
        with pytest.raises(SourceRefused) as caught:
            ask()
        assert caught.value.errors[0].code == "R112"


def test_all_faults_of_a_file_are_told_together(tmp_path):
    path = table(
        tmp_path / "t.csv", "1.5,更正,,", "1,,,", "1,留下,,", "1,更正,=1,", "1,更正,,2月30日", "1"
    )
    assert faults(path) == [
        ("R113", 2, "行号"),
        ("R112", 3, "处理"),
        ("R114", 4, "处理"),
        ("R105", 5, "依据"),
        ("R204", 6, "日期"),
        ("R106", 7, ""),
    ]


def test_a_negative_figure_is_no_formula_and_a_lone_dash_is_text(tmp_path):
    (row,) = read_table(table(tmp_path / "t.csv", "-5,更正,-,"), HEADINGS, EXPECTED)
    assert (row.integer("行号"), row["依据"]) == (-5, "-")


def test_the_real_prefecture_is_read_whole():
    units = read_divisions(EXAMPLE)
    assert len(units) == 1922
    county = under(units, "433124000000")
    assert [unit.level for unit in county].count(Level.TOWNSHIP) == 12
    assert {type_of(u.name) for u in county if u.level is Level.TOWNSHIP} == {
        UnitKind.TOWN,
        UnitKind.TOWNSHIP,
    }
    assert [error.code for error in doubtful_kinds(units, "433100.csv")] == ["R305"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("花垣镇", UnitKind.TOWN),
        ("补抽乡", UnitKind.TOWNSHIP),
        ("三合瑶族乡", UnitKind.ETHNIC_TOWNSHIP),
        ("石家堡街道办事处", UnitKind.SUBDISTRICT),
        ("军亭界林场", UnitKind.OTHER),
    ],
)
def test_the_name_of_a_unit_tells_its_kind(name, kind):
    assert type_of(name) is kind


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("village,433124102200,又一村,433124102000", "R301", "code"),
        ("village,433124102201,某村,433124109000", "R302", "parent"),
        ("village,43312410220,某村,433124102000", "R303", "code"),
        ("village,433124102201,某村,433124000000", "R304", "parent"),
        ("hamlet,433124102201,某村,433124102000", "R114", "level"),
    ],
)
def test_a_wrong_division_is_refused_with_its_line(tmp_path, line, code, column):
    path = tmp_path / "divisions.csv"
    path.write_text(
        "level,code,name,parent\ncounty,433124000000,花垣县,433100000000\n"
        "township,433124102000,龙潭镇,433124000000\nvillage,433124102200,龙门村,433124102000\n"
        f"{line}\n",
        "utf-8",
    )
    with pytest.raises(SourceRefused) as caught:
        read_divisions(path)
    assert [(e.code, e.line, e.column) for e in caught.value.errors] == [(code, 5, column)]


def test_a_workbook_that_swells_is_refused_unread(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("xl/worksheets/sheet1.xml", b"0" * (workbook.RATIO_FROM + 1))
    with pytest.raises(SourceRefused) as caught:
        read_table(path, HEADINGS)
    assert "过大" in caught.value.errors[0].message_zh


def test_a_workbook_with_a_document_type_is_refused(tmp_path):
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr(
            "xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
        )
    with pytest.raises(SourceRefused) as caught:
        read_table(path, HEADINGS)
    assert caught.value.errors[0].code == "R109"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("99012419800101001", "R201"),  # seventeen digits
        ("990124198001010011", "R202"),
        ("9901241980010100一2", "R213"),
    ],
)
def test_an_id_number_that_cannot_be_right_is_refused(tmp_path, number, code):
    path = table(tmp_path / "t.csv", f"1,更正,{number},2026-12-20")
    expected = Expected(id_numbers=("依据",))
    with pytest.raises(SourceRefused) as caught:
        read_table(path, HEADINGS, expected)
    (error,) = caught.value.errors
    assert (error.code, error.line, error.column) == (code, 2, "依据")
    assert number not in error.message_zh


def test_an_id_number_that_can_be_mended_is(tmp_path):
    path = table(tmp_path / "t.csv", "1,更正,１１０１０５１９４９１２３１００２x,2026-12-20")
    (row,) = read_table(path, HEADINGS, Expected(id_numbers=("依据",)))
    assert row["依据"] == "11010519491231002X"
