from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.finding import Severity
from huanjie.law.pack import Reading, keys
from huanjie.law.timetable import (
    DEADLINES,
    Anchor,
    Count,
    DayNotice,
    Kind,
    age_on,
    calendar,
    calendar_file,
    check_appeal_decided,
    check_appeal_received,
    check_chain,
    check_days_before,
    check_election_day,
    check_first_session,
    check_formal_publication,
    check_judgment,
    check_nomination_window,
    check_nominations_open,
    check_preliminary_publication,
    check_redetermination_filed,
    check_roll_publication,
    check_suit,
    days_after,
    last_day_before,
    last_day_within,
    latest_lawful_day,
    months_after,
    offset_label,
    plan,
    stale_papers,
    tasks,
    years_after,
)
from tests.law.answers import ELECTION_DAY, NATIONAL, codes, graded, unfired
from tests.law.case_files import FOLDER

E = ELECTION_DAY
days = st.dates(min_value=date(2021, 1, 1), max_value=date(2090, 1, 1))
ERROR, WARN = Severity.ERROR, Severity.WARN


def before(number: int) -> date:
    return E - timedelta(days=number)


POINTS = FOLDER.parent / "test_open_points.py"


def test_every_wording_is_fired():
    session = __file__.replace("test_timetable", "test_session")
    assert not unfired("timetable", __file__, session, FOLDER / "calendar.toml", POINTS)


def test_eighteen_is_reached_on_the_birthday_itself():
    assert age_on(date(2008, 12, 20), E) == 18
    assert age_on(date(2008, 12, 21), E) == 17


def test_one_born_on_29_february_comes_of_age_on_28_february():
    born = date(2008, 2, 29)
    assert age_on(born, date(2026, 2, 27)) == 17
    assert age_on(born, date(2026, 2, 28)) == 18
    assert age_on(born, date(2028, 2, 28)) == 19
    assert age_on(born, date(2028, 2, 29)) == 20


def test_nobody_has_an_age_before_birth():
    assert age_on(E, before(1)) == 0


@given(born=days, day=days)
def test_a_person_never_grows_younger(born, day):
    assert age_on(born, day) <= age_on(born, days_after(day, 1)) <= age_on(born, day) + 1


def test_reading_a_counts_days_back_and_b_leaves_clear_days():
    assert last_day_before(E, 20, Reading.A) == date(2026, 11, 30)
    assert last_day_before(E, 20, Reading.B) == date(2026, 11, 29)


def test_the_starting_day_is_not_counted():
    assert last_day_within(date(2026, 11, 30), 5) == date(2026, 12, 5)


def test_months_keep_the_day_number_or_take_the_last_day():
    assert months_after(date(2026, 12, 20), 2) == date(2027, 2, 20)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_after(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)


def test_days_carry_labels_counted_from_election_day():
    assert [offset_label(d, E) for d in (before(30), E, days_after(E, 5))] == ["E−30", "E", "E+5"]


GENERAL = {
    "CAL-02": ("2026-11-30", "2026-11-29"),
    "CAL-03": ("2026-12-05", "2026-12-04"),
    "CAL-04": ("2026-12-08", "2026-12-07"),
    "CAL-05": ("2026-12-15", "2026-12-14"),
    "CAL-06": ("2026-12-19", "2026-12-19"),
    "CAL-08": ("2026-12-05", "2026-12-04"),
    "CAL-09": ("2026-12-13", "2026-12-12"),
    "CAL-12": ("2026-12-20", "2026-12-20"),
    "CAL-13": ("2026-12-19", "2026-12-19"),
    "CAL-14": ("2026-12-20", "2026-12-20"),
    "CAL-17": ("2027-02-19", "2027-02-19"),
    "CAL-18": ("2027-02-20", "2027-02-20"),
    "CAL-21": ("2027-04-20", "2027-04-20"),
    "CAL-26": ("2032-02-20", "2032-02-20"),
}


def test_the_calendar_of_20_december_2026_is_that_of_the_rules():
    found = {
        row.deadline.id: (row.latest.isoformat(), row.clear.isoformat())
        for row in calendar(E, NATIONAL, Kind.GENERAL)
    }
    assert found == GENERAL


def test_a_province_adds_its_own_days():
    pack = NATIONAL.with_values(
        reg__uncontactable__readmit_days=12,
        reg__suspension_notice_days=5,
        reg__roll_correction__days_before=2,
        cal__nomination_after_roll=True,
    )
    found = {row.deadline.id: row.latest for row in calendar(E, pack, Kind.GENERAL)}
    assert found["CAL-10"] == date(2026, 12, 8)
    assert found["CAL-11"] == date(2026, 12, 15)
    assert found["CAL-12"] == date(2026, 12, 18)
    assert found["CAL-07"] == date(2026, 12, 1)


def test_a_by_election_has_its_own_list_days_and_may_skip_the_preliminary_list():
    found = {row.deadline.id for row in calendar(E, NATIONAL, Kind.BY_ELECTION)}
    assert {"CAL-23", "CAL-24", "CAL-25"} <= found
    assert not {"CAL-02", "CAL-08", "CAL-09"} & found
    skipping = NATIONAL.with_values(by__roll_days=12, by__prelim_days=None)
    rows = {row.deadline.id: row.latest for row in calendar(E, skipping, Kind.BY_ELECTION)}
    assert rows["CAL-23"] == before(12)
    assert "CAL-24" not in rows
    assert (
        check_preliminary_publication(election_day=E, on=E, pack=skipping, kind=Kind.BY_ELECTION)
        == ()
    )


def test_a_deadline_without_a_day_answers_none():
    for rule in ("CAL-01", "CAL-15", "CAL-16", "CAL-27", "CAL-07", "CAL-10"):
        assert latest_lawful_day(DEADLINES[rule], E, NATIONAL, Reading.A) is None


def test_two_full_days_pass_before_a_vote_in_session():
    assert DEADLINES["CAL-19"].count is Count.FULL_DAYS
    assert DEADLINES["CAL-19"].anchor is Anchor.SESSION_OPENING
    assert latest_lawful_day(DEADLINES["CAL-19"], E, NATIONAL, Reading.A) == days_after(E, 2)


@pytest.mark.parametrize(
    ("check", "number", "code"),
    [
        (check_roll_publication, 20, "roll-published-late"),
        (check_preliminary_publication, 15, "preliminary-list-late"),
        (check_formal_publication, 7, "formal-list-late"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.GENERAL, Kind.BY_ELECTION])
def test_a_publication_is_in_time_contested_or_late(check, number, code, kind):
    def found(on):
        return graded(check(election_day=E, on=on, pack=NATIONAL, kind=kind))

    assert found(before(number + 1)) == []
    assert found(before(number)) == [("day-contested", WARN)]
    assert found(before(number - 1)) == [(code, ERROR)]


def test_a_pack_of_reading_b_makes_the_contested_day_late():
    pack = NATIONAL.with_values(cal__days_before_reading="B")
    found = check_roll_publication(election_day=E, on=before(20), pack=pack, kind=Kind.GENERAL)
    assert codes(found) == ["roll-published-late"]


def test_a_day_that_the_pack_leaves_unset_is_never_late():
    row = DEADLINES["CAL-11"]
    found = check_days_before(row, "x", election_day=E, on=E, pack=NATIONAL)
    assert found == ()


def test_an_appeal_comes_within_five_days_and_is_decided_within_three():
    start = date(2026, 11, 30)

    def appeal(days):
        on = days_after(start, days)
        return codes(check_appeal_received(published=start, received=on, pack=NATIONAL))

    def decision(days):
        on = days_after(start, days)
        return codes(check_appeal_decided(received=start, decided=on, pack=NATIONAL))

    assert appeal(5) == []
    assert appeal(6) == ["appeal-late"]
    assert decision(3) == []
    assert decision(4) == ["appeal-decided-late"]


def test_a_suit_comes_five_days_before_and_judgment_before_election_day():
    def suit(on):
        return graded(check_suit(election_day=E, filed=on, pack=NATIONAL))

    assert suit(before(6)) == []
    assert suit(before(5)) == [("day-contested", WARN)]
    assert suit(before(4)) == [("suit-late", ERROR)]
    assert check_judgment(election_day=E, given=before(1)) == ()
    assert codes(check_judgment(election_day=E, given=E)) == ["judgment-late"]


def test_a_redetermined_quota_is_filed_within_thirty_days():
    def filed(days):
        on = days_after(E, days)
        return codes(check_redetermination_filed(decided=E, filed=on, pack=NATIONAL))

    assert filed(30) == []
    assert filed(31) == ["quota-filed-late"]


def test_the_first_session_opens_within_two_months():
    def session(on):
        return codes(check_first_session(completed=E, opens=on, pack=NATIONAL))

    assert session(date(2027, 2, 20)) == []
    assert session(date(2027, 2, 21)) == ["first-session-late"]


def notice(**changes) -> DayNotice:
    return DayNotice(
        **{
            "election_day": E,
            "decided": before(80),
            "published": before(70),
            "registration_starts": None,
            "roll_published": None,
            **changes,
        }
    )


def test_election_day_leaves_the_roll_its_term():
    assert check_election_day(notice(decided=before(20)), NATIONAL) == ()
    late = check_election_day(notice(decided=before(19)), NATIONAL)
    assert codes(late) == ["election-day-too-near"]


def test_a_moved_election_day_is_tested_against_the_roll_as_published():
    moved = notice(decided=before(3), roll_published=before(20))
    assert check_election_day(moved, NATIONAL) == ()


def test_election_day_is_public_before_registration_where_the_province_asks():
    pack = NATIONAL.with_values(cal__date_public_with="before_registration")
    starts = before(70)
    in_time = notice(published=before(71), registration_starts=starts)
    assert check_election_day(in_time, pack) == ()
    late = notice(published=starts, registration_starts=starts)
    assert codes(check_election_day(late, pack)) == ["election-day-public-late"]
    assert check_election_day(notice(), pack) == ()


def test_election_day_is_public_with_the_roll_where_the_province_asks():
    pack = NATIONAL.with_values(cal__date_public_with="roll")
    together = notice(published=before(30), roll_published=before(30))
    assert check_election_day(together, pack) == ()
    after = notice(published=before(29), roll_published=before(30))
    assert codes(check_election_day(after, pack)) == ["election-day-public-after-roll"]
    assert check_election_day(notice(), pack) == ()


def test_nominations_wait_for_the_roll_only_where_the_province_asks():
    pack = NATIONAL.with_values(cal__nomination_after_roll=True)
    roll = before(30)

    def opens(on, pack):
        return codes(check_nominations_open(roll_published=roll, opens=on, pack=pack))

    assert opens(roll, NATIONAL) == []
    assert opens(roll, pack) == ["nomination-before-roll"]
    assert opens(before(29), pack) == []


def test_the_window_for_nominations_is_watched_where_they_wait_for_the_roll():
    pack = NATIONAL.with_values(cal__nomination_after_roll=True)

    def window(number, pack):
        on = before(number)
        return codes(check_nomination_window(election_day=E, roll_published=on, pack=pack))

    assert window(20, NATIONAL) == []
    assert window(30, pack) == []
    assert window(29, pack) == ["nomination-window-short"]


def test_the_chain_from_roll_to_court_breaks_when_the_roll_comes_late():
    def chain(number):
        on = before(number)
        return codes(check_chain(election_day=E, roll_published=on, pack=NATIONAL))

    assert chain(20) == []
    assert chain(13) == []
    assert chain(12) == ["appeal-chain-broken"]


def test_every_deadline_belongs_to_a_level_and_has_both_names():
    assert list(DEADLINES) == [f"CAL-{number:02}" for number in range(1, 28)]
    assert all(row.levels and row.zh and row.en for row in DEADLINES.values())


@given(first=days, move=st.integers(min_value=-400, max_value=400))
def test_moving_election_day_moves_every_planned_date_by_as_much(first, move):
    one, two = plan(first, NATIONAL), plan(days_after(first, move), NATIONAL)
    for task, moved in zip(one, two, strict=True):
        assert moved.start == days_after(task.start, move)
        assert moved.end == days_after(task.end, move)


def test_the_plan_puts_every_task_before_its_limit_under_both_readings():
    for entry in plan(E, NATIONAL):
        assert entry.start <= entry.end
        assert entry.limit_day is None or entry.end <= entry.limit_day


def test_the_plan_keeps_to_the_days_of_the_domain():
    labels = {entry.task.id: entry.label for entry in plan(E, NATIONAL)}
    assert labels["K13"] == "E−30"
    assert labels["K17"] == "E−16"
    assert labels["K20"] == "E−8"
    assert labels["K26"] == "E"
    assert labels["K28"] == "E+1…E+10"


def test_a_longer_term_of_the_province_brings_its_task_forward():
    pack = NATIONAL.with_values(cal__roll_days=40)
    roll = next(entry for entry in plan(E, pack) if entry.task.id == "K13")
    assert roll.label == "E−41"


def test_every_task_waits_for_tasks_that_can_be_done_before_it():
    for task in tasks().values():
        assert all(tasks()[name].end <= task.end for name in task.after)
        assert task.limit is None or task.limit in DEADLINES
        assert task.roles
        assert task.papers_out
        assert task.papers_in
    assert len(tasks()) == 32
    assert [name for name, task in tasks().items() if task.daily] == ["K36"]


def test_moving_election_day_spoils_the_papers_that_print_it():
    assert stale_papers(["quota_decision", "voter_card", "voter_roll_notice"]) == ("voter_card",)


def test_the_calendar_file_has_one_whole_day_entry_a_task_and_short_lines():
    made = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
    text = calendar_file(plan(E, NATIONAL), title="县乡;换届,选举", made_at=made)
    assert text.count("BEGIN:VEVENT") == len(tasks())
    assert "DTSTART;VALUE=DATE:20261220\r\nDTEND;VALUE=DATE:20261221" in text
    assert "县乡\\;换届\\,选举" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert keys.CAL_ROLL_DAYS.key == "cal.roll_days"
