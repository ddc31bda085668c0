"""Functions and files stay small; a longer one is named below, with its reason.

A function's length is the number of logical lines of its body, the docstring not counted: a call
spread over several lines is one. A file's length is its lines as they stand.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, files, shown, tree

LONGEST_IN_LAW = 25
LONGEST = 40
LONGEST_FILE = 400

Function = ast.FunctionDef | ast.AsyncFunctionDef

# `path::function` or `path`, with the reason; an entry that is no longer needed fails.
EXCEPTIONS: dict[str, str] = {}


@cache
def line_ends(path: Path) -> list[int]:
    """The line numbers on which a logical line ends."""
    text = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.end[0] for token in tokens if token.type == tokenize.NEWLINE]


def functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """Every function with its qualified name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{prefix}{child.name}", child
            yield from functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{prefix}{child.name}.")
        else:
            yield from functions(child, prefix)


def length(function: Function, ends: list[int]) -> int:
    """Logical lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return sum(body[0].lineno <= end <= (function.end_lineno or end) for end in ends)


def long_functions() -> dict[str, int]:
    """Functions over their bound: `path::name` and length."""
    found = {}
    for path in [*files(PACKAGE, ".py"), *files(ROOT / "bench", ".py")]:
        bound = LONGEST_IN_LAW if path.is_relative_to(PACKAGE / "law") else LONGEST
        for name, function in functions(tree(path)):
            lines = length(function, line_ends(path))
            if lines > bound and "migrations" not in path.parts:
                found[f"{shown(path)}::{name}"] = lines
    return found


def long_files() -> dict[str, int]:
    """Files over their bound, tests included, generated migrations not."""
    folders = (PACKAGE, ROOT / "bench", ROOT / "tests")
    paths = [path for folder in folders for path in files(folder, ".py")]
    counted = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {
        path: lines
        for path, lines in counted.items()
        if lines > LONGEST_FILE and "/migrations/" not in path
    }


def test_no_function_is_longer_than_its_bound() -> None:
    assert not {name: n for name, n in long_functions().items() if name not in EXCEPTIONS}


def test_no_file_is_longer_than_its_bound() -> None:
    assert not {name: n for name, n in long_files().items() if name not in EXCEPTIONS}


def test_no_exception_is_kept_that_is_not_needed() -> None:
    assert not EXCEPTIONS.keys() - long_functions().keys() - long_files().keys()


def test_a_call_over_many_lines_is_one_and_the_docstring_none(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(
        'class A:\n    def f(self) -> int:\n        """Says.\n\n        More.\n        """\n'
        "        # why\n        x = max(\n            1,\n            2,\n        )\n\n"
        "        return x\n"
    )
    ((name, function),) = functions(tree(path))
    assert name == "A.f"
    assert length(function, line_ends(path)) == 2
