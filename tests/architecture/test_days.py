"""A moment's day is that of the place of the election, never that of Greenwich."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules, shown, tree


def days_without_a_place(module: ast.Module) -> Iterator[int]:
    """The lines that cut the day off a moment as it stands in the database, or ask the machine."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="date"), args=[], keywords=[]):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="date"), attr="today")):
                yield node.lineno


def test_the_office_asks_django_for_the_day_of_a_moment() -> None:
    places = [
        f"{shown(path)}:{line}"
        for path in modules("huanjie.office")
        for line in days_without_a_place(tree(path))
    ]
    assert not places


@pytest.mark.parametrize("text", ["row.created_at.date()", "date.today()"])
def test_a_day_without_a_place_is_seen(text: str) -> None:
    assert list(days_without_a_place(ast.parse(text))) == [1]


@pytest.mark.parametrize("text", ["localdate(row.created_at)", "timezone.localdate()"])
def test_a_day_of_the_place_is_not(text: str) -> None:
    assert not list(days_without_a_place(ast.parse(text)))
