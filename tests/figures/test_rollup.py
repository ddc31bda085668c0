"""Several units as one: exact sums, ratios from sums, gaps and extremes by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie.figures.compute import completed
from huanjie.figures.definition import Roll, field, required_keys
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    MissingReason,
    Moment,
    Names,
    People,
    Return,
    Row,
    Share,
)
from huanjie.figures.rollup import roll_up
from tests.figures.samples import NOW, World

REASONS = MissingReason
KEYS = (
    "T1.08", "T2.03", "T2.18a", "T2.18b", "T2.21", "T3.03", "T3.33", "T5.30", "T6.01@elected",
    "T6.05.15@elected", "T9.02@K06", "T9.09",
)  # fmt: skip
small = st.integers(0, 50)
VALUES: dict[Roll, st.SearchStrategy[Any]] = {
    Roll.SUM: st.builds(Count, small),
    Roll.RATIO: st.builds(Share, small, small),
    Roll.HIGHEST: st.builds(Extreme, small, st.integers(1, 9), st.sampled_from("甲乙")),
    Roll.LOWEST: st.builds(Extreme, small, st.integers(1, 9), st.sampled_from("甲乙")),
    Roll.DISTINCT: st.builds(People, st.frozensets(st.sampled_from("abcdef"))),
    Roll.LIST: st.builds(Names, st.lists(st.sampled_from("丙丁"), max_size=2).map(tuple)),
    Roll.NONE: st.builds(Count, small),
}
TIMES = st.one_of(
    st.builds(Moment, st.dates(date(2026, 11, 1), date(2026, 11, 5))),
    st.builds(
        Moment,
        st.datetimes(
            datetime(2026, 11, 1), datetime(2026, 11, 5), timezones=st.just(UTC)  # noqa: DTZ001
        ),
    ),
)  # fmt: skip
GAPS = st.builds(Missing, st.sampled_from(REASONS))


def values(key: str) -> st.SearchStrategy[Figure | None]:
    known = TIMES if key == "T9.09" else VALUES[field(key).roll]
    return st.one_of(known, GAPS, st.none())


def unit(number: int, plain: dict[str, Figure | None], **more: Any) -> Return:
    figures = {key: each for key, each in plain.items() if each is not None}
    base = World({}).ret()
    return replace(
        base,
        unit=f"4331{number:08d}",
        unit_name=f"{number}县",
        election=f"4331{number:08d}/county/2026",
        as_of=NOW - timedelta(hours=number),
        digest=f"d{number}",
        figures=figures,
        rows=(Row("village", "001", f"{number}村", figures),),
        **more,
    )


PLAINS = st.fixed_dictionaries({key: values(key) for key in KEYS})
UNITS = st.lists(PLAINS, min_size=2, max_size=6).map(
    lambda plains: [unit(number, plain) for number, plain in enumerate(plains)]
)
EXPECTED = [("433100000099", "未报县")]


def rolled(parts: list[Return], expected: list[tuple[str, str]] = EXPECTED) -> Return:
    named: dict[str, Any] = {"unit": "4331", "unit_name": "州", "level": "county"}
    return roll_up(parts, expected=expected, **named)


def compared(ret: Return) -> tuple[Any, ...]:
    """Everything of a return, as something that can be compared."""
    rows = [(row.unit, row.code, row.name, dict(row.figures)) for row in ret.rows]
    return (ret, dict(ret.figures), dict(ret.incomplete), rows)


@settings(max_examples=25)
@given(UNITS, st.randoms())
def test_the_order_of_the_parts_changes_nothing(parts: list[Return], random: Any) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert compared(rolled(shuffled)) == compared(rolled(parts))


@settings(max_examples=25)
@given(UNITS, st.integers(1, 5))
def test_a_roll_up_of_roll_ups_is_the_roll_up_of_all(parts: list[Return], cut: int) -> None:
    at = min(cut, len(parts) - 1)
    first = roll_up(parts[:at], unit="x1", unit_name="东", level="county", expected=EXPECTED)
    second = roll_up(parts[at:], unit="x2", unit_name="西", level="county", expected=[])
    assert compared(rolled([first, second], [])) == compared(rolled(parts))


@settings(max_examples=25)
@given(UNITS)
def test_sums_are_exact_and_persons_distinct(parts: list[Return]) -> None:
    total = rolled(parts)
    known = [each for part in parts if isinstance(each := part.figures.get("T3.03"), Count)]
    if known:
        assert total.figures["T3.03"] == Count(sum(each.n for each in known))
    people = [each for part in parts if isinstance(each := part.figures.get("T1.08"), People)]
    if people:
        assert total.figures["T1.08"] == People(
            frozenset().union(*(each.tokens for each in people))
        )


counts = st.fixed_dictionaries(
    {key: st.builds(Count, small) for key in ("T5.02", "T5.03", "T5.06")}
)


@given(st.lists(counts, min_size=1, max_size=5))
def test_a_ratio_is_recomputed_and_never_averaged(plains: list[dict[str, Figure]]) -> None:
    parts = [unit(n, dict(completed(plain))) for n, plain in enumerate(plains)]
    total = rolled(parts).figures
    again = completed(total)
    assert all(total[key] == again[key] for key in ("T5.04", "T5.08", "T5.21"))


def test_a_ratio_of_two_unequal_units_is_that_of_their_sums() -> None:
    parts = [unit(1, {"T5.04": Share(1, 10)}), unit(2, {"T5.04": Share(90, 90)})]
    assert rolled(parts).figures["T5.04"] == Share(91, 100)


def test_the_highest_and_the_lowest_name_their_unit() -> None:
    one = {"T5.33a": Extreme(9, 10, "花村"), "T5.33b": Extreme(5, 10, "柳村")}
    two = {"T5.33a": Extreme(95, 100, "石村"), "T5.33b": Extreme(51, 100, "溪村")}
    total = rolled([unit(1, dict(one)), unit(2, dict(two))]).figures
    assert total["T5.33a"] == Extreme(95, 100, "2县 石村")
    assert total["T5.33b"] == Extreme(5, 10, "1县 柳村")


def test_the_oldest_time_is_shown_and_lists_are_joined_with_their_unit() -> None:
    old, new = Moment(NOW - timedelta(days=1)), Moment(NOW)
    one = {"T9.09": new, "T9.10": Names(("甲镇",))}
    two = {"T9.09": old, "T9.10": Names(("乙镇", "丙镇"))}
    total = rolled([unit(1, dict(one)), unit(2, dict(two))]).figures
    assert total["T9.09"] == old
    assert total["T9.10"] == Names(("1县 甲镇", "2县 丙镇", "2县 乙镇"))


def test_a_field_that_belongs_to_one_congress_is_not_rolled_up() -> None:
    total = rolled([unit(1, {"T2.02": Count(140)}), unit(2, {"T2.02": Count(140)})])
    assert total.figures["T2.02"] == Missing(REASONS.NOT_ADDED)


def test_a_gap_leaves_the_total_of_the_others_and_is_named() -> None:
    parts = [unit(1, {"T3.03": Count(5)}), unit(2, {"T3.03": Missing(REASONS.NOT_DUE)})]
    total = rolled(parts)
    assert total.figures["T3.03"] == Count(5)
    assert total.incomplete["T3.03"] == ("2县",)
    assert total.missing == ("未报县",)
    assert total.lacking("T3.03") == ("未报县", "2县")


def test_what_nobody_keeps_stays_missing() -> None:
    parts = [unit(n, {"T8.01": Missing(REASONS.NOT_KEPT)}) for n in range(3)]
    total = rolled(parts)
    assert total.figures["T8.01"] == Missing(REASONS.NOT_KEPT)
    assert "T8.01" not in total.incomplete
    assert total.figures["T3.03"] == Missing(REASONS.NOT_REPORTED)


def test_what_does_not_apply_to_a_unit_is_no_gap() -> None:
    parts = [unit(1, {"T2.09": Count(2)}), unit(2, {"T2.09": Missing(REASONS.NOT_APPLICABLE)})]
    one_minority = rolled([unit(1, {"T6.05.15@elected": Count(2)}), unit(2, {})])
    assert rolled(parts).figures["T2.09"] == Count(2)
    assert "T2.09" not in rolled(parts).incomplete
    assert "T6.05.15@elected" not in one_minority.incomplete


def test_provenance_reaches_every_election_and_every_row_its_unit() -> None:
    total = rolled([unit(2, {}), unit(1, {})])
    assert [(each.unit, each.digest) for each in total.parts] == [
        ("433100000001", "d1"), ("433100000002", "d2"),
    ]  # fmt: skip
    assert [(row.unit, row.name) for row in total.rows] == [
        ("433100000001", "1村"), ("433100000002", "2村"),
    ]  # fmt: skip
    assert total.as_of == NOW - timedelta(hours=2)
    assert total.election == "4331/county/2026"


def test_persons_are_never_added_across_levels() -> None:
    with pytest.raises(ValueError, match="county level: 2县"):
        rolled([unit(1, {}), replace(unit(2, {}), level="township")])


def test_a_unit_counts_once() -> None:
    inner = roll_up([unit(1, {})], unit="x", unit_name="东", level="county", expected=[])
    with pytest.raises(ValueError, match="twice: 433100000001"):
        rolled([unit(1, {}), inner])


def test_another_term_is_not_mixed_in_but_a_turn_of_the_year_is() -> None:
    def held(number: int, year: int) -> Return:
        return replace(unit(number, {}), election=f"4331{number:08d}/county/{year}")

    assert rolled([held(1, 2026), held(2, 2027)]).election.endswith("/2026")
    with pytest.raises(ValueError, match="2021 and 2026"):
        rolled([held(1, 2026), held(2, 2021)])


def test_without_a_single_return_there_is_nothing_to_roll_up() -> None:
    with pytest.raises(ValueError, match="no unit"):
        rolled([])


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("T3.03", Share(1, 2)), ("T3.33", Count(1)), ("T2.18a", Count(1)), ("T2.18b", Count(1)),
        ("T1.08", Count(1)), ("T2.21", Count(1)),
    ],
)  # fmt: skip
def test_a_figure_of_the_wrong_kind_is_refused_with_its_unit(key: str, wrong: Figure) -> None:
    with pytest.raises(ValueError, match=f"7县: {key}"):
        rolled([unit(7, {key: wrong})])


def test_a_city_with_its_townships_is_rolled_up_in_a_second() -> None:
    plain = {key: Count(5) for key in required_keys() if field(key).roll is Roll.SUM}
    tokens = {"T4.07": People(frozenset(map(str, range(1000))))}
    parts = [unit(n, {**plain, **tokens}) for n in range(180)]
    started = perf_counter()
    rolled(parts)
    assert perf_counter() - started < 3  # under one second on a quiet machine
