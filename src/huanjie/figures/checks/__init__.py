"""The cross-checks X0.1 to X9.4 of a return. Source: domain.md §4.

A breach is a finding with the code of its check. A check that lacks an input does not pass: it
yields `figures-not-checked`, which names the fields or the input and why there is none.
"""

from typing import Final

from huanjie.figures.checks import general, t1, t2, t3, t4, t5, t6, t7, t8, t9
from huanjie.figures.checks.around import Around
from huanjie.figures.checks.case import Case, Gaps, Unknown, merged, not_checked
from huanjie.figures.figure import Return
from huanjie.law.finding import Finding

__all__ = ["CHECKS", "Around", "check"]

CHECKS: Final = (
    *general.CHECKS,
    *(check for part in (t1, t2, t3, t4, t5, t6, t7, t8, t9) for check in part.CHECKS),
)


def check(ret: Return, around: Around) -> list[Finding]:
    """Every breach of a return, in the order of the checks, and then what could not be checked."""
    case = Case(ret, around)
    found: list[Finding] = []
    gaps: dict[str, list[Gaps]] = {}
    for each in CHECKS:
        try:
            found.extend(each.findings(case))
        except Unknown as unknown:
            gaps.setdefault(each.code, []).append(unknown.gaps)
    return [*found, *(not_checked(code, merged(each)) for code, each in gaps.items())]
