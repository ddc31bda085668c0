"""Was it in time? The checks of the calendar, and the chain from roll to court (CAL-28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from huanjie.law.article import ELECTION_LAW, LOCAL_ORGANIZATION_LAW, Article, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Pack, Reading, keys
from huanjie.law.pack.words import PublicWith
from huanjie.law.timetable.days import (
    days_after,
    days_between,
    full_days_after,
    last_day_before,
    last_day_within,
    months_after,
)
from huanjie.law.timetable.deadlines import (
    DEADLINES,
    GAP,
    SESSION_MONTHS,
    Anchor,
    Deadline,
    Kind,
    figure,
    latest_lawful_day,
    source,
)

Findings = tuple[Finding, ...]

SAFE_ROLL_DAYS: Final = 30
"""The planner puts the roll at E−30 or earlier (CAL-29)."""


def _finding(code: str, article: Article, severity: Severity, **facts: Fact) -> Finding:
    return Finding(code, article, severity, facts)


def check_days_before(
    deadline: Deadline, code: str, *, election_day: date, on: date, pack: Pack
) -> Findings:
    """Was an act done n 日以前? ERROR `code` when late, WARN when lawful under reading A only.

    Source: rules.md §6; a pack that chooses reading B makes the second case an ERROR too.
    """
    latest = latest_lawful_day(deadline, election_day, pack, pack[keys.CAL_READING])
    clear = latest_lawful_day(deadline, election_day, pack, Reading.B)
    if latest is None or clear is None:
        return ()
    article = source(deadline, pack)
    if on > latest:
        return (_finding(code, article, Severity.ERROR, latest=latest, on=on),)
    if on > clear:
        facts: Mapping[str, Fact] = {"rule": deadline.id, "clear": clear, "on": on}
        return (Finding("day-contested", article, Severity.WARN, facts),)
    return ()


@implements(ELECTION_LAW[28])
def check_roll_publication(*, election_day: date, on: date, pack: Pack, kind: Kind) -> Findings:
    """Was the roll published 20 days before election day? Source: 选举法 28; CAL-02, CAL-23."""
    row = DEADLINES["CAL-23" if kind is Kind.BY_ELECTION else "CAL-02"]
    return check_days_before(
        row, "roll-published-late", election_day=election_day, on=on, pack=pack
    )


@implements(ELECTION_LAW[32, 1])
def check_preliminary_publication(
    *, election_day: date, on: date, pack: Pack, kind: Kind
) -> Findings:
    """Was the preliminary list published 15 days before? Source: 选举法 32¶1; CAL-08, CAL-24."""
    row = DEADLINES["CAL-24" if kind is Kind.BY_ELECTION else "CAL-08"]
    return check_days_before(
        row, "preliminary-list-late", election_day=election_day, on=on, pack=pack
    )


@implements(ELECTION_LAW[32, 1])
def check_formal_publication(*, election_day: date, on: date, pack: Pack, kind: Kind) -> Findings:
    """Was the formal list published 7 days before? Source: 选举法 32¶1; CAL-09, CAL-25."""
    row = DEADLINES["CAL-25" if kind is Kind.BY_ELECTION else "CAL-09"]
    return check_days_before(row, "formal-list-late", election_day=election_day, on=on, pack=pack)


@implements(ELECTION_LAW[29])
def check_appeal_received(*, published: date, received: date, pack: Pack) -> Findings:
    """Did an appeal come within five days of publication? Source: 选举法 29; CAL-03, O-10."""
    return _check_within("CAL-03", "appeal-late", published, received, pack)


@implements(ELECTION_LAW[29])
def check_appeal_decided(*, received: date, decided: date, pack: Pack) -> Findings:
    """Was an appeal decided within three days of receipt? Source: 选举法 29; CAL-04."""
    return _check_within("CAL-04", "appeal-decided-late", received, decided, pack)


@implements(ELECTION_LAW[14, 2])
def check_redetermination_filed(*, decided: date, filed: date, pack: Pack) -> Findings:
    """Was a redetermined quota filed within 30 days? Source: 选举法 14¶2; CAL-22, Q-15, O-04."""
    return _check_within("CAL-22", "quota-filed-late", decided, filed, pack)


@implements(LOCAL_ORGANIZATION_LAW[20])
def check_first_session(*, completed: date, opens: date, pack: Pack) -> Findings:
    """Does the first session open within two months of completion? Source: 地方组织法 20; O-13."""
    return _check_within("CAL-18", "first-session-late", completed, opens, pack)


def _check_within(rule: str, code: str, start: date, on: date, pack: Pack) -> Findings:
    row = DEADLINES[rule]
    latest = latest_lawful_day(row, start, pack, Reading.A)
    if latest is None or on <= latest:
        return ()
    return (_finding(code, source(row, pack), Severity.ERROR, latest=latest, on=on),)


@implements(ELECTION_LAW[29])
def check_suit(*, election_day: date, filed: date, pack: Pack) -> Findings:
    """Was a suit brought five days before election day? Source: 选举法 29; CAL-05."""
    row = DEADLINES["CAL-05"]
    return check_days_before(row, "suit-late", election_day=election_day, on=filed, pack=pack)


@implements(ELECTION_LAW[29])
def check_judgment(*, election_day: date, given: date) -> Findings:
    """Was judgment given before election day? Source: 选举法 29; CAL-06.

    MANUAL when not: the judgment binds the roll all the same, what follows is for the committee.
    """
    if given < election_day:
        return ()
    facts: Mapping[str, Fact] = {"latest": days_after(election_day, -1), "on": given}
    return (Finding("judgment-late", ELECTION_LAW[29], Severity.MANUAL, facts),)


@dataclass(frozen=True)
class DayNotice:
    """The days around the fixing of election day; None while a thing has not happened yet."""

    election_day: date
    decided: date
    published: date
    registration_starts: date | None
    roll_published: date | None


@implements(ELECTION_LAW[11, 1, 3], ELECTION_LAW[11, 2])
def check_election_day(notice: DayNotice, pack: Pack) -> Findings:
    """May this day be election day, and was it public in time? Source: 选举法 11, 28; CAL-01."""
    return _too_near(notice, pack) + _made_public(notice, pack)


def _too_near(notice: DayNotice, pack: Pack) -> Findings:
    day = notice.election_day
    row = DEADLINES["CAL-02"]
    latest = latest_lawful_day(row, day, pack, pack[keys.CAL_READING])
    if latest is None or (notice.roll_published or notice.decided) <= latest:
        return ()
    article = source(row, pack)
    return (_finding("election-day-too-near", article, Severity.ERROR, day=day, latest=latest),)


def _made_public(notice: DayNotice, pack: Pack) -> Findings:
    article = pack.article(keys.CAL_DATE_PUBLIC_WITH, ELECTION_LAW[11, 2])
    roll, starts, on = notice.roll_published, notice.registration_starts, notice.published
    match pack[keys.CAL_DATE_PUBLIC_WITH]:
        case PublicWith.ROLL if roll is not None and on > roll:
            facts: Mapping[str, Fact] = {"on": on, "roll": roll}
            return (Finding("election-day-public-after-roll", article, Severity.ERROR, facts),)
        case PublicWith.BEFORE_REGISTRATION if starts is not None and on >= starts:
            facts = {"on": on, "starts": starts}
            return (Finding("election-day-public-late", article, Severity.ERROR, facts),)
    return ()


@implements(ELECTION_LAW[11, 1, 3])
def check_polling_days(first: date, last: date, pack: Pack) -> Findings:
    """Is voting over within the days the province allows? Source: CAL-14; offsets run from E.

    The Election Law speaks of one day (选举日); a province may let voting last longer.
    """
    most = pack[keys.CAL_POLLING_DAYS_MAX]
    held = days_between(first, last) + 1
    if 1 <= held <= most:
        return ()
    article = pack.article(keys.CAL_POLLING_DAYS_MAX, ELECTION_LAW[11, 1, 3])
    facts: Mapping[str, Fact] = {"held": held, "most": most, "first": first, "last": last}
    severity = pack.severity(keys.CAL_POLLING_DAYS_MAX)
    return (Finding("polling-days-many", article, severity, facts),)


def check_nominations_open(*, roll_published: date, opens: date, pack: Pack) -> Findings:
    """Do nominations open after the roll where the pack says so? Source: CAL-07."""
    row = DEADLINES["CAL-07"]
    earliest = latest_lawful_day(row, roll_published, pack, Reading.A)
    if earliest is None or opens >= earliest:
        return ()
    facts: Mapping[str, Fact] = {"roll": roll_published, "opens": opens}
    return (Finding("nomination-before-roll", source(row, pack), Severity.ERROR, facts),)


@implements(ELECTION_LAW[29], GAP)
def check_chain(*, election_day: date, roll_published: date, pack: Pack) -> Findings:
    """Does the chain publication, appeal, decision, suit fit before election day?

    Source: 选举法 29; CAL-28. WARN when a decision may come after the last day for a suit.
    """
    appeal = latest_lawful_day(DEADLINES["CAL-03"], roll_published, pack, Reading.A)
    suit = latest_lawful_day(DEADLINES["CAL-05"], election_day, pack, pack[keys.CAL_READING])
    decision = appeal and latest_lawful_day(DEADLINES["CAL-04"], appeal, pack, Reading.A)
    if decision is None or suit is None or decision <= suit:
        return ()
    facts: Mapping[str, Fact] = {"appeal": appeal, "decision": decision, "suit": suit}
    return (Finding("appeal-chain-broken", ELECTION_LAW[29], Severity.WARN, facts),)


def check_nomination_window(*, election_day: date, roll_published: date, pack: Pack) -> Findings:
    """Is there time to nominate where nominations wait for the roll? Source: CAL-29 (advice)."""
    advised = days_after(election_day, -SAFE_ROLL_DAYS)
    if not pack[keys.CAL_NOMINATION_AFTER_ROLL] or roll_published <= advised:
        return ()
    latest = latest_lawful_day(DEADLINES["CAL-08"], election_day, pack, pack[keys.CAL_READING])
    facts: Mapping[str, Fact] = {"roll": roll_published, "latest": latest, "advised": advised}
    return (Finding("nomination-window-short", ELECTION_LAW[32, 1], Severity.INFO, facts),)


@implements(ELECTION_LAW[32, 2], LOCAL_ORGANIZATION_LAW[27, 2])
def check_session_nomination(rule: str, opened: datetime, closed: datetime) -> Findings:
    """Had a session two full days to nominate, of deputies (CAL-19) or officers (CAL-20)?

    Source: 选举法 32¶2; 地方组织法 27¶2; O-14.
    """
    row = DEADLINES[rule]
    days = row.figure if isinstance(row.figure, int) else 0
    if closed >= full_days_after(opened, days):
        return ()
    facts: Mapping[str, Fact] = {"opened": f"{opened:%F %H:%M}", "closed": f"{closed:%F %H:%M}"}
    return (Finding("nomination-time-short", row.article, Severity.ERROR, {**facts, "days": days}),)


@dataclass(frozen=True)
class CalendarDay:
    """A deadline with its last day under reading A (the validator's) and B (the planner's).

    `anchored` is the day it is counted from under reading A, `number` the days, months or years,
    `article` the text that sets them: the province's own where its pack speaks.
    """

    deadline: Deadline
    latest: date
    clear: date
    anchored: date
    number: int
    article: Article


def calendar(election_day: date, pack: Pack, kind: Kind) -> tuple[CalendarDay, ...]:
    """The statutory days of an election, counted from election day alone.

    Anchors that have not happened yet stand on their own last day: the roll on the last day for
    the roll, receipt on the last day for appeals, completion on election day.
    """
    under = {reading: _anchors(election_day, pack, kind, reading) for reading in Reading}
    rows = []
    for row in DEADLINES.values():
        if row.kind not in {kind, Kind.ANY} or row.anchor not in under[Reading.A]:
            continue
        days = [latest_lawful_day(row, under[r][row.anchor], pack, r) for r in Reading]
        number = figure(row, pack)
        if days[0] is not None and days[1] is not None and number is not None:
            start = under[Reading.A][row.anchor]
            rows.append(CalendarDay(row, days[0], days[1], start, number, source(row, pack)))
    return tuple(rows)


def _anchors(election_day: date, pack: Pack, kind: Kind, reading: Reading) -> Mapping[Anchor, date]:
    roll_days = keys.BY_ROLL_DAYS if kind is Kind.BY_ELECTION else keys.CAL_ROLL_DAYS
    roll = last_day_before(election_day, pack[roll_days], reading)
    return {
        Anchor.ELECTION_DAY: election_day,
        Anchor.COMPLETION: election_day,
        Anchor.ROLL_PUBLICATION: roll,
        Anchor.APPEAL_RECEIPT: last_day_within(roll, pack[keys.CAL_APPEAL_DAYS]),
        Anchor.FIRST_SESSION: months_after(election_day, SESSION_MONTHS),
    }
