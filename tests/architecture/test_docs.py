"""What has a name has its page: settings, commands, dependencies, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer._click.core import Command, Context
from typer.core import TyperGroup

from huanjie.cli.main import app
from tests.architecture.source import PACKAGE, ROOT, files, project, shown

DOCS = ROOT / "docs"
VARIABLE = re.compile(r"HUANJIE_[A-Z_]+\b")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def text(page: str) -> str:
    """The words of a page."""
    return (DOCS / page).read_text(encoding="utf-8")


def used(folder: Path) -> set[str]:
    """The variables that the files of a folder name."""
    found = [VARIABLE.findall(path.read_text(encoding="utf-8")) for path in files(folder, ".py")]
    return {name.rstrip("_") for names in found for name in names} - {"HUANJIE"}


def test_every_setting_has_its_line_and_no_other_has_one() -> None:
    settings = text("reference/settings.md")
    first, _, tests_only = settings.partition("## For tests")
    named = set(re.findall(r"^\| `(HUANJIE_\w+)`", first, re.MULTILINE))
    assert named == used(PACKAGE)
    elsewhere = used(ROOT / "tests") | used(ROOT / "bench") | used(PACKAGE)
    elsewhere |= set(VARIABLE.findall((ROOT / "run").read_text(encoding="utf-8")))
    assert set(re.findall(r"^\| `(HUANJIE_\w+)`", tests_only, re.MULTILINE)) <= elsewhere


def commands(command: Command, name: str) -> Iterator[tuple[str, Command]]:
    """Every command that does something, by its whole name."""
    if not isinstance(command, TyperGroup):
        yield name, command
        return
    context = Context(command)
    for word in command.list_commands(context):
        each = command.get_command(context, word)
        assert each is not None
        yield from commands(each, f"{name} {word}")


COMMANDS = dict(commands(typer.main.get_command(app), "huanjie"))


def section(page: str, heading: str) -> str:
    """What stands below a heading of the second order."""
    _, found, rest = page.partition(f"\n## {heading}\n")
    return rest.split("\n## ")[0] if found else ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_heading_with_every_option(name: str) -> None:
    said = section(text("reference/cli.md"), name)
    assert said.strip(), f"docs/reference/cli.md has no heading {name}"
    options = [each for each in COMMANDS[name].params if each.param_type_name == "option"]
    missing = [each.opts[0] for each in options if f"`{each.opts[0]}`" not in said]
    assert not [name for name in missing if name != "--help"]


def test_no_command_is_described_that_does_not_exist() -> None:
    headings = re.findall(r"^## (huanjie .*)$", text("reference/cli.md"), re.MULTILINE)
    assert set(headings) == COMMANDS.keys()


def dependencies() -> set[str]:
    """The names of everything that pyproject.toml asks for."""
    table = project()["project"]
    optional = table.get("optional-dependencies", {})
    groups = [*optional.values(), *project()["dependency-groups"].values()]
    wanted = [*table["dependencies"]]
    wanted += [each for group in groups for each in group if isinstance(each, str)]
    return {re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in wanted}


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_every_dependency_is_named_on_a_page_of_decisions(name: str) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in files(DOCS / "decisions", ".md"))
    assert re.search(rf"`{re.escape(name)}[`\[]", pages) or f"/`{name}`" in pages


def test_every_decision_says_what_why_what_else_and_what_would_change_it() -> None:
    parts = ("**What.**", "**Why.**", "**Considered.**", "**We would change when**")
    pages = [path for path in files(DOCS / "decisions", ".md") if path.name != "README.md"]
    assert pages
    incomplete = [
        shown(path)
        for path in pages
        if not all(part in path.read_text(encoding="utf-8") for part in parts)
    ]
    assert not incomplete


def test_the_index_of_decisions_is_complete() -> None:
    linked = set(LINK.findall(text("decisions/README.md")))
    assert linked == {path.name for path in files(DOCS / "decisions", ".md")} - {"README.md"}


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [*files(DOCS, ".md"), *ROOT.glob("*.md")]
    dead = [
        f"{shown(path)}: {link}"
        for path in pages
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in link and not (path.parent / link).exists()
    ]
    assert not dead


def test_the_four_second_votes_stand_in_the_glossary() -> None:
    page = text("glossary.md")
    assert all(f"`{each}`" in page for each in ("tie_revote", "supplementary", "rerun"))
    assert "`by_election`" in page


def test_no_word_stands_twice_in_the_glossary() -> None:
    lines = re.findall(r"^\| ([^|]+) \|", text("glossary.md"), re.MULTILINE)
    words = [word for word in lines if word != "中文"]  # the heads of its tables
    assert len(words) == len(set(words))
