"""Formulas are filled in from their parts, and a gap stays a gap."""

from __future__ import annotations

import pytest

from huanjie.figures.compute import completed, digest_of, number
from huanjie.figures.figure import Count, Missing, MissingReason, Names, People, Share
from tests.figures.samples import figures

KEPT, DUE = MissingReason.NOT_KEPT, MissingReason.NOT_DUE


def test_sums_and_ratios_come_from_their_parts() -> None:
    found = completed(figures({"T5.02": 100, "T5.03": 80, "T5.17": 78, "T5.06": 8, "T5.07": 4}))
    assert found["T5.21"] == Count(2)
    assert found["T5.04"] == Share(80, 100)
    assert found["T5.08"] == Share(8, 80)
    assert found["T5.03"] == Count(80)


def test_a_ratio_may_take_parts_away() -> None:
    people = {"T3.02": 100, "T3.04": 90, "T3.18": 1, "T3.19": 2, "T3.20": 3, "T3.21": 4}
    assert completed(figures(people))["T3.33"] == Share(90, 90)


def test_what_lacks_a_part_is_missing_for_the_same_reason() -> None:
    found = completed(figures({"T5.03": Missing(DUE), "T5.17": None, "T5.29": 5, "T5.30": None}))
    assert found["T5.21"] == Missing(DUE)
    assert found["T5.32"] == Missing(KEPT)
    assert found["T5.04"] == Missing(MissingReason.NOT_REPORTED)


def test_each_column_is_computed_by_itself() -> None:
    formal = {"T6.17@formal": 1, "T6.18@formal": 2, "T6.19@formal": 3}
    elected = {"T6.17@elected": 1, "T6.18@elected": None, "T6.19@elected": 3}
    found = completed(figures({**formal, **elected}))
    assert found["T6.22@formal"] == Count(6)
    assert found["T6.22@elected"] == Missing(KEPT)
    assert "T6.22@seated" not in found
    assert "T6.22" not in found


def test_a_milestone_and_the_whole_have_a_share_each() -> None:
    plan = {"T9.01": 10, "T9.02": 4, "T9.01@K06": 2, "T9.02@K06": 1}
    found = completed(figures(plan))
    assert found["T9.03"] == Share(4, 10)
    assert found["T9.03@K06"] == Share(1, 2)


def test_what_a_formula_gives_replaces_what_was_there() -> None:
    assert completed(figures({"T5.29": 5, "T5.30": 4, "T5.32": 9}))["T5.32"] == Count(1)


def test_the_digest_follows_the_figures_and_the_records_but_not_their_order() -> None:
    one, two = figures({"T5.29": 5, "T5.30": 4}), figures({"T5.30": 4, "T5.29": 5})
    assert digest_of(one, ["a", "b"]) == digest_of(two, ["b", "a"])
    assert digest_of(one) != digest_of(figures({"T5.29": 5, "T5.30": 3}))
    assert digest_of(one) != digest_of(one, ["a"])


def test_a_number_is_read_from_counts_and_people_only() -> None:
    assert number(People(frozenset("ab"))) == 2
    with pytest.raises(TypeError):
        number(Names(()))
