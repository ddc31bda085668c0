"""A province's form from its mapping file, our own tables, CSV and workbooks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from huanjie.figures.figure import Count, Extreme, Missing, MissingReason, Moment, Names, People
from huanjie.figures.forms import BadForm, filled, form_from, parsed
from huanjie.figures.tables import Cover, Sheet, as_csv, as_long_csv, form_sheet, sheets
from huanjie.figures.workbook import as_workbook
from tests.figures.samples import NOW, World

EXAMPLE = Path(__file__).parents[2] / "docs" / "reference" / "province-form.toml"
COVER = Cover("张某", "李某", "0000-1234", date(2026, 12, 21), "无")
FIGURES = {
    "T1.02": 9, "T2.06": 210, "T3.03": 1000, "T3.05": 8, "T3.06": 2, "T5.04": (2, 3),
    "T6.03@elected": None,
}  # fmt: skip
HEAD = """
[form]
id = "x"
title = "表"
title_en = "form"
level = "county"
source = "s"
"""


def test_the_example_is_filled_in_from_a_return() -> None:
    rows = filled(form_from(EXAMPLE), World(FIGURES).ret())
    shown = {row.number: row.shown("zh") for row in rows}
    assert shown == {
        "一、1": "9", "二、1": "210", "三、1": "1\u2009000", "三、2": "10", "四、1": "66.67%",
        "五、1": "尚无记录",
    }  # fmt: skip


def test_a_sum_with_a_gap_is_a_gap() -> None:
    ret = World({**FIGURES, "T3.06": Missing(MissingReason.NOT_DUE)}).ret()
    (row,) = (row for row in filled(form_from(EXAMPLE), ret) if row.number == "三、2")
    assert row.figure == Missing(MissingReason.NOT_DUE)


def test_a_form_belongs_to_one_level() -> None:
    with pytest.raises(ValueError, match="county level, not for township"):
        filled(form_from(EXAMPLE), World(FIGURES, level="township").ret())


def item(number: str, fields: str) -> str:
    return f'[[item]]\nnumber = "{number}"\nname = "n"\nfields = {fields}\n'


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("[form", "file", "TOML"),
        (item("1", '["T3.03"]'), "form", "missing"),
        ("[form]\nid = 'x'", "form", "lacks level, source"),
        (HEAD, "file", "at least one"),
        (HEAD + "[other]\n" + item("1", '["T3.03"]'), "file", "nothing else"),
        (HEAD.replace("county", "village") + item("1", '["T3.03"]'), "form", "village"),
        (HEAD + 'confirmed = "yes"\n' + item("1", '["T3.03"]'), "form", "true or false"),
        (HEAD + "colour = 1\n" + item("1", '["T3.03"]'), "form", "does not know colour"),
        (HEAD + item("1", '["T3.99"]'), "item 1", "no field"),
        (HEAD + item("1", "[]"), "item 1", "at least one"),
        (HEAD + item("1", '"T3.03"'), "item 1", "at least one"),
        (HEAD + item("1", '["T3.03", "T2.06"]'), "item 1", "different units"),
        (HEAD + item("1", '["T3.03"]') * 2, "item", "twice: 1"),
        (HEAD + '[[item]]\nnumber = "1"\n', "item 1", "lacks fields, name"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_says_where_and_why(
    text: str, place: str, reason: str
) -> None:
    with pytest.raises(BadForm, match=reason) as refused:
        parsed(text)
    assert refused.value.place == place


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_bytes(HEAD.encode("gb18030"))
    with pytest.raises(BadForm, match="UTF-8"):
        form_from(path)


def test_only_counts_are_added_up() -> None:
    form = parsed(HEAD + item("1", '["T5.08", "T5.09"]'))
    with pytest.raises(ValueError, match="not counts"):
        filled(form, World({"T5.08": (1, 2), "T5.09": (1, 2)}).ret())


def test_an_unconfirmed_form_says_so() -> None:
    form = form_from(EXAMPLE)
    ret = World(FIGURES).ret()
    assert "未经核实" in str(form_sheet(form, ret, COVER, "zh").above)
    assert "Unconfirmed" in str(form_sheet(form, ret, COVER, "en").above)
    confirmed = form_sheet(replace(form, is_confirmed=True), ret, COVER, "zh")
    assert "未经核实" not in str(confirmed.above)


def by_title() -> dict[str, Sheet]:
    plain = {
        "T3.03": 1000, "T3.33": (9, 10), "T1.06": People(frozenset("ab")),
        "T6.01@elected": 10, "T6.05@elected": 3, "T6.05.15@elected": 3, "T6.01@formal": 15,
        "T9.01": 5, "T9.01@K06": 2, "T9.09": Moment(NOW),
    }  # fmt: skip
    ret = replace(World(plain, missing=("乙镇",)).ret(), incomplete={"T3.03": ("丙镇",)})
    return {sheet.title: sheet for sheet in sheets(ret, COVER, "zh")}


def test_our_own_layout_has_a_cover_and_nine_tables() -> None:
    tables = by_title()
    assert len(tables) == 9
    cover = dict(tables["T3 选民登记"].above)  # type: ignore[arg-type]
    assert cover["填报人"] == "张某"
    assert cover["未报单位"] == "乙镇"
    assert cover["填报日期"] == "2026年12月21日（星期一）"
    rows = {row[0]: row for row in tables["T3 选民登记"].rows}
    assert rows["T3.03"] == ("T3.03", "登记选民总数", "人", 1000, "丙镇")
    assert rows["T3.33"][3] == "90.00%"
    assert rows["T3.04"][3] == ""


def test_a_table_has_the_columns_that_have_figures() -> None:
    tables = by_title()
    composition = tables["T6 代表构成"]
    assert composition.heads == ("编号", "项目", "单位", "正式候选人", "当选代表", "不完整")
    codes = [row[0] for row in composition.rows]
    assert codes[codes.index("T6.05") + 1] == "T6.05.15"
    assert len(tables["T9 进度日报"].heads) == 6
    assert tables["T7 国家机关领导人员"].heads[3] == "数字"


def test_every_figure_stands_in_the_long_table_with_both_its_numbers() -> None:
    plain = {
        "T3.03": 5, "T3.33": (9, 10), "T5.33a": Extreme(1, 2, "=花村"), "T8.01": None,
        "T9.09": Moment(NOW), "T9.10": Names(("甲镇",)), "T6.01@elected": 3,
    }  # fmt: skip
    text = as_long_csv(World(plain).ret())
    assert text.startswith("\ufeffcode,")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text[1:]))}
    assert (rows["T3.33"]["numerator"], rows["T3.33"]["denominator"]) == ("9", "10")
    assert rows["T8.01"]["value"] == "not_kept"
    assert rows["T6.01"]["column"] == "elected"
    assert rows["T9.10"]["value"] == "甲镇"
    assert rows["T5.33a"]["value"] == "'=花村"


def test_a_text_like_a_formula_is_marked_and_a_number_is_not() -> None:
    assert as_csv(("a",), [("@SUM(1)",), (-5,)]).splitlines()[1:] == ["'@SUM(1)", "-5"]


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts() -> None:
    plain = {"T3.03": Count(1000), "T5.33a": Extreme(1, 2, "花村")}
    ret = replace(World(plain).ret(), unit_name="=HYPERLINK(1)\x07")
    book = as_workbook(sheets(ret, COVER, "zh"), made_at=NOW)
    read = openpyxl.load_workbook(io.BytesIO(book))
    assert read.sheetnames[2] == "T3 选民登记"
    page = read["T3 选民登记"]
    cells = {str(row[0].value): row for row in page.iter_rows()}
    assert cells["填报单位"][1].value == "=HYPERLINK(1)"
    assert cells["填报单位"][1].data_type == "s"
    assert cells["T3.03"][3].value == 1000
    assert page.freeze_panes == "C14"
