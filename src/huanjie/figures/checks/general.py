"""Checks of every return: X0.1 to X0.5, and that formula fields hold what their formula gives."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from huanjie.figures.checks.case import (
    Case,
    Check,
    Fault,
    all_asked,
    given,
    number_in,
)
from huanjie.figures.checks.rows import constituencies
from huanjie.figures.compute import wrong_formulas
from huanjie.figures.definition import Roll, column, field, required_keys, shown
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Figures,
    Missing,
    MissingReason,
    Moment,
    Share,
    in_words,
)
from huanjie.law.finding import Fact, Severity

NOTABLE_SHARE: Final = 5
"""A change is notable when it is more than one part in five of what was before (X0.3),"""
NOTABLE_NUMBER: Final = 50
"""and more than so many."""


def named(key: str) -> dict[str, Fact]:
    """The field of a key as its sentence names it: code, name and column in both languages."""
    found, place = field(key), column(key)
    behind = (f"（{place.zh}）", f" ({place.en})") if place else ("", "")
    return {
        "field": f"{found.code} {found.zh}{behind[0]}",
        "field_en": f"{found.code} {found.en}{behind[1]}",
    }


def _sums(case: Case) -> Iterator[Fault]:
    """X0.1: a total is the sum of its parts, and of its constituencies."""
    if case.ret.parts:
        parts = [child.figures for child in given(case.around.children, "children")]
    else:
        parts = [row.figures for row in constituencies(case)]
    yield from _unlike_sum(case, parts)


def _unlike_sum(case: Case, parts: list[Figures]) -> Iterator[Fault]:
    present = {key for part in parts for key in part}
    for key, total in case.ret.figures.items():
        if key not in present or not isinstance(total, Count) or field(key).roll is not Roll.SUM:
            continue
        counts = [each.n for part in parts if isinstance(each := part.get(key), Count)]
        if counts and total.n != sum(counts):
            facts: dict[str, Fact] = {"total": total.n, "sum": sum(counts), "parts": len(counts)}
            yield Fault({**named(key), **facts}, (key,))


def _below_zero(case: Case) -> Iterator[Fault]:
    """X0.2: no figure is below zero, and none is simply not there."""
    for key, found in case.ret.figures.items():
        least = _least(found)
        if least < 0:
            yield Fault({**named(key), "shown": str(least), "shown_en": str(least)}, (key,))
    for key in required_keys():
        if _is_absent(case, key):
            yield Fault({**named(key), "shown": "缺", "shown_en": "none"}, (key,))


def _least(found: Figure) -> int:
    match found:
        case Count(n):
            return n
        case Share(numerator, denominator) | Extreme(numerator, denominator):
            return min(numerator, denominator)
    return 0


def _is_absent(case: Case, key: str) -> bool:
    """True where a unit's own return says nothing of a field, or only that nothing was reported."""
    found = case.ret.figures.get(key)
    if found is None:
        return True
    unreported = isinstance(found, Missing) and found.reason is MissingReason.NOT_REPORTED
    return unreported and not case.ret.parts


def _changes(case: Case) -> Iterator[Fault]:
    """X0.3: no figure differs much from the last term's, unless somebody says why."""
    before = given(case.around.last_term, "last_term").figures
    keys = [key for key in case.ret.figures if field(key).roll in (Roll.SUM, Roll.DISTINCT)]
    yield from all_asked(partial(_change, case.ret.figures, before, key) for key in keys)


def _change(now: Figures, before: Figures, key: str) -> Iterator[Fault]:
    new, old = number_in(now, key), number_in(before, key)
    change = abs(new - old)
    if change > NOTABLE_NUMBER and change * NOTABLE_SHARE > old:
        yield Fault({**named(key), "now": new, "before": old, "difference": new - old}, (key,))


def _unreported(case: Case) -> Iterator[Fault]:
    """X0.4: every unit below has reported."""
    if case.ret.missing:
        yield Fault({"units": case.ret.missing, "count": len(case.ret.missing)})


def _outdated(case: Case) -> Iterator[Fault]:
    """X0.5: the return is no older than the records."""
    changed = given(case.around.last_change, "last_change")
    if case.ret.as_of < changed:
        yield Fault({"as_of": _minute(case.ret.as_of), "changed": _minute(changed)})


def _minute(at: datetime) -> str:
    return in_words(Moment(at), "en")


def _unlike_formula(case: Case) -> Iterator[Fault]:
    """A formula field holds what its formula gives, where every part of it has every unit."""
    for key, found, due in wrong_formulas(case.ret.figures):
        formula = field(key).formula
        at = key.removeprefix(field(key).code)
        parts = [code + at for code in formula.codes] if formula else []
        if not any(each in case.ret.incomplete for each in (key, *parts)):
            facts: dict[str, Fact] = {
                **named(key),
                "found": shown(key, found, "zh"),
                "found_en": shown(key, found, "en"),
                "due": shown(key, due, "en"),
            }
            yield Fault(facts, (key,))


CHECKS: Final = (
    Check("X0.1", Severity.ERROR, _sums),
    Check("X0.2", Severity.ERROR, _below_zero),
    Check("X0.3", Severity.WARN, _changes),
    Check("X0.4", Severity.WARN, _unreported),
    Check("X0.5", Severity.ERROR, _outdated),
    Check("figures-formula-wrong", Severity.ERROR, _unlike_formula),
)
