from datetime import date
from enum import StrEnum

from huanjie.law.catalogue import catalogue
from huanjie.law.nomination import OrderedNames, count_readings, order_readings
from huanjie.law.pack import OPEN_POINTS, PARAMETERS, Mode, Status, shipped_packs
from huanjie.law.timetable import DEADLINES, by_election_readings, day_readings
from tests.law.answers import NATIONAL, codes

SILENT = {
    "O-20": "a mark that is lost stands in the reading of the paper (`Reading.lost`)",
    "O-24": "who stands on the list shows in `Supplementary.pool`",
    "O-28": "D is an input; the session shows it beside the quota",
    "O-36": "a check of the sheet says it: J304",
}


def test_every_open_point_has_a_setting():
    assert list(OPEN_POINTS) == [f"O-{number:02d}" for number in range(1, 47)]
    settings = [point.setting for point in OPEN_POINTS.values()]
    assert len(set(settings)) == len(settings)


def test_every_open_point_tells_when_it_decided_or_says_where_it_shows():
    assert {point.id for point in OPEN_POINTS.values() if not point.codes} == SILENT.keys()
    told = {code for point in OPEN_POINTS.values() for code in point.codes}
    assert told <= catalogue().keys()


SETTLED_NATIONALLY = {"O-08"}
"""Open only where a province departs from a national text that speaks (R-31)."""


def test_the_default_is_the_national_value():
    for point in OPEN_POINTS.values():
        if point.key is None or point.id in SETTLED_NATIONALLY:
            continue
        assert point.key in PARAMETERS
        value = NATIONAL.settings[point.key].value
        if isinstance(value, bool):
            assert point.default == str(value).lower()
        elif isinstance(value, StrEnum):
            assert point.default == value.value
        else:
            assert value is None


def test_what_a_pack_leaves_open_is_an_open_point():
    keys = {point.key for point in OPEN_POINTS.values()}
    known = {
        "cal.days_before_reading": "both readings are in use: rules of counting days",
        "nom.formal_count_set_by": "the body sets the number: N-11",
        "poll.proxy.same_constituency": "P-09",
    }
    for pack in shipped_packs().values():
        left = {key for key, row in pack.settings.items() if row.status is Status.OPEN}
        assert left <= keys | known.keys()


def day(rule, anchor, on, pack=NATIONAL):
    return codes(day_readings(DEADLINES[rule], anchor, on, pack))


def test_the_last_day_within_a_term_owes_itself_to_the_day_not_counted():
    start = date(2026, 11, 30)
    assert day("CAL-03", start, date(2026, 12, 5)) == ["starting-day-not-counted"]
    assert day("CAL-03", start, date(2026, 12, 4)) == []


def test_a_last_day_on_a_weekend_is_not_moved():
    assert day("CAL-03", date(2026, 11, 30), date(2026, 12, 7)) == ["weekend-not-moved"]
    assert day("CAL-03", date(2026, 12, 2), date(2026, 12, 8)) == []


def test_the_term_of_a_quota_runs_from_the_decision():
    assert day("CAL-22", date(2026, 3, 1), date(2026, 3, 10)) == ["term-anchor-read"]
    assert day("CAL-10", date(2026, 12, 20), date(2026, 12, 1)) == []


def test_a_provincial_term_that_ended_before_the_roll_waits_for_the_body():
    pack = shipped_packs()["zhejiang-2021"]

    def found(roll):
        return codes(
            by_election_readings(election_day=date(2026, 9, 20), roll_published=roll, pack=pack)
        )

    assert found(date(2026, 9, 8)) == []
    assert found(date(2026, 9, 9)) == ["term-does-not-fit"]


def test_the_number_of_candidates_may_owe_itself_to_a_reading():
    assert codes(count_readings(2, 1, Mode.INDIRECT, NATIONAL)) == ["one-seat-read"]
    assert codes(count_readings(4, 2, Mode.DIRECT, NATIONAL)) == ["all-nominees-read"]
    assert codes(count_readings(2, 1, Mode.DIRECT, NATIONAL)) == []
    assert codes(count_readings(3, 2, Mode.INDIRECT, NATIONAL)) == []
    assert codes(count_readings(3, 2, Mode.DIRECT, NATIONAL)) == []
    assert codes(count_readings(5, 2, Mode.DIRECT, NATIONAL)) == []


def test_names_that_strokes_do_not_tell_apart_are_named():
    assert codes(order_readings(OrderedNames(("甲", "乙"), (("甲", "乙"),)))) == [
        "names-of-equal-strokes"
    ]
    assert order_readings(OrderedNames(("甲", "乙"), ())) == ()
