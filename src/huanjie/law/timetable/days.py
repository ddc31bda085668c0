"""The arithmetic of days: ages, n 日以前, 自…之日起 n 日内, months and years.

Source: rules.md §6. No other module of the law counts days.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.pack import Reading


@implements(ELECTION_LAW[4, 1], PRACTICE["O-06"])
def age_on(birth: date, day: date) -> int:
    """How old a person is on `day`: a year is full on the birthday itself.

    Source: 选举法 4¶1; O-06. A person born on 29 February is a year older on 28 February in a year
    without one. A day before the birth counts as 0.
    """
    birthday = years_after(birth, day.year - birth.year)
    return max(0, day.year - birth.year - (day < birthday))


@implements(ELECTION_LAW[28], PRACTICE["CAL"])
def last_day_before(anchor: date, days_before: int, reading: Reading) -> date:
    """The last day that is `days_before` days before the anchor (n 日以前).

    Source: rules.md §6; both readings are in administrative use. A: n days earlier. B: n clear
    days lie between.
    """
    clear = 1 if reading is Reading.B else 0
    return days_after(anchor, -(days_before + clear))


@implements(ELECTION_LAW[29], PRACTICE["O-10"])
def last_day_within(start: date, days: int) -> date:
    """The last day of 自…之日起 n 日内: the starting day is not counted (O-10), no shift (O-11)."""
    return days_after(start, days)


def days_after(day: date, days: int) -> date:
    """The day so many days later, or earlier where `days` is negative."""
    return day + timedelta(days=days)


@implements(ELECTION_LAW[32, 2], PRACTICE["O-14"])
def days_between(first: date, last: date) -> int:
    """How many days later `last` is than `first`; negative where it is earlier."""
    return (last - first).days


def full_days_after(moment: datetime, days: int) -> datetime:
    """The moment so many times 24 hours later: 不得少于两天 is 48 hours (O-14)."""
    return moment + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """The same day number so many months later, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February where there is none."""
    return months_after(day, 12 * years)


def offset_label(day: date, election_day: date) -> str:
    """The day as the tables write it: E−30, E, E+5."""
    distance = (day - election_day).days
    if not distance:
        return "E"
    return f"E{'−' if distance < 0 else '+'}{abs(distance)}"
