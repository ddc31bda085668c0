"""What a paper says, and whether a round counts at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.counting import (
    NATIONAL,
    Ballot,
    Mark,
    Mend,
    Outcome,
    Paper,
    Rerun,
    Round,
    Tally,
    Validity,
    classify_ballot,
    count_ballots,
    first_vote,
    rerun,
    round_validity,
    tie_revote,
)
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack.words import Mode
from tests.law.counting_cases import ballot, codes, rules, said, session, tally

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


@pytest.mark.parametrize("marks", [{Mark.OPPOSE}, {Mark.ABSTAIN}, set()])
def test_a_single_mark_that_is_no_approval_is_read_and_not_lost(marks):
    reading = classify_ballot(ballot(A=marks), 1)
    assert (reading.paper, reading.chosen, reading.lost) == (Paper.VALID, (), ())


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
