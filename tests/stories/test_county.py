"""A whole county from files to results, read back and compared with an independent reading."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.stories import independent
from tests.stories.rehearsals import kill_after, ledger_holds, make_folder, rehearse

KILLS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("county") / "xiangshui")


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def rehearsed(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The report of a county played to its end, once on each kind of database."""
    data = tmp_path_factory.mktemp("data")
    if request.param == "sqlite":
        return rehearse(folder, f"sqlite:///{data / 'county.sqlite3'}", data)
    server = request.getfixturevalue("postgres_server")
    return rehearse(folder, postgres.new_database(server, f"county_{os.getpid()}"), data)


def winners(report: dict[str, Any]) -> dict[tuple[str, int], dict[str, int]]:
    """As the report gives them: contest → winner → ordinal of the round."""
    return {
        (contest["election"], contest["number"]): {
            won["name"]: won["round"] for won in contest["winners"]
        }
        for contest in report["contests"]
    }


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


def test_killed_twenty_times_it_goes_on_and_ends_the_same(
    folder: Path, database_url: str, tmp_path: Path
) -> None:
    chance = random.Random(20261220)
    data = tmp_path / "data"
    kills = 0
    rehearse(folder, database_url, data, "--until", "committee")
    while kills < KILLS and kill_after(folder, database_url, data, chance.uniform(1.5, 3.5)):
        kills += 1
        ledger_holds(database_url, data)
    report = rehearse(folder, database_url, data)
    assert kills == KILLS, "the county was done before it could be killed often enough"
    assert winners(report) == independent.winners(folder)
    ledger_holds(database_url, data)
    fresh = rehearse(folder, database_url, data)
    assert fresh["contests"] == report["contests"]
