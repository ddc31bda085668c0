"""The office's returns of a played county, field by field against a second implementation."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    Moment,
    Names,
    People,
    Share,
)
from tests.stories.conftest import Played
from tests.stories.recomputed.tables import Figures, Value, elections, opened
from tests.stories.returns_computed import Computed, computed
from tests.stories.returns_recomputed import NOT_RECOMPUTED, recomputed, recomputed_rows
from tests.stories.shuffled import shuffle

AT = datetime(2027, 1, 10, 12, tzinfo=UTC)
MEASURED = ("T1", "T2", "T3", "T4", "T5", "T6", "T9")
"""The returns with a second implementation; T7 and T8 have no records yet."""


@dataclass(frozen=True)
class Both:
    """One election's figures as the office gives them and as worked out a second time."""

    unit: str
    office: Computed
    second: Figures
    second_rows: dict[int, Figures]


@pytest.fixture(scope="module", params=["as played", "shuffled"])
def returns(
    request: pytest.FixtureRequest, played: Played, tmp_path_factory: pytest.TempPathFactory
) -> list[Both]:
    """Of the county as it was played, and of a copy with other records and hardly a zero."""
    database = played.database
    if request.param == "shuffled":
        database = copied(database, tmp_path_factory.mktemp("shuffled"))
        shuffle(database)
    office = computed(database, played.data, AT)
    with opened(database) as tables:
        return [
            Both(
                election.unit,
                office[election.unit],
                recomputed(tables, election, AT),
                recomputed_rows(tables, election),
            )
            for election in elections(tables)
        ]


def copied(database: str, folder: Path) -> str:
    """The same county in a database of its own."""
    if database.startswith("sqlite"):
        copy = folder / "county.sqlite3"
        with (
            closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as one,
            closing(sqlite3.connect(copy)) as other,
        ):
            one.backup(other)
        return f"sqlite:///{copy}"
    before, _, after = database.partition("/county_")
    name = f"shuffled_{os.getpid()}"
    source, _, rest = after.partition("?")
    with psycopg.connect(f"{before}/postgres?{rest}", autocommit=True) as server:
        for text in ("DROP DATABASE IF EXISTS {0}", "CREATE DATABASE {0} TEMPLATE {1}"):
            names = sql.Identifier(name), sql.Identifier(f"county_{source}")
            server.execute(sql.SQL(text).format(*names))
    return f"{before}/{name}?{rest}"


def is_same(figure: Figure | None, second: Value) -> bool:
    """A highest or lowest may name any of those that share it; persons count by how many."""
    found: object = figure
    match figure:
        case None:
            found = 0
        case Count(n) | People(n=n):
            found = n
        case Share() if figure.is_defined:
            found = figure.value
        case Extreme(name=name) if isinstance(second, tuple):
            found = (figure.value, second[1] if name in second[1] else name)
        case Names(items):
            found = [*items]
        case Moment(at):
            found = at
    return found == second


def test_every_figure_is_that_of_a_second_implementation(returns: list[Both]) -> None:
    differences = [
        f"{both.unit} {field}: {both.office.figures.get(field)} in the office, {value} here"
        for both in returns
        for field, value in both.second.items()
        if not is_same(both.office.figures.get(field), value)
    ]
    assert not differences, "\n".join(differences)
    assert sum(len(both.second) for both in returns) > 1200


def test_every_figure_of_a_constituency_is_that_of_a_second_implementation(
    returns: list[Both],
) -> None:
    differences = [
        f"{both.unit}/{number} {field}: {figure} in the office, {second} here"
        for both, number, field, figure in of_constituencies(returns)
        if not is_same(figure, second := both.second_rows[number][field])
    ]
    assert not differences, "\n".join(differences)


def of_constituencies(returns: list[Both]) -> Iterator[tuple[Both, int, str, Figure]]:
    for both in returns:
        assert set(both.office.constituencies) == set(both.second_rows)
        for number, figures in both.office.constituencies.items():
            for field, figure in figures.items():
                yield both, number, field, figure


def test_no_figure_of_the_office_is_left_out_without_a_reason(returns: list[Both]) -> None:
    for both in returns:
        given = {
            field
            for field, figure in both.office.figures.items()
            if field.startswith(MEASURED) and not isinstance(figure, Missing)
        }
        assert given - set(both.second) == set(NOT_RECOMPUTED), both.unit


def test_the_parts_of_a_unit_add_up_to_it(returns: list[Both]) -> None:
    differences = []
    for both in returns:
        for kind, rows in both.office.rows.items():
            fields = {field for row in rows.values() for field in row}
            for field in fields:
                parts = [row[field] for row in rows.values() if field in row]
                if not all(isinstance(part, Count) for part in parts):
                    continue
                added = sum(part.n for part in parts if isinstance(part, Count))
                if not is_same(both.office.figures[field], added):
                    differences.append(f"{both.unit} {kind} {field}: {added}")
    assert not differences, "\n".join(differences)
