"""Playing again: the same folder goes on, another one is refused; a wrong step is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from huanjie.office.committee.models import Election
from huanjie.office.ledger.models import Entry
from tests.rehearsal.conftest import Rehearse
from tests.rehearsal.damage import Damaged

pytestmark = pytest.mark.django_db


def test_what_was_played_is_found_again_and_nothing_is_done_twice(
    sound: Path, rehearse: Rehearse
) -> None:
    assert rehearse(sound, "--until", "seats") == (0, "")
    entries = Entry.objects.count()
    assert rehearse(sound, "--until", "seats") == (0, "")
    assert Entry.objects.count() == entries


def test_another_folder_is_not_played_into_the_same_database(
    sound: Path, tmp_path: Path, rehearse: Rehearse
) -> None:
    assert rehearse(sound, "--until", "committee") == (0, "")
    other = Damaged.copy_of(sound, tmp_path / "county")
    other.write_rows("arrivals.csv", other.rows("arrivals.csv")[1:])
    status, said = rehearse(other.path)
    assert status == 1
    assert said.startswith("■ another-folder manifest.json ")
    assert "\n  → " in said


def test_a_step_that_does_not_exist_is_told_with_those_that_do(
    sound: Path, rehearse: Rehearse
) -> None:
    status, said = rehearse(sound, "--until", "coronation")
    assert status == 2
    assert "declaration" in said
    assert not Election.objects.exists()
