"""Offences against the election and what they do to a result."""

from datetime import date

import pytest

from huanjie.law.discipline import (
    ARTICLES,
    CaseRecord,
    Consequence,
    Effect,
    Offence,
    Route,
    check_case,
    consequences,
    route,
    voided,
)
from huanjie.law.finding import Severity
from tests.law.answers import codes, graded, unfired

DAY = date(2026, 12, 21)


def case(offence: Offence = Offence.BRIBERY, **changed: object) -> CaseRecord:
    facts = {
        "received": DAY,
        "source": "选民来信",
        "constituency": "第一选区",
        "persons": ("甲",),
        "investigated": DAY,
        "needs_transfer": False,
        "transferred": None,
        "proven": True,
        "elected_by_it": ("甲",),
        "effect": Effect.ELECTION_VOID,
        "outcome": "确定当选无效",
    }
    return CaseRecord("1", offence, **(facts | changed))


@pytest.mark.parametrize("offence", Offence)
def test_every_offence_has_its_words(offence):
    assert ARTICLES[offence].place[0] in (36, 58)


@pytest.mark.parametrize(("functionary", "count"), [(False, 2), (True, 3)])
def test_functionaries_are_also_disciplined(functionary, count):
    found = consequences(Offence.FORGERY, is_functionary=functionary)
    assert len(found) == count
    assert (Consequence.ADMINISTRATIVE in found) is functionary
    assert consequences(Offence.INTERFERENCE, is_functionary=functionary) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"investigated": None}, [("case-not-investigated", Severity.ERROR)]),
        ({"needs_transfer": True}, [("case-not-transferred", Severity.ERROR)]),
        ({"needs_transfer": True, "transferred": DAY}, []),
        ({"outcome": " "}, [("case-without-outcome", Severity.ERROR)]),
        ({"effect": Effect.NONE}, [("case-election-void", Severity.ERROR)]),
        ({"effect": Effect.RERUN}, [("case-election-void", Severity.ERROR)]),
        ({"effect": Effect.NONE, "elected_by_it": ()}, []),
        ({"effect": Effect.NONE, "proven": False}, []),
        ({"proven": False}, [("case-effect-unfounded", Severity.ERROR)]),
        (
            {"proven": None},
            [("case-undecided", Severity.MANUAL), ("case-effect-unfounded", Severity.ERROR)],
        ),
    ],
)
def test_a_case_is_dealt_with_and_its_effect_follows(changed, expected):
    assert graded(check_case(case(**changed))) == expected


def test_interference_alone_names_no_void_election():
    assert not check_case(case(Offence.INTERFERENCE, effect=Effect.NONE))


def test_the_election_of_those_who_used_such_means_is_void():
    cases = [
        case(),
        case(elected_by_it=("甲", "乙")),
        case(proven=False, elected_by_it=("丙",)),
        case(Offence.INTERFERENCE, elected_by_it=("丁",)),
    ]
    assert voided(cases) == ("甲", "乙")


@pytest.mark.parametrize(("about_roll", "way"), [(True, Route.ROLL_APPEAL), (False, Route.CASE)])
def test_complaints_about_the_roll_go_their_own_way(about_roll, way):
    assert route(is_about_roll=about_roll) is way


def test_every_finding_of_the_chapter_is_fired():
    assert not unfired("discipline", __file__)
    assert codes(check_case(case(investigated=None)))
