"""The decision about many persons: each distinct set of facts is decided once."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Final, TypeVar

from huanjie.law.pack import Level, Pack
from huanjie.law.registration.decision import Decision, decide
from huanjie.law.registration.facts import Case, PersonFacts
from huanjie.law.timetable import age_on, days_after

Row = TypeVar("Row", bound=Hashable)
_BESIDES_BIRTH: Final = attrgetter(
    *(field.name for field in fields(PersonFacts) if field.name != "birth")
)


def decide_all(
    rows: Iterable[Row],
    facts_of: Callable[[Row], PersonFacts],
    *,
    election_day: date,
    levels: tuple[Level, ...],
    pack: Pack,
) -> Iterator[Decision]:
    """The decision for each row, in the order of the rows; one row is held at a time.

    `rows` are the facts as a file has them, without name or number; `facts_of` reads one into the
    law's words. Equal facts receive the same decision, made once by `decide` itself (R-01 to
    R-42). Of a birth the rules ask the age only, on election day and on its eve.
    """
    by_row: dict[Row, Decision] = {}
    by_facts: dict[Hashable, Decision] = {}
    ages = _ages_on(election_day)
    for row in rows:
        found = by_row.get(row)
        if found is None:
            facts = facts_of(row)
            key = (ages(facts.birth), _BESIDES_BIRTH(facts))
            found = by_facts.get(key)
            if found is None:
                found = decide(Case(facts, election_day, levels, pack))
                by_facts[key] = found
            by_row[row] = found
        yield found


def _ages_on(election_day: date) -> Callable[[date], tuple[int, int]]:
    eve = days_after(election_day, -1)

    @cache
    def ages(birth: date) -> tuple[int, int]:
        return age_on(birth, election_day), age_on(birth, eve)

    return ages
