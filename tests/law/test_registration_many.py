"""Many persons are decided as each of them would be alone."""

import ast
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.pack import Level
from huanjie.law.registration import (
    Case,
    Custody,
    Hukou,
    Incapacity,
    PersonFacts,
    Service,
    Suspension,
    Tie,
    decide,
    decide_all,
)
from tests.architecture.source import modules, tree
from tests.law.answers import ELECTION_DAY, NATIONAL

LEVELS = (Level.COUNTY, Level.TOWNSHIP)
PERSONS = st.builds(
    PersonFacts,
    birth=st.dates(date(2008, 12, 15), date(2008, 12, 25))
    | st.dates(date(1930, 1, 1), ELECTION_DAY),
    is_citizen=st.booleans(),
    hukou=st.sampled_from(Hukou),
    lives_here=st.booleans(),
    tie=st.sampled_from(Tie),
    custody=st.sampled_from(Custody),
    suspension=st.none() | st.just(Suspension("1号", date(2026, 12, 1))),
    incapacity=st.sampled_from(Incapacity),
    service=st.sampled_from(Service),
    is_on_roll=st.booleans(),
)


@given(st.lists(PERSONS, max_size=12))
def test_many_are_decided_as_one_would_be(persons):
    found = decide_all(
        [*persons, *persons],
        lambda facts: facts,
        election_day=ELECTION_DAY,
        levels=LEVELS,
        pack=NATIONAL,
    )
    alone = [decide(Case(facts, ELECTION_DAY, LEVELS, NATIONAL)) for facts in persons]
    assert list(found) == alone * 2


def test_each_set_of_facts_is_read_once():
    read = []

    def facts_of(row: str) -> PersonFacts:
        read.append(row)
        return PersonFacts(date.fromisoformat(row), True, Hukou.HERE, True)

    rows = ["1980-01-01", "2008-12-21", "1980-01-02", "1980-01-01"]
    found = decide_all(rows, facts_of, election_day=ELECTION_DAY, levels=LEVELS, pack=NATIONAL)
    assert [decision.outcome.value for decision in found] == [
        "listed",
        "not_listed",
        "listed",
        "listed",
    ]
    assert read == rows[:3]


def test_the_rules_ask_of_a_birth_only_the_age():
    asked = births = 0
    for path in modules("huanjie.law.registration"):
        if path.stem in ("facts", "many"):
            continue
        for node in ast.walk(tree(path)):
            births += isinstance(node, ast.Attribute) and node.attr == "birth"
            match node:
                case ast.Call(func=ast.Name(id="age_on"), args=[ast.Attribute(attr="birth"), _]):
                    asked += 1
                case ast.Assign(
                    targets=[ast.Tuple(elts=[_, ast.Name(id="birth")])],
                    value=ast.Tuple(elts=[_, ast.Attribute(attr="birth")]),
                ):
                    asked += 1
    assert asked == births > 0
