"""Checks of T2: quota and constituencies (X2.1 to X2.7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from huanjie.figures.checks.case import Case, Check, Fault, given, number_in
from huanjie.figures.checks.formula import formula
from huanjie.figures.figure import ratio_in_words
from huanjie.law.article import ELECTION_LAW, PLA_MEASURES
from huanjie.law.finding import Severity
from huanjie.law.pack import Level
from huanjie.law.timetable import tasks


def _is_divided(case: Case) -> bool:
    """True from the planned end of K06, the division into constituencies, on."""
    divided = timedelta(days=tasks()["K06"].end)
    return case.around.today >= given(case.around.election_day, "election_day") + divided


def _is_township(case: Case) -> bool:
    return case.ret.level == Level.TOWNSHIP


def _areas(case: Case) -> Iterator[Fault]:
    """X2.6: the townships' and the sub-districts' people are the county's."""
    if case.ret.level != Level.COUNTY:
        return
    townships = number_in(given(case.around.counterpart, "counterpart").figures, "T2.01")
    others = given(case.around.subdistrict_population, "subdistrict_population")
    county = case.number("T2.01")
    if townships + others != county:
        facts = {"townships": townships, "others": others, "county": county}
        yield Fault({**facts, "difference": county - townships - others}, ("T2.01",))


def _deviation(case: Case) -> Iterator[Fault]:
    """X2.7: no constituency deviates by more than the tolerance."""
    tolerance = given(case.around.tolerance, "tolerance")
    found = case.ratio("T2.19")
    if found > tolerance:
        facts = {"found": ratio_in_words(found), "tolerance": ratio_in_words(tolerance)}
        yield Fault(facts, ("T2.19",))


CHECKS: Final = (
    formula("X2.1", "T2.08 + T2.09 + T2.10 = T2.06"),
    formula("X2.1", "T2.10 = 0", when=_is_divided),
    formula("X2.2", "T2.13a + T2.13b + T2.13c + T2.13d = T2.12"),
    formula("X2.2", "T2.14a + T2.14b + T2.14c = T2.12"),
    formula("X2.2", "T2.15a + T2.16a = T2.12"),
    formula("X2.3", "T2.14a + 2*T2.14b + 3*T2.14c = T2.08"),
    formula("X2.3", "T2.15b + T2.16b = T2.08"),
    formula("X2.4", "T2.09 = 0", when=_is_township, article=PLA_MEASURES[2]),
    formula("X2.5", "T2.06 = T2.04 + T2.05", severity=Severity.WARN, article=ELECTION_LAW[14, 1]),
    Check("X2.6", Severity.WARN, _areas),
    Check("X2.7", Severity.WARN, _deviation, ELECTION_LAW[26]),
)
