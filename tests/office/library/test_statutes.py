"""Reading the text of a statute: layouts, gaps, faults with their lines."""

from __future__ import annotations

from datetime import date

import pytest

from huanjie.law.finding import Finding
from huanjie.office.ledger.commands import Refused
from huanjie.office.library.statutes import StatuteText, decoded, read_statute, title_of
from huanjie.office.library.texts import guessed, shelves
from tests.conftest import leave_out
from tests.office.library.shelf import SMALL, STATUTES


def read(text: str, unit: str = "条") -> StatuteText:
    return read_statute(text, unit=unit, file="x.md")


def faults(text: str, unit: str = "条") -> list[Finding]:
    with pytest.raises(Refused) as refusal:
        read(text, unit)
    return list(refusal.value.findings)


def test_articles_keep_their_paragraphs_items_and_chapter() -> None:
    found = read(SMALL)
    assert [each.number for each in found.sections] == [1, 2, 3]
    second = found.sections[1]
    assert second.paragraphs[0] == "有下列情形之一的，可以委托："
    assert second.paragraphs[1:3] == ("（一）外出；", "（二）生病。")
    assert (second.chapter, second.line) == ("总则", 10)


def test_the_version_is_the_last_amendment_and_not_the_day_of_force() -> None:
    assert read(SMALL).version == date(2020, 10, 17)
    assert read("# 某法\n\n2021年13月40日\n\n第一条 甲。").version is None


@pytest.mark.parametrize(
    "text",
    [
        "**第一条** 甲。\n\n**第二条** 乙。",
        "### 第一条\n\n甲。\n\n### 第二条\n\n乙。",
        "　　第一条　甲。\n　　第二条　乙。",
        "第1条 甲。\n第２条 乙。",
        "第一条甲。\n第二条乙。",
        "> 第一条：甲。\n> 第二条：乙。",
    ],
)
def test_other_layouts_are_read_alike(text: str) -> None:
    found = read(f"某法\n2020年1月1日\n{text}")
    assert [each.paragraphs for each in found.sections] == [("甲。",), ("乙。",)]


def test_a_line_that_goes_on_belongs_to_its_paragraph() -> None:
    found = read("# 某法\n第一条 每一选民\n只有一票，\n第四十二条规定的除外。\n　　另一款。")
    assert found.sections[0].paragraphs == (
        "每一选民只有一票，第四十二条规定的除外。",
        "另一款。",
    )


def test_a_decision_has_items_instead_of_articles() -> None:
    found = read("# 某决定\n\n为了实施：\n\n一、甲。\n\n乙款。\n\n二、丙。", "项")
    assert [each.number for each in found.sections] == [1, 2]
    assert found.sections[0].paragraphs == ("甲。", "乙款。")


def test_missing_numbers_are_named_and_an_inserted_article_keeps_its_suffix() -> None:
    found = read("# 某法\n\n第一条 甲。\n\n第一条之二 乙。\n\n第四条 丙。")
    assert [each.place for each in found.sections] == ["1", "1-2", "4"]
    assert found.gaps == (2, 3)


def test_a_comment_and_a_rule_are_no_words_of_the_statute() -> None:
    found = read("# 某法\n<!-- a\nb -->\n---\n第一条 甲。")
    assert found.sections[0].line == 5
    assert found.sections[0].paragraphs == ("甲。",)


def test_every_fault_is_named_with_line_and_column() -> None:
    lines = (
        "# 某法",
        "第一条 甲。",
        "第三条 乙。",
        "第二条 丙。",
        "第三条 丁。",
        "第五条",
        "第六条 戊。",
    )
    text = "\n\n".join(lines)
    found = [(f.code, f.facts["line"], f.facts["column"]) for f in faults(text)]
    assert found == [
        ("statute-article-backwards", 7, 1),
        ("statute-article-repeated", 9, 1),
        ("statute-article-empty", 11, 1),
    ]


def test_a_text_without_articles_is_refused() -> None:
    assert [f.code for f in faults("# 某法\n\n没有条文。")] == ["statute-without-articles"]


def test_bytes_that_are_no_text_are_refused_where_they_stop_being_text() -> None:
    with pytest.raises(Refused) as refusal:
        decoded("第一条 甲。\n乙".encode() + b"\xff\x00\xff", "x.md")
    (fault,) = refusal.value.findings
    assert (fault.code, fault.facts["line"], fault.facts["column"]) == ("statute-unreadable", 2, 4)


def test_a_file_of_another_kind_or_size_is_refused() -> None:
    for content, code in ((b"a\0b", "statute-unreadable"), (b"a" * 5_000_000, "statute-too-large")):
        with pytest.raises(Refused) as refusal:
            decoded(content, "x.md")
        assert [f.code for f in refusal.value.findings] == [code]


def test_chinese_encodings_are_read() -> None:
    assert decoded("第一条 甲".encode("gb18030"), "x") == "第一条 甲"
    assert decoded("\ufeff第一条\r\n甲".encode(), "x") == "第一条\n甲"


def test_the_title_may_stand_on_two_lines_and_says_which_text_it_is() -> None:
    plain = "中华人民共和国地方各级人民代表大会\n和地方各级人民政府组织法\n"
    plain += "（1979年7月1日通过）\n第一条 甲。"
    assert guessed(title_of(plain)) == "LOL"
    assert guessed("浙江省县、乡两级人民代表大会代表选举实施细则") == "ZJ"
    assert guessed("湖南省实施细则") == ""
    assert {code for code in shelves() if guessed(shelves()[code].full[0]) == code} == set(
        shelves()
    )


def test_the_nine_texts_are_read_without_a_gap() -> None:
    paths = sorted(STATUTES.glob("*.md"))
    if not paths:
        leave_out("shared/law/statutes", "put the texts of the statutes beside the project")
    counts = {}
    for path in paths:
        text = decoded(path.read_bytes(), path.name)
        code = guessed(title_of(text))
        found = read(text, shelves()[code].text.unit)
        assert not found.gaps, code
        counts[code] = (len(found.sections), found.version)
    assert counts["EL"] == (60, date(2020, 10, 17))
    assert counts["DP"] == (10, date(1983, 3, 5))
    assert counts["LOL"] == (90, date(2022, 3, 11))
    assert len(counts) == 9
