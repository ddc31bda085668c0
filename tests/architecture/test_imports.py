"""What may be imported where, beyond the contracts in pyproject.toml."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

import pytest

from tests.architecture.source import (
    PACKAGE,
    Imported,
    contract,
    imports,
    modules,
    ranks,
    shown,
    tree,
)

ENGINES = ["roll", "delimitation", "papers", "scan", "figures", "evidence", "samples"]
VALUES = (
    ["roles"],  # people
    ["actor"],  # ledger
    ["commands"],  # ledger: what a refusal is
    ["acts"],  # committee
    ["files"],  # seats
    ["rows"],
    ["words"],
)
ENGINE_LIBRARIES = contract("engine-libraries")["forbidden_modules"]


def refused(package: str, is_allowed: Callable[[Imported], bool]) -> list[str]:
    """The imports of a package that the rule does not allow, with file and line."""
    return [
        f"{shown(path)}:{each.line} imports {each.name}"
        for path in modules(package)
        for each in imports(path)
        if not is_allowed(each)
    ]


def test_the_law_imports_only_the_standard_library() -> None:
    allowed = {*sys.stdlib_module_names, "__future__"}
    assert modules("huanjie.law"), "the law is not there"
    assert not refused(
        "huanjie.law",
        lambda each: each.is_in("huanjie.law") or each.name.partition(".")[0] in allowed,
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_and_samples_import_no_web(engine: str) -> None:
    assert not refused(f"huanjie.{engine}", lambda each: not each.is_in("django", "ninja"))


def test_every_engine_is_in_the_list_above() -> None:
    others = {"cli", "rehearsal", "office", "law"}
    assert ranks("floors").keys() - others == set(ENGINES)


def test_samples_are_a_witness_that_never_asks_the_law_how_to_count() -> None:
    assert not refused("huanjie.samples", lambda each: not each.is_in("huanjie.law.counting"))


def test_the_verifier_imports_only_law_and_evidence() -> None:
    assert not refused(
        "huanjie.evidence.verify",
        lambda each: not each.is_in("huanjie") or each.is_in("huanjie.law", "huanjie.evidence"),
    )


@pytest.mark.parametrize("package", ["office", "rehearsal", "cli"])
def test_the_upper_floors_reach_the_engines_libraries_only_through_an_engine(package: str) -> None:
    assert not refused(f"huanjie.{package}", lambda each: not each.is_in(*ENGINE_LIBRARIES))


def test_the_rehearsal_uses_services_and_queries_of_the_office_only() -> None:
    assert not refused("huanjie.rehearsal", is_open_to_the_rehearsal)


def is_open_to_the_rehearsal(each: Imported) -> bool:
    """Services and queries, the words and values they take, and models as types.

    The settings too, without which nothing starts. That no model is asked directly is tested below.
    """
    if not each.is_in("huanjie.office") or each.is_in("huanjie.office.config"):
        return True
    names = each.name.split(".")[3:]
    return names[:1] in [["services"], ["queries"], ["models"], *VALUES]


def test_the_rehearsal_never_asks_a_model_directly() -> None:
    direct = [
        f"{shown(path)}:{node.lineno}"
        for path in modules("rehearsal")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager"}
    ]
    assert not direct


def test_every_package_of_the_floors_has_a_docstring_that_says_what_it_is() -> None:
    silent = [
        shown(path)
        for path in PACKAGE.glob("*/__init__.py")
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert not silent


@pytest.mark.parametrize(
    ("identifier", "package"), [("floors", "."), ("law", "law"), ("office", "office")]
)
def test_a_layer_is_optional_only_until_it_is_built(identifier: str, package: str) -> None:
    layers = [name.strip() for names in contract(identifier)["layers"] for name in names.split("|")]
    optional = {name.strip("()") for name in layers if name.startswith("(")}
    folder = PACKAGE / package
    built = {path.stem for path in folder.glob("*.py")}
    built |= {path.parent.name for path in folder.glob("*/__init__.py")}
    assert not optional & built, "take the parentheses off these layers in pyproject.toml"
