from datetime import date

import pytest

from huanjie.law.article import ELECTION_LAW
from huanjie.law.committee import (
    DUTIES,
    ELECTION,
    Appointer,
    Membership,
    check_appointment,
    check_member_candidate,
    check_member_written_in,
    check_members_filed,
    check_size,
)
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import Level
from tests.law.answers import NATIONAL, codes, graded, moves_answered, unfired
from tests.law.case_files import FOLDER

LISTED = date(2026, 12, 4)


def test_every_wording_is_fired():
    assert not unfired("committee", __file__, FOLDER / "apportionment.toml")


@pytest.mark.parametrize("level", [Level.COUNTY, Level.TOWNSHIP])
@pytest.mark.parametrize("by", Appointer)
def test_the_county_standing_committee_appoints_both_committees(level, by):
    expected = [] if by is Appointer.COUNTY_SC else ["committee-appointer"]
    assert codes(check_appointment(level, by)) == expected


def test_a_city_has_no_election_committee():
    with pytest.raises(WrongInput):
        check_appointment(Level.CITY, Appointer.COUNTY_SC)
    with pytest.raises(WrongInput):
        check_size(Level.CITY, 9, NATIONAL)


def test_the_size_of_a_committee_is_free_unless_the_province_names_one():
    assert check_size(Level.COUNTY, 1, NATIONAL) == ()
    pack = NATIONAL.with_values(committee__size__township=[9, 13])
    found = {n: codes(check_size(Level.TOWNSHIP, n, pack)) for n in (8, 9, 13, 14)}
    assert found == {8: ["committee-size"], 9: [], 13: [], 14: ["committee-size"]}
    assert check_size(Level.COUNTY, 99, pack) == ()
    with pytest.raises(WrongInput):
        check_size(Level.COUNTY, 0, pack)


def test_membership_is_filed_where_the_province_asks():
    pack = NATIONAL.with_values(committee__county_members_filed_with_higher_sc=True)
    assert codes(check_members_filed(Level.COUNTY, None, pack)) == ["committee-not-filed"]
    assert check_members_filed(Level.COUNTY, LISTED, pack) == ()
    assert check_members_filed(Level.TOWNSHIP, None, pack) == ()
    assert check_members_filed(Level.COUNTY, None, NATIONAL) == ()


def test_a_member_who_becomes_a_candidate_resigns_by_the_preliminary_list():
    def found(resigned):
        return codes(check_member_candidate(Membership("甲", resigned), LISTED))

    assert found(LISTED) == []
    assert found(date(2026, 12, 5)) == ["member-is-candidate"]
    assert found(None) == ["member-is-candidate"]


def test_a_member_written_in_is_for_the_body_to_decide():
    assert graded(check_member_written_in(Membership("甲", None))) == [
        ("member-elected-unlisted", Severity.MANUAL)
    ]
    assert check_member_written_in(Membership("甲", LISTED)) == ()


def test_every_duty_rests_on_article_11():
    assert {article.place[0] for article in DUTIES.values()} == {11}
    assert DUTIES["fix_election_day"] == ELECTION_LAW[11, 1, 3]


def test_an_election_knows_only_the_moves_of_its_table():
    assert moves_answered(ELECTION) == len(ELECTION.moves) == 11
    assert ELECTION.initial == "preparing"


def test_election_day_moves_until_polling_opens_and_never_after():
    movable = [state for state in ELECTION.states if ELECTION.may(state, "move_election_day")]
    assert movable == ["preparing", "registering", "nominating"]
