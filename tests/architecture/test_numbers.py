"""The law reckons in whole numbers and fractions, never in floats."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules, shown, tree

# What `math` offers that stays whole.
WHOLE = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}


def floats(module: ast.Module) -> Iterator[int]:
    """The lines on which a float comes in: a literal, the name, or a function that yields one."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=float() | complex()) | ast.Name(id="float" | "complex"):
                yield node.lineno
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in WHOLE:
                yield node.lineno
            case ast.ImportFrom(module="math" | "statistics", names=aliases):
                yield from (node.lineno for alias in aliases if alias.name not in WHOLE)


def test_there_is_no_float_in_the_law() -> None:
    places = [
        f"{shown(path)}:{line}" for path in modules("huanjie.law") for line in floats(tree(path))
    ]
    assert not places


@pytest.mark.parametrize("text", ["0.5", "float(x)", "1e3", "math.sqrt(4)", "from math import pi"])
def test_a_float_is_seen(text: str) -> None:
    assert list(floats(ast.parse(text))) == [1]


@pytest.mark.parametrize("text", ["Fraction(1, 2)", "math.ceil(x)", "from math import isqrt"])
def test_a_whole_number_is_not_taken_for_a_float(text: str) -> None:
    assert not list(floats(ast.parse(text)))
