"""Two returns compared, and several units beside one another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

from huanjie.figures.changes import changes, comparison
from huanjie.figures.figure import Extreme, Missing, MissingReason, Names, People, Return, Share
from huanjie.figures.ranking import progress_chart, ranking, ranking_chart
from tests.figures.samples import World, other

BEFORE = {"T3.03": 1000, "T5.04": (70, 100), "T3.07": 500, "T8.01": None, "T5.31b": 0}
AFTER = {"T3.03": 1200, "T5.04": (3, 4), "T3.07": 500, "T8.01": 3, "T5.31b": 2}


def test_only_what_differs_is_a_change() -> None:
    found = changes(other(BEFORE), other(AFTER))
    assert [each.key for each in found] == ["T3.03", "T5.04", "T8.01", "T5.31b"]


def test_a_change_has_its_amount_and_its_share_of_what_was_before() -> None:
    found = {each.key: each for each in comparison(other(BEFORE), other(AFTER))}
    assert (found["T3.03"].amount, found["T3.03"].relative) == (200, Fraction(1, 5))
    assert (found["T5.04"].amount, found["T5.04"].relative) == (Fraction(5, 100), None)
    assert (found["T8.01"].amount, found["T8.01"].relative) == (None, None)
    assert (found["T5.31b"].amount, found["T5.31b"].relative) == (2, None)
    assert not found["T3.07"].is_change


def test_a_field_of_one_return_only_is_shown_too() -> None:
    found = {each.key: each for each in changes(other({"T3.03": 1}), other({"T3.04": 2}))}
    assert found["T3.03"].after is None
    assert found["T3.04"].before is None


def test_persons_extremes_and_lists_are_compared() -> None:
    before = {"T4.07": People(frozenset("ab")), "T5.33a": Extreme(1, 2, "甲"), "T2.21": Names(())}
    after = {
        "T4.07": People(frozenset("abc")),
        "T5.33a": Extreme(3, 4, "乙"),
        "T2.21": Names(("丙",)),
    }
    found = {each.key: each.amount for each in changes(other(before), other(after))}
    assert found == {"T4.07": 1, "T5.33a": Fraction(1, 4), "T2.21": None}


def units() -> list[Return]:
    shares = {"甲县": (7, 10), "乙县": (3, 4), "丙县": (70, 100), "丁县": (0, 0)}
    found = [World({"T5.04": each}).ret() for each in shares.values()]
    named = zip(found, shares, strict=True)
    gap = World({"T5.04": Missing(MissingReason.NOT_DUE)}).ret()
    silent = World({}).ret()
    parts = [*named, (gap, "戊县"), (silent, "己县")]
    return [replace(ret, unit=str(n), unit_name=name) for n, (ret, name) in enumerate(parts)]


def test_units_are_ranked_and_equals_share_a_place() -> None:
    ranks = [(rank.place, rank.unit_name) for rank in ranking("T5.04", units())]
    assert ranks == [
        (1, "乙县"), (2, "甲县"), (2, "丙县"), (None, "丁县"), (None, "戊县"), (None, "己县"),
    ]  # fmt: skip


def test_the_drawing_names_every_unit_with_its_figure_or_the_reason() -> None:
    drawing = ranking_chart("T5.04", ranking("T5.04", units()))
    text = "".join(ET.fromstring(drawing).itertext())
    assert all(word in text for word in ("乙县", "75.00%", "戊县", "尚未到期", "未报", "参选率"))


def test_counts_are_drawn_with_their_unit() -> None:
    ranks = ranking("T3.03", [World({"T3.03": 1200}).ret()])
    assert "1\u2009200人" in ranking_chart("T3.03", ranks)
    assert "1\u2009200 persons" in ranking_chart("T3.03", ranks, "en")


def test_progress_is_a_bar_or_says_why_there_is_none() -> None:
    done = progress_chart("T9.03", World({"T9.03": Share(3, 12)}).ret())
    assert "3 / 12" in done
    assert "25.0" in done
    assert "not reported" in progress_chart("T9.03", World({}).ret(), "en")
