"""Boundaries of nomination that only a mutant showed to be open."""

from dataclasses import replace
from datetime import date

import pytest

from huanjie.law.committee import Membership
from huanjie.law.finding import WrongInput
from huanjie.law.nomination import (
    Path,
    Range,
    candidate_numbers,
    check_members,
    check_primary_turnout,
    primary_outcome,
)
from huanjie.law.pack import Mode
from tests.law.answers import NATIONAL, codes


def test_nobody_nominated_is_a_question_that_can_be_asked():
    assert candidate_numbers(1, 0, Mode.DIRECT, NATIONAL).path is Path.SHORT


@pytest.mark.parametrize(("count", "is_cut"), [(2, True), (3, False)])
def test_there_is_nothing_to_cut_among_as_many_as_are_wanted(count, is_cut):
    votes = {"甲": 9, "乙": 8, "丙": 7}
    if is_cut:
        assert primary_outcome(votes, count, Range(2, 3)).taken == ("甲", "乙")
        return
    with pytest.raises(WrongInput, match="count"):
        primary_outcome(votes, count, Range(2, 3))


@pytest.mark.parametrize(("names", "expected"), [(("甲",), ["member-is-candidate"]), (("乙",), [])])
def test_only_members_on_the_list_have_to_resign(names, expected):
    member = Membership("甲", resigned=None)
    assert codes(check_members(names, [member], date(2026, 12, 5))) == expected


@pytest.mark.parametrize(
    ("participants", "can_be"), [(-1, False), (0, True), (9, True), (10, False)]
)
def test_between_nobody_and_every_voter_takes_part_in_a_primary(participants, can_be):
    if can_be:
        assert not check_primary_turnout(participants, 9, NATIONAL)
        return
    with pytest.raises(WrongInput, match="participants"):
        check_primary_turnout(participants, 9, NATIONAL)


def test_the_range_rests_on_its_paragraph_where_a_pack_cites_nothing():
    settings = {key: replace(row, article=None) for key, row in NATIONAL.settings.items()}
    bare = replace(NATIONAL, settings=settings)
    assert candidate_numbers(1, 2, Mode.DIRECT, bare).article.key == "EL 31¶2"
