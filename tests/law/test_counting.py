"""The worked examples 1 to 29 of rules.md section 9."""

from datetime import date

import pytest

from huanjie.law.counting import (
    NATIONAL,
    Ballot,
    Decide,
    Mark,
    Outcome,
    Paper,
    Rerun,
    Round,
    Supplementary,
    Tally,
    TieRevote,
    Validity,
    classify_ballot,
    determination_rules,
    first_vote,
    round_validity,
    supplementary_line,
    supplementary_round,
    tie_revote,
)
from huanjie.law.pack import pack_for
from tests.law.counting_cases import SHANDONG, SHANGHAI, ZHEJIANG, ballot, codes, session, tally

# The style page's example, and the worked examples 1 to 29


def test_two_candidates_equal_on_the_last_seat_go_to_a_second_vote():
    outcome = first_vote(
        Tally(roll=100, participants=80, collected=80, seats=2, votes={"A": 70, "B": 50, "C": 50})
    )
    assert outcome == Outcome(elected=("A",), tied=("B", "C"), next=TieRevote(seats=1))


def test_example_1_more_than_half_of_participants_is_elected():
    assert first_vote(tally(votes={"A": 320, "B": 250})) == Outcome(elected=("A",))


def test_example_2_exactly_half_of_the_voters_is_not_more_than_half():
    outcome = first_vote(tally(t=500, votes={"A": 400}))
    assert outcome.next == Rerun("invalid-turnout", Round.FIRST)
    assert (outcome.elected, codes(outcome)) == ((), ["invalid-turnout"])


@pytest.mark.parametrize(("t", "validity"), [(500, Validity.TURNOUT), (501, Validity.VALID)])
def test_example_3_half_of_an_odd_roll(t, validity):
    assert round_validity(tally(v=1001, t=t), NATIONAL, Round.FIRST) is validity


def test_example_4_one_ballot_too_many_voids_the_vote():
    outcome = first_vote(tally(b=601, votes={"A": 320}))
    assert outcome.next == Rerun("invalid-excess", Round.FIRST)
    assert codes(outcome) == ["invalid-excess"]


def test_example_5_ballots_not_returned_count_against():
    outcome = first_vote(tally(b=590, votes={"A": 299, "B": 250}))
    assert outcome.elected == ()
    assert outcome.next == Supplementary(1, ("A", "B"), (2,), 2)
    assert codes(outcome) == ["denominator-decides"]
    assert outcome.findings[0].facts["otherwise"] == ("A",)


def test_example_6_void_ballots_count_against():
    outcome = first_vote(tally(void=40, votes={"A": 300, "B": 240}))
    assert outcome == Outcome(next=Supplementary(1, ("A", "B"), (2,), 2))


def test_example_7_of_three_majorities_the_larger_two_win():
    assert first_vote(tally(s=2, votes={"A": 420, "B": 380, "C": 310})).elected == ("A", "B")


def test_example_8_a_tie_that_decides_nothing_is_no_tie():
    assert first_vote(tally(s=2, votes={"A": 400, "B": 400, "C": 350})) == Outcome(("A", "B"))


def test_example_9_a_tie_for_the_last_seat_is_voted_on_again_without_a_line():
    outcome = first_vote(tally(s=2, votes={"A": 420, "B": 380, "C": 380}))
    assert outcome == Outcome(("A",), ("B", "C"), TieRevote(1))
    assert tie_revote(tally(t=550, votes={"B": 240, "C": 230}), outcome.tied) == Outcome(("B",))


def test_example_10_a_tie_below_the_majority_is_no_tie_revote():
    outcome = first_vote(tally(s=2, votes={"A": 400, "B": 290, "C": 290}))
    assert outcome == Outcome(("A",), (), Supplementary(1, ("B", "C"), (2,), 2))


def test_example_11_three_tied_for_two_seats():
    votes = {"A": 1000, "B": 900, "C": 900, "D": 900, "E": 700}
    outcome = first_vote(tally(v=2000, t=1600, s=3, votes=votes))
    assert outcome == Outcome(("A",), ("B", "C", "D"), TieRevote(2))


def test_example_12_a_supplementary_round_needs_a_third():
    first = tally(v=1500, t=900, s=3, votes={"A": 600, "B": 500, "C": 440, "D": 430})
    outcome = first_vote(first)
    assert outcome == Outcome(("A", "B"), (), Supplementary(1, ("C", "D"), (2,), 2))
    second = tally(v=1500, t=800, votes={"C": 300, "D": 280})
    assert supplementary_line(second, NATIONAL) == 267
    assert supplementary_round(second, ("C", "D")) == Outcome(("C",))


@pytest.mark.parametrize(("votes", "elected"), [(300, ("C",)), (299, ())])
def test_example_13_exactly_a_third_is_enough(votes, elected):
    outcome = supplementary_round(tally(v=1500, t=900, votes={"C": votes, "D": 280}), ("C", "D"))
    assert outcome.elected == elected


def test_example_14_two_seats_have_three_or_four_candidates():
    votes = {"A": 500, "B": 400, "C": 350, "D": 350, "E": 200, "F": 100}
    step = first_vote(tally(v=1500, t=900, s=3, votes=votes)).next
    # {B, C, D} and {B, C, D, E}; the tie of C and D is inside both
    assert step == Supplementary(2, ("B", "C", "D", "E", "F"), (3, 4), 3)
    assert step.candidates(4) == ("B", "C", "D", "E")
    with pytest.raises(ValueError, match="5 is not a lawful size"):
        step.candidates(5)


def test_example_15_a_size_that_splits_a_tie_is_not_lawful():
    votes = {"A": 500, "B": 400, "C": 350, "D": 200, "E": 200}
    outcome = first_vote(tally(v=1500, t=900, s=3, votes=votes))
    assert outcome.next == Supplementary(2, ("B", "C", "D", "E"), (4,), 4)


def test_example_16_a_tie_for_the_second_place_of_two_goes_to_the_committee():
    first = tally(
        votes={"A": 260, "B": 170, "C": 170}, write_ins=frozenset("C"), eligibility={"C": True}
    )
    outcome = first_vote(first)
    assert isinstance(outcome.next, Decide)
    assert (outcome.next.open_point, outcome.next.names) == ("O-25", ("B", "C"))
    assert outcome.next.pool == ("A", "B", "C")
    assert codes(outcome) == ["pool-tied"]


@pytest.mark.parametrize(
    ("may", "expected"),
    [
        (True, Outcome(("W",))),
        (False, Outcome(next=Supplementary(1, ("A", "B"), (2,), 2))),
    ],
)
def test_example_17_a_write_in_with_a_majority_wins_if_eligible(may, expected):
    first = tally(
        votes={"A": 200, "B": 90, "W": 305}, write_ins=frozenset("W"), eligibility={"W": may}
    )
    assert first_vote(first) == expected


def test_example_18_a_write_in_enters_the_supplementary_list_by_its_votes():
    first = tally(
        votes={"A": 250, "W": 200, "B": 140}, write_ins=frozenset("W"), eligibility={"W": True}
    )
    assert first_vote(first).next == Supplementary(1, ("A", "W", "B"), (2,), 2)


def test_example_19_an_invalid_supplementary_round_is_void_alone():
    second = tally(t=480, votes={"A": 300, "B": 100})
    outcome = supplementary_round(second, ("A", "B"))
    assert outcome.next == Rerun("invalid-turnout", Round.SUPPLEMENTARY)
    outcome = supplementary_round(second, ("A", "B"), ZHEJIANG)
    assert outcome.next == Decide("O-23", (), 1, ("hold_anew", "stop"))
    assert codes(outcome) == ["invalid-turnout", "supplementary-void"]
    assert isinstance(supplementary_round(second, ("A", "B"), SHANGHAI).next, Rerun)


def test_example_20_the_top_two_above_a_third():
    second = tally(t=520, s=2, votes={"A": 200, "B": 174, "C": 173})
    assert supplementary_round(second, ("A", "B", "C")) == Outcome(("A", "B"))


def test_example_21_principals_are_participants():
    assert round_validity(tally(t=380 + 140), NATIONAL, Round.FIRST) is Validity.VALID


@pytest.mark.parametrize(
    ("paper", "kind", "chosen"),
    [
        (ballot("A", "B", written=("W",)), Paper.VOID, ()),
        (ballot("A", B={Mark.OPPOSE}, written=("W",)), Paper.VALID, ("A", "W")),
        (Ballot(), Paper.VALID, ()),
        (ballot("A"), Paper.VALID, ("A",)),
    ],
)
def test_example_22_more_names_than_seats_make_a_ballot_void(paper, kind, chosen):
    reading = classify_ballot(paper, 2)
    assert (reading.paper, reading.chosen) == (kind, chosen)
    assert reading.is_blank is (kind is Paper.VALID and not chosen)


@pytest.mark.parametrize(("votes", "elected"), [(100, ()), (101, ("A",))])
def test_example_23_a_session_needs_more_than_half_of_all_deputies(votes, elected):
    names = {"A": votes, "B": 90, "C": 80, "D": 70, "E": 60, "F": 50}
    assert first_vote(session(s=5, votes=names)).elected == elected


@pytest.mark.parametrize(("present", "validity"), [(133, Validity.QUORUM), (134, Validity.VALID)])
def test_example_23_quorum_of_two_hundred_is_134(present, validity):
    assert round_validity(session(present=present), NATIONAL, Round.FIRST) is validity


def test_example_24_the_third_is_only_for_direct_elections():
    outcome = supplementary_round(session(votes={"A": 95, "B": 60}), ("A", "B"))
    assert outcome.elected == ()
    assert codes(outcome) == ["seats-still-open"]


def test_example_25_a_formal_candidate_without_votes_is_listed_when_needed():
    outcome = first_vote(tally(v=1500, t=900, s=3, votes={"A": 400, "B": 300, "C": 200, "D": 0}))
    assert outcome == Outcome(next=Supplementary(3, ("A", "B", "C", "D"), (4,), 4))


def test_example_26_a_tie_in_a_supplementary_round_above_and_below_the_line():
    above = supplementary_round(tally(v=1500, t=900, votes={"C": 310, "D": 310}), ("C", "D"))
    assert above == Outcome((), ("C", "D"), TieRevote(1))
    again = tie_revote(tally(v=1500, t=900, votes={"C": 150, "D": 149}), above.tied)
    assert again == Outcome(("C",))
    below = supplementary_round(tally(v=1500, t=900, votes={"C": 299, "D": 299}), ("C", "D"))
    assert (below.elected, below.tied) == ((), ())
    assert below.next == Decide("O-42", (), 1, ("another_round", "stop"))


@pytest.mark.parametrize(
    ("province", "options"),
    [
        (NATIONAL, ("repeat",)),
        (SHANDONG, ("repeat", "leave_vacant")),
    ],
)
def test_example_27_a_tie_that_remains_goes_to_the_committee(province, options):
    again = tally(s=2, votes={"B": 300, "C": 140, "D": 140})
    outcome = tie_revote(again, ("B", "C", "D"), province)
    assert (outcome.elected, outcome.tied) == (("B",), ("C", "D"))
    assert outcome.next == Decide("O-37", ("C", "D"), 1, options, "repeat")
    assert codes(outcome) == ["tie-remains"]


def test_example_28_three_seats_of_a_session_have_exactly_four_candidates():
    votes = {f"E{i}": 150 for i in range(7)} | {"H": 100, "I": 98, "J": 97, "K": 97, "L": 60}
    step = first_vote(session(s=10, votes=votes)).next
    assert step == Supplementary(3, ("H", "I", "J", "K", "L"), (4,), 4)


def test_example_29_a_pool_too_short_goes_to_the_committee():
    outcome = first_vote(tally(votes={"A": 300}))
    assert isinstance(outcome.next, Decide)
    assert (outcome.next.open_point, outcome.next.pool) == ("O-38", ("A",))
    assert codes(outcome) == ["pool-too-short"]


def test_the_national_pack_holds_the_national_rules_of_determination():
    assert determination_rules(pack_for("00", date(2026, 12, 20)).pack) == NATIONAL
