"""Starting Django for a command, on the database that the command names."""

import os
from pathlib import Path


def start_office(*, database: str = "", folder: Path | None = None) -> None:
    """Set Django up on a database address and a data folder; empty values leave the settings be."""
    if folder is not None:
        os.environ["HUANJIE_DATA"] = str(folder)
    if database:
        os.environ["HUANJIE_DATABASE"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huanjie.office.config.settings")
    import django

    django.setup()


def migrate() -> None:
    """Bring the database to the present tables, quietly; at once where they are there already."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def migrate_and_index() -> None:
    """Bring the database to the present tables and the search to the present rules, quietly.

    Before people come in; what only plays or founds an election has nothing to look up.
    """
    from django.core.management import call_command

    migrate()
    call_command("index_rules", verbosity=0)
