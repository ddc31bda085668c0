"""Undecided and fallen persons, tie re-votes, supplementary rounds."""

import pytest

from huanjie.law.counting import (
    NATIONAL,
    Decide,
    Done,
    Outcome,
    Supplementary,
    candidate_list,
    first_vote,
    list_range,
    supplementary_round,
    tie_revote,
)
from huanjie.law.pack.words import AfterSupplementary, Denominator, Mode
from tests.law.counting_cases import SHANDONG, SHANGHAI, ZHEJIANG, codes, rules, tally

# Persons: write-ins, undecided, fallen


def undecided(votes, s=1, **more):
    return tally(votes=votes, s=s, write_ins=frozenset("U"), **more)


@pytest.mark.parametrize(
    ("votes", "matters"),
    [
        ({"A": 250, "B": 100, "U": 301}, True),
        ({"A": 350, "B": 100, "U": 301}, False),
        ({"A": 320, "B": 100, "U": 320}, True),
        ({"A": 250, "B": 100, "U": 100}, True),
        ({"A": 250, "B": 100, "U": 99}, False),
        ({"A": 250, "U": 99}, True),
        ({"A": 250, "U": 0}, False),
        ({"A": 250, "B": 100, "C": 100, "U": 99}, False),
        ({"A": 250, "B": 100, "C": 100, "U": 100}, True),
    ],
)
def test_an_undecided_write_in_stops_the_result_only_when_it_matters(votes, matters):
    outcome = first_vote(undecided(votes))
    asked = isinstance(outcome.next, Decide) and outcome.next.open_point == "O-44"
    assert asked is matters
    if matters:
        assert outcome.next.names == ("U",)
        assert codes(outcome) == ["eligibility-undecided"]
        assert outcome.elected == ()


def test_a_later_lawful_size_is_open_to_an_undecided_write_in():
    # two seats: three or four candidates; the fourth could be U
    outcome = first_vote(undecided({"A": 200, "B": 150, "C": 100, "U": 50}, s=2))
    assert outcome.next.open_point == "O-44"


def test_an_undecided_write_in_between_two_winners_is_asked_for():
    outcome = first_vote(undecided({"A": 500, "B": 400, "U": 450}, s=2))
    assert (outcome.next.open_point, outcome.next.names) == ("O-44", ("U",))


def test_no_undecided_person_below_a_pool_tie_is_asked():
    votes = {"A": 200, "B": 150, "C": 150, "U": 50}
    assert first_vote(undecided(votes)).next.open_point == "O-25"


@pytest.mark.parametrize(
    ("votes", "point"),
    [
        ({"A": 301, "B": 100}, "O-43"),
        ({"A": 100, "B": 301}, None),
    ],
)
def test_a_winner_who_falls_away_goes_to_the_committee(votes, point):
    outcome = first_vote(tally(votes={**votes, "C": 10}, eligibility={"A": False}))
    assert (point in codes(outcome)) is False
    if point:
        assert (outcome.next.open_point, outcome.next.names) == ("O-43", ("A",))
        assert codes(outcome) == ["winner-fell-away"]
    else:
        assert outcome == Outcome(("B",))


def test_nobody_is_lifted_who_has_not_met_the_line_himself():
    outcome = first_vote(tally(s=2, votes={"A": 400, "B": 350, "C": 90}, eligibility={"A": False}))
    assert (outcome.elected, outcome.next.seats) == (("B",), 1)


def test_a_candidate_who_fell_away_does_not_stand_in_the_supplementary_round():
    outcome = first_vote(tally(votes={"A": 200, "B": 150, "C": 90}, eligibility={"B": False}))
    assert outcome.next == Supplementary(1, ("A", "C"), (2,), 2)


def test_a_province_may_keep_write_ins_from_winning():
    first = tally(
        votes={"A": 200, "B": 90, "W": 305}, write_ins=frozenset("W"), eligibility={"W": True}
    )
    outcome = first_vote(first, rules(write_in_elected=False))
    assert outcome == Outcome(next=Supplementary(1, ("W", "A", "B"), (2,), 2))
    second = tally(
        votes={"A": 100, "B": 90, "W": 305}, write_ins=frozenset("W"), eligibility={"W": True}
    )
    none = supplementary_round(second, ("A", "B"), rules(write_in_elected=False))
    assert none.elected == ()


# Tie re-votes


def test_others_written_into_a_tie_revote_win_nothing():
    again = tally(votes={"B": 100, "C": 90, "W": 400}, write_ins=frozenset("W"))
    assert tie_revote(again, ("B", "C")) == Outcome(("B",))


def test_nobody_wins_a_tie_revote_without_a_vote():
    outcome = tie_revote(tally(s=2, votes={"B": 300}), ("B", "C", "D"))
    assert (outcome.elected, outcome.tied) == (("B",), ("C", "D"))
    assert tie_revote(tally(s=2, votes={"B": 300, "C": 1}), ("B", "C", "D")).elected == ("B", "C")


def test_a_tied_person_who_falls_away_goes_to_the_committee():
    again = tally(votes={"B": 300, "C": 200}, eligibility={"C": False})
    outcome = tie_revote(again, ("B", "C"))
    assert (outcome.elected, outcome.next.open_point) == (("B",), "O-43")


@pytest.mark.parametrize(
    ("votes", "asked"),
    [
        ({"B": 300, "C": 200}, False),
        ({"B": 200, "C": 300}, True),
        ({"B": 0, "C": 0}, True),
    ],
)
def test_an_undecided_tied_person_stops_the_result_when_it_matters(votes, asked):
    outcome = tie_revote(tally(votes=votes, eligibility={"C": None}), ("B", "C"))
    assert (codes(outcome) == ["eligibility-undecided"]) is asked


# Supplementary rounds


@pytest.mark.parametrize(
    ("seats", "mode", "sizes"),
    [
        (1, Mode.DIRECT, (2, 2)),
        (2, Mode.DIRECT, (3, 4)),
        (3, Mode.DIRECT, (4, 6)),
        (4, Mode.DIRECT, (6, 8)),
        (1, Mode.INDIRECT, (2, 2)),
        (2, Mode.INDIRECT, (3, 3)),
        (3, Mode.INDIRECT, (4, 4)),
        (4, Mode.INDIRECT, (5, 6)),
        (6, Mode.INDIRECT, (8, 9)),
        (10, Mode.INDIRECT, (12, 15)),
    ],
)
def test_the_lawful_sizes_of_a_supplementary_list(seats, mode, sizes):
    assert list_range(seats, mode) == sizes


@pytest.mark.parametrize(
    ("province", "held", "step"),
    [
        (NATIONAL, 1, Decide("O-42", (), 1, ("another_round", "stop"))),
        (SHANDONG, 3, Decide("O-42", (), 1, ("another_round", "leave_vacant"))),
        (ZHEJIANG, 1, Done(1)),
        (SHANGHAI, 1, Done(1)),
        (rules(supplementary_after=AfterSupplementary.STOP), 1, Done(1)),
        (
            rules(supplementary_after=AfterSupplementary.STOP, supplementary_rounds_max=2),
            1,
            Decide("O-42", (), 1, ("another_round", "stop")),
        ),
    ],
)
def test_what_follows_a_supplementary_round_that_stays_short(province, held, step):
    second = tally(votes={"A": 100, "B": 90})
    outcome = supplementary_round(second, ("A", "B"), province, rounds_held=held)
    assert outcome.next == step
    expected = "seats-left-vacant" if isinstance(step, Done) else "seats-still-open"
    assert codes(outcome) == [expected]


def test_another_supplementary_round_takes_its_list_from_the_first_vote():
    first = tally(s=2, votes={"A": 290, "B": 250, "C": 200, "D": 100})
    assert candidate_list(first, {"B"}, 1)[0] == Supplementary(1, ("A", "C", "D"), (2,), 2)


def test_a_write_in_may_win_a_supplementary_round():
    second = tally(votes={"A": 150, "B": 100, "W": 200}, write_ins=frozenset("W"))
    assert codes(supplementary_round(second, ("A", "B")))[0] == "eligibility-undecided"
    sure = tally(
        votes={"A": 150, "B": 100, "W": 200}, write_ins=frozenset("W"), eligibility={"W": True}
    )
    assert supplementary_round(sure, ("A", "B")) == Outcome(("W",))


def test_a_listed_candidate_who_falls_away_goes_to_the_committee():
    second = tally(votes={"A": 300, "B": 100}, eligibility={"B": False})
    outcome = supplementary_round(second, ("A", "B"))
    assert (outcome.elected, outcome.next.open_point) == (("A",), "O-43")


def test_void_ballots_that_decide_a_third_are_shown():
    second = tally(t=600, void=30, votes={"A": 195, "B": 100})
    outcome = supplementary_round(second, ("A", "B"))
    assert (outcome.elected, outcome.findings[-1].facts["otherwise"]) == ((), ("A",))
    assert codes(outcome)[-1] == "void-ballots-decide"
    by_valid = rules(supplementary_denominator=Denominator.VALID)
    other = supplementary_round(second, ("A", "B"), by_valid)
    assert (other.elected, codes(other)) == (("A",), ["void-ballots-decide"])
    plain = tally(t=600, void=30, votes={"A": 200, "B": 100})
    assert codes(supplementary_round(plain, ("A", "B"))) == []


def test_a_supplementary_round_elects_nobody_without_a_vote():
    empty = tally(b=0, votes={"A": 0, "B": 0})
    assert supplementary_round(empty, ("A", "B")).elected == ()


def test_a_lower_line_that_changes_nothing_is_not_reported():
    # X is over half of the papers, but is not eligible either way
    first = tally(
        b=590, votes={"A": 400, "X": 299}, write_ins=frozenset("X"), eligibility={"X": False}
    )
    assert first_vote(first) == Outcome(("A",))
