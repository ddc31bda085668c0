"""Checks of T4: candidates (X4.1 to X4.10)."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from huanjie.figures.checks.case import (
    Case,
    Check,
    Facts,
    Fault,
    all_asked,
    given,
    numbers_in,
)
from huanjie.figures.checks.formula import breaches, formula, relation
from huanjie.figures.checks.rows import constituencies
from huanjie.figures.figure import Row, ratio_in_words
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Severity
from huanjie.law.nomination import candidate_range
from huanjie.law.pack import Mode, Pack, keys

_LEFT: Final = "T4.09a - T4.09b - T4.09c - T4.09d"


def _listed(case: Case) -> Iterator[Fault]:
    """X4.2: on the list is every nominee but those who left before it was published.

    A return of several units does not tell when they left: there each may have left after.
    """
    late = case.around.left_after_preliminary
    left = [f"T4.09{letter}" for letter in "abcd"]
    for fault in breaches(relation(f"T4.10 = T4.02 - {_LEFT}"), case):
        over = fault.facts["difference"]
        most = sum(numbers_in(case.ret.figures, left).values()) if case.ret.parts else late
        least = 0 if case.ret.parts else late
        if not isinstance(over, int) or not least <= over <= most:
            yield fault


def _unsettled(case: Case) -> Iterator[Fault]:
    """X4.8: more nominees than the law allows were reduced by consultation or a primary."""
    pack = given(case.around.pack, "pack")
    yield from all_asked(partial(_reduced, row, pack) for row in constituencies(case))


def _reduced(row: Row, pack: Pack) -> Iterator[Fault]:
    numbers = numbers_in(row.figures, ("T4.01", "T4.10", "T4.11", "T4.12"))
    most = candidate_range(max(numbers["T4.01"], 1), Mode.DIRECT, pack).most
    if numbers["T4.10"] > most and not numbers["T4.11"] and not numbers["T4.12"]:
        yield Fault({"name": row.name, "nominees": numbers["T4.10"], "most": most}, ("T4.11",))


def _by_organisations(case: Case) -> Iterator[Fault]:
    """X4.9: where the province names a share, organisations nominate no more than that."""
    share = given(case.around.pack, "pack")[keys.NOM_ORG_SOFT_CAP]
    if share is None:
        return
    numbers = numbers_in(case.ret.figures, ("T4.03", "T4.05", "T2.06"))
    nominees, seats = numbers["T4.03"] + numbers["T4.05"], numbers["T2.06"]
    if nominees > share * seats:
        facts: Facts = {"nominees": nominees, "seats": seats, "share": ratio_in_words(share)}
        yield Fault(facts, ("T4.03", "T4.05"))


def _over_cap(case: Case) -> Iterator[Fault]:
    """X4.10: nobody's signature counts for more nominees than there are seats."""
    count = given(case.around.signatures_over_cap, "signatures_over_cap")
    if count:
        yield Fault({"count": count}, ("T4.07",))


CHECKS: Final = (
    formula("X4.1", "T4.02 = T4.03 + T4.04 + T4.05"),
    Check("X4.2", Severity.ERROR, _listed),
    formula("X4.3", "T4.17 = T2.12", article=ELECTION_LAW[31, 2]),
    formula("X4.4", "T4.14 <= T4.10"),
    formula("X4.5", "T4.14 = T4.18a + T4.18b + T4.18c"),
    formula("X4.5", "T4.14 = T4.19c + T4.19d"),
    formula("X4.6", "T4.01 = T2.08"),
    formula("X4.7", "T4.04 + T4.05 >= 1", severity=Severity.WARN, article=ELECTION_LAW[30, 2]),
    Check("X4.8", Severity.ERROR, _unsettled, ELECTION_LAW[32, 1]),
    Check("X4.9", Severity.WARN, _by_organisations),
    Check("X4.10", Severity.ERROR, _over_cap, ELECTION_LAW[30, 3]),
)
