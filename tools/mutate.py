"""Mutation testing of a part of the law, by hand: change one thing, and see whether a test notices.

    nice .venv/bin/python tools/mutate.py seats [--every 3] [--again] [--workers 2]

Every mutant is one change of one operator, constant or return in one module. It is never written to
disk: a forked process imports the changed module and runs the tests of that part until the first
one fails. What survives is printed and kept in `var/mutants/PART.json`. Decorators, annotations and
docstrings are left alone: a wrong article in `@implements` is seen in `docs/law`.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
LAW = ROOT / "src" / "huanjie" / "law"
SECONDS = 90

TESTS = {
    "seats": [
        "seats",
        "minorities",
        "seats_figures",
        "cases_quota",
        "cases_apportionment",
        "open_points",
        "explain",
        "cited",
    ],
    "nomination": [
        "nomination",
        "nomination_figures",
        "cases_nomination",
        "open_points",
        "explain",
        "cited",
    ],
    "counting": [
        "counting",
        "counting_ballots",
        "counting_rounds",
        "counting_explained",
        "counting_boundaries",
        "cases_count",
        "cases_polling",
        "provincial_words",
        "officers",
        "explain",
        "cited",
    ],
    "sheet": ["sheet_lines", "sheet_findings", "sheet", "sheet_checks"],
}
"""The test files of each part, the fastest first."""

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COUNTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
Change = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the line, the kind, and its number among the changes of the file."""

    file: str
    line: int
    kind: str
    number: int


def changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, Change]]:
    """Every change that a tree allows, in order; calling one makes it in place."""
    for node in code(tree):
        match node:
            case ast.Compare():
                yield from compared(node)
            case ast.BinOp() if type(node.op) in COUNTED:
                after = COUNTED[type(node.op)]
                yield node, f"{name(node.op)} to {after.__name__}", setting(node, "op", after())
            case ast.BoolOp():
                other = ast.Or if isinstance(node.op, ast.And) else ast.And
                yield node, f"to {other.__name__}", setting(node, "op", other())
            case ast.UnaryOp(op=ast.Not()):
                yield node, "not dropped", setting(node, "op", ast.UAdd(), negated=True)
            case ast.Constant(value=bool()):
                yield node, f"to {not node.value}", setting(node, "value", not node.value)
            case ast.Constant(value=int(number)):
                yield node, "plus one", setting(node, "value", number + 1)
                yield node, "minus one", setting(node, "value", number - 1)
            case ast.Return(value=ast.expr()) if not is_none(node.value):
                yield node, "returns None", setting(node, "value", ast.Constant(None))


def compared(node: ast.Compare) -> Iterator[tuple[ast.AST, str, Change]]:
    """The changes of a comparison, one for each of its operators."""
    for place, operator in enumerate(node.ops):
        after = COMPARED[type(operator)]

        def change(place: int = place, after: type[ast.cmpop] = after) -> None:
            node.ops[place] = after()

        yield node, f"{name(operator)} to {after.__name__}", change


def setting(node: ast.AST, field: str, value: object, *, negated: bool = False) -> Change:
    """A change that sets one field of a node; a dropped `not` becomes a doubled one."""

    def change() -> None:
        if negated and isinstance(node, ast.UnaryOp):
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        else:
            setattr(node, field, value)

    return change


def name(operator: ast.AST) -> str:
    return type(operator).__name__


def is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def code(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run: no annotations, decorators or docstrings."""
    skipped = {"annotation", "returns", "decorator_list"}
    for field, value in ast.iter_fields(tree):
        if field in skipped:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.AST):
                yield child
                yield from code(child)


def mutants(part: str) -> list[Mutant]:
    """Every mutant of a part, in the order of files and lines."""
    folder = LAW / part
    paths = sorted(folder.glob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    found = []
    for path in paths:
        tree = ast.parse(path.read_text("utf-8"))
        for number, (node, kind, _) in enumerate(changes(tree)):
            line = getattr(node, "lineno", 0)
            found.append(Mutant(str(path.relative_to(ROOT)), line, kind, number))
    return found


def mutated(mutant: Mutant) -> ast.Module:
    """The tree of the file with the one change."""
    tree = copy.deepcopy(ast.parse((ROOT / mutant.file).read_text("utf-8")))
    for number, (_, _, change) in enumerate(changes(tree)):
        if number == mutant.number:
            change()
            break
    return ast.fix_missing_locations(tree)


class Changed(importlib.machinery.SourceFileLoader):
    """Loads one module from a tree that stands nowhere."""

    def __init__(self, fullname: str, path: str, tree: ast.Module) -> None:
        super().__init__(fullname, path)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class Finder(importlib.abc.MetaPathFinder):
    """Finds the changed module before anybody else does."""

    def __init__(self, mutant: Mutant) -> None:
        self.path = ROOT / mutant.file
        parts = self.path.relative_to(ROOT / "src").with_suffix("").parts
        self.module = ".".join(parts).removesuffix(".__init__")
        self.tree = mutated(mutant)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.module:
            return None
        loader = Changed(fullname, str(self.path), self.tree)
        is_package = self.path.name == "__init__.py"
        spec = importlib.machinery.ModuleSpec(
            fullname, loader, origin=str(self.path), is_package=is_package
        )
        if is_package:
            spec.submodule_search_locations = [str(self.path.parent)]
        return spec


def judge(mutant: Mutant | None, tests: list[str]) -> int:
    """In a forked process: run the tests against a mutant; the exit status of pytest."""
    os.setpgid(0, 0)
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    signal.alarm(SECONDS)
    if mutant is not None:
        sys.meta_path.insert(0, Finder(mutant))
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:django", "--import-mode=importlib"]
    for path in tests:
        status = int(pytest.main([*options, "-o", "addopts=", path]))
        if status:
            return status
    return 0


def started(mutant: Mutant | None, tests: list[str]) -> int:
    """The id of a process that judges a mutant."""
    child = os.fork()
    if child:
        return child
    status = 3
    try:
        status = judge(mutant, tests)
    finally:
        os._exit(status)


def survivors(asked: list[Mutant], tests: list[str], workers: int) -> list[Mutant]:
    """The mutants that no test noticed."""
    found: list[Mutant] = []
    running: dict[int, Mutant] = {}
    waiting = list(reversed(asked))
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            running[started(mutant, tests)] = mutant
        process, status = os.wait()
        mutant = running.pop(process)
        if status == 0:
            found.append(mutant)
            print(f"  {mutant.file}:{mutant.line} {mutant.kind}", flush=True)
    return sorted(found, key=lambda each: (each.file, each.number))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=sorted(TESTS))
    parser.add_argument("--every", type=int, default=1, help="judge every n-th mutant only")
    parser.add_argument("--again", action="store_true", help="judge what survived the last time")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    hypothesis.settings.register_profile(
        "mutate", max_examples=30, deadline=None, database=None, derandomize=True
    )
    hypothesis.settings.load_profile("mutate")
    os.chdir(ROOT)
    files = [f"tests/law/test_{each}.py" for each in TESTS[given.part]]
    tests = [path for path in files if (ROOT / path).exists()]
    if os.waitpid(started(None, tests), 0)[1] != 0:
        raise SystemExit("the tests fail without any change")
    out = ROOT / "var" / "mutants" / f"{given.part}.json"
    asked = judged = mutants(given.part)[:: given.every]
    if given.again:
        asked = [Mutant(**each) for each in json.loads(out.read_text("utf-8"))["left"]]
    left = survivors(asked, tests, given.workers)
    killed = len(judged) - len(left)
    share = f"{100 * killed // max(1, len(judged))} %"
    print(f"{given.part}: {killed} of {len(judged)} killed, {share}")
    out.parent.mkdir(parents=True, exist_ok=True)
    told = {"judged": len(judged), "killed": killed, "left": [asdict(each) for each in left]}
    out.write_text(json.dumps(told, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
