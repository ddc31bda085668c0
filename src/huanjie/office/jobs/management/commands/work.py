"""`work`: run the jobs and what is due by the clock.

First the jobs that a killed process left behind are marked as failed.
"""

from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from huanjie.office.jobs.schedule import keep
from huanjie.office.jobs.services import fail_abandoned


class Command(BaseCommand):
    """Runs until it is stopped."""

    help = "Run background jobs and scheduled tasks, after marking jobs that were broken off."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark the lost jobs, start the clock, then work."""
        lost = fail_abandoned()
        if lost:
            self.stdout.write(f"{lost} job(s) had been broken off")
        stop = Event()
        Thread(target=keep, args=(settings.SCHEDULE, stop), name="schedule", daemon=True).start()
        try:
            call_command("db_worker", interval=0.5, startup_delay=False, backend_name="default")
        finally:
            stop.set()
