"""The calendar oracle against the figures printed in `rules.md` sections 6 and 15."""

from datetime import date

import pytest

from tests.oracles import calendar
from tests.oracles.calendar import BY_ELECTION, GENERAL, NATIONAL

E = date(2026, 12, 20)


def december(day: int) -> date:
    return date(2026, 12, day)


@pytest.mark.parametrize(
    ("pack", "row", "a", "b"),
    [
        ("national", "CAL-02", date(2026, 11, 30), date(2026, 11, 29)),
        ("national", "CAL-05", december(15), december(14)),
        ("national", "CAL-06", december(19), december(19)),
        ("national", "CAL-08", december(5), december(4)),
        ("national", "CAL-09", december(13), december(12)),
        ("zhejiang", "CAL-10", december(8), december(7)),
        ("shanghai", "CAL-11", december(15), december(14)),
        ("shanghai", "CAL-12", december(18), december(17)),
        ("beijing", "CAL-12", december(19), december(19)),
        ("national", "CAL-12", E, E),
        ("national", "CAL-13", december(19), december(19)),
        ("shanghai", "CAL-14", december(22), december(22)),
        ("national", "CAL-18", date(2027, 2, 20), date(2027, 2, 20)),
    ],
)
def test_the_printed_last_days(pack: str, row: str, a: date, b: date) -> None:
    assert calendar.last_days(E, GENERAL[pack], "A")[row] == a
    assert calendar.last_days(E, GENERAL[pack], "B")[row] == b


def test_appeal_and_decision_follow_the_publication() -> None:
    rows = calendar.last_days(E, NATIONAL, "A", date(2026, 11, 30))
    assert (rows["CAL-03"], rows["CAL-04"]) == (december(5), december(8))


@pytest.mark.parametrize(
    ("poll", "roll", "count"),
    [
        (date(2006, 11, 15), date(2006, 10, 26), 20),
        (date(2006, 11, 15), date(2006, 10, 31), 15),
        (date(2011, 10, 30), date(2011, 10, 15), 15),
        (date(2011, 10, 30), date(2011, 10, 23), 7),
    ],
)
def test_tianjin_and_zhushan_read_a(poll: date, roll: date, count: int) -> None:
    assert calendar.last_day_before(poll, count, "A") == roll
    assert calendar.judge(roll, poll, count) == calendar.LATE_UNDER_B


@pytest.mark.parametrize(
    ("poll", "act", "count"),
    [
        (date(2011, 11, 8), date(2011, 10, 18), 20),
        (date(2016, 12, 27), date(2016, 12, 19), 7),
    ],
)
def test_beijing_and_laixi_read_b(poll: date, act: date, count: int) -> None:
    assert calendar.last_day_before(poll, count, "B") == act
    assert calendar.judge(act, poll, count) == calendar.ON_TIME


def test_the_chain_breaks_with_a_twelve_day_roll() -> None:
    general = calendar.chain(E, NATIONAL, "A", date(2026, 11, 30))
    assert (general.appeals_end, general.decision_by) == (december(5), december(8))
    assert (general.suit_until, general.warn) == (december(15), False)
    short = calendar.chain(E, BY_ELECTION["zhejiang"], "A", december(8))
    assert (short.appeals_end, short.decision_by) == (december(13), december(16))
    assert short.warn


def test_the_window_has_five_days_at_most() -> None:
    window = calendar.nomination_window(E, GENERAL["shandong"], "A", date(2026, 11, 30))
    assert window == (december(1), december(5))
    assert calendar.nomination_window(E, NATIONAL, "A", date(2026, 11, 30)) is None


def test_months_and_ages() -> None:
    assert calendar.add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert calendar.add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert calendar.age_on(date(2008, 12, 20), E) == 18
    assert calendar.age_on(date(2008, 12, 21), E) == 17
    assert calendar.age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18
    assert calendar.age_on(date(2008, 2, 29), date(2026, 2, 27)) == 17
    assert calendar.age_on(date(2008, 2, 29), date(2028, 2, 28)) == 19


def test_filings() -> None:
    assert calendar.filing_days(E, GENERAL["beijing"]) == (date(2027, 1, 4), date(2027, 1, 19))
    assert calendar.filing_days(E, NATIONAL) == (date(2027, 1, 19),)
