"""Tables, cards, words and balances without a page around them."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import translation

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Finding, Severity, WrongInput
from huanjie.law.procedure import IllegalMove
from huanjie.office.face import words
from huanjie.office.face.cards import Card, article_url, card, moved_on, wrong_input
from huanjie.office.face.parts import Balance, Term
from huanjie.office.face.tables import Column, Table, plain, shown
from huanjie.office.face.templatetags.face import parse_article

ROWS = [{"name": name, "votes": votes} for name, votes in (("甲", 70), ("乙", 5), ("丙", 1204))]


def table(query: str = "") -> Table:
    columns = (
        Column("name", "姓名", sort="name"),
        Column("votes", "得票", kind="number", sort="votes"),
        Column("twice", "两倍", value=lambda row: row["votes"] * 2, kind="number"),
    )
    return Table(RequestFactory().get(f"/{query}"), columns, ROWS, page_size=2)


def cells(of: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in of.cells(of.page.object_list)]


def test_a_table_shows_a_page_of_its_rows() -> None:
    assert cells(table()) == [["甲", "70", "140"], ["乙", "5", "10"]]
    assert cells(table("?page=2")) == [["丙", "1\u2009204", "2\u2009408"]]
    assert cells(table("?page=99")) == cells(table("?page=2"))


def test_a_table_sorts_and_filters() -> None:
    assert [row[0] for row in cells(table("?sort=-votes"))] == ["丙", "甲"]
    assert [row[0] for row in cells(table("?sort=votes"))] == ["乙", "甲"]
    assert [row[0] for row in cells(table("?sort=twice"))] == ["甲", "乙"]
    assert cells(table("?q=120")) == [["丙", "1\u2009204", "2\u2009408"]]
    assert cells(table("?q=丁")) == []


def test_a_heading_turns_the_order_round() -> None:
    heads = list(table("?sort=votes").headings)
    assert heads[1].order == "ascending"
    assert heads[1].href == "?sort=-votes"
    assert heads[2].href == ""


def test_the_file_holds_every_row_and_no_formula() -> None:
    rows = [{"name": "=1+1"}, {"name": "@x"}, {"name": None}]
    found = Table(
        RequestFactory().get("/?format=csv"), (Column("name", "姓名"),), rows, page_size=1
    )
    assert found.wants_csv
    text = b"".join(found.csv("名单").streaming_content).decode()  # type: ignore[union-attr, arg-type]
    assert text == "\ufeff姓名\r\n'=1+1\r\n'@x\r\n\"\"\r\n"


def test_values_are_shown_for_readers_and_plain_for_machines() -> None:
    assert (shown(None), shown(0, "number"), shown("")) == ("—", "0", "—")
    assert shown(date(2026, 12, 20)) == "2026年12月20日 星期日"
    assert plain(date(2026, 12, 20)) == "2026-12-20"
    assert plain(-5) == "-5"


def test_figures_and_days_in_the_language_of_the_page() -> None:
    assert words.number(301442) == "301\u2009442"
    assert words.number(-5) == "−5"
    assert words.offset(date(2026, 11, 27), date(2026, 12, 20)) == "E−23"
    assert words.offset(None, date(2026, 12, 20)) == ""
    with translation.override("en"):
        assert words.day(date(2026, 12, 20)) == "Sun 2026-12-20"
        assert words.either("甲", "A") == "A"


def test_a_card_says_the_finding_in_both_languages() -> None:
    facts = {"account": "a", "roles": ("x", "y"), "roles_en": ("X", "Y")}
    found = Finding("roles-not-separate", PRACTICE["三员分立"], Severity.ERROR, facts)
    chinese = card(found)
    assert "x、y" in chinese.sentence
    assert chinese.mark == "■"
    with translation.override("en"):
        assert "cannot hold" in card(found).sentence
    assert card(chinese) is chinese


def test_a_card_for_a_move_too_late_and_for_a_wrong_question() -> None:
    moved = moved_on(IllegalMove("roll", "open", "close"))
    assert "roll" not in moved.sentence
    assert moved.code == "illegal-move roll:open"
    assert "level" in wrong_input(WrongInput("level", "no")).sentence
    assert Card(Severity.WARN, "x").severity_name == "提醒"


@pytest.mark.parametrize(
    "cited", [ELECTION_LAW[45, 3], ELECTION_LAW[12, 1, 3], ELECTION_LAW[28], PRACTICE["O-06"]]
)
def test_an_article_is_found_again_by_its_key(cited: object) -> None:
    key = cited.key  # type: ignore[attr-defined]
    assert parse_article(key) == cited
    assert article_url(cited).startswith("/law/")  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["", "XX 36", "EL", "EL abc"])
def test_a_key_that_names_no_article_of_ours_is_none(key: str) -> None:
    assert parse_article(key) is None


def test_a_balance_names_what_is_missing() -> None:
    terms = (Term("a", 3),), (Term("b", 1),)
    assert Balance(Term("x", 10), *terms, Term("y", 12)).difference == 0
    assert Balance(Term("x", 10), *terms, Term("y", 13)).difference == 1
