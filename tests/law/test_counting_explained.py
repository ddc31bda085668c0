"""Standings, margins, the course of a contest, and what always holds."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.catalogue import sentence
from huanjie.law.counting import (
    CONTEST,
    Basis,
    Decide,
    Done,
    Mend,
    Outcome,
    Rerun,
    Round,
    Supplementary,
    TieRevote,
    Verdict,
    contest_move,
    determination_of,
    first_vote,
    ranked,
    rerun,
    smallest_margin,
    standings,
    supplementary_round,
    tally_of,
    tie_revote,
)
from huanjie.law.finding import WrongInput
from huanjie.law.pack.words import Denominator, Mode
from huanjie.law.procedure import IllegalMove
from huanjie.law.sheet import Sheet
from tests.law.counting_cases import codes, rules, said, session, tally

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
    votes = {"candidates": {"A": {"approve": 120}}, "write_ins": []}
    count = {"collected": 160, "void": 0}
    held = record(roll=roll, turnout={"in_person": 160}, count=count, **votes)
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

CONTESTS = st.integers(0, 30).flatmap(
    lambda papers: st.builds(
        tally,
        v=st.integers(0, 30),
        t=st.integers(0, 30),
        b=st.just(papers),
        s=st.integers(1, 3),
        votes=st.dictionaries(st.sampled_from("ABCDEWX"), st.integers(0, papers)),
        void=st.integers(0, 5),
        write_ins=st.just(frozenset("WX")),
        eligibility=st.dictionaries(st.sampled_from("ABWX"), st.sampled_from([True, False, None])),
    )
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


@pytest.mark.parametrize(("votes", "fits"), [(590, True), (591, False)])
def test_nobody_has_more_votes_than_there_are_ballots(votes, fits):
    if fits:
        assert tally(b=590, votes={"A": votes}).votes == {"A": 590}
        return
    with pytest.raises(WrongInput, match="votes"):
        tally(b=590, votes={"A": votes})


def test_names_stand_by_votes_then_by_name():
    assert ranked({"B": 5, "A": 5, "C": 9}) == [("C", 9), ("A", 5), ("B", 5)]
