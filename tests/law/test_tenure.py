"""From the declaration to the published list of deputies."""

import pytest

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Severity
from huanjie.law.pack import Level, shipped_packs
from huanjie.law.procedure import IllegalMove
from huanjie.law.tenure import (
    MANDATE,
    Announcement,
    Credentials,
    Deputy,
    Opinion,
    Reviewer,
    check_announcement,
    check_areas,
    check_completion,
    check_deputies_list,
    check_opinion,
    is_affiliated,
    reviewer,
)
from tests.law.answers import NATIONAL
from tests.law.cited import assert_cited

SHANGHAI = shipped_packs()["shanghai-2021"]
SOUND = Credentials(True, True, True, clear_clues=False)
UNSOUND = Credentials(True, False, True, clear_clues=False)
OPEN = Credentials(True, None, True, clear_clues=False)
CLUES = Credentials(True, True, None, clear_clues=True)


def codes(findings) -> list[str]:
    for finding in findings:
        assert_cited(finding)
        for language in ("zh", "en"):
            assert sentence(finding, language)
            assert next_step(finding, language)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("opinion", "found", "expected"),
    [
        (Opinion.VALID, SOUND, []),
        (Opinion.INVALID, UNSOUND, []),
        (Opinion.VALID, UNSOUND, ["opinion-against-finding"]),
        (Opinion.INVALID, SOUND, ["opinion-without-ground"]),
        (Opinion.VALID, OPEN, ["credentials-not-examined"]),
        (Opinion.PENDING, SOUND, ["deferral-without-clues"]),
        (Opinion.PENDING, CLUES, ["opinion-deferred"]),
    ],
)
def test_an_opinion_agrees_with_what_was_examined(opinion, found, expected):
    assert codes(check_opinion(opinion, found, SHANGHAI)) == expected


def test_where_the_province_is_silent_a_deferral_is_the_committees_decision():
    deferred = check_opinion(Opinion.PENDING, CLUES, NATIONAL)[0]
    assert (deferred.severity, deferred.article.key) == (Severity.MANUAL, "EL 47¶1")


def test_a_deferral_that_the_province_allows_rests_on_its_own_words():
    deferred = check_opinion(Opinion.PENDING, CLUES, SHANGHAI)[0]
    assert (deferred.severity, deferred.article.key) == (Severity.INFO, "SH 47¶2")


@pytest.mark.parametrize(
    ("state", "is_disputed", "expected"),
    [
        ("confirmed", False, []),
        ("published", False, []),
        ("found_valid", False, ["deputy-not-confirmed"]),
        ("pending", False, ["deputy-not-confirmed"]),
        ("confirmed", True, ["deputy-under-objection"]),
    ],
)
def test_only_confirmed_mandates_are_published(state, is_disputed, expected):
    assert codes(check_deputies_list([Deputy("A", state, is_disputed)])) == expected


CITY = ("P", "City")
COUNTY = ("P", "City", "County")
TOWN = ("P", "City", "County", "Town")
OTHER = ("P", "City", "Other")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (COUNTY, COUNTY, True),
        (TOWN, CITY, True),
        (COUNTY, TOWN, True),
        (COUNTY, OTHER, False),
        (TOWN, OTHER, False),
    ],
)
def test_areas_are_affiliated_in_one_chain(one, other, expected):
    assert is_affiliated(one, other) is expected
    assert is_affiliated(other, one) is expected


def test_nobody_is_deputy_of_two_unaffiliated_areas():
    assert codes(check_areas("A", [TOWN, COUNTY, CITY])) == []
    assert codes(check_areas("A", [TOWN, COUNTY, OTHER])) == ["areas-unaffiliated"] * 2


def test_the_election_is_complete_when_the_last_contest_is_declared():
    assert codes(check_completion([])) == []
    assert codes(check_completion(["C2", "C1"])) == ["election-not-complete"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (Announcement(True, True, ("A", "B"), ("B", "A"), ()), []),
        (Announcement(True, False, ("A",), ("A",), ()), ["result-not-announced"]),
        (Announcement(True, True, ("A",), ("B",), ()), ["list-not-the-elected"]),
        (Announcement(False, True, ("A",), ("A",), ()), ["list-not-the-elected"]),
        (Announcement(False, True, (), (), ()), []),
        (Announcement(True, True, ("A",), ("A",), ("O-25",)), ["result-still-open"]),
    ],
)
def test_a_result_is_announced_as_the_law_asks(made, expected):
    assert codes(check_announcement(made)) == expected


@pytest.mark.parametrize("state", MANDATE.states)
@pytest.mark.parametrize("move", MANDATE.all_moves)
def test_the_mandate_answers_every_state_and_move(state, move):
    if MANDATE.may(state, move):
        assert MANDATE.after(state, move) in MANDATE.states
    else:
        with pytest.raises(IllegalMove):
            MANDATE.after(state, move)


def test_an_elected_person_becomes_a_deputy():
    state = MANDATE.initial
    for move in ("declare", "find_valid", "confirm", "publish", "seat"):
        state = MANDATE.after(state, move)
    assert state == "seated"


@pytest.mark.parametrize(
    ("level", "who"),
    [
        (Level.TOWNSHIP, Reviewer.PREVIOUS_CONGRESS),
        (Level.COUNTY, Reviewer.OUTGOING_SC),
        (Level.CITY, Reviewer.OUTGOING_SC),
    ],
)
def test_the_outgoing_committee_examines_the_elected(level, who):
    assert reviewer(level) is who
