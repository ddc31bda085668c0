"""The statutory calendar a second time, written from `rules.md` section 6 alone.

It imports nothing from the project. Every deadline is a plain subtraction or addition of days.

Where the rules leave a choice, this is the one made here.

 1. The readings A and B concern "n days before" only. "Before E" (CAL-06, SD recheck) and BJ's
    "until the day before polling" end on E-1 under both, a roll corrected "until E" (section 14)
    on E. CAL-13: presentation stops on E, so the last day on which one may present is E-1.
 2. CAL-03 and CAL-04 start from the roll's actual publication, CAL-18 from the given completion
    (O-13: a planner counts from E). No starting day counts (O-10), no day shifts (O-11).
 3. CAL-28 compares the last lawful day of a decision with the last day of a suit under the same
    reading; a decision on that very day is still in time to sue.
 4. CAL-29 says "strictly between" but counts E-19..E-15 for a roll on E-20. Taken: from the day
    after the roll to the last lawful day of CAL-08, that day included ("at most").
 5. A step which a by-election does not have (ZJ: no preliminary list) has no last day.
 6. BJ 36 forbids no earlier publication of the date than with the roll.
 7. O-46: CAL-10 to CAL-12 apply in a by-election like everywhere; a term fits when it ends on the
    day of the roll's publication or later.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

ON_TIME = "on time"
LATE_UNDER_B = "late under B but lawful under A"
LATE = "late"


@dataclass(frozen=True)
class Options:
    """What a pack may set. None: the step does not exist there."""

    roll: int = 20
    preliminary: int | None = 15
    formal: int = 7
    appeal: int = 5
    decision: int = 3
    suit: int = 5
    readmit: int | None = None  # CAL-10, ZJ 29
    suspension_notice: int | None = None  # CAL-11, SH 23
    correction: int | None = None  # CAL-12, SH 25
    roll_open_until: int = 0  # CAL-12 without SH 25: days before E on which the roll closes
    nomination_after_roll: bool = False  # CAL-07
    polling_days_max: int = 1  # CAL-14
    date_public_with: str | None = None  # CAL-01, CAL-02
    filings: tuple[int, ...] = (30,)  # CAL-22


NATIONAL = Options()
ZHEJIANG = Options(readmit=12)
BEIJING = Options(roll_open_until=1, date_public_with="roll", filings=(15, 30))
SHANGHAI = Options(
    suspension_notice=5, correction=2, nomination_after_roll=True, polling_days_max=3
)
SHANDONG = Options(roll_open_until=1, nomination_after_roll=True, date_public_with="registration")

GENERAL = {
    "national": NATIONAL,
    "zhejiang": ZHEJIANG,
    "beijing": BEIJING,
    "shanghai": SHANGHAI,
    "shandong": SHANDONG,
}
BY_ELECTION = {
    "national": NATIONAL,
    "zhejiang": replace(ZHEJIANG, roll=12, preliminary=None, formal=7),
    "beijing": replace(BEIJING, roll=15, preliminary=5, formal=3),
    "shanghai": SHANGHAI,
    "shandong": SHANDONG,
}


def days(count: int) -> timedelta:
    return timedelta(days=count)


def last_day_before(election: date, count: int, reading: str) -> date:
    """The last lawful day of "not later than `count` days before"."""
    if reading == "A":
        return election - days(count)
    if reading == "B":
        return election - days(count + 1)
    raise ValueError(reading)


def within(start: date, count: int) -> date:
    """The last day of "within `count` days of": the starting day is not counted."""
    return start + days(count)


def add_months(day: date, months: int) -> date:
    """Same day number, else the last day of the month."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_days(
    election: date, options: Options, reading: str, roll_published: date | None = None
) -> dict[str, date]:
    """The last lawful day of every row that has one. Without a publication: the latest one."""
    answer = {"CAL-02": last_day_before(election, options.roll, reading)}
    published = roll_published or answer["CAL-02"]
    answer["CAL-03"] = within(published, options.appeal)
    answer["CAL-04"] = within(answer["CAL-03"], options.decision)
    answer["CAL-05"] = last_day_before(election, options.suit, reading)
    answer["CAL-06"] = election - days(1)
    if options.preliminary is not None:
        answer["CAL-08"] = last_day_before(election, options.preliminary, reading)
    answer["CAL-09"] = last_day_before(election, options.formal, reading)
    if options.readmit is not None:
        answer["CAL-10"] = last_day_before(election, options.readmit, reading)
    if options.suspension_notice is not None:
        answer["CAL-11"] = last_day_before(election, options.suspension_notice, reading)
    answer["CAL-12"] = election - days(options.roll_open_until)
    if options.correction is not None:
        answer["CAL-12"] = last_day_before(election, options.correction, reading)
    answer["CAL-13"] = election - days(1)
    answer["CAL-14"] = election + days(options.polling_days_max - 1)
    answer["CAL-18"] = first_session_until(election)
    return answer


def judge(day: date, election: date, count: int) -> str:
    """An act on this day against "not later than `count` days before"."""
    if day <= last_day_before(election, count, "B"):
        return ON_TIME
    if day <= last_day_before(election, count, "A"):
        return LATE_UNDER_B
    return LATE


def judge_until(day: date, last: date) -> str:
    """An act on this day against a limit with only one reading."""
    return ON_TIME if day <= last else LATE


@dataclass(frozen=True)
class Chain:
    """CAL-28."""

    appeals_end: date
    decision_by: date
    suit_until: date
    warn: bool


def chain(election: date, options: Options, reading: str, published: date) -> Chain:
    """From the roll's publication to the last day of a suit."""
    appeals_end = within(published, options.appeal)
    decision_by = within(appeals_end, options.decision)
    suit_until = last_day_before(election, options.suit, reading)
    return Chain(appeals_end, decision_by, suit_until, warn=decision_by > suit_until)


def nomination_window(
    election: date, options: Options, reading: str, published: date
) -> tuple[date, date] | None:
    """CAL-29: first and last day on which one can nominate; None where there is no such window."""
    if not options.nomination_after_roll or options.preliminary is None:
        return None
    return published + days(1), last_day_before(election, options.preliminary, reading)


def may_nominate(day: date, options: Options, published: date) -> bool:
    """CAL-07: in SH and SD only after the roll is published."""
    return day > published if options.nomination_after_roll else True


def date_published_in_time(
    options: Options, date_public: date, roll: date, registration_starts: date
) -> bool:
    """CAL-01 and CAL-02: BJ with the roll at the latest, SD before registration starts."""
    if options.date_public_with == "roll":
        return date_public <= roll
    if options.date_public_with == "registration":
        return date_public < registration_starts
    return True


def fits(row: str, election: date, options: Options, roll_published: date) -> bool:
    """O-46: whether a term still ends on the roll's publication or later (or is not there)."""
    last = last_days(election, options, "A").get(row)
    return last is None or last >= roll_published


def first_session_until(completed: date) -> date:
    """CAL-18: two months from the completion of the election."""
    return add_months(completed, 2)


def appointments_until(elected: date) -> date:
    """CAL-21."""
    return add_months(elected, 2)


def filing_days(decided: date, options: Options) -> tuple[date, ...]:
    """CAL-22: one last day for each filing, counted from the decision (O-04)."""
    return tuple(within(decided, count) for count in options.filings)


def birthday_in(birth: date, year: int) -> date:
    """O-06: one born on 29 February has it on the 28th in other years."""
    if (birth.month, birth.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 2, 28)
    return date(year, birth.month, birth.day)


def age_on(birth: date, day: date) -> int:
    """Full years; the birthday itself counts."""
    age = day.year - birth.year
    return age if day >= birthday_in(birth, day.year) else age - 1
