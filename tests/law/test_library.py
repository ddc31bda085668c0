"""The law as a library: bare Python, documented names, a tutorial that runs."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.source import modules, shown, tree
from tests.law.answers import LAW

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "law-in-30-lines.md"
CHAPTERS = sorted(
    path.parent.name if path.name == "__init__.py" else path.stem
    for path in (*LAW.glob("*.py"), *LAW.glob("*/__init__.py"))
    if path.parent.name != "law" or path.stem != "__init__"
)
BARE = """
import sys
sys.path.insert(0, {source!r})
import importlib, pkgutil, huanjie.law
for module in pkgutil.walk_packages(huanjie.law.__path__, "huanjie.law."):
    importlib.import_module(module.name)
from huanjie.law.pack import shipped_packs
from huanjie.law.catalogue import catalogue
shipped_packs(), catalogue()
known = sys.stdlib_module_names | {{"huanjie", "__main__"}}
print(sorted(name for name in sys.modules if name.partition(".")[0] not in known))
"""


def test_the_law_runs_on_bare_python():
    program = BARE.format(source=str(ROOT / "src"))
    command = [sys.executable, "-I", "-S", "-c", program]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert (found.stderr, found.stdout) == ("", "[]\n")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_public_name_is_documented(chapter):
    module = import_module(f"huanjie.law.{chapter}")
    assert module.__doc__
    names = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
    asked = [
        each
        for name in names
        if (inspect.isclass(each := getattr(module, name)) or inspect.isfunction(each))
        and each.__module__.startswith("huanjie.law")
    ]
    silent = [
        each.__qualname__
        for each in asked
        if not each.__doc__ or each.__doc__.startswith(f"{each.__name__}(")
    ]
    assert not silent


def program() -> str:
    (found,) = re.findall(r"```python\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)
    return str(found)


def test_the_tutorial_runs_as_it_stands():
    env = {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-S", "-c", program()]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    (shown_there,) = re.findall(r"```text\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)
    assert found.stdout == shown_there


def test_the_tutorial_has_thirty_lines():
    assert len([line for line in program().splitlines() if line]) <= 30


COUNTS_DAYS = {"timedelta", "monthrange", "toordinal", "fromordinal"}


def day_counting(module: ast.Module) -> list[int]:
    """The lines that count days by themselves."""
    return [
        node.lineno
        for node in ast.walk(module)
        if (isinstance(node, ast.Name) and node.id in COUNTS_DAYS)
        or (isinstance(node, ast.Attribute) and node.attr in COUNTS_DAYS | {"days", "isocalendar"})
        or (isinstance(node, ast.alias) and node.name in COUNTS_DAYS)
    ]


def test_only_the_timetable_counts_days():
    places = [
        f"{shown(path)}:{line}"
        for path in modules("huanjie.law")
        if path.parent.name != "timetable"
        for line in day_counting(tree(path))
    ]
    assert not places
    assert day_counting(ast.parse("from datetime import timedelta"))
    assert day_counting(ast.parse("(a - b).days"))


PROVINCES = re.compile(
    "浙江|北京|上海|山东|Zhejiang|Beijing|Shanghai|Shandong|"
    r"^(1[1-5]|2[123]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[a-z]+-20\d\d)$",
    re.IGNORECASE,
)


def provinces(module: ast.Module) -> list[int]:
    """The lines on which a province stands in code: a string that is no docstring."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Expr)}
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs | loose
        and PROVINCES.search(node.value)
    ]


def test_no_province_stands_in_code():
    places = [
        f"{shown(path)}:{line}" for path in modules("huanjie.law") for line in provinces(tree(path))
    ]
    assert not places
    assert provinces(ast.parse('x = "浙江"')) == [1]
    assert provinces(ast.parse('x = "33"')) == [1]
    assert not provinces(ast.parse('"""浙江"""'))


IDS = tomllib.loads((Path(__file__).parent / "rule_ids.toml").read_text("utf-8"))
RULES = [f"{part}-{n:02d}" for part, last in IDS["ids"].items() for n in range(1, last + 1)]
FAR = 7
"""A range of more ids than this names none of them."""


def text() -> str:
    """The whole code of the law."""
    return "".join(path.read_text("utf-8") for path in modules("huanjie.law"))


@cache
def named() -> set[str]:
    """The rule ids that the law names, those between the ends of a short range included."""
    found = set(re.findall(r"\b(?:[QACRNPFVSMO]|CAL)-\d\d\b", text()))
    for part, first, last in re.findall(r"\b([QACRNPFVSM]|CAL)-(\d\d) to \1-(\d\d)\b", text()):
        if int(last) - int(first) < FAR:
            found |= {f"{part}-{n:02d}" for n in range(int(first), int(last) + 1)}
    return found


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_specification_is_named_or_has_a_reason(rule):
    assert rule in named() | IDS["no_code"].keys()


def test_the_list_of_reasons_is_short_and_true():
    assert len(IDS["no_code"]) <= 6
    assert IDS["no_code"].keys() <= set(RULES)
    assert not [rule for rule in IDS["no_code"] if rule in text()]
    assert all(len(reason) > 30 for reason in IDS["no_code"].values())
