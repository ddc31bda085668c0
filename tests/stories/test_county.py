"""A whole county from files to results, read back and compared with an independent reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stories import independent
from tests.stories.conftest import Played
from tests.stories.rehearsals import winners


@pytest.fixture
def rehearsed(played: Played) -> dict[str, Any]:
    """The report of a county played to its end, once on each kind of database."""
    return played.report


def test_the_winners_in_the_database_are_those_of_an_independent_determination(
    folder: Path, rehearsed: dict[str, Any]
) -> None:
    assert winners(rehearsed) == independent.winners(folder)
    assert rehearsed["unaccounted"] == 0


def test_the_rolls_in_the_database_are_those_of_the_generator(
    folder: Path, rehearsed: dict[str, Any]
) -> None:
    truth = json.loads(folder.with_name(f"{folder.name}.truth.json").read_text("utf-8"))
    expected = {
        (election, int(number)): voters
        for election, rolls in truth["voters"].items()
        for number, voters in rolls.items()
    }
    found = {(c["election"], c["number"]): c["voters"] for c in rehearsed["contests"]}
    assert found == expected


def test_every_human_decision_of_the_files_stands_in_the_database(
    folder: Path, rehearsed: dict[str, Any]
) -> None:
    asked = sum(matter["decisions"] for matter in rehearsed["matters"])
    assert asked > 0
    assert all(stop["matter"] for stop in rehearsed["stops"])
