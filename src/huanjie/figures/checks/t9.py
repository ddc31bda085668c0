"""Checks of T9: daily progress (X9.1 to X9.4)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from huanjie.figures.checks.case import Case, Check, Facts, Fault, given
from huanjie.figures.checks.formula import formula
from huanjie.figures.figure import CHINA, in_words
from huanjie.law.finding import Severity

FRESH: Final = timedelta(hours=24)
FRESH_ON_ELECTION_DAY: Final = timedelta(hours=2)


def _stale(case: Case) -> Iterator[Fault]:
    """X9.2: the data are of today, and on election day of the last two hours."""
    now = given(case.around.now, "now")
    newest = case.moment("T9.09")
    at = newest.at
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), CHINA)
    is_day = case.around.today == given(case.around.election_day, "election_day")
    limit = FRESH_ON_ELECTION_DAY if is_day else FRESH
    if now - at > limit:
        hours = limit // timedelta(hours=1)
        facts: Facts = {"newest": in_words(newest, "en"), "hours": hours}
        yield Fault(facts, ("T9.09",))


def _unproved(case: Case) -> Iterator[Fault]:
    """X9.3: what is done has its paper."""
    tasks = given(case.around.done_without_paper, "done_without_paper")
    if tasks:
        yield Fault({"tasks": tasks}, ("T9.02",))


def _after_limit(case: Case) -> Iterator[Fault]:
    """X9.4: what is done was done within its statutory limit."""
    tasks = given(case.around.done_after_limit, "done_after_limit")
    if tasks:
        yield Fault({"tasks": tasks}, ("T9.02",))


CHECKS: Final = (
    formula("X9.1", "T9.02@* + T9.04@* <= T9.01@*"),
    Check("X9.2", Severity.WARN, _stale),
    Check("X9.3", Severity.ERROR, _unproved),
    Check("X9.4", Severity.ERROR, _after_limit),
)
