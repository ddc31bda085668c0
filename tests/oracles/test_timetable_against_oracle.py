"""Our calendar against an independent one, over 10,000 random elections and acts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Pack, Reading, pack_for
from huanjie.law.registration import (
    check_correction,
    check_readmission,
)
from huanjie.law.timetable import (
    DayNotice,
    Kind,
    age_on,
    by_election_readings,
    calendar,
    check_appeal_decided,
    check_appeal_received,
    check_chain,
    check_election_day,
    check_first_session,
    check_formal_publication,
    check_judgment,
    check_nomination_window,
    check_nominations_open,
    check_polling_days,
    check_preliminary_publication,
    check_redetermination_filed,
    check_roll_publication,
    check_suit,
    last_day_before,
    last_day_within,
    months_after,
)
from tests.oracles import calendar as oracle
from tests.oracles.calendar import LATE, LATE_UNDER_B, ON_TIME

ELECTIONS = 10_000
REGIONS = {
    "national": "00",
    "zhejiang": "33",
    "beijing": "11",
    "shanghai": "31",
    "shandong": "37",
}
PACKS: dict[str, Pack] = {
    name: pack_for(region, date(2026, 12, 20)).pack for name, region in REGIONS.items()
}
OPTIONS = {Kind.GENERAL: oracle.GENERAL, Kind.BY_ELECTION: oracle.BY_ELECTION}
# The by-election rows of rules.md repeat these rows of the general calendar.
GENERAL_ROW = {"CAL-23": "CAL-02", "CAL-24": "CAL-08", "CAL-25": "CAL-09"}
NOT_IN_BY_ELECTIONS = {"CAL-18"}
# Ours prints the first day of polling, the oracle the last.
OTHER_MEANING = {"CAL-14"}
PROVINCIAL = ("CAL-10", "CAL-11", "CAL-12")


def elections(seed: int, count: int = ELECTIONS) -> Iterator[tuple[Random, str, Kind, date]]:
    """A pack, the kind of election and its day, `count` times."""
    rng = Random(seed)
    first = date(2021, 1, 1)
    for _ in range(count):
        day = first + timedelta(days=rng.randrange(20_000))
        yield rng, rng.choice(list(PACKS)), rng.choice(list(OPTIONS)), day


def around(rng: Random, day: date, spread: int = 4) -> date:
    """A day near this one: limits are where mistakes are."""
    return day + timedelta(days=rng.randint(-spread, spread))


def verdict(findings: Sequence[Finding]) -> str:
    """What the findings say of one act, in the words of the oracle."""
    grades = {finding.severity for finding in findings} - {Severity.INFO}
    if not grades:
        return ON_TIME
    return LATE_UNDER_B if grades == {Severity.WARN} else LATE


def test_the_printed_calendar() -> None:
    for _, name, kind, day in elections(1, 2_000):
        rows = {row.deadline.id: row for row in calendar(day, PACKS[name], kind)}
        ours = {GENERAL_ROW.get(row, row): found for row, found in rows.items()}
        options = OPTIONS[kind][name]
        a, b = (oracle.last_days(day, options, reading) for reading in "AB")
        expected = a.keys() - OTHER_MEANING
        if kind is Kind.BY_ELECTION:
            expected -= NOT_IN_BY_ELECTIONS
        assert expected <= ours.keys(), (name, kind)
        for row in expected:
            said = ours[row].latest, ours[row].clear
            assert said == (a[row], b[row]), (name, kind, row, day)


def test_acts_so_many_days_before() -> None:
    for rng, name, kind, day in elections(2):
        pack, options = PACKS[name], OPTIONS[kind][name]
        act = around(rng, day - timedelta(days=rng.choice((3, 5, 7, 12, 15, 20))))
        told = {"election_day": day, "on": act, "pack": pack, "kind": kind}
        said = verdict(check_roll_publication(**told))
        assert said == oracle.judge(act, day, options.roll), (name, kind, day, act)
        said = verdict(check_formal_publication(**told))
        assert said == oracle.judge(act, day, options.formal), (name, kind, day, act)
        said = verdict(check_preliminary_publication(**told))
        if options.preliminary is None:
            assert said == ON_TIME
        else:
            assert said == oracle.judge(act, day, options.preliminary), (name, kind, day, act)
        said = verdict(check_suit(election_day=day, filed=act, pack=pack))
        assert said == oracle.judge(act, day, options.suit)


def test_acts_within_so_many_days() -> None:
    for rng, name, _, day in elections(3):
        pack, options = PACKS[name], oracle.GENERAL[name]
        act = day + timedelta(days=rng.randint(0, 9))
        said = verdict(check_appeal_received(published=day, received=act, pack=pack))
        assert said == oracle.judge_until(act, oracle.within(day, options.appeal))
        said = verdict(check_appeal_decided(received=day, decided=act, pack=pack))
        assert said == oracle.judge_until(act, oracle.within(day, options.decision))
        act = around(rng, day, 2)
        said = verdict(check_judgment(election_day=day, given=act))
        assert said == oracle.judge_until(act, day - timedelta(days=1))
        act = around(rng, oracle.first_session_until(day))
        said = verdict(check_first_session(completed=day, opens=act, pack=pack))
        assert said == oracle.judge_until(act, oracle.first_session_until(day)), (day, act)
        act = around(rng, oracle.within(day, 30))
        said = verdict(check_redetermination_filed(decided=day, filed=act, pack=pack))
        assert said == oracle.judge_until(act, oracle.within(day, 30))


def test_the_roll_between_publication_and_polling() -> None:
    for rng, name, _, day in elections(4):
        pack, options = PACKS[name], oracle.GENERAL[name]
        act = around(rng, day - timedelta(days=2), 5)
        last = {reading: oracle.last_days(day, options, reading) for reading in "AB"}
        said = verdict(check_correction(election_day=day, on=act, pack=pack))
        if options.correction is None:
            assert said == oracle.judge_until(act, last["A"]["CAL-12"]), (name, day, act)
        else:
            assert said == oracle.judge(act, day, options.correction), (name, day, act)
        if options.readmit is not None:
            act = around(rng, last["A"]["CAL-10"])
            # A voter's own request: the validator's reading A alone, no advice on the other.
            found = check_readmission(election_day=day, asked=act, pack=pack)
            assert bool(found) == (oracle.judge(act, day, options.readmit) == LATE), (day, act)


def test_the_chain_from_roll_to_court() -> None:
    for rng, name, kind, day in elections(5):
        options = OPTIONS[kind][name]
        roll = around(rng, day - timedelta(days=14), 8)
        chain = oracle.chain(day, options, "A", roll)
        said = verdict(check_chain(election_day=day, roll_published=roll, pack=PACKS[name]))
        assert (said != ON_TIME) == chain.warn, (name, kind, day, roll, said)
        assert said != LATE


def test_nominations() -> None:
    for rng, name, _, day in elections(6):
        pack, options = PACKS[name], oracle.GENERAL[name]
        roll = around(rng, day - timedelta(days=25), 7)
        opens = around(rng, roll, 2)
        said = verdict(check_nominations_open(roll_published=roll, opens=opens, pack=pack))
        assert (said == ON_TIME) == oracle.may_nominate(opens, options, roll)
        told = {"election_day": day, "roll_published": roll, "pack": pack}
        window = oracle.nomination_window(day, options, "A", roll)
        # CAL-29 advises a roll at E-30 or earlier where nominations wait for it.
        short = window is not None and roll > day - timedelta(days=30)
        assert bool(check_nomination_window(**told)) == short, (name, day, roll)


def test_election_day_made_public() -> None:
    for rng, name, _, day in elections(7):
        options = oracle.GENERAL[name]
        roll = day - timedelta(days=rng.randint(25, 30))
        registration = roll - timedelta(days=rng.randint(15, 20))
        public = around(rng, rng.choice((roll, registration)), 2)
        notice = DayNotice(day, public - timedelta(days=1), public, registration, roll)
        found = check_election_day(notice, PACKS[name])
        in_time = oracle.date_published_in_time(options, public, roll, registration)
        assert (verdict(found) == ON_TIME) == in_time, (name, notice, found)


def test_terms_that_do_not_fit_a_by_election() -> None:
    for rng, name, _, day in elections(10):
        options = oracle.BY_ELECTION[name]
        roll = around(rng, day - timedelta(days=9), 8)
        found = by_election_readings(election_day=day, roll_published=roll, pack=PACKS[name])
        unfit = [row for row in PROVINCIAL if not oracle.fits(row, day, options, roll)]
        assert [finding.facts["rule"] for finding in found] == unfit, (name, day, roll)


def test_polling_lasts_no_longer_than_allowed() -> None:
    for rng, name, _, day in elections(8, 1_000):
        last = day + timedelta(days=rng.randint(0, 4))
        allowed = oracle.last_days(day, oracle.GENERAL[name], "A")["CAL-14"]
        assert (verdict(check_polling_days(day, last, PACKS[name])) == ON_TIME) == (last <= allowed)


def test_plain_arithmetic() -> None:
    for rng, _, _, day in elections(9):
        count = rng.randint(0, 30)
        for reading in Reading:
            assert last_day_before(day, count, reading) == oracle.last_day_before(
                day, count, reading.value
            )
        assert last_day_within(day, count) == oracle.within(day, count)
        months = rng.randint(0, 13)
        assert months_after(day, months) == oracle.add_months(day, months)
        leap = date(rng.choice((1996, 2000, 2004, 2008)), 2, 29)
        birth = rng.choice((leap, day.replace(year=day.year - 30, day=min(day.day, 28))))
        on = around(rng, oracle.birthday_in(birth, day.year), 2)
        assert age_on(birth, on) == oracle.age_on(birth, on), (birth, on)
