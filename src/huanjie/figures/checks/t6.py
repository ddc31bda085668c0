"""Checks of T6: composition (X6.1 to X6.6)."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Final

from huanjie.figures.checks.case import UNDEFINED, Case, Check, Fault, Unknown, all_asked, given
from huanjie.figures.checks.formula import formula
from huanjie.figures.figure import ratio_in_words
from huanjie.law.article import PRACTICE
from huanjie.law.finding import Severity

DIMENSIONS: Final = (
    ("02", "03"),
    ("04", "05"),
    ("06", "10"),
    ("11", "15"),
    ("17", "21"),
    ("23", "32"),
    ("40", "41"),
    ("42", "45"),
)
"""The first and the last field of each dimension that parts everybody; flags may overlap."""

UP, DOWN, KEPT = "up", "down", "kept"
DIRECTIONS: Final = (
    (
        UP,
        ("T6.23", "T6.24", "T6.25"),
        "工人、农民和专业技术人员",
        "workers, farmers and professionals",
    ),
    (UP, ("T6.03",), "妇女", "women"),
    (DOWN, ("T6.26",), "党政领导干部", "leading cadres"),
    (KEPT, ("T6.05",), "少数民族", "minorities"),
    (KEPT, ("T6.36",), "归侨、侨眷", "returned overseas Chinese"),
)
"""The usual wish: two up, one down, one kept; never a test of law (A-11)."""

_WISHES: Final = {UP: ("上升", "rise"), DOWN: ("下降", "fall"), KEPT: ("保持", "be kept")}


def _dimension(first: str, last: str) -> Check:
    codes = [f"T6.{number:02d}@*" for number in range(int(first), int(last) + 1)]
    return formula("X6.1", f"T6.01@* = {' + '.join(codes)}")


def _against_wishes(case: Case) -> Iterator[Fault]:
    """X6.4: shares move as is usually wished."""
    yield from all_asked(partial(_direction, case, *each) for each in DIRECTIONS)


def _direction(case: Case, wish: str, codes: tuple[str, ...], zh: str, en: str) -> Iterator[Fault]:
    now, before = _share(case, codes, "elected"), _share(case, codes, "last_term")
    met = {UP: now > before, DOWN: now < before, KEPT: now >= before}[wish]
    if not met:
        wished = _WISHES[wish]
        facts = {"group": zh, "group_en": en, "wish": wished[0], "wish_en": wished[1]}
        shares = {"now": ratio_in_words(now), "before": ratio_in_words(before)}
        yield Fault({**facts, **shares}, codes)


def _share(case: Case, codes: tuple[str, ...], column: str) -> Fraction:
    total = case.number(f"T6.01@{column}")
    if not total:
        raise Unknown({UNDEFINED: (f"T6.01@{column}",)})
    return Fraction(sum(case.number(f"{code}@{column}") for code in codes), total)


def _unclassified(case: Case) -> Iterator[Fault]:
    """X6.5: everybody elected has an occupational class."""
    count = given(case.around.unclassified, "unclassified")
    if count:
        yield Fault({"count": count}, ("T6.32@elected",))


CHECKS: Final = (
    *(_dimension(first, last) for first, last in DIMENSIONS),
    formula("X6.2", "T6.01@elected = T5.30 + T5.34"),
    formula("X6.3", "T6.01@seated <= T6.01@elected"),
    formula("X6.3", "T6.01@elected <= T6.01@formal + T6.45@elected"),
    Check("X6.4", Severity.WARN, _against_wishes, PRACTICE["A-11"]),
    Check("X6.5", Severity.WARN, _unclassified),
    formula("X6.6", "T6.22@* = T6.17@* + T6.18@* + T6.19@*"),
)
