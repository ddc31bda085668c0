"""One county played to its end on each kind of database, for all stories that read it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import postgres, tables
from tests.stories.rehearsals import make_folder, rehearse

# A worker that plays a county keeps it for all tests that read it.
KINDS = [
    pytest.param("sqlite", marks=pytest.mark.xdist_group("county on SQLite")),
    pytest.param(
        "postgresql",
        marks=[pytest.mark.postgres, pytest.mark.xdist_group("county on PostgreSQL")],
    ),
]


@dataclass(frozen=True)
class Played:
    """A county in its database, with the folder of its other data and its report."""

    database: str
    data: Path
    report: dict[str, Any]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("county") / "xiangshui")


@pytest.fixture(scope="session", params=KINDS)
def played(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Played:
    """Nobody writes to it; who must, copies it first."""
    data = tmp_path_factory.mktemp("data")
    if request.param == "sqlite":
        database = f"sqlite:///{data / 'county.sqlite3'}"
    else:
        server = request.getfixturevalue("postgres_server")
        database = postgres.new_database(server, f"county_{os.getpid()}")
    return Played(database, data, rehearse(folder, database, data))


@pytest.fixture
def fresh_database(
    played: Played, sqlite_tables: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> str:
    """The tables without a row, in a database of the kind that was played on."""
    if played.database.startswith("sqlite"):
        place = tmp_path / "huanjie.sqlite3"
        tables.put_sqlite_tables(place, kept=sqlite_tables)
        return f"sqlite:///{place}"
    server: str = request.getfixturevalue("postgres_server")
    name = f"fresh_{os.getpid()}"
    return postgres.new_database(server, name, like=tables.postgres_tables(server))
