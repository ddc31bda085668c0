"""The everyday words of a question and the terms of the law they stand for."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from huanjie.office.library.tokens import normal


@dataclass(frozen=True)
class Synonym:
    """Words of a question, made plain, and the terms of the texts for them."""

    say: tuple[str, ...]
    law: tuple[str, ...]


@cache
def synonyms() -> tuple[Synonym, ...]:
    """Every entry of `synonyms.toml`."""
    rows = tomllib.loads(files(__package__ or "").joinpath("synonyms.toml").read_text("utf-8"))
    return tuple(Synonym(tuple(map(normal, row["say"])), tuple(row["law"])) for row in rows["word"])


def legal_terms(plain: str) -> list[tuple[str, ...]]:
    """For each everyday word that stands in a plain question, the terms of the law for it."""
    padded = f" {plain} "
    return [each.law for each in synonyms() if any(_stands(word, padded) for word in each.say)]


def _stands(word: str, padded: str) -> bool:
    """Latin words stand alone (a plural besides), Chinese ones anywhere."""
    if word.isascii():
        return any(f" {word}{ending}" in padded for ending in (" ", "s ", ",", "?", "."))
    return word in padded
