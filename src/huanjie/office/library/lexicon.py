"""The law's words for what people say, word by word."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from huanjie.office.library.tokens import normal


def law_words(plain: str) -> list[tuple[str, ...]]:
    """For each everyday word of a plain question, the law's; of words in one another the longer."""
    said = dict.fromkeys(_words()[word] for word in _pattern().findall(plain))
    return [words for words in said if words]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    rows = tomllib.loads(files(__package__ or "").joinpath("lexicon.toml").read_text("utf-8"))
    return {normal(word): tuple(row["law"]) for row in rows["word"] for word in row["say"]}


@cache
def _pattern() -> "re.Pattern[str]":
    longest_first = sorted(_words(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
