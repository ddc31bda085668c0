"""`index_rules`: bring the pages of our own rules into the search."""

from typing import Any

from django.core.management.base import BaseCommand

from huanjie.office.library.services import index_rules


class Command(BaseCommand):
    """Quick when nothing has changed; run after every migration."""

    help = "Index the pages of our own rules; only those that changed are written."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index, and say how many pages changed."""
        changed = index_rules()
        if changed and options["verbosity"]:
            self.stdout.write(f"{changed} page(s) indexed")
