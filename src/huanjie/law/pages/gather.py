"""What a page says: the register of rules, our words, the cases, and where a rule is used."""

import ast
import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import huanjie.law
from huanjie.law.article import ELECTION_LAW, PRACTICE, REGISTER, TEXTS, Article, Text

LAST_ARTICLE: Final = 60
"""The Election Law has sixty articles."""

_RULE: Final = re.compile(r"\b(?:[QACRNPFVSMOJ]|CAL)-\d+\b")
_CITED: Final = re.compile(r"(?P<text>[A-Z]+) (?P<article>\d+)")


class Status(StrEnum):
    """What the system does with an article."""

    COMPUTED = "computed"
    """A rule answers from figures or facts."""
    RECORDED = "recorded"
    """Somebody acts or decides; the record of it is checked."""
    HUMAN = "human"
    """Left to people; nothing is checked."""
    OUTSIDE = "outside"
    """Other elections, or other bodies' work."""


@dataclass(frozen=True)
class Entry:
    """One article of the Election Law: a heading, our words, its status and the reason."""

    number: int
    zh: str
    words: str
    status: Status
    reason: str

    @property
    def article(self) -> Article:
        """The article itself."""
        return ELECTION_LAW[self.number]


@cache
def entries() -> Mapping[int, Entry]:
    """Every article of the Election Law by its number."""
    return read_entries(files("huanjie.law").joinpath("articles.toml").read_text("utf-8"))


def read_entries(toml: str) -> Mapping[int, Entry]:
    """The articles of a TOML text by number. Raises `ValueError` for a gap."""
    rows = tomllib.loads(toml)
    if [int(number) for number in rows] != list(range(1, LAST_ARTICLE + 1)):
        raise ValueError("articles.toml names every article of the Election Law once, in order")
    return {
        int(number): Entry(
            int(number), row["zh"], row["words"], Status(row["status"]), row["reason"]
        )
        for number, row in rows.items()
    }


@dataclass(frozen=True)
class Rule:
    """A function that carries out articles: its dotted name, its first line, its rule ids."""

    name: str
    says: str
    ids: tuple[str, ...]
    articles: tuple[Article, ...]

    @property
    def chapter(self) -> str:
        """The module of the law that holds it: `counting`."""
        return self.name.split(".")[2]

    @property
    def short(self) -> str:
        """The name of the function alone."""
        return self.name.rpartition(".")[2]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the register by name; imports every chapter, so that it is complete."""
    for module in pkgutil.walk_packages(huanjie.law.__path__, "huanjie.law."):
        importlib.import_module(module.name)
    articles: dict[str, list[Article]] = {}
    for article, names in REGISTER.items():
        for name in names:
            articles.setdefault(name, []).append(article)
    return tuple(_rule(name, tuple(sorted(found))) for name, found in sorted(articles.items()))


def _rule(name: str, articles: tuple[Article, ...]) -> Rule:
    module, _, function = name.rpartition(".")
    words = inspect.getdoc(getattr(importlib.import_module(module), function)) or ""
    says = " ".join(words.partition("\n\n")[0].split()).replace("Source:", "·")
    ids = tuple(dict.fromkeys(_RULE.findall(words)))
    return Rule(name, says or function.strip("_").replace("_", " "), ids, articles)


def implemented() -> frozenset[int]:
    """The numbers of the articles of the Election Law that some rule carries out."""
    cited = (article for rule in rules() for article in rule.articles)
    return frozenset(int(a.place[0]) for a in cited if a.text == ELECTION_LAW)


@dataclass(frozen=True)
class Case:
    """A case of `tests/law/cases`: where it stands, its title, the articles it cites.

    `pack` is empty where the national text alone answers.
    """

    file: str
    title: str
    pack: str
    rules: tuple[str, ...]
    articles: frozenset[tuple[str, int]]


def cases(folder: Path) -> tuple[Case, ...]:
    """Every case of a folder, in the order of files and of each file."""
    return tuple(case for path in sorted(folder.glob("*.toml")) for case in _cases(path))


def _cases(path: Path) -> Iterator[Case]:
    for row in tomllib.loads(path.read_text("utf-8")).get("case", []):
        cited = [match for key in row["articles"] if (match := _CITED.match(key))]
        places = frozenset((found["text"], int(found["article"])) for found in cited)
        yield Case(path.name, row["title"], row.get("pack", ""), tuple(row["rules"]), places)


def uses(source: Path) -> Mapping[str, tuple[str, ...]]:
    """Who above the law imports a name of it, as `chapter.name`: apps of the office, engines."""
    found: dict[str, set[str]] = {}
    above = (path for path in source.rglob("*.py") if not path.is_relative_to(source / "law"))
    for path in above:
        parts = path.relative_to(source).with_suffix("").parts
        user = ".".join(parts[: 2 if parts[0] in ("office", "cli") else 1])
        for name in _imported(path):
            found.setdefault(name, set()).add(user)
    return {name: tuple(sorted(modules)) for name, modules in found.items()}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("huanjie.law."):
            chapter = str(node.module).split(".")[2]
            yield from (f"{chapter}.{alias.name}" for alias in node.names)


def texts() -> tuple[Text, ...]:
    """The national texts in the order of citation, recorded practice last."""
    return (*(text for text in TEXTS.values() if text != PRACTICE), PRACTICE)
