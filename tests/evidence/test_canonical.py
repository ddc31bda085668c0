"""One value, one form; what has no form is refused."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.evidence.canonical import NotCanonical, canonical_json, digest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)
BEIJING = timezone(timedelta(hours=8))


class Round(StrEnum):
    FIRST = "first"


@given(VALUES)
def test_the_form_reads_back_and_does_not_depend_on_the_order_of_keys(value):
    form = canonical_json(value)
    again = json.loads(form)
    assert again == value
    assert canonical_json(again) == form


@given(st.dictionaries(TEXTS, st.integers(), min_size=2))
def test_keys_stand_in_the_order_of_their_code_points(value):
    backwards = dict(reversed(list(value.items())))
    assert canonical_json(backwards) == canonical_json(value)
    assert list(json.loads(canonical_json(value))) == sorted(value)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (date(2026, 12, 20), '"2026-12-20"'),
        (datetime(2026, 12, 20, 9, tzinfo=BEIJING), '"2026-12-20T01:00:00.000000Z"'),
        (datetime(2026, 12, 20, 1, 30, tzinfo=UTC), '"2026-12-20T01:30:00.000000Z"'),
        (Fraction(2, 4), '"1/2"'),
        (Fraction(3), '"3/1"'),
        (Round.FIRST, '"first"'),
        ((1, "选民", None, True), '[1,"选民",null,true]'),
        ({"b": 1, "a": {"d": 2, "c": 3}}, '{"a":{"c":3,"d":2},"b":1}'),
        (10**30, "1" + "0" * 30),
    ],
)  # fmt: skip
def test_each_kind_of_value_has_its_form(value, form):
    assert canonical_json(value).decode() == form


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (1.0, "$"),
        ({"a": [1, float("nan")]}, "$.a[1]"),
        (b"x", "$"),
        ({1, 2}, "$"),
        ({1: "a"}, "$"),
        ({Round.FIRST: 1}, "$"),
        ("\ud800", "$"),
        (datetime(2026, 1, 1), "$"),  # noqa: DTZ001 - without a zone is the case
    ],
)
def test_what_has_no_form_is_refused_with_its_place(value, path):
    with pytest.raises(NotCanonical) as caught:
        canonical_json(value)
    assert caught.value.path == path


def test_the_digest_of_nothing_is_that_of_its_form():
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
