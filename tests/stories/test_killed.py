"""A county killed at twenty points of its way: nothing acknowledged is lost, nothing half stays."""

from __future__ import annotations

import random
from pathlib import Path

from tests.stories import independent
from tests.stories.conftest import Played
from tests.stories.rehearsals import kill_at, ledger_holds, rehearse, winners

KILLS = 20


def test_killed_at_twenty_points_it_goes_on_and_ends_the_same(
    played: Played, folder: Path, fresh_database: str, tmp_path: Path
) -> None:
    whole, database = played.report, fresh_database
    chance = random.Random(20261220)
    data = tmp_path / "data"
    first = rehearse(folder, database, data, "--until", "committee")
    points = sorted(chance.sample(range(first["entries"], whole["entries"]), KILLS))
    for point in points:
        assert kill_at(folder, database, data, point), f"it ended before entry {point}"
    report = rehearse(folder, database, data)
    assert winners(report) == independent.winners(folder)
    assert report["contests"] == whole["contests"]
    assert report["intake"] == whole["intake"]
    ledger_holds(database, data)  # nothing mends a chain: one that broke on the way is broken now
