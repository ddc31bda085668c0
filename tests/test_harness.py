"""The bench harness says truly whether a bar is met, and files what it said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench import harness


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(harness, "RESULTS", tmp_path)
    return tmp_path


def test_a_bar_is_met_on_its_line_and_missed_beyond_it() -> None:
    assert harness.at_most(240).is_met_by(240)
    assert not harness.at_most(240).is_met_by(240.1)
    assert harness.at_least(2).is_met_by(2)
    assert not harness.at_least(2).is_met_by(1.9)


def test_a_missed_bar_exits_1_and_stands_in_the_results(results: Path) -> None:
    figures = [
        harness.Figure("wall time", 241, "s", harness.at_most(240)),
        harness.Figure("rows", 10, "rows"),
    ]
    assert harness.report("rehearse", figures) == 1
    written = json.loads((results / "rehearse.json").read_text())
    assert written["machine"] == harness.machine()
    assert written["figures"] == [
        {"name": "wall time", "value": 241, "unit": "s", "bar": "≤ 240", "met": False},
        {"name": "rows", "value": 10, "unit": "rows", "bar": None, "met": True},
    ]


def test_met_bars_exit_0() -> None:
    assert harness.report("rows", [harness.Figure("rows", 10, "rows", harness.at_least(10))]) == 0


def test_a_bench_that_measured_nothing_has_not_passed() -> None:
    with pytest.raises(ValueError, match="measured nothing"):
        harness.report("empty", [])
