"""Checks of T5: polling and counting (X5.1 to X5.13)."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Final

from huanjie.figures.checks.case import Case, Check, Facts, Fault, all_asked, numbers_in
from huanjie.figures.checks.formula import formula
from huanjie.figures.checks.rows import constituencies
from huanjie.figures.figure import Row, ratio_in_words
from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Severity

TURNOUT: Final = (Fraction(60, 100), Fraction(99, 100))
HIGHEST_PROXY_SHARE: Final = Fraction(20, 100)
HIGHEST_MOBILE_SHARE: Final = Fraction(10, 100)
HIGHEST_VOID_SHARE: Final = Fraction(5, 100)


def _excess(case: Case) -> Iterator[Fault]:
    """X5.6: in a contest declared valid no more ballots were collected than voters took part."""
    yield from all_asked(partial(_excess_in, row) for row in constituencies(case))


def _excess_in(row: Row) -> Iterator[Fault]:
    numbers = numbers_in(row.figures, ("T5.17", "T5.03", "T5.27a", "T5.27b"))
    is_valid = not numbers["T5.27a"] and not numbers["T5.27b"]
    collected, participants = numbers["T5.17"], numbers["T5.03"]
    if is_valid and collected > participants:
        facts: Facts = {"name": row.name, "collected": collected, "participants": participants}
        yield Fault(facts, ("T5.17", "T5.03"))


def _turnout(case: Case) -> Iterator[Fault]:
    """X5.9: the turnout is neither odd nor low."""
    low, high = TURNOUT
    turnout = case.ratio("T5.04")
    if not low <= turnout <= high:
        yield Fault({"turnout": ratio_in_words(turnout)}, ("T5.04",))


def _manner(case: Case, key: str, most: Fraction) -> Iterator[Fault]:
    """X5.10: not too many voted by proxy or at a mobile box."""
    share = case.ratio(key)
    if share > most:
        facts: Facts = {"field": key, "share": ratio_in_words(share), "most": ratio_in_words(most)}
        yield Fault(facts, (key,))


def _void(case: Case) -> Iterator[Fault]:
    """X5.12: few of the collected ballots are void."""
    numbers = numbers_in(case.ret.figures, ("T5.19", "T5.17"))
    void, collected = numbers["T5.19"], numbers["T5.17"]
    if void > HIGHEST_VOID_SHARE * collected:
        yield Fault({"void": void, "collected": collected}, ("T5.19", "T5.17"))


CHECKS: Final = (
    formula("X5.1", "T5.03 = T5.05 + T5.06 + T5.07"),
    formula("X5.2", "T5.05 = T5.10b + T5.11b"),
    formula("X5.3", "T5.13 = T5.14 + T5.15 + T5.16"),
    formula("X5.4", "T5.14 = T5.03"),
    formula("X5.5", "T5.17 = T5.18 + T5.19"),
    formula("X5.5", "T5.20 <= T5.18"),
    Check("X5.6", Severity.ERROR, _excess, ELECTION_LAW[44, 1]),
    formula("X5.7", "T5.30 = T5.31a + T5.31b + T5.31c + T5.31d"),
    formula("X5.7", "T5.30 + T5.32 = T5.29"),
    formula("X5.8", "T5.24 + T5.25 + T5.26 + T5.27a + T5.27b = T5.01"),
    Check("X5.9", Severity.WARN, _turnout),
    Check("X5.10", Severity.WARN, partial(_manner, key="T5.08", most=HIGHEST_PROXY_SHARE)),
    Check("X5.10", Severity.WARN, partial(_manner, key="T5.09", most=HIGHEST_MOBILE_SHARE)),
    formula("X5.11", "T5.29 = T4.01"),
    formula("X5.11", "T5.02 = T3.34"),
    Check("X5.12", Severity.WARN, _void),
    formula("X5.13", "T5.34 <= T2.09", article=PRACTICE["M-02"]),
)
