"""T1 to T9 hold every field of domain.md §4, and say which of them still wait for records."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from huanjie.figures.definition import (
    Roll,
    check_key,
    column,
    ethnicities,
    field,
    fields,
    required_keys,
    shown,
    table,
    tables,
)
from huanjie.figures.figure import Count, Share
from huanjie.figures.words import Unit, said, words

# The fields of domain.md §4: how many numbers a return has, and which of them have letters.
NUMBERS = {
    "T1": 21, "T2": 22, "T3": 35, "T4": 22, "T5": 34, "T6": 45, "T7": 20, "T8": 20, "T9": 12,
}  # fmt: skip
LETTERS = {
    "T1.10": "ab", "T1.20": "ab", "T2.13": "abcd", "T2.14": "abc", "T2.15": "ab", "T2.16": "ab",
    "T2.18": "ab", "T3.23": "ab", "T3.24": "ab", "T3.30": "ab", "T3.31": "ab", "T3.35": "ab",
    "T4.09": "abcd", "T4.18": "abc", "T4.19": "abcdef", "T4.20": "ab", "T5.10": "ab",
    "T5.11": "ab", "T5.22": "abc", "T5.23": "ab", "T5.27": "ab", "T5.28": "abc", "T5.31": "abcd",
    "T5.33": "ab",
}  # fmt: skip

# Which fields have no records yet, by what they wait for. A later issue shortens this table.
WAITING = {
    "candidate_meetings": "T4.20a T4.20b T4.21",
    "claims": "T1.21",
    "discipline": "T8.01-20",
    "garrison": "T5.34",
    "household_sheets": "T9.11",
    "last_roster": "T4.19e T6.40 T6.41",
    "minorities": "T2.21",
    "occupations": "T4.19f T6.23-39",
    "plan_flags": "T2.11",
    "primaries": "T4.13",
    "publicity": "T1.16 T1.17",
    "sample_checks": "T3.35a T3.35b",
    "session": "T7.01-20",
    "stations": "T3.24a",
    "training": "T1.11-15",
    "voter_cards": "T3.32",
}


def spread(codes: str) -> set[str]:
    """`T8.01-03` as its three codes."""
    found = set()
    for word in codes.split():
        start, _, last = word.partition("-")
        code, _, first = start.partition(".")
        found |= {f"{code}.{n:02d}" for n in range(int(first), int(last) + 1)} if last else {word}
    return found


def test_every_field_of_the_returns_is_defined_and_no_other() -> None:
    due = []
    for code, last in NUMBERS.items():
        for number in range(1, last + 1):
            name = f"{code}.{number:02d}"
            due += [f"{name}{letter}" for letter in LETTERS.get(name, " ")]
    assert {code.strip() for code in due} == fields().keys()


def test_fields_stand_in_the_order_of_their_numbers_but_for_additions() -> None:
    for each in tables().values():
        codes = [one.code for one in each.fields]
        assert codes == sorted(codes)


@pytest.mark.parametrize("reason", sorted(words()["waits"]))
def test_the_fields_that_wait_are_listed_here(reason: str) -> None:
    waiting = {each.code for each in fields().values() if each.waits == reason}
    assert waiting == spread(WAITING[reason])


def test_every_field_is_named_in_both_languages_and_says_where_it_comes_from() -> None:
    for each in fields().values():
        assert re.search("[一-龥]", each.name("zh"))
        assert re.search("[一-龥]", each.source("zh"))
        assert not re.search("[一-龥]", each.name("en") + each.source("en"))
        assert bool(each.waiting_for("zh")) == bool(each.waiting_for("en")) == bool(each.waits)
    assert table("T3.03").name("en") == "Registration"
    assert table("T3.03").name("zh") == "选民登记"


def test_every_word_is_used() -> None:
    assert {each.unit for each in fields().values()} == set(Unit) == words()["unit"].keys()
    assert {each.roll for each in fields().values()} == set(Roll) == words()["roll"].keys()
    assert said("roll", Roll.NONE, "en").startswith("not rolled up")


def test_every_formula_is_made_of_fields() -> None:
    formulas = {each.code: each.formula for each in fields().values() if each.formula}
    assert {code for each in formulas.values() for code in each.codes} <= fields().keys()
    assert formulas["T2.10"].codes == ("T2.06", "T2.08", "T2.09")
    assert [each.sign for each in formulas["T3.33"].denominator] == [1, -1, -1, -1, -1]
    ratios = {code for code, each in formulas.items() if each.denominator}
    assert ratios == {"T2.17", "T3.33", "T4.16", "T5.04", "T5.08", "T5.09", "T9.03"}


def test_a_ratio_without_a_formula_is_counted_by_the_records() -> None:
    ratios = {each.code for each in fields().values() if each.roll is Roll.RATIO}
    counted = {code for code in ratios if not fields()[code].formula}
    assert counted == {"T1.14", "T6.16", "T9.11", "T9.12"}


def test_columns_are_lists_of_deputies_offices_and_milestones() -> None:
    assert [each.code for each in tables()["T6"].columns] == [
        "preliminary", "formal", "elected", "seated", "last_term",
    ]  # fmt: skip
    assert len(tables()["T7"].columns) == 11
    assert [each.code for each in tables()["T9"].columns][:3] == ["K01", "K02", "K04"]
    place = column("T6.01@seated")
    assert place is not None
    assert (place.zh, place.en) == ("资格已确认的代表", "seated")
    assert column("T3.03") is None


def test_a_minority_is_a_field_of_its_own() -> None:
    tujia = field("T6.05.15@elected")
    assert (tujia.code, tujia.zh, tujia.en) == ("T6.05.15", "土家族", "Tujia")
    assert tujia.has_columns
    path = files("huanjie.roll").joinpath("tables", "ethnicity.csv")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    codes = {row["code"]: row["name"] for row in rows if row["code"] != "01"}
    assert codes.keys() == ethnicities().keys()
    assert all(ethnicities()[code][0].startswith(name) for code, name in codes.items())


@pytest.mark.parametrize(
    "key", ["T3.99", "T6.05.77", "T6.01@nowhere", "T3.03@elected", "T9.07@K06", "T9.02@K03", ""]
)
def test_a_key_that_names_no_field_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"no field|no columns"):
        check_key(key)


def test_every_required_key_is_a_key_of_ours() -> None:
    assert all(check_key(key) == key for key in required_keys())
    assert "T6.16@last_term" in required_keys()
    assert "T7.18" in required_keys()
    assert "T7.01" not in required_keys()
    assert len(set(required_keys())) == len(required_keys())


def test_a_field_prints_its_figure_in_its_unit() -> None:
    assert shown("T3.33", Share(2, 3), "zh") == "66.67%"
    assert shown("T2.17", Share(400_000, 97), "zh") == "4123.71"
    assert shown("T6.16@elected", Share(3 * 17_532, 3), "en") == "48.0"
    assert shown("T3.03", Count(1234), "zh") == "1\u2009234"
