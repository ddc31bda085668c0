"""Checks that are formulas over fields: `T3.03 = T3.04 + T3.05 + T3.06`, `T5.20 <= T5.18`."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from huanjie.figures.checks.case import DEFAULT_ARTICLE, Case, Check, Fault, all_asked, numbers_in
from huanjie.figures.definition import column
from huanjie.law.article import Article
from huanjie.law.finding import Severity

Side = tuple[tuple[int, str], ...]
"""Factors with their fields; an empty field is the number itself."""

RELATIONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
}
_FORMULA: Final = re.compile(r"(.+?) (=|<=|>=) (.+)")
_TERM: Final = re.compile(r"(?:(\d+)\*)?(T[\w.@]+\*?)|(\d+)")


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums of fields and how they must stand to one another."""

    text: str
    left: Side
    sign: str
    right: Side

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields in it, each once."""
        return tuple(dict.fromkeys(key for _, key in (*self.left, *self.right) if key))


@cache
def relation(text: str) -> Relation:
    """A formula that has been read. Raises `ValueError` for one that cannot be."""
    found = _FORMULA.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no formula")
    return Relation(text, _side(found[1]), found[2], _side(found[3]))


def _side(text: str) -> Side:
    """`T4.02 - T4.09a` as factors and fields."""
    words = text.split(" ")
    signs = [1, *(-1 if word == "-" else 1 for word in words[1::2])]
    return tuple(_term(word, sign) for word, sign in zip(words[::2], signs, strict=True))


def _term(word: str, sign: int) -> tuple[int, str]:
    found = _TERM.fullmatch(word)
    if found is None:
        raise ValueError(f"{word!r} is neither a field nor a number")
    factor, key, constant = found.groups()
    return sign * int(factor or constant or 1), key or ""


def formula(
    code: str,
    text: str,
    *,
    severity: Severity = Severity.ERROR,
    article: Article = DEFAULT_ARTICLE,
    when: Callable[[Case], bool] = lambda _: True,
) -> Check:
    """A check that a formula holds whenever `when` does.

    A field written `T6.17@*` stands for each column that the first such field has.
    """
    read = relation(text)

    def test(case: Case) -> Iterator[Fault]:
        if when(case):
            yield from all_asked(
                partial(breaches, read, case, suffix) for suffix in _columns(read, case)
            )

    return Check(code, severity, test, article)


def _columns(read: Relation, case: Case) -> tuple[str, ...]:
    """The columns to go through; where there is none, the field as it stands is found missing."""
    starred = next((key for key in read.keys if key.endswith("@*")), None)
    if starred is None:
        return ("",)
    code = starred.removesuffix("@*")
    alone = ("",) if code in case.ret.figures else ()
    return (*alone, *case.columns(code)) or ("",)


def breaches(read: Relation, case: Case, suffix: str = "") -> Iterator[Fault]:
    """The breach of a formula in one column, if there is one. Raises `Unknown`."""
    keys = {key: key.replace("@*", suffix) for key in read.keys}
    numbers = numbers_in(case.ret.figures, keys.values())

    def value(side: Side) -> int:
        return sum(factor * (numbers[keys[key]] if key else 1) for factor, key in side)

    left, right = value(read.left), value(read.right)
    if RELATIONS[read.sign](left, right):
        return
    place = column(next(iter(keys.values()))) if suffix else None
    yield Fault(
        {
            "formula": read.text.replace("@*", ""),
            "left": left,
            "right": right,
            "difference": left - right,
            "column": place.zh if place else "合计",
            "column_en": place.en if place else "total",
        },
        tuple(keys.values()),
    )
