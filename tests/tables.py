"""The office's tables, migrated once and then copied: hundreds of databases need the same ones."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgres

ROOT = Path(__file__).parents[1]
POSTGRES_TABLES = "huanjie_tables"


def migrate(address: str) -> None:
    """Bring the database at an address to the present tables, in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
            "HUANJIE_DATABASE": address,
        },
        check=True,
    )


def put_sqlite_tables(place: Path, *, kept: Path) -> None:
    """A migrated SQLite file at `place`; `kept` is where one waits until a migration changes."""
    kept.mkdir(parents=True, exist_ok=True)
    with _alone(kept / "lock"):
        made = kept / f"{_fingerprint()}.sqlite3"
        if not made.exists():
            for old in kept.glob("*.sqlite3*"):
                old.unlink()
            fresh = kept / "fresh.sqlite3"
            migrate(f"sqlite:///{fresh}")
            fresh.rename(made)
        shutil.copyfile(made, place)


def postgres_tables(address: str) -> str:
    """The name of a migrated database on this server, made once for all who share the server."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [POSTGRES_TABLES]
        )
        if known.fetchone() is None:
            migrate(postgres.new_database(address, POSTGRES_TABLES))
    return POSTGRES_TABLES


def _fingerprint() -> str:
    """Of all that decides how the tables look: our migrations and the versions of the libraries."""
    paths = sorted((ROOT / "src/huanjie/office").glob("*/migrations/*.py"))
    seen = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes())
    for path in paths:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """No other process is inside at the same time."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
