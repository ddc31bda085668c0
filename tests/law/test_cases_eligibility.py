"""Is this person a voter, where, and how: the cases of eligibility."""

from dataclasses import fields
from datetime import date

from huanjie.law.pack import Level, UnitType
from huanjie.law.pack.words import Proof
from huanjie.law.registration import (
    Case,
    Custody,
    Deprivation,
    HigherUnit,
    Hindrance,
    Hukou,
    Incapacity,
    PersonFacts,
    Seat,
    Service,
    Suspension,
    Tie,
    decide,
)
from tests.law.answers import ELECTION_DAY
from tests.law.case_files import FOLDER, judge, parametrized

WORDS = {
    "hukou": Hukou,
    "tie": Tie,
    "custody": Custody,
    "service": Service,
    "incapacity": Incapacity,
    "higher_unit": HigherUnit,
    "hindrance": Hindrance,
    "proofs": lambda names: frozenset(Proof(name) for name in names),
    "incapacity_proofs": lambda names: frozenset(Proof(name) for name in names),
    "deprivation": lambda term: Deprivation(term["begins"], term.get("ends")),
    "suspension": lambda row: Suspension(row["document"], row["served"]),
    "seat": lambda row: Seat(UnitType(row["unit_type"]), row["is_ours"]),
}
ORDINARY = {
    "birth": date(1980, 5, 1),
    "is_citizen": True,
    "hukou": "here",
    "lives_here": True,
}


def person(facts, pack):
    given = {**ORDINARY, **facts}
    day = given.pop("election_day", ELECTION_DAY)
    levels = tuple(Level(level) for level in given.pop("levels", ["county", "township"]))
    assert given.keys() <= {field.name for field in fields(PersonFacts)}
    read = {name: WORDS.get(name, lambda value: value)(value) for name, value in given.items()}
    decision = decide(Case(PersonFacts(**read), day, levels, pack))
    told = [f for f in decision.findings if not f.code.startswith("not-listed-")]
    because = [f.code for f in decision.findings if f.code.startswith("not-listed-")]
    assert because == ([f"not-listed-{decision.reason.replace('_', '-')}"] if because else [])
    return {
        "outcome": decision.outcome,
        "act": decision.act,
        "reason": decision.reason,
        "places": decision.places,
        "levels": decision.levels,
        "ways": decision.ways,
        "papers": decision.papers,
        "readings": [finding.code for finding in decision.readings],
        "findings": told,
    }


@parametrized("eligibility")
def test_eligibility(case):
    judge(case, {"person": person})


NEW = ("not-listed-at-hukou-place", "not-listed-other-county-unit")


def test_the_reasons_that_only_cases_show():
    text = (FOLDER / "eligibility.toml").read_text("utf-8")
    reasons = [code.removeprefix("not-listed-").replace("-", "_") for code in NEW]
    assert all(f'reason = "{reason}"' in text for reason in reasons)
