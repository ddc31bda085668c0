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
    database = _new_database(request, request.param, data / "county.sqlite3")
    return Played(database, data, rehearse(folder, database, data))


@pytest.fixture
def fresh_database(played: Played, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The tables without a row, in a database of the kind that was played on."""
    kind = played.database.partition(":")[0]
    return _new_database(request, kind, tmp_path / "fresh.sqlite3")


def _new_database(request: pytest.FixtureRequest, kind: str, place: Path) -> str:
    if kind == "sqlite":
        tables.put_sqlite_tables(place, kept=request.getfixturevalue("sqlite_tables"))
        return f"sqlite:///{place}"
    server: str = request.getfixturevalue("postgres_server")
    name = f"{place.stem}_{os.getpid()}"
    return postgres.new_database(server, name, like=tables.postgres_tables(server))
