"""Candidates for an office, and the vote: each number from both sides."""

import pytest

from huanjie.law.counting import Decide, Rerun, Round, TieRevote, Verdict
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.nomination import Path, Range
from huanjie.law.pack import Level
from huanjie.law.session import (
    OPTIONS,
    Occasion,
    Office,
    OfficerNomination,
    check_nominators,
    check_officer_nomination,
    check_officer_numbers,
    officer_list,
    officer_numbers,
    officer_range,
    officer_standings,
    officer_tie_revote,
    officer_vote,
)
from tests.law.answers import codes, graded
from tests.law.counting_cases import session, tally

CHANGE = Occasion.TERM_CHANGE


@pytest.mark.parametrize(
    ("office", "seats", "nominated", "allowed"),
    [
        (Office.SC_CHAIR, 1, 0, Range(1, 2)),
        (Office.SC_CHAIR, 1, 1, Range(1, 2)),
        (Office.SC_CHAIR, 1, 2, Range(2, 2)),
        (Office.SC_CHAIR, 1, 3, Range(2, 2)),
        (Office.SC_VICE_CHAIR, 4, 5, Range(5, 7)),
        (Office.TOWNSHIP_VICE_CHAIR, 1, 2, Range(2, 4)),
        (Office.SC_MEMBER, 1, 2, Range(2, 2)),
        (Office.SC_MEMBER, 4, 5, Range(5, 5)),
        (Office.SC_MEMBER, 5, 6, Range(6, 6)),
        (Office.SC_MEMBER, 10, 11, Range(11, 12)),
        (Office.SC_MEMBER, 11, 13, Range(13, 13)),
        (Office.SC_MEMBER, 20, 22, Range(22, 24)),
    ],
)
def test_the_table_of_candidates(office, seats, nominated, allowed):
    assert officer_range(office, seats, nominated, CHANGE) == allowed


@pytest.mark.parametrize(
    ("office", "occasion", "allowed"),
    [
        (Office.GOVERNMENT_HEAD, Occasion.SUPPLEMENTARY, Range(1, 2)),
        (Office.SC_VICE_CHAIR, Occasion.SUPPLEMENTARY, Range(2, 4)),
        (Office.SC_VICE_CHAIR, Occasion.BY_ELECTION, Range(1, 5)),
    ],
)
def test_other_occasions_have_other_numbers(office, occasion, allowed):
    assert officer_range(office, 1, 5, occasion) == allowed
    assert officer_range(office, 2, 0, Occasion.BY_ELECTION) == Range(2, 2)


@pytest.mark.parametrize(("seats", "nominated", "field"), [(0, 1, "seats"), (1, -1, "nominated")])
def test_numbers_that_cannot_be_name_the_field(seats, nominated, field):
    with pytest.raises(WrongInput) as raised:
        officer_range(Office.SC_CHAIR, seats, nominated, CHANGE)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("office", "seats", "nominated", "measures", "way"),
    [
        (Office.SC_CHAIR, 1, 0, None, Path.SHORT),
        (Office.SC_CHAIR, 1, 1, 2, Path.ALL_FORMAL),
        (Office.SC_CHAIR, 1, 2, 2, Path.ALL_FORMAL),
        (Office.SC_CHAIR, 1, 3, 2, Path.CUT),
        (Office.SC_VICE_CHAIR, 4, 4, None, Path.SHORT),
        (Office.SC_VICE_CHAIR, 4, 7, None, Path.ALL_FORMAL),
        (Office.SC_VICE_CHAIR, 4, 8, None, Path.CUT),
        (Office.SC_VICE_CHAIR, 4, 5, 6, Path.SHORT),
        (Office.SC_VICE_CHAIR, 4, 6, 6, Path.ALL_FORMAL),
        (Office.SC_VICE_CHAIR, 4, 7, 6, Path.CUT),
    ],
)
def test_the_number_of_nominees_leads_to_vote_or_primary(office, seats, nominated, measures, way):
    assert officer_numbers(office, seats, nominated, measures, CHANGE).path is way


@pytest.mark.parametrize(
    ("nominated", "measures", "expected"),
    [
        (5, 5, []),
        (7, 7, []),
        (4, None, [("officer-nominees-few", Severity.ERROR)]),
        (8, 8, [("officer-measures-outside", Severity.ERROR)]),
        (4, 4, [("officer-measures-outside", Severity.ERROR)]),
        (8, None, [("officer-measures-unset", Severity.MANUAL)]),
    ],
)
def test_the_election_measures_set_a_lawful_number(nominated, measures, expected):
    numbers = officer_numbers(Office.SC_VICE_CHAIR, 4, nominated, measures, CHANGE)
    assert graded(check_officer_numbers(numbers, measures)) == expected


def nomination(count: int, **changed: object) -> OfficerNomination:
    facts = {
        "office": Office.GOVERNMENT_HEAD,
        "nominees": ("甲",),
        "deputies": frozenset(f"代表{n}" for n in range(count)),
        "is_written": True,
        "is_introduced": True,
    }
    return OfficerNomination("1", **(facts | changed))


@pytest.mark.parametrize(
    ("level", "least"), [(Level.TOWNSHIP, 10), (Level.COUNTY, 10), (Level.CITY, 20)]
)
def test_so_many_deputies_nominate_together(level, least):
    assert not check_officer_nomination(nomination(least), level)
    found = check_officer_nomination(nomination(least - 1), level)
    assert codes(found) == ["officer-nominators-few"]


def test_the_presidium_nominates_without_signatures():
    assert not check_officer_nomination(nomination(0, is_written=False), Level.COUNTY)


def test_a_nomination_is_written_introduced_and_of_this_congress():
    asked = nomination(10, office=Office.SC_CHAIR, is_written=False, is_introduced=False)
    assert graded(check_officer_nomination(asked, Level.TOWNSHIP)) == [
        ("office-of-another-level", Severity.ERROR),
        ("officer-not-written", Severity.ERROR),
        ("officer-not-introduced", Severity.WARN),
    ]


def test_nobody_supports_more_than_there_are_seats():
    signed = [
        nomination(0, nominees=("甲", "乙")),
        nomination(0, nominees=("丙",), deputies=frozenset({"子", "丑"})),
        nomination(0, nominees=("丁",), deputies=frozenset({"子"})),
        nomination(0, nominees=("戊",), deputies=frozenset({"丑"}), office=Office.COURT_PRESIDENT),
    ]
    one = check_nominators(signed, Office.GOVERNMENT_HEAD, 1)
    assert codes(one) == ["presidium-over-seats", "officer-nominator-over-seats"]
    assert one[1].facts["name"] == "子"
    assert not check_nominators(signed, Office.GOVERNMENT_HEAD, 2)


@pytest.mark.parametrize(("votes", "elected"), [(100, ()), (101, ("甲",))])
def test_more_than_half_of_all_deputies_elects(votes, elected):
    outcome = officer_vote(session(votes={"甲": votes, "乙": 20}))
    assert outcome.elected == elected
    if not elected:
        assert outcome.next == Decide("F-11", (), 1, OPTIONS)
        assert codes(outcome.findings) == ["offices-left-open"]


def test_without_quorum_nothing_is_counted():
    outcome = officer_vote(session(present=133, votes={"甲": 120}))
    assert isinstance(outcome.next, Rerun)
    assert officer_vote(session(present=134, votes={"甲": 120})).elected == ("甲",)


def test_a_tie_is_voted_on_again_and_more_votes_win():
    first = officer_vote(session(votes={"甲": 110, "乙": 110}))
    assert (first.tied, first.next) == (("乙", "甲"), TieRevote(1))
    again = session(votes={"甲": 61, "乙": 60})
    assert officer_tie_revote(again, first.tied).elected == ("甲",)
    level = officer_tie_revote(session(votes={"甲": 60, "乙": 60}), first.tied)
    assert codes(level.findings) == ["tie-remains"]
    assert level.findings[0].article.key == "LOL 29¶1"
    empty = officer_tie_revote(session(present=133, votes={"甲": 60, "乙": 59}), first.tied)
    assert empty.findings[0].article.key == "LOL 14¶4"


@pytest.mark.parametrize("ask", [officer_vote, lambda t: officer_tie_revote(t, ("甲", "乙"))])
def test_a_vote_of_voters_is_no_session(ask):
    with pytest.raises(WrongInput, match="mode"):
        ask(tally(votes={"甲": 400, "乙": 100}))


def test_a_written_in_winner_waits_for_a_ruling():
    asked = {"votes": {"甲": 20, "外": 120}, "write_ins": frozenset({"外"})}
    outcome = officer_vote(session(**asked))
    assert outcome.next.open_point == "O-44"
    assert outcome.findings[0].article.key == "LOL 29¶1"
    assert officer_vote(session(**asked, eligibility={"外": True})).elected == ("外",)


def test_a_winner_who_fell_away_is_for_the_congress():
    outcome = officer_vote(session(s=2, votes={"甲": 120, "乙": 130}, eligibility={"甲": False}))
    assert (outcome.elected, outcome.next.open_point) == (("乙",), "O-43")


FIRST = session(
    s=3,
    votes={"甲": 120, "乙": 90, "丙": 80, "丁": 80, "戊": 0, "外": 10, "空": 0, "死": 95},
    write_ins=frozenset({"外", "空"}),
    eligibility={"死": False},
)


@pytest.mark.parametrize(
    ("size", "names", "expected"),
    [
        (2, ("乙", "丁"), ["officer-list-size", "officer-list-tied"]),
        (3, ("乙", "丁", "丙"), []),
        (5, ("乙", "丁", "丙", "外", "戊"), []),
        (6, ("乙", "丁", "丙", "外", "戊"), ["officer-list-size", "officer-list-short"]),
        (0, (), ["officer-list-size"]),
    ],
)
def test_the_list_follows_the_first_vote(size, names, expected):
    found = officer_list(FIRST, ("甲",), Office.SC_VICE_CHAIR, 2, size)
    assert (found.names, codes(found.findings)) == (names, expected)
    assert found.allowed == Range(3, 5)


def test_standings_rest_on_the_organization_law():
    votes = session(votes={"甲": 101, "乙": 50})
    rows = officer_standings(votes, officer_vote(votes))
    assert [row.verdict for row in rows] == [Verdict.ELECTED, Verdict.SHORT]
    assert {row.article.key for row in rows} == {"LOL 25"}
    assert codes(row.finding for row in rows)
    again = session(votes={"甲": 61, "乙": 60})
    tied = officer_tie_revote(again, ("甲", "乙"))
    found = officer_standings(again, tied, Round.TIE_REVOTE)
    assert {row.article.key for row in found} == {"LOL 29¶1"}
