"""The cases as a whole: how many, of which rules, and whether a province's values decide them."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from huanjie.law.pack import shipped_packs
from tests.law import (
    test_cases_apportionment,
    test_cases_calendar,
    test_cases_count,
    test_cases_eligibility,
    test_cases_mandate,
    test_cases_nomination,
    test_cases_polling,
    test_cases_quota,
    test_cases_roll,
    test_cases_session,
)
from tests.law.case_files import all_cases, cited, judge

LAST = {
    "Q": 19,
    "A": 11,
    "C": 7,
    "R": 42,
    "CAL": 30,
    "N": 17,
    "P": 12,
    "F": 14,
    "V": 11,
    "S": 4,
    "M": 5,
}
RULES = {f"{part}-{number:02d}" for part, last in LAST.items() for number in range(1, last + 1)}
COUNTING = "§9"
"""The chapter on counting has no rule ids; its cases name the chapter."""

WITHOUT_CASE = {
    "Q-01": "quotas of provinces: no congress of that level is elected here",
    "Q-02": "quotas of municipalities: no congress of that level is elected here",
    "Q-12": "quotas of provinces: no congress of that level is elected here",
    "A-11": "composition goals: statistics only, never a constraint",
    "C-03": "how constituencies are drawn: a human decision; seats and population are C-01, C-02",
    "C-07": "duties of a committee: a table of procedures, tested state by state",
    "R-13": "a category that the law has abolished; not offered",
    "F-03": "who sits on a credentials committee: recorded, not computed",
}

RUNNERS = {
    "apportionment": test_cases_apportionment.ASKED,
    "calendar": test_cases_calendar.ASKED,
    "count": test_cases_count.ASKED,
    "eligibility": {"person": test_cases_eligibility.person},
    "mandate": test_cases_mandate.ASKED,
    "nomination": test_cases_nomination.ASKED,
    "polling": test_cases_polling.ASKED,
    "quota": test_cases_quota.ASKED,
    "roll": test_cases_roll.ASKED,
    "session": test_cases_session.ASKED,
}

UNREAD = {
    "det.supplementary_rounds_max": "one round and the end: `supplementary_after` says it too",
}

GENERAL = {
    "reg.short_detention_place": "reg.prisoner_place",
    "reg.detention_penalty_place": "reg.custody_place",
    "reg.corrections_place": "reg.supervised_place",
    "reg.retired_cadre": "reg.retired",
}
"""Unset, these are as the general key; a province may repeat that with an article of its own."""
NATIONAL = shipped_packs()["national-2020"]


def differing():
    """Every value in which a province departs from the national text."""
    for pack in shipped_packs().values():
        for key, setting in pack.settings.items():
            general = GENERAL.get(key)
            repeats = general is not None and setting.value == pack.settings[general].value
            if setting.value != NATIONAL.settings[key].value and not repeats:
                yield pack.id, key


def fails(case) -> bool:
    """True when the answer of the law is not the one of the case."""
    try:
        judge(case, RUNNERS[case.file])
    except (AssertionError, KeyError, ValueError):
        return True
    return False


def test_every_file_of_cases_is_run():
    assert RUNNERS.keys() == {case.file for case in all_cases()}


def test_there_are_more_than_a_thousand_cases():
    assert len(all_cases()) > 1000


def test_every_rule_has_a_case_or_a_reason_why_not():
    named = {rule for case in all_cases() for rule in case.rules}
    assert RULES - named == WITHOUT_CASE.keys()
    assert named - RULES == {COUNTING}


def test_every_case_cites_places_that_exist():
    for case in all_cases():
        assert cited(case) == list(case.articles), case.title


def test_no_title_stands_twice_in_a_file_for_one_pack():
    titles = [(case.file, case.pack.id, case.title) for case in all_cases()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("province", "key"), sorted(differing()))
def test_what_a_province_rules_differently_decides_a_case(province, key):
    """With the national value in its place, at least one case of the province goes wrong."""
    pack = shipped_packs()[province]
    settings = {**pack.settings, key: NATIONAL.settings[key]}
    without = replace(pack, settings=MappingProxyType(settings))
    own = [case for case in all_cases() if case.pack.id == province]
    decided = any(fails(replace(case, pack=without)) for case in own)
    assert decided != (key in UNREAD)
