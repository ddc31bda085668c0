"""The first session: opening, offices, sizes, who may hold an office, the end of the committee."""

from datetime import UTC, datetime

import pytest

from huanjie.law.finding import Severity, WrongInput
from huanjie.law.nomination import Range
from huanjie.law.pack import Level, UnitType
from huanjie.law.pack.words import Body
from huanjie.law.session import (
    Caller,
    Class,
    Dissolution,
    Office,
    Officer,
    Opening,
    Post,
    archive_receiver,
    caller,
    check_committee_size,
    check_dissolution,
    check_nomination_time,
    check_office_seats,
    check_officer,
    check_opening,
    class_of,
    committee_range,
    offices,
)
from tests.law.answers import LAW, NATIONAL, codes, graded, unfired


def opening(level: Level = Level.COUNTY, **changed: object) -> Opening:
    facts = {
        "called_by": caller(level),
        "is_published": True,
        "deputies": 200,
        "present": 134,
        "preparatory_chaired_by": Caller.OUTGOING_SC,
        "presidium_elected": True,
        "secretary_general_elected": True,
        "chairs_in_presidium": True,
    }
    return Opening(level, **(facts | changed))


@pytest.mark.parametrize("level", [Level.TOWNSHIP, Level.COUNTY, Level.CITY])
def test_a_session_opens_with_two_thirds(level):
    assert not check_opening(opening(level))
    assert codes(check_opening(opening(level, present=133))) == ["session-without-quorum"]


@pytest.mark.parametrize(
    ("level", "changed", "expected"),
    [
        (Level.COUNTY, {"called_by": Caller.PREVIOUS_PRESIDIUM}, ["session-wrong-caller"]),
        (Level.TOWNSHIP, {"called_by": Caller.OUTGOING_SC}, ["session-wrong-caller"]),
        (Level.COUNTY, {"is_published": False}, ["session-day-unpublished"]),
        (Level.COUNTY, {"preparatory_chaired_by": None}, ["preparatory-wrong-chair"]),
        (Level.TOWNSHIP, {"preparatory_chaired_by": None}, []),
        (Level.COUNTY, {"presidium_elected": False}, ["presidium-not-elected"]),
        (Level.TOWNSHIP, {"presidium_elected": False}, ["presidium-not-elected"]),
        (Level.COUNTY, {"secretary_general_elected": False}, ["secretary-not-elected"]),
        (Level.TOWNSHIP, {"secretary_general_elected": False}, []),
        (Level.TOWNSHIP, {"chairs_in_presidium": False}, ["chairs-outside-presidium"]),
        (Level.COUNTY, {"chairs_in_presidium": False}, []),
    ],
)
def test_each_level_opens_its_own_way(level, changed, expected):
    assert codes(check_opening(opening(level, **changed))) == expected


@pytest.mark.parametrize(
    ("deputies", "present", "field"),
    [(0, 0, "deputies"), (10, 11, "present"), (10, -1, "present")],
)
def test_attendance_that_cannot_be_names_the_field(deputies, present, field):
    with pytest.raises(WrongInput) as raised:
        opening(deputies=deputies, present=present)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("office", "kind"),
    [
        (Office.SC_CHAIR, Class.HEAD),
        (Office.SC_SECRETARY_GENERAL, Class.HEAD),
        (Office.COURT_PRESIDENT, Class.HEAD),
        (Office.TOWNSHIP_CHAIR, Class.HEAD),
        (Office.TOWNSHIP_VICE_CHAIR, Class.VICE),
        (Office.GOVERNMENT_DEPUTY_HEAD, Class.VICE),
        (Office.SC_MEMBER, Class.MEMBER),
    ],
)
def test_offices_fall_into_three_classes(office, kind):
    assert class_of(office) is kind


def test_each_level_fills_its_offices():
    assert Office.SC_SECRETARY_GENERAL not in offices(Level.COUNTY)
    assert Office.CHIEF_PROCURATOR in offices(Level.COUNTY)
    assert offices(Level.TOWNSHIP) == (
        Office.TOWNSHIP_CHAIR,
        Office.TOWNSHIP_VICE_CHAIR,
        Office.GOVERNMENT_HEAD,
        Office.GOVERNMENT_DEPUTY_HEAD,
    )
    assert len(offices(Level.CITY)) == 9
    assert Office.SC_SECRETARY_GENERAL in offices(Level.CITY)


@pytest.mark.parametrize(
    ("office", "seats", "lawful"),
    [
        (Office.SC_CHAIR, 1, True),
        (Office.SC_CHAIR, 2, False),
        (Office.TOWNSHIP_VICE_CHAIR, 2, True),
        (Office.TOWNSHIP_VICE_CHAIR, 3, False),
        (Office.GOVERNMENT_DEPUTY_HEAD, 6, True),
        (Office.SC_MEMBER, 20, True),
    ],
)
def test_a_head_is_one_and_township_vice_chairs_at_most_two(office, seats, lawful):
    found = check_office_seats(office, seats)
    assert codes(found) == ([] if lawful else ["office-seats-too-many"])


def test_an_office_without_seat_is_no_question():
    with pytest.raises(WrongInput, match="seats"):
        check_office_seats(Office.SC_CHAIR, 0)


def officer(office: Office, **changed: object) -> Officer:
    facts = {"is_deputy": True, "posts": frozenset(), "is_of_founding_minority": False}
    return Officer("甲", office, **(facts | changed))


@pytest.mark.parametrize(
    ("office", "unit", "article"),
    [
        (Office.SC_MEMBER, UnitType.COUNTY, "LOL 47¶2"),
        (Office.SC_CHAIR, UnitType.CITY_WITH_DISTRICTS, "LOL 47¶1"),
        (Office.TOWNSHIP_CHAIR, UnitType.TOWN, "LOL 18¶1"),
    ],
)
def test_committees_and_chairs_come_from_among_the_deputies(office, unit, article):
    (found,) = check_officer(officer(office, is_deputy=False), unit)
    assert (codes([found]), found.article.key) == (["officer-not-deputy"], article)
    assert not check_officer(officer(office), unit)
    assert not check_officer(officer(Office.COURT_PRESIDENT, is_deputy=False), unit)


@pytest.mark.parametrize(
    ("office", "post", "barred"),
    [
        (Office.SC_MEMBER, Post.ADMINISTRATION, True),
        (Office.SC_MEMBER, Post.COURT, True),
        (Office.TOWNSHIP_CHAIR, Post.ADMINISTRATION, True),
        (Office.TOWNSHIP_CHAIR, Post.COURT, False),
        (Office.GOVERNMENT_HEAD, Post.ADMINISTRATION, False),
    ],
)
def test_posts_that_cannot_be_kept(office, post, barred):
    found = check_officer(officer(office, posts=frozenset({post})), UnitType.TOWN)
    assert codes(found) == (["officer-holds-post"] if barred else [])


@pytest.mark.parametrize(
    ("unit", "is_of", "lawful"),
    [
        (UnitType.ETHNIC_TOWNSHIP, False, False),
        (UnitType.ETHNIC_TOWNSHIP, True, True),
        (UnitType.TOWNSHIP, False, True),
    ],
)
def test_the_head_of_an_ethnic_township_is_of_its_minority(unit, is_of, lawful):
    asked = officer(Office.GOVERNMENT_HEAD, is_of_founding_minority=is_of)
    assert codes(check_officer(asked, unit)) == ([] if lawful else ["officer-not-of-minority"])
    deputy = officer(Office.GOVERNMENT_DEPUTY_HEAD)
    assert not check_officer(deputy, unit)


@pytest.mark.parametrize(
    ("unit", "population", "allowed"),
    [
        (UnitType.COUNTY, 1_000_000, Range(15, 35)),
        (UnitType.DISTRICT, 1_000_001, Range(15, 45)),
        (UnitType.CITY_WITH_DISTRICTS, 8_000_000, Range(29, 51)),
        (UnitType.CITY_WITH_DISTRICTS, 8_000_001, Range(29, 61)),
        (UnitType.AUTONOMOUS_PREFECTURE, 8_000_001, Range(29, 51)),
    ],
)
def test_the_size_of_a_standing_committee_follows_its_unit(unit, population, allowed):
    assert committee_range(unit, population) == allowed


@pytest.mark.parametrize(
    ("unit", "population", "field"),
    [(UnitType.TOWN, 1, "unit_type"), (UnitType.COUNTY, 0, "population")],
)
def test_a_committee_that_cannot_be_names_the_field(unit, population, field):
    with pytest.raises(WrongInput) as raised:
        committee_range(unit, population)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("members", "fixed", "expected"),
    [
        (15, 15, []),
        (35, 35, []),
        (14, 14, [("standing-committee-size", Severity.ERROR)]),
        (36, 36, [("standing-committee-size", Severity.ERROR)]),
        (25, None, [("standing-committee-unfixed", Severity.MANUAL)]),
        (25, 27, [("standing-committee-changed", Severity.ERROR)]),
    ],
)
def test_a_committee_keeps_the_size_fixed_for_its_term(members, fixed, expected):
    found = check_committee_size(members, UnitType.COUNTY, 500_000, fixed=fixed)
    assert graded(found) == expected


OPENED = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "closed", "late"),
    [
        (Level.COUNTY, datetime(2027, 1, 12, 8, 59, tzinfo=UTC), True),
        (Level.COUNTY, datetime(2027, 1, 12, 9, 0, tzinfo=UTC), False),
        (Level.TOWNSHIP, datetime(2027, 1, 10, 10, 0, tzinfo=UTC), False),
    ],
)
def test_two_full_days_to_nominate_from_the_county_up(level, closed, late):
    found = check_nomination_time(level, OPENED, closed)
    assert codes(found) == (["nomination-time-short"] if late else [])


@pytest.mark.parametrize(
    ("destroyed", "order", "expected"),
    [
        (False, "", []),
        (True, "命令1号", []),
        (True, " ", ["ballots-destroyed-unordered"]),
    ],
)
def test_ballots_go_only_on_order(destroyed, order, expected):
    done = Dissolution(True, True, destroyed, order)
    assert codes(check_dissolution(done, NATIONAL)) == expected


def test_report_and_archive_come_before_dissolution():
    done = Dissolution(False, False, ballots_destroyed=False, destruction_order="")
    assert codes(check_dissolution(done, NATIONAL)) == [
        "committee-without-report",
        "committee-not-archived",
    ]
    assert archive_receiver(NATIONAL) is None
    silent = NATIONAL.with_values(after__archive_to="sc_or_presidium")
    assert archive_receiver(silent) is Body.SC_OR_PRESIDIUM


def test_every_finding_of_the_chapter_is_fired():
    other = str(LAW.parents[2] / "tests" / "law" / "test_officers.py")
    assert not unfired("session", __file__, other)
