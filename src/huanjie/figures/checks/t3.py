"""Checks of T3: registration (X3.1 to X3.10)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from huanjie.figures.checks.case import Case, Check, Fault, given, number_in
from huanjie.figures.checks.formula import breaches, formula, relation
from huanjie.figures.figure import ratio_in_words
from huanjie.law.article import DIRECT_ELECTION
from huanjie.law.finding import Severity

LOWEST_RATE: Final = Fraction(90, 100)
POPULATION_FILE_DAYS: Final = 60
"""An older population file explains why some people are without a decision (X3.3)."""


def _undecided(case: Case) -> Iterator[Fault]:
    """X3.3: everybody of eighteen is on the roll or has a decision why not."""
    undecided = "T3.02 = T3.04 + T3.18 + T3.19 + T3.20 + T3.21 + T3.22"
    for fault in breaches(relation(undecided), case):
        age = case.around.today - given(case.around.population_day, "population_day")
        is_old = age.days > POPULATION_FILE_DAYS
        facts = {**fault.facts, "days": age.days}
        yield Fault(facts, fault.paths, Severity.WARN if is_old else Severity.ERROR)


def _rate(case: Case) -> Iterator[Fault]:
    """X3.6: the rate lies between nine tenths and the whole."""
    rate = case.ratio("T3.33")
    if not LOWEST_RATE <= rate <= 1:
        yield Fault({"rate": ratio_in_words(rate)}, ("T3.33",))


def _after_publication(case: Case) -> Iterator[Fault]:
    """X3.7: the final roll is the published one with its later changes."""
    added = given(case.around.added_after_publication, "added_after_publication")
    struck = given(case.around.struck_after_publication, "struck_after_publication")
    final, published = case.number("T3.34"), case.number("T3.03")
    if final != published + added - struck:
        facts = {"final": final, "published": published, "added": added, "struck": struck}
        yield Fault({**facts, "due": published + added - struck}, ("T3.34", "T3.03"))


def _certificates(case: Case) -> Iterator[Fault]:
    """X3.8: what we received is what others issued for us."""
    issued = given(case.around.certificates_for_us, "certificates_for_us")
    received = case.number("T3.23b")
    if received != issued:
        yield Fault({"received": received, "issued": issued}, ("T3.23b",))


def _deaths(case: Case) -> Iterator[Fault]:
    """X3.9: about as many were struck off for death as die in a term."""
    last, deaths = case.number("T3.09"), case.number("T3.15")
    due = last * case.around.deaths_a_year * case.around.years_of_term
    if deaths < due:
        yield Fault({"deaths": deaths, "due": -(-due.numerator // due.denominator)}, ("T3.15",))


def _levels(case: Case) -> Iterator[Fault]:
    """X3.10: the rolls of both levels differ by no more than those entitled at one of them."""
    other = number_in(given(case.around.counterpart, "counterpart").figures, "T3.34")
    only = given(case.around.one_level_only, "one_level_only")
    own = case.number("T3.34")
    if abs(own - other) > only:
        facts = {"own": own, "other": other, "difference": abs(own - other), "only": only}
        yield Fault(facts, ("T3.34",))


CHECKS: Final = (
    formula("X3.1", "T3.03 = T3.04 + T3.05 + T3.06"),
    formula(
        "X3.2",
        "T3.09 + T3.10 + T3.11 + T3.12 + T3.13 - T3.14 - T3.15 - T3.16 - T3.17 = T3.03",
    ),
    Check("X3.3", Severity.ERROR, _undecided),
    formula("X3.4", "T3.07 <= T3.03"),
    formula("X3.4", "T3.08 <= T3.03"),
    formula("X3.5", "T3.30a <= T3.29"),
    formula("X3.5", "T3.30b <= T3.30a"),
    formula("X3.5", "T3.31b <= T3.31a"),
    Check("X3.6", Severity.WARN, _rate),
    Check("X3.7", Severity.ERROR, _after_publication),
    Check("X3.8", Severity.WARN, _certificates),
    Check("X3.9", Severity.WARN, _deaths),
    Check("X3.10", Severity.ERROR, _levels, DIRECT_ELECTION[7]),
)
