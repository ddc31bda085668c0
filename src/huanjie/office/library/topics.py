"""What people ask about: their words, the law's terms for them, and which passages are meant."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from huanjie.office.library.tokens import normal

GAP: Final = 6
"""How far apart the two parts of a phrase such as 代表…辞职 may stand."""


@dataclass(frozen=True)
class Topic:
    """`law` as the texts have it, `marks` and `say` made plain; `articles` are keys: `EL 42`."""

    name: str
    marks: tuple[str, ...]
    law: tuple[str, ...]
    say: tuple[str, ...]
    articles: frozenset[str]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic of `topics.toml`."""
    rows = tomllib.loads(files(__package__ or "").joinpath("topics.toml").read_text("utf-8"))
    return tuple(
        Topic(
            row["name"],
            _plain(row["marks"]),
            tuple(row["law"]),
            _plain(row["say"]),
            frozenset(row.get("articles", ())),
        )
        for row in rows["topic"]
    )


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(normal, words))


def legal_terms(plain: str) -> list[tuple[str, ...]]:
    """For each topic that a plain question speaks of, the terms of the law."""
    padded = f" {plain} "
    return [each.law for each in topics() if any(_stands(word, padded) for word in each.say)]


def terms_of_art(plain: str) -> list[str]:
    """The terms of the law that a plain question itself uses."""
    return [word for word in _art() if word in plain]


@cache
def _art() -> tuple[str, ...]:
    words = (word for topic in topics() for word in (*_plain(topic.law), *topic.marks))
    return tuple(dict.fromkeys(words))


def everyday_words(text: str, articles: Iterable[str] = ()) -> str:
    """How people put what a passage is about."""
    plain, cited = normal(text), frozenset(articles)
    about = (t for t in topics() if t.articles & cited or any(mark in plain for mark in t.marks))
    return "\n".join(f"{topic.name}。{'。'.join(topic.say)}" for topic in about)


@cache
def _gap(word: str) -> "re.Pattern[str]":
    return re.compile(f"[^,。;?!]{{0,{GAP}}}?".join(map(re.escape, word.split("..."))))


def _stands(word: str, padded: str) -> bool:
    """Latin words stand alone (a plural besides), Chinese ones anywhere, … for a few characters."""
    if "..." in word:
        return bool(_gap(word).search(padded))
    if word.isascii():
        return any(f" {word}{ending}" in padded for ending in (" ", "s ", ",", "?", "."))
    return word in padded
