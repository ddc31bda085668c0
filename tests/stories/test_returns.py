"""The returns of a rehearsed county: every identity between its figures holds."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Played
from tests.stories.rehearsals import answer_of

CHECKED = {
    *(f"X1.{n}" for n in (1, 3)), *(f"X2.{n}" for n in (1, 2, 3, 4)),
    *(f"X3.{n}" for n in (1, 2, 3, 4, 7)), *(f"X4.{n}" for n in (1, 2, 3, 4, 5, 6, 8, 10)),
    *(f"X5.{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 11)), "X6.6", "X9.3", "X9.4",
}  # fmt: skip
"""The checks that must have been made, and found nothing."""


@pytest.fixture(scope="module")
def findings(played: Played) -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = answer_of("returned", played.database, played.data)
    return found


def test_no_return_of_a_rehearsed_county_has_an_error(
    findings: dict[str, list[list[object]]],
) -> None:
    assert len(findings) == 4
    wrong = {
        (election, code)
        for election, found in findings.items()
        for severity, code, _ in found
        if severity == "error"
    }
    assert not wrong


def test_every_identity_was_checked_and_none_for_want_of_figures(
    findings: dict[str, list[list[object]]],
) -> None:
    for found in findings.values():
        fired = {code for _, code, _ in found}
        assert not CHECKED & fired
