"""Checks of T1: organisation, training, publicity (X1.1 to X1.6)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from huanjie.figures.checks.case import Case, Check, Fault, given
from huanjie.figures.checks.formula import formula
from huanjie.figures.figure import ratio_in_words
from huanjie.law.article import ELECTION_LAW
from huanjie.law.committee import check_size
from huanjie.law.finding import Severity
from huanjie.law.pack import Level

TRAINED_BY: Final = timedelta(days=7)
"""So long before election day every holder of a post should be trained (X1.5)."""


def _size(case: Case) -> Iterator[Fault]:
    """X1.4: a committee has the size the province asks for; a sum of several is not looked at."""
    pack = given(case.around.pack, "pack")
    members = case.number("T1.02")
    if case.number("T1.01") != 1 or not members:
        return
    for finding in check_size(Level(case.ret.level), members, pack):
        yield Fault(finding.facts, ("T1.02",))


def _untrained(case: Case) -> Iterator[Fault]:
    """X1.5: seven days before election day everybody who holds a post is trained."""
    if case.around.today < given(case.around.election_day, "election_day") - TRAINED_BY:
        return
    share = case.ratio("T1.14")
    if share < 1:
        yield Fault({"share": ratio_in_words(share)}, ("T1.14",))


def _barred(case: Case) -> Iterator[Fault]:
    """X1.6: no near relative of a candidate holds a polling post."""
    names = given(case.around.barred_staff, "barred_staff")
    if names:
        yield Fault({"count": len(names), "names": names})


CHECKS: Final = (
    formula("X1.1", "T1.03 <= T1.01"),
    formula("X1.1", "T1.04 <= T1.02"),
    formula("X1.2", "T1.13 <= T1.12"),
    formula("X1.3", "T1.20b <= T1.20a"),
    Check("X1.4", Severity.WARN, _size, ELECTION_LAW[10, 1]),
    Check("X1.5", Severity.WARN, _untrained),
    Check("X1.6", Severity.ERROR, _barred, ELECTION_LAW[43, 2]),
)
