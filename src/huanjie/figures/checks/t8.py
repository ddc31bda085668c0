"""Checks of T8: complaints and violations (X8.1 to X8.5)."""

from collections.abc import Iterator
from typing import Final

from huanjie.figures.checks.case import Case, Check, Fault, given
from huanjie.figures.checks.formula import formula
from huanjie.law.finding import Severity


def _open_cases(case: Case) -> Iterator[Fault]:
    """X8.4: no open case touches a constituency about to be declared."""
    names = given(case.around.open_cases, "open_cases")
    if names:
        yield Fault({"names": names}, ("T8.14",))


CHECKS: Final = (
    formula("X8.1", "T8.04 = T8.01 + T8.02 + T8.03"),
    formula("X8.1", "T8.04 = T8.05 + T8.06 + T8.07 + T8.08 + T8.09 + T8.10"),
    formula("X8.2", "T8.11 = T8.12 + T8.13 + T8.14"),
    formula("X8.3", "T8.16 <= T8.12 + T8.13"),
    Check("X8.4", Severity.WARN, _open_cases),
    formula("X8.5", "T8.17 <= T5.30"),
)
