"""Checks of T7: state organs and congress officers (X7.1 to X7.7)."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from huanjie.figures.checks.case import Case, Check, Facts, Fault, all_asked, given, numbers_in
from huanjie.figures.checks.formula import formula
from huanjie.figures.checks.rows import winners
from huanjie.figures.definition import Column, column
from huanjie.figures.figure import Row
from huanjie.law.arithmetic import more_than_half
from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW, PRACTICE
from huanjie.law.finding import Fact, Severity
from huanjie.law.nomination import candidate_range
from huanjie.law.pack import Mode
from huanjie.law.session import Occasion, Office, officer_range

_LOL: Final = LOCAL_ORGANIZATION_LAW


def _office(code: str) -> dict[str, Fact]:
    place = column(f"T7.08@{code}") or Column(code, code, code)
    return {"office": place.zh, "office_en": place.en}


def _majorities(case: Case) -> Iterator[Fault]:
    """X7.2: whoever is elected has more than half of all deputies."""
    yield from all_asked(partial(_majority, case, row) for row in winners(case))


def _majority(case: Case, row: Row) -> Iterator[Fault]:
    approve = numbers_in(row.figures, ("T7.13",))["T7.13"]
    deputies = case.number(f"T7.01@{row.code}")
    if not more_than_half(approve, deputies):
        facts: Facts = {"name": row.name, "approve": approve, "deputies": deputies}
        yield Fault({**_office(row.code), **facts}, ("T7.13",))


def _ranges(case: Case) -> Iterator[Fault]:
    """X7.3: every office has as many candidates as the law allows."""
    offices = case.columns("T7.06")
    if not offices:
        case.number("T7.06")
    yield from all_asked(partial(_range, case, each.removeprefix("@")) for each in offices)


def _range(case: Case, office: str) -> Iterator[Fault]:
    codes = ("T7.03", "T7.04", "T7.05", "T7.06")
    numbers = numbers_in(case.ret.figures, (f"{code}@{office}" for code in codes))
    posts, presidium, deputies, formal = numbers.values()
    if not posts:
        return
    allowed = officer_range(Office(office), posts, presidium + deputies, Occasion.TERM_CHANGE)
    if formal not in allowed:
        facts: Facts = {"formal": formal, "least": allowed.least, "most": allowed.most}
        yield Fault({**_office(office), **facts}, (f"T7.06@{office}",))


def _papers(case: Case) -> Iterator[Fault]:
    """X7.4: the marks on each elected person are as many as the valid ballots."""
    valid = given(case.around.valid_ballots, "valid_ballots")
    yield from all_asked(partial(_marks, row, valid.get(row.code)) for row in winners(case))


def _marks(row: Row, valid: int | None) -> Iterator[Fault]:
    ballots = given(valid, "valid_ballots")
    marks = sum(numbers_in(row.figures, ("T7.13", "T7.14", "T7.15")).values())
    if marks != ballots:
        facts: Facts = {"name": row.name, "marks": marks, "valid": ballots}
        yield Fault({**_office(row.code), **facts}, ("T7.13", "T7.14", "T7.15"))


def _indirect(case: Case) -> Iterator[Fault]:
    """X7.6: the city's deputies are elected among as many candidates as the law allows."""
    pack = given(case.around.pack, "pack")
    numbers = numbers_in(case.ret.figures, ("T7.18", "T7.19"))
    seats, candidates = numbers["T7.18"], numbers["T7.19"]
    if not seats:
        return
    allowed = candidate_range(seats, Mode.INDIRECT, pack)
    if candidates not in allowed:
        facts: Facts = {"candidates": candidates, "least": allowed.least, "most": allowed.most}
        yield Fault(facts, ("T7.19",))


CHECKS: Final = (
    formula("X7.1", "3*T7.02@* >= 2*T7.01@*", article=_LOL[14, 4]),
    Check("X7.2", Severity.ERROR, _majorities, _LOL[25]),
    Check("X7.3", Severity.ERROR, _ranges, _LOL[27, 1]),
    Check("X7.4", Severity.ERROR, _papers),
    formula("X7.5", "T7.08@* <= T7.03@*"),
    Check("X7.6", Severity.ERROR, _indirect, ELECTION_LAW[31, 2]),
    formula("X7.7", "T7.01@* = T6.01@seated", severity=Severity.WARN, article=PRACTICE["O-28"]),
)
