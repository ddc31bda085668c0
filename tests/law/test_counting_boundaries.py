"""Boundaries of the count that only a mutant showed to be open."""

from dataclasses import replace

import pytest

from huanjie.law.counting import (
    NATIONAL,
    Decide,
    Rerun,
    Round,
    Supplementary,
    first_vote,
    smallest_margin,
    standings,
    supplementary_line,
    supplementary_round,
    tie_revote,
)
from huanjie.law.finding import WrongInput
from huanjie.law.pack.words import AfterSupplementary
from tests.law.counting_cases import codes, rules, session, tally


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


@pytest.mark.parametrize(("votes", "decides"), [(290, False), (291, True), (300, True)])
def test_papers_that_never_came_back_decide_from_the_lower_line_on(votes, decides):
    # 600 took part: 301 elect; 580 papers came back: 291 would
    outcome = first_vote(tally(b=580, votes={"A": votes, "B": 100}))
    assert ("denominator-decides" in codes(outcome)) is decides


def test_in_a_session_papers_that_never_came_back_decide_nothing():
    held = replace(session(votes={"A": 100, "B": 40}), collected=150)
    assert "denominator-decides" not in codes(first_vote(held))


@pytest.mark.parametrize(("papers", "line"), [(0, 1), (3, 1), (4, 2)])
def test_a_third_of_few_papers_is_still_a_vote(papers, line):
    assert supplementary_line(tally(t=papers, b=papers), NATIONAL) == line


def test_a_supplementary_round_is_the_first_unless_it_is_said():
    twice = rules(supplementary_after=AfterSupplementary.STOP, supplementary_rounds_max=2)
    outcome = supplementary_round(tally(votes={"A": 100, "B": 90}), ("A", "B"), twice)
    assert isinstance(outcome.next, Decide)


def test_who_ties_below_the_smallest_lawful_list_breaks_none():
    votes = {"A": 250, "B": 200, "C": 150, "D": 100, "E": 100, "U": 100}
    outcome = first_vote(tally(s=2, votes=votes, write_ins=frozenset("U")))
    assert outcome.next == Supplementary(2, ("A", "B", "C", "D", "E"), (3,), 3)


def test_a_name_on_the_paper_without_a_vote_is_asked_for_where_too_few_are_left():
    outcome = first_vote(tally(s=2, votes={"A": 100, "C": 0}, eligibility={"C": None}))
    assert (outcome.next.open_point, outcome.next.names) == ("O-44", ("C",))


@pytest.mark.parametrize(("present", "is_quorum"), [(99, False), (100, True), (150, True)])
def test_two_thirds_of_the_deputies_are_a_quorum_and_all_of_them_may_come(present, is_quorum):
    held = session(d=150, present=present, votes={"A": 90})
    outcome = first_vote(held)
    assert isinstance(outcome.next, Rerun) is not is_quorum
    assert outcome.elected == (("A",) if is_quorum else ())


def test_no_paper_is_void_unless_it_is_said():
    assert tally().void == 0
