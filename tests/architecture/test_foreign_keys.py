"""A table points to its own app or to one below it, also when the reference is only a string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import PACKAGE, modules, ranks, shown, tree

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "ForeignObject"}
HEIGHTS = ranks("office")


def references(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and app of each related table that is named by a string or by the setting for users."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and name_of(node.func) in RELATIONS:
            targets = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "to")]
            targets += [word.value for word in node.keywords if word.arg == "through"]
            for target in targets:
                app = app_of(target)
                if app is not None:
                    yield node.lineno, app


def name_of(function: ast.expr) -> str:
    """`ForeignKey` of both `ForeignKey` and `models.ForeignKey`."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def app_of(target: ast.expr) -> str | None:
    """The app a reference names; none for a class (an import, seen by the contracts) or `self`."""
    if isinstance(target, ast.Attribute) and target.attr == "AUTH_USER_MODEL":
        return "people"
    if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
        return target.value.partition(".")[0]
    return None


def may_point(app: str, target: str) -> bool:
    """To itself, to a lower app, or to a table of Django's own (`contenttypes`)."""
    if target == app or target not in HEIGHTS:
        return True
    return HEIGHTS[target] < HEIGHTS[app]


def upward(path: Path) -> list[str]:
    """The references of one file that climb."""
    app = path.relative_to(PACKAGE / "office").parts[0]
    return [
        f"{shown(path)}:{line} points up to {target}"
        for line, target in references(tree(path))
        if not may_point(app, target)
    ]


def test_string_foreign_keys_obey_the_order_of_the_stages() -> None:
    apps = [path for path in modules("huanjie.office") if path.parent != PACKAGE / "office"]
    assert not [line for path in apps for line in upward(path)]


def test_a_reference_that_climbs_is_seen() -> None:
    module = ast.parse(
        "a = models.ForeignKey('counting.Sheet', on_delete=models.PROTECT)\n"
        "b = OneToOneField(to='people.Unit')\n"
        "c = models.ForeignKey(settings.AUTH_USER_MODEL)\n"
        "d = models.ForeignKey('self')\n"
        "e = models.ForeignKey(Roll)\n"
    )
    assert list(references(module)) == [(1, "counting"), (2, "people"), (3, "people")]
    assert not may_point("registration", "counting")
    assert may_point("counting", "registration")
    assert not may_point("documents", "inbox")
    assert may_point("ledger", "contenttypes")
