"""What follows from the figures themselves: formulas, ratios, and the digest of a return."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Final

from huanjie.figures.definition import Field, Formula, Terms, fields
from huanjie.figures.figure import (
    Count,
    Figure,
    Figures,
    Missing,
    MissingReason,
    People,
    Share,
    to_plain,
)

GRAVITY: Final = (
    MissingReason.NOT_APPLICABLE,
    MissingReason.NOT_ADDED,
    MissingReason.NOT_KEPT,
    MissingReason.NOT_DUE,
    MissingReason.NOT_REPORTED,
)
"""Which reason is told when a figure lacks several parts: the last of these."""


def completed(figures: Figures) -> dict[str, Figure]:
    """The figures with every formula field computed from its parts, in each column they have.

    A formula over a part that is missing is missing for the same reason.
    """
    whole = dict(figures)
    for field in fields().values():
        if field.formula:
            for suffix in _suffixes(field, field.formula, figures):
                whole[field.code + suffix] = computed(field.formula, whole, suffix)
    return whole


def _suffixes(field: Field, formula: Formula, figures: Figures) -> Iterable[str]:
    """The columns, `@elected`, for which one of the parts is there; no column for other fields."""
    if not field.has_columns:
        return ("",)
    codes = frozenset(formula.codes)
    parted = (key.partition("@") for key in figures)
    return dict.fromkeys(at + column for code, at, column in parted if code in codes)


def computed(formula: Formula, figures: Figures, suffix: str = "") -> Count | Share | Missing:
    """The value of a formula; `suffix` is put behind each of its fields."""
    found = {code: figures.get(code + suffix, UNREPORTED) for code in formula.codes}
    gaps = [each.reason for each in found.values() if isinstance(each, Missing)]
    if gaps:
        return Missing(gravest(gaps))
    numerator = _sum(formula.numerator, found)
    if not formula.denominator:
        return Count(numerator)
    return Share(numerator, _sum(formula.denominator, found))


UNREPORTED: Final = Missing(MissingReason.NOT_REPORTED)


def _sum(terms: Terms, found: Figures) -> int:
    return sum(term.sign * number(found[term.code]) for term in terms)


def number(figure: Figure) -> int:
    """The whole number that a figure is. Raises `TypeError` for a ratio, a list, a gap."""
    match figure:
        case Count(n):
            return n
        case People():
            return figure.n
    raise TypeError(f"{type(figure).__name__} is not a whole number")


def gravest(reasons: Iterable[MissingReason]) -> MissingReason:
    """The reason that is told among several."""
    return max(reasons, key=GRAVITY.index)


def digest_of(figures: Figures, records: Iterable[str] = ()) -> str:
    """The SHA-256 of the figures and of the digests of the records they come from, in any order."""
    plain = {key: to_plain(figure) for key, figure in figures.items()}
    document = {"figures": plain, "records": sorted(records)}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def wrong_formulas(figures: Figures) -> Iterator[tuple[str, Figure, Figure]]:
    """The fields whose figure is not what their formula gives: key, as given, as computed.

    A field whose parts are missing is not compared.
    """
    for key, due in completed(figures).items():
        given = figures.get(key, due)
        if given != due and not isinstance(due, Missing):
            yield key, given, due
