"""`work`: run the jobs. First those that a killed process left behind are marked as failed."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from huanjie.office.jobs.services import fail_abandoned


class Command(BaseCommand):
    """Runs until it is stopped."""

    help = "Run background jobs, after marking those that were broken off."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark the lost jobs, then work."""
        lost = fail_abandoned()
        if lost:
            self.stdout.write(f"{lost} job(s) had been broken off")
        call_command("db_worker", interval=0.5, startup_delay=False, backend_name="default")
