"""Boundaries of the count that only a mutant showed to be open."""

import pytest

from huanjie.law.counting import (
    Rerun,
    Round,
    first_vote,
    smallest_margin,
    standings,
    tie_revote,
)
from huanjie.law.finding import WrongInput
from tests.law.counting_cases import session, tally


def test_whoever_may_not_be_elected_makes_no_margin():
    held = tally(votes={"A": 420, "X": 300}, eligibility={"X": False})
    assert smallest_margin(held) == 120
    assert smallest_margin(tally(votes={"A": 420, "X": 300})) == 1


def test_two_on_the_line_itself_are_no_vote_apart():
    assert smallest_margin(tally(votes={"A": 301, "B": 301})) == 0
    assert smallest_margin(tally(votes={"A": 301, "B": 300})) == 1


def test_nobody_wins_a_second_vote_without_a_vote_even_where_seats_are_left():
    outcome = tie_revote(tally(s=2, votes={"B": 300, "C": 0}), ("B", "C"))
    assert outcome.elected == ("B",)
    assert outcome.tied == ("C",)


def test_names_not_on_the_paper_of_a_second_vote_stand_nowhere():
    held = tally(votes={"B": 300, "C": 200, "W": 90}, write_ins=frozenset("W"))
    outcome = tie_revote(held, ("B", "C"))
    assert [row.name for row in standings(held, outcome, Round.TIE_REVOTE)] == ["B", "C"]


@pytest.mark.parametrize("figure", ["v", "t", "b", "void"])
def test_no_count_is_negative_and_none_may_be_zero(figure):
    assert tally(**({"t": 0, "b": 0} | {figure: 0}))
    with pytest.raises(WrongInput, match="tally"):
        tally(**({"b": 0} | {figure: -1}))


def test_a_session_of_one_at_which_nobody_is_has_no_quorum():
    held = session(d=1, present=0)
    assert isinstance(first_vote(held).next, Rerun)


@pytest.mark.parametrize(("deputies", "quorum"), [(200, 134), (201, 134), (202, 135)])
def test_a_missing_quorum_is_told(deputies, quorum):
    (found,) = first_vote(session(d=deputies, present=100)).findings
    assert found.facts["quorum"] == quorum
    assert found.facts["present"] == 100
