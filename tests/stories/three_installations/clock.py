"""`huanjie` as it runs on another day than today: the clock is put forward by whole days.

`HUANJIE_STORY_DAYS` says by how many. Everything else is the command itself.
"""

from __future__ import annotations

import os
from datetime import timedelta

from django.utils import timezone

DAYS = "HUANJIE_STORY_DAYS"
_real = timezone.now


def put_forward(days: int) -> None:
    """From now on it is that many days later in this process."""
    timezone.now = lambda: _real() + timedelta(days=days)


def main() -> None:
    """The command line under that clock."""
    put_forward(int(os.environ[DAYS]))
    from huanjie.cli.main import main as command_line

    command_line()
