"""Values are exact, print half up, and survive being written down."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    MissingReason,
    Moment,
    Names,
    People,
    Share,
    from_plain,
    in_words,
    ratio_in_words,
    to_plain,
)
from huanjie.figures.words import Unit
from huanjie.law.catalogue import Language

whole = st.integers(-(10**9), 10**9)
FIGURES: st.SearchStrategy[Figure] = st.one_of(
    st.builds(Count, whole),
    st.builds(Share, whole, whole),
    st.builds(Extreme, whole, st.integers(1, 10**9), st.text(max_size=9)),
    st.builds(People, st.frozensets(st.text(max_size=9))),
    st.builds(Names, st.lists(st.text(max_size=9)).map(tuple)),
    st.builds(Moment, st.dates()),
    st.builds(Moment, st.datetimes(timezones=st.just(UTC))),
    st.builds(Missing, st.sampled_from(MissingReason)),
)


@given(FIGURES)
def test_a_figure_that_was_written_is_read_as_it_was(figure: Figure) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(figure)))) == figure


@pytest.mark.parametrize(
    "plain",
    [
        None, "5", 1.5, True, [], {}, {"share": [1, 2], "names": []}, {"share": [1]},
        {"share": [1, True]}, {"share": [0.5, 1]}, {"extreme": [1, 0, "a"]}, {"extreme": [1, 2]},
        {"people": ["a", "a"]}, {"people": [1]}, {"people": "ab"}, {"names": [None]},
        {"moment": "yesterday"}, {"moment": "2026-12-20T08:00:00"}, {"moment": 5},
        {"missing": "lost"}, {"count": 5}, {"missing": ["not_kept"]},
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r"figure|Missing|isoformat|zone"):
        from_plain(plain)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (1, 80_000, "0.00%"),
        (1, 20_000, "0.01%"),  # 0.005 exactly: half goes up
        (12_345, 100_000, "12.35%"),
        (-12_345, 100_000, "-12.35%"),
        (-1, 80_000, "0.00%"),
        (1, 1, "100.00%"),
    ],
)
def test_a_share_prints_two_decimals_half_up(
    numerator: int, denominator: int, printed: str
) -> None:
    assert in_words(Share(numerator, denominator), "zh") == printed


@given(whole, st.integers(1, 10**6))
def test_rounding_is_never_off_by_more_than_half(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)
    printed = Fraction(ratio_in_words(value, Unit.PERSON))
    assert abs(printed - value) <= Fraction(1, 200)


def test_a_mean_age_has_one_decimal() -> None:
    assert ratio_in_words(Fraction(17_367 + 17_532, 2), Unit.YEARS) == "47.8"
    assert ratio_in_words(Fraction(1461 * 95, 4 * 2), Unit.YEARS) == "47.5"


def test_a_share_of_nothing_is_no_share() -> None:
    assert not Share(0, 0).is_defined
    assert in_words(Share(0, 0), "zh") == "—"


def test_every_gap_says_why() -> None:
    languages: tuple[Language, Language] = ("zh", "en")
    said = {in_words(Missing(each), language) for each in MissingReason for language in languages}
    assert len(said) == 2 * len(MissingReason)
    assert "0" not in "".join(said)


def test_other_figures_in_words() -> None:
    assert in_words(Extreme(7, 9, "花村"), "zh") == "77.78%（花村）"
    assert in_words(Extreme(7, 9, "花村"), "en", Unit.PERSON) == "0.78 (花村)"
    assert in_words(People(frozenset("ab")), "en") == "2"
    assert in_words(Names(("甲", "乙")), "zh") == "甲、乙"
    assert in_words(Moment(date(2026, 12, 20)), "zh") == "2026年12月20日（星期日）"
    assert in_words(Moment(datetime(2026, 12, 20, 1, 5, tzinfo=UTC)), "en") == "2026-12-20 09:05"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Moment(datetime(2026, 12, 20))  # noqa: DTZ001
