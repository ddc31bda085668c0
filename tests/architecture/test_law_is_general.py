"""The law counts days in one place and knows no province: what a province rules is data."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGE, modules, shown, tree

COUNTS_DAYS = "src/huanjie/law/timetable/days.py"


def day_counting(module: ast.Module) -> Iterator[int]:
    """The lines on which days are counted: a `timedelta`, a month's length, a difference."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id="timedelta" | "monthrange"):
                yield node.lineno
            case ast.Attribute(value=ast.BinOp(op=ast.Sub()), attr="days"):
                yield node.lineno
            case ast.ImportFrom(module="dateutil" | "calendar"):
                yield node.lineno


def provinces() -> re.Pattern[str]:
    """The provinces of the packs we ship: their names, and the codes by which they are cited."""
    names: set[str] = set()
    for path in (PACKAGE / "law" / "packs").glob("*-2*.toml"):
        head = tomllib.loads(path.read_text("utf-8")).get("pack", {})
        if head.get("province"):
            names |= {head["title"][:2], head["id"].partition("-")[0], rf"\b{head['code']}\b"}
    assert len(names) == 12
    return re.compile("|".join(sorted(names)), re.IGNORECASE)


def words(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name and text that runs, with its line; docstrings only tell."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in told:
                yield node.lineno, text
            case ast.Name(id=text) | ast.Attribute(attr=text) | ast.arg(arg=text):
                yield node.lineno, text


def test_only_the_timetable_counts_days() -> None:
    found = {shown(path) for path in modules("huanjie.law") if any(day_counting(tree(path)))}
    assert found == {COUNTS_DAYS}


@pytest.mark.parametrize("text", ["timedelta(1)", "(a - b).days", "from calendar import isleap"])
def test_counting_days_is_seen(text: str) -> None:
    assert list(day_counting(ast.parse(text))) == [1]


@pytest.mark.parametrize("text", ["row.days", "days_after(a, 1)", "a <= b"])
def test_comparing_days_is_not_counting_them(text: str) -> None:
    assert not list(day_counting(ast.parse(text)))


def test_the_law_knows_no_province_by_name() -> None:
    named = provinces()
    found = [
        f"{shown(path)}:{line} {text}"
        for path in modules("huanjie.law")
        for line, text in words(tree(path))
        if named.search(text)
    ]
    assert not found


@pytest.mark.parametrize("text", ["x = '浙江省'", "is_beijing", "cited == 'SD 49¶4'"])
def test_a_province_in_code_is_seen(text: str) -> None:
    named = provinces()
    assert [line for line, each in words(ast.parse(text)) if named.search(each)] == [1]


def test_a_province_in_a_docstring_is_told_not_run() -> None:
    named = provinces()
    module = ast.parse('def f():\n    """浙江 49¶3."""')
    assert not [line for line, each in words(module) if named.search(each)]
