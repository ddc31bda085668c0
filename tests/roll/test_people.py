"""ID numbers, pairs, the comparison with the last roll, and the order by strokes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.roll import id_number
from huanjie.roll.clean import LastRollRow, PersonRow
from huanjie.roll.compare import Change, compare
from huanjie.roll.match import MatchRecord, MatchRule, find_pairs
from huanjie.roll.strokes import MissingStrokes, in_stroke_order, stroke_key

DIGITS_17 = st.from_regex(r"[0-9]{17}", fullmatch=True)
VILLAGE, OTHER = "433124102200", "433124102201"


def test_the_check_digit_of_the_standard_is_found():
    assert id_number.check_digit("11010519491231002") == "X"


@given(DIGITS_17)
def test_one_wrong_digit_never_passes_the_check(first_17):
    good = first_17 + id_number.check_digit(first_17)
    for position in range(17):
        other = str((int(good[position]) + 1) % 10)
        assert id_number.check_digit(good[:position] + other + good[position + 1 : 17]) != good[17]


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_an_old_number_upgrades_to_a_good_one(born, sequence):
    new = id_number.upgrade(f"994124{born:%y%m%d}{sequence:03}")
    assert id_number.fault(new) is None
    assert id_number.birth_date(new) == born


@given(st.text(max_size=20))
def test_no_text_breaks_the_repair_of_id_numbers(text):
    for after, _ in id_number.steps(text):
        id_number.fault(after)


def record(line: int, **changes: str) -> MatchRecord:
    base = {
        "name": "石三妹",
        "sex": "2",
        "birth_date": "1980-02-29",
        "id_number": "",
        "place": VILLAGE,
    }
    return MatchRecord(line, **{**base, **changes})


def test_records_with_one_id_number_are_a_pair_and_the_differences_are_named():
    pairs = find_pairs(
        [
            record(2, id_number="A"),
            record(5, id_number="A", name="石三姐"),
            record(9, id_number="A"),
        ]
    )
    assert [(p.rule, p.first_line, p.second_line, p.differing) for p in pairs] == [
        (MatchRule.SAME_ID, 2, 5, ("name",)),
        (MatchRule.SAME_ID, 5, 9, ("name",)),
    ]
    assert pairs[0].reason_zh == "公民身份号码相同"


def test_the_same_personalia_are_a_pair_only_where_an_id_number_is_lacking():
    both = find_pairs([record(2, id_number="A"), record(3, id_number="B")])
    one = find_pairs([record(2, id_number="A"), record(3)])
    assert both == []
    assert [(p.rule, p.differing) for p in one] == [(MatchRule.SAME_PERSONALIA, ("id_number",))]


@pytest.mark.parametrize(
    "change",
    [{"name": "石四妹"}, {"sex": "1"}, {"birth_date": "1980-03-01"}, {"place": OTHER}],
)
def test_one_difference_in_the_personalia_makes_no_pair(change):
    assert find_pairs([record(2), record(3, **change)]) == []


def test_nobody_makes_no_pairs():
    assert find_pairs([]) == []


def person(line: int, number: str, **changes: object) -> PersonRow:
    row = PersonRow(
        line, "1", "户主", f"石{line}", "2", date(1980, 2, 28), number, "06", VILLAGE, None, "", "",
        "", "", "", "正常",
    )  # fmt: skip
    return row._replace(**changes)


def voter(line: int, number: str, **changes: object) -> LastRollRow:
    row = LastRollRow(line, "一", f"石{line}", "2", date(1980, 2, 28), number, VILLAGE, None)
    return row._replace(**changes)


def test_every_entry_of_the_last_roll_has_one_fate():
    last = [voter(n, number) for n, number in enumerate("ABCDE", 2)] + [voter(7, "")]
    people = [
        person(12, "A"),
        person(13, "B", place=OTHER),
        person(14, "C", status="死亡"),
        person(15, "D", status="迁出"),
        person(16, "F", name="石7"),
        person(17, "A"),
        person(18, "G", birth_date=date(2008, 12, 20)),
        person(19, "H", birth_date=date(2008, 12, 21)),
        person(20, "I"),
        person(21, "J", status="服现役"),
    ]
    found = compare(
        last, people,
        latest_birth=date(2008, 12, 20), latest_birth_last_time=date(2003, 12, 20),
    )  # fmt: skip
    assert [(each.change, each.last_line, each.line) for each in found] == [
        (Change.KEPT, 2, 12),
        (Change.MOVED, 3, 13),
        (Change.DIED, 4, 14),
        (Change.LEFT, 5, 15),
        (Change.MISSING, 6, None),
        (Change.KEPT, 7, 16),
        (Change.NEWLY_EIGHTEEN, None, 18),
        (Change.NOT_LISTED_BEFORE, None, 20),
    ]
    assert [each.last_line for each in found if not each.is_by_id] == [7]


def test_surnames_of_seven_strokes_stand_in_the_official_order():
    assert "".join(in_stroke_order(list("陈张余何吴杨李")).names) == "李杨吴何余张陈"


def test_fewer_strokes_come_first_and_then_the_kind_of_the_first():
    assert in_stroke_order(["王一", "丁一", "龙一"]).names == ("丁一", "王一", "龙一")


def test_a_single_given_name_stands_before_a_longer_one_with_the_same_beginning():
    assert in_stroke_order(["李一丁", "李一"]).names == ("李一", "李一丁")


def test_compound_surnames_compare_character_by_character():
    assert in_stroke_order(["欧阳一", "欧一"]).names == ("欧一", "欧阳一")


def test_the_dot_of_a_minority_name_is_passed_over():
    assert stroke_key("阿里·木江") == stroke_key("阿里木江")


def test_a_full_tie_keeps_its_order_and_is_shown():
    order = in_stroke_order(["李伟", "王五", "李伟"])
    assert order.ties == (("李伟", "李伟"),)


def test_unknown_characters_stop_the_order_until_they_are_answered():
    with pytest.raises(MissingStrokes) as caught:
        in_stroke_order(["李\U0002b7c5", "王", "䶮一"])
    assert caught.value.characters == ("\U0002b7c5", "䶮")
    assert stroke_key("李\U0002b7c5", {"\U0002b7c5": "12345"})[1] == (5, "12345")


def test_a_malformed_answer_is_refused():
    with pytest.raises(ValueError, match="126"):
        stroke_key("䶮", {"䶮": "126"})
