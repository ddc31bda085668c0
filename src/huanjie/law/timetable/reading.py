"""Which open points decided a day: notes for whoever answers for the calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from huanjie.law.article import PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack, Reading
from huanjie.law.timetable.deadlines import (
    DEADLINES,
    Anchor,
    Count,
    Deadline,
    latest_lawful_day,
    source,
)

Findings = tuple[Finding, ...]
_SATURDAY: Final = 5
_MAY_NOT_FIT: Final = ("CAL-10", "CAL-11", "CAL-12")


@implements(PRACTICE["O-04"], PRACTICE["O-10"], PRACTICE["O-11"])
def day_readings(deadline: Deadline, anchor_day: date, on: date, pack: Pack) -> Findings:
    """The open points without which an act on this day would not be in time.

    On the last day of 自…之日起 n 日内 the starting day was not counted (O-10); a last day on a
    weekend was not moved (O-11; public holidays are not known here); the term of a redetermined
    quota ran from the decision (O-04).
    """
    latest = latest_lawful_day(deadline, anchor_day, pack, Reading.A)
    if latest is None:
        return ()
    facts: Mapping[str, Fact] = {"rule": deadline.id, "latest": latest, "on": on}
    asked = (
        ("O-04", "term-anchor-read", deadline.anchor is Anchor.REDETERMINATION),
        ("O-10", "starting-day-not-counted", deadline.count is Count.WITHIN_DAYS and on == latest),
        ("O-11", "weekend-not-moved", on > latest and latest.weekday() >= _SATURDAY),
    )
    return tuple(
        Finding(code, PRACTICE[point], Severity.INFO, facts)
        for point, code, decided in asked
        if decided
    )


@implements(PRACTICE["O-46"])
def by_election_readings(*, election_day: date, roll_published: date, pack: Pack) -> Findings:
    """The provincial terms that ended before a by-election's roll was there. Source: O-46.

    They speak of elections generally and apply where they fit; where not, the body decides.
    """
    found = []
    for rule in _MAY_NOT_FIT:
        latest = latest_lawful_day(DEADLINES[rule], election_day, pack, Reading.A)
        if latest is not None and latest < roll_published:
            facts: Mapping[str, Fact] = {"rule": rule, "latest": latest, "roll": roll_published}
            article = source(DEADLINES[rule], pack)
            found.append(Finding("term-does-not-fit", article, Severity.MANUAL, facts))
    return tuple(found)
