"""What the worker does by the clock, beside the jobs: each task again after its seconds."""

import logging
import time
from collections.abc import Callable, Mapping
from threading import Event

from django.db import close_old_connections
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)
TICK = 5.0


def keep(
    schedule: Mapping[str, int], stop: Event, *, clock: Callable[[], float] = time.monotonic
) -> None:
    """Run the tasks of a schedule (path → seconds) until told to stop; the first time at once.

    A task that fails is logged and comes again in its turn: the others go on.
    """
    due = dict.fromkeys(schedule, clock())
    while not stop.is_set():
        for path, seconds in schedule.items():
            if clock() >= due[path]:
                due[path] = clock() + seconds
                run(path)
        stop.wait(TICK)


def run(path: str) -> None:
    """Run one task on a connection of its own."""
    close_old_connections()
    try:
        import_string(path)()
    except Exception:
        log.exception("scheduled task %s", path)
    finally:
        close_old_connections()
