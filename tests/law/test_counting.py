"""Counting and determination: the worked examples of rules.md section 9, and both sides of each."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.catalogue import catalogue, next_step, sentence
from huanjie.law.counting import (
    CONTEST,
    NATIONAL,
    Ballot,
    Basis,
    Decide,
    DeterminationRules,
    Done,
    Mark,
    Mend,
    Outcome,
    Paper,
    Rerun,
    Round,
    Supplementary,
    Tally,
    TieRevote,
    Validity,
    Verdict,
    candidate_list,
    classify_ballot,
    contest_move,
    count_ballots,
    determination_of,
    first_vote,
    list_range,
    ranked,
    rerun,
    round_validity,
    smallest_margin,
    standings,
    supplementary_line,
    supplementary_round,
    tally_of,
    tie_revote,
)
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack.words import AfterSupplementary, Denominator, Mode
from huanjie.law.procedure import IllegalMove
from huanjie.law.sheet import Sheet


def rules(**changed: object) -> DeterminationRules:
    held = {name: getattr(NATIONAL, name) for name in DeterminationRules.__slots__}
    return DeterminationRules(**{**held, **changed})


ZHEJIANG = rules(supplementary_rounds_max=1, supplementary_after=AfterSupplementary.STOP)
SHANGHAI = rules(supplementary_rounds_max=1, supplementary_after=AfterSupplementary.VACANCY)
SHANDONG = rules(supplementary_after=AfterSupplementary.MAY_STAY_VACANT)


def tally(*, v=1000, t=600, b=None, s=1, **more: object) -> Tally:
    votes = more.pop("votes", {})
    return Tally(
        roll=v, participants=t, collected=t if b is None else b, seats=s, votes=votes, **more
    )


def session(*, d=200, present=160, s=1, votes=None, **more: object) -> Tally:
    return Tally(
        roll=d,
        participants=present,
        collected=present,
        seats=s,
        votes=votes or {},
        mode=Mode.INDIRECT,
        present=present,
        **more,
    )


FIRED: set[str] = set()


def said(finding) -> None:
    FIRED.add(finding.code)
    for language in ("zh", "en"):
        assert sentence(finding, language)
        assert next_step(finding, language)


def codes(outcome: Outcome) -> list[str]:
    for finding in outcome.findings:
        said(finding)
    return [finding.code for finding in outcome.findings]


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


def ballot(*approved: str, written: tuple[str, ...] = (), **marks: set[Mark]) -> Ballot:
    names = {name: frozenset({Mark.APPROVE}) for name in approved}
    return Ballot(names | {name: frozenset(m) for name, m in marks.items()}, written)


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


# Ballots


@pytest.mark.parametrize(
    "paper",
    [
        ballot(A={Mark.APPROVE, Mark.OPPOSE}),
        ballot(A={Mark.OPPOSE}, written=("A",)),
        ballot(A={Mark.UNCLEAR}),
        ballot(A={Mark.APPROVE, Mark.UNCLEAR}),
    ],
)
def test_contrary_or_unreadable_marks_are_no_mark_and_the_ballot_stays_valid(paper):
    reading = classify_ballot(paper, 1)
    assert (reading.paper, reading.chosen, reading.lost) == (Paper.VALID, (), ("A",))


def test_a_printed_name_written_in_is_one_approval():
    assert classify_ballot(ballot("A", written=("A", "A")), 1).chosen == ("A",)
    assert classify_ballot(ballot(A=set(), written=("A",)), 1).chosen == ("A",)


def test_abstaining_adds_nothing():
    assert classify_ballot(ballot(A={Mark.ABSTAIN}), 1).is_blank


def test_in_a_session_a_write_in_presupposes_an_oppose_mark():
    reading = classify_ballot(ballot("A", written=("W",)), 2, Mode.INDIRECT)
    assert reading.paper is Paper.REFERRED
    said(reading.finding)
    assert reading.finding.code == "write-in-without-oppose"
    opposed = ballot("A", B={Mark.OPPOSE}, written=("W",))
    assert classify_ballot(opposed, 2, Mode.INDIRECT).chosen == ("A", "W")


def test_in_a_session_too_many_approvals_are_void_whatever_is_written():
    paper = ballot("A", "B", written=("W",))
    assert classify_ballot(paper, 1, Mode.INDIRECT).paper is Paper.VOID


def test_a_heap_of_papers_is_counted_by_kind():
    papers = [ballot("A"), ballot("A", "B"), Ballot(), ballot(written=("W",))]
    counted = count_ballots(papers, ("A", "B"), 1)
    assert (counted.valid, counted.void, counted.blank, counted.referred) == (3, 1, 1, 0)
    assert counted.votes == {"A": 1, "B": 0, "W": 1}
    assert count_ballots([ballot(written=("W",))], ("A",), 1, Mode.INDIRECT).referred == 1


@given(st.lists(st.frozensets(st.sampled_from("ABCDW"), max_size=5)), st.integers(1, 3))
def test_a_void_ballot_never_helps_anyone(heap, seats):
    papers = [ballot(*(n - {"W"}), written=("W",) * ("W" in n)) for n in heap]
    valid = [p for p, names in zip(papers, heap, strict=True) if len(names) <= seats]
    whole, rest = count_ballots(papers, ("A",), seats), count_ballots(valid, ("A",), seats)
    assert whole.votes == rest.votes
    assert whole.void == len(papers) - len(valid)


# Validity


def test_more_participants_than_voters_is_an_error_of_the_record():
    outcome = first_vote(tally(v=500, t=501, b=502, votes={"A": 400}))
    assert outcome.next == Mend("participants-exceed-roll")
    assert outcome.findings[0].severity is Severity.ERROR
    assert codes(outcome) == ["participants-exceed-roll"]
    assert round_validity(tally(v=501, t=501), NATIONAL, Round.FIRST) is Validity.VALID


def test_excess_is_tested_before_turnout():
    assert round_validity(tally(t=100, b=101), NATIONAL, Round.FIRST) is Validity.EXCESS


@pytest.mark.parametrize(
    ("change", "validity"),
    [
        ({"present": 201}, Validity.DEPUTIES_EXCEEDED),
        ({"participants": 161}, Validity.PRESENT_EXCEEDED),
        ({"collected": 161}, Validity.EXCESS),
        ({}, Validity.VALID),
    ],
)
def test_a_session_is_tested_for_its_attendance(change, validity):
    figures = {"roll": 200, "participants": 160, "collected": 160, "present": 160} | change
    held = Tally(**figures, seats=1, votes={"A": 120}, mode=Mode.INDIRECT)
    assert round_validity(held, NATIONAL, Round.FIRST) is validity
    assert codes(first_vote(held)) == ([] if validity is Validity.VALID else [validity.value])


def test_a_session_without_quorum_is_void():
    assert codes(first_vote(session(present=133))) == ["invalid-quorum"]


@pytest.mark.parametrize("held", [Round.TIE_REVOTE, Round.SUPPLEMENTARY])
def test_later_rounds_are_tested_for_turnout_unless_the_province_says_otherwise(held):
    few = tally(t=400)
    assert round_validity(few, NATIONAL, held) is Validity.TURNOUT
    assert round_validity(few, rules(turnout_each_round=False), held) is Validity.VALID
    base = round_validity(few, rules(turnout_each_round=False), Round.RERUN)
    assert base is Validity.TURNOUT


def test_an_invalid_tie_revote_is_held_anew_among_the_same():
    outcome = tie_revote(tally(t=400, votes={"B": 300}), ("C", "B"))
    assert outcome.next == Rerun("invalid-turnout", Round.TIE_REVOTE)
    assert outcome.tied == ("B", "C")


def test_a_rerun_is_a_fresh_first_vote():
    assert rerun(tally(votes={"A": 301})) == Outcome(("A",))
    assert rerun(tally(t=500)).next == Rerun("invalid-turnout", Round.RERUN)


@pytest.mark.parametrize(
    "wrong",
    [
        {"s": 0},
        {"v": -1},
        {"t": -1},
        {"b": -1},
        {"void": -1},
        {"votes": {"A": -1}},
        {"mode": Mode.INDIRECT},
    ],
)
def test_a_tally_that_cannot_be_is_refused(wrong):
    with pytest.raises(WrongInput):
        tally(**wrong)


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
        (1, Mode.INDIRECT, (2, 2)),
        (2, Mode.INDIRECT, (3, 3)),
        (3, Mode.INDIRECT, (4, 4)),
        (4, Mode.INDIRECT, (5, 6)),
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


# Explanations


def test_a_standing_says_the_figure_the_line_and_the_verdict():
    first = tally(votes={"A": 299, "B": 250})
    standing = standings(first, first_vote(first))[0]
    assert sentence(standing.finding) == "A得299票；参加投票600人，过半数须301票；未当选。"
    assert str(standing.finding.article) == "《选举法》第四十五条第一款"


STANDINGS = [
    (tally(votes={"A": 320, "B": 250}), Round.FIRST, "participants", ["elected", "short"]),
    (tally(votes={"A": 320, "B": 320}), Round.FIRST, "participants", ["tied", "tied"]),
    (tally(votes={"A": 320, "B": 310}), Round.FIRST, "participants", ["elected", "outrun"]),
    (session(votes={"A": 120, "B": 10}), Round.FIRST, "deputies", ["elected", "short"]),
    (session(votes={"A": 120, "B": 120}), Round.FIRST, "deputies", ["tied", "tied"]),
    (session(votes={"A": 120, "B": 110}), Round.FIRST, "deputies", ["elected", "outrun"]),
    (tally(votes={"A": 320, "B": 10}), Round.SUPPLEMENTARY, "ballots", ["elected", "short"]),
    (tally(votes={"A": 250, "B": 250}), Round.SUPPLEMENTARY, "ballots", ["tied", "tied"]),
    (tally(votes={"A": 320, "B": 250}), Round.SUPPLEMENTARY, "ballots", ["elected", "outrun"]),
    (tally(votes={"A": 2, "B": 1}), Round.TIE_REVOTE, "rivals", ["elected", "outrun"]),
    (tally(votes={"A": 2, "B": 0}), Round.TIE_REVOTE, "rivals", ["elected", "short"]),
    (tally(votes={"A": 2, "B": 2}), Round.TIE_REVOTE, "rivals", ["tied", "tied"]),
]


@pytest.mark.parametrize(("held", "kind", "basis", "verdicts"), STANDINGS)
def test_every_round_explains_every_person(held, kind, basis, verdicts):
    outcome = {
        Round.FIRST: lambda: first_vote(held),
        Round.SUPPLEMENTARY: lambda: supplementary_round(held, ("A", "B")),
        Round.TIE_REVOTE: lambda: tie_revote(held, ("A", "B")),
    }[kind]()
    found = standings(held, outcome, kind)
    assert [s.verdict for s in found] == [Verdict(v) for v in verdicts]
    for standing in found:
        assert standing.basis is Basis(basis)
        assert standing.finding.code == f"standing-{basis}-{standing.verdict.value}"
        said(standing.finding)


@pytest.mark.parametrize(
    ("may", "verdict"),
    [
        (False, Verdict.INELIGIBLE),
        (None, Verdict.WAITING),
        (True, Verdict.ELECTED),
    ],
)
def test_a_standing_names_ineligible_and_waiting_persons(may, verdict):
    first = tally(
        votes={"A": 200, "B": 90, "W": 305}, write_ins=frozenset("W"), eligibility={"W": may}
    )
    standing = standings(first, first_vote(first))[0]
    assert standing.verdict is verdict
    said(standing.finding)


def test_a_vote_that_does_not_count_explains_nobody():
    invalid = tally(t=500, votes={"A": 320})
    assert standings(invalid, first_vote(invalid)) == ()


def test_a_supplementary_standing_over_valid_ballots():
    second = tally(void=30, votes={"A": 195})
    by_valid = rules(supplementary_denominator=Denominator.VALID)
    outcome = supplementary_round(second, ("A",), by_valid)
    assert standings(second, outcome, Round.SUPPLEMENTARY, by_valid)[0].whole == 570


# Between sheet and contest


def record(**changed: object) -> Sheet:
    plain = {
        "roll": {"voters": 1000},
        "turnout": {"in_person": 500, "proxy": 60, "mobile": 40},
        "count": {"collected": 590, "valid": 580, "void": 10, "blank": 0},
        "candidates": {"A": {"approve": 299}, "B": {"approve": 200}},
        "write_ins": [{"name": "W", "votes": 5}, {"name": "B", "votes": 1}],
    }
    return Sheet.from_json(plain | changed)


def test_a_sheet_becomes_a_tally():
    held = tally_of(record(), seats=1, mode=Mode.DIRECT, eligibility={})
    assert (held.roll, held.participants, held.collected, held.void) == (1000, 600, 590, 10)
    assert held.votes == {"A": 299, "B": 201, "W": 5}
    assert held.write_ins == {"W"}
    with pytest.raises(WrongInput, match=r"count\.void"):
        tally_of(record(count={"collected": 5}), seats=1, mode=Mode.DIRECT, eligibility={})


def test_a_session_sheet_becomes_a_tally():
    roll = {"voters": 200, "present": 160}
    held = record(roll=roll, turnout={"in_person": 160}, count={"collected": 160, "void": 0})
    assert tally_of(held, seats=1, mode=Mode.INDIRECT, eligibility={}).participants == 160


@pytest.mark.parametrize(
    ("held", "point"),
    [
        (tally(votes={"A": 320, "B": 10}), ""),
        (tally(votes={"A": 320, "B": 320}), "tie"),
        (tally(votes={"A": 220, "B": 10}), "shortage"),
        (tally(votes={"A": 220}), "O-38"),
        (tally(votes={"A": 220, "W": 310}, write_ins=frozenset("W")), "O-44"),
    ],
)
def test_the_checks_learn_what_is_open(held, point):
    found = determination_of(held, first_vote(held))
    assert found.open_point == point
    assert found.undecided == (("W",) if point == "O-44" else ())


def test_the_checks_learn_the_result_over_the_papers():
    held = tally(b=590, votes={"A": 299, "B": 250})
    assert determination_of(held, first_vote(held)).otherwise == ("A",)


def test_an_invalid_vote_has_no_margin():
    held = tally(t=500, votes={"A": 299})
    assert determination_of(held, first_vote(held)).margin is None


@pytest.mark.parametrize(
    ("held", "kind", "margin"),
    [
        (tally(votes={"A": 320, "B": 250}), Round.FIRST, 20),
        (tally(votes={"A": 299, "B": 250}), Round.FIRST, 2),
        (tally(votes={"A": 320, "B": 318}), Round.FIRST, 2),
        (tally(votes={"A": 205, "B": 100}), Round.SUPPLEMENTARY, 6),
        (tally(votes={"A": 250, "B": 150}), Round.TIE_REVOTE, 100),
        (tally(votes={}), Round.FIRST, None),
    ],
)
def test_the_smallest_margin_that_decides(held, kind, margin):
    assert smallest_margin(held, kind) == margin


# The procedure


@pytest.mark.parametrize("state", CONTEST.states)
@pytest.mark.parametrize("move", CONTEST.all_moves)
def test_the_contest_answers_every_state_and_move(state, move):
    if CONTEST.may(state, move):
        assert CONTEST.after(state, move) in CONTEST.states
    else:
        with pytest.raises(IllegalMove):
            CONTEST.after(state, move)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Done(), "decided"),
        (TieRevote(1), "tie_revote"),
        (Supplementary(1, (), (), 2), "supplementary"),
        (Rerun("x", Round.FIRST), "rerun"),
        (Decide("O-25", (), 1, ()), "committee"),
    ],
)
def test_every_outcome_of_a_first_vote_is_a_move(step, state):
    assert CONTEST.after("first_vote", contest_move(Outcome(next=step))) == state


def test_a_record_to_be_mended_moves_nothing():
    assert contest_move(Outcome(next=Mend("x"))) is None


def test_a_decided_contest_reopens():
    assert CONTEST.after("decided", "reopen") == "committee"


# Properties

CONTESTS = st.builds(
    tally,
    v=st.integers(0, 30),
    t=st.integers(0, 30),
    b=st.integers(0, 30),
    s=st.integers(1, 3),
    votes=st.dictionaries(st.sampled_from("ABCDEWX"), st.integers(0, 30)),
    void=st.integers(0, 5),
    write_ins=st.just(frozenset("WX")),
    eligibility=st.dictionaries(st.sampled_from("ABWX"), st.sampled_from([True, False, None])),
)


@given(CONTESTS, st.sampled_from([first_vote, rerun, supplementary_round, tie_revote]))
def test_never_more_elected_than_seats_and_never_anyone_twice(held, vote):
    names = tuple(n for n in held.votes if n not in "WX")
    more = () if vote in (first_vote, rerun) else (names,)
    outcome = vote(held, *more)
    assert len(outcome.elected) <= held.seats
    assert not set(outcome.elected) & set(outcome.tied)
    assert all(held.is_eligible(name) for name in outcome.elected)
    codes(outcome)


@given(CONTESTS)
def test_shuffling_the_votes_changes_nothing(held):
    for order in list(permutations(held.votes.items()))[:6]:
        mixed = tally(
            v=held.roll,
            t=held.participants,
            b=held.collected,
            s=held.seats,
            votes=dict(order),
            void=held.void,
            write_ins=held.write_ins,
            eligibility=held.eligibility,
        )
        assert first_vote(mixed) == first_vote(held)


def test_names_stand_by_votes_then_by_name():
    assert ranked({"B": 5, "A": 5, "C": 9}) == [("C", 9), ("A", 5), ("B", 5)]


def test_every_wording_of_the_chapter_is_fired():
    assert {w.code for w in catalogue().values() if w.chapter == "counting"} == FIRED
