"""The project's own files as data: modules, syntax trees, imports, layers."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
PACKAGE = SRC / "huanjie"

# What git ignores or keeps for itself, and other people's files that we ship as they came.
NOT_OURS = {
    ".git", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache",
    ".hypothesis", "__pycache__", "build", "dist", "htmlcov", "node_modules", "var", "vendor",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Imported:
    """One imported name (`huanjie.office.people.models.Unit` for a `from` import) and its line."""

    name: str
    line: int

    def is_in(self, *packages: str) -> bool:
        """Whether the name is one of these packages or lies in one."""
        return any(self.name == each or self.name.startswith(f"{each}.") for each in packages)


def files(folder: Path, suffix: str = "") -> Iterator[Path]:
    """Every file of ours below the folder, in order."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith(".egg-info") or is_coverage(path):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files(path, suffix)
        elif path.is_file() and path.name.endswith(suffix):
            yield path


def is_coverage(path: Path) -> bool:
    """What `coverage` writes beside the project: `.coverage`, `.coverage.host.123`."""
    return path.name.startswith(".coverage")


def modules(dotted: str = "huanjie") -> list[Path]:
    """The Python files of a package or module of ours; none when it is not built yet."""
    base = SRC.joinpath(*dotted.split("."))
    if base.with_suffix(".py").is_file():
        return [base.with_suffix(".py")]
    return list(files(base, ".py"))


def shown(path: Path) -> str:
    """The path as a message and an exception table name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> list[Imported]:
    """Everything a file imports, at any depth, relative imports made absolute."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [Imported(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(node, path)
            found += [Imported(f"{origin}.{alias.name}", node.lineno) for alias in node.names]
    return sorted(found)


def absolute(node: ast.ImportFrom, path: Path) -> str:
    """The absolute name of the module that a `from` import reads."""
    if node.level == 0:
        return node.module or ""
    package = path.relative_to(SRC).parent.parts
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *filter(None, [node.module])])


@cache
def project() -> dict[str, Any]:
    """What stands in pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contract(identifier: str) -> dict[str, Any]:
    """One import contract by its id."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    (found,) = [each for each in contracts if each["id"] == identifier]
    result: dict[str, Any] = found
    return result


def ranks(identifier: str) -> dict[str, int]:
    """The height of each layer of a contract, from 0 upward; layers side by side are equal."""
    layers = reversed(contract(identifier)["layers"])
    return {
        name.strip(" ()"): height
        for height, names in enumerate(layers)
        for name in names.split("|")
    }
