"""What the worker does by the clock."""

import logging
from threading import Event

import pytest

from huanjie.office.jobs import schedule
from huanjie.office.jobs.schedule import keep

pytestmark = pytest.mark.django_db
HERE = "tests.office.jobs.test_schedule"
CALLS: list[str] = []


def often() -> None:
    CALLS.append("often")


def broken() -> None:
    CALLS.append("broken")
    raise ValueError("once more")


def test_each_task_comes_again_after_its_seconds_and_a_fault_stops_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    CALLS.clear()
    monkeypatch.setattr(schedule, "close_old_connections", lambda: None)
    stop, now = Event(), iter(range(0, 1000, 10))
    seconds = 0

    def clock() -> float:
        nonlocal seconds
        seconds = next(now)
        if seconds >= 200:
            stop.set()
        return float(seconds)

    monkeypatch.setattr(schedule, "TICK", 0.0)
    with caplog.at_level(logging.ERROR):
        keep({f"{HERE}.often": 50, f"{HERE}.broken": 100}, stop, clock=clock)
    assert CALLS[:2] == ["often", "broken"]
    assert CALLS.count("often") > CALLS.count("broken") >= 2
    assert "once more" in caplog.text
