"""What is asked before polling: quota, apportionment, calendar, eligibility, candidates."""

from collections.abc import Mapping
from datetime import date

from huanjie.cli.law.answers import Answer
from huanjie.cli.law.inputs import Input
from huanjie.law.finding import Finding
from huanjie.law.nomination import candidate_numbers, check_nominee_count
from huanjie.law.pack import Level, Mode, UnitType
from huanjie.law.registration import Case, PersonFacts, decide
from huanjie.law.seats import (
    Standing,
    apportion,
    check_apportionment,
    check_determined_quota,
    formula,
    largest_supplement,
    needs_one_each,
)
from huanjie.law.timetable import (
    Kind,
    calendar,
    check_chain,
    check_nomination_window,
    check_roll_publication,
)


def quota(asked: Input) -> Answer:
    """`population`, `unit_type`; `total` and `standing` to check a determined figure."""
    population = asked.ask("population", int)
    unit_type = asked.ask("unit_type", UnitType)
    total = asked.ask("total", int, None)
    standing = asked.ask("standing", Standing, Standing.NEW)
    pack = asked.pack()
    asked.refuse_rest()
    found = formula(population, unit_type.level, pack)
    findings: tuple[Finding, ...] = ()
    if total is not None:
        findings = check_determined_quota(
            total=total,
            population=population,
            level=unit_type.level,
            standing=standing,
            pack=pack,
        )
    figures = {
        "total": found.total,
        "base": found.scale.base,
        "groups": found.groups,
        "cap": found.scale.cap,
        "largest_supplement": largest_supplement(found.total, unit_type, pack),
    }
    return Answer(figures, (), findings, (found, *findings))


def apportionment(asked: Input) -> Answer:
    """`seats`, `areas` (population by name), `unit_type`; `chosen` to check the body's own."""
    seats = asked.ask("seats", int)
    areas = asked.ask("areas", Mapping[str, int])
    unit_type = asked.ask("unit_type", UnitType)
    chosen = asked.ask("chosen", Mapping[str, int], None)
    pack = asked.pack()
    asked.refuse_rest()
    found = apportion(seats, areas, one_each=needs_one_each(unit_type, pack))
    findings = check_apportionment(chosen or found.seats, found, congress=unit_type, pack=pack)
    rows = [
        {"area": area, "population": areas[area], "exact": found.exact[area], "seats": number}
        for area, number in found.seats.items()
    ]
    return Answer({"seats": seats}, rows, findings, (found, *findings))


def days(asked: Input) -> Answer:
    """`election_day`; `kind` (general, by_election); `roll_published` to check the chain."""
    election_day = asked.ask("election_day", date)
    kind = asked.ask("kind", Kind, Kind.GENERAL)
    published = asked.ask("roll_published", date, None)
    pack = asked.pack(election_day)
    asked.refuse_rest()
    table = calendar(election_day, pack, kind)
    findings: tuple[Finding, ...] = ()
    if published is not None:
        findings = (
            *check_roll_publication(election_day=election_day, on=published, pack=pack, kind=kind),
            *check_chain(election_day=election_day, roll_published=published, pack=pack),
            *check_nomination_window(
                election_day=election_day, roll_published=published, pack=pack
            ),
        )
    rows = [
        {
            "rule": day.deadline.id,
            "zh": day.deadline.zh,
            "en": day.deadline.en,
            "latest": day.latest,
            "clear": day.clear,
            "article": day.article.key,
        }
        for day in table
    ]
    return Answer({"election_day": election_day}, rows, findings, (*table, *findings))


def eligible(asked: Input) -> Answer:
    """The facts of a person (`birth`, `is_citizen`, `hukou`, `lives_here`, …), `election_day`."""
    election_day = asked.ask("election_day", date)
    levels = asked.ask("levels", tuple[Level, ...], (Level.COUNTY, Level.TOWNSHIP))
    pack = asked.pack(election_day)
    facts = asked.build(PersonFacts)
    asked.refuse_rest()
    found = decide(Case(facts, election_day, levels, pack))
    figures = {
        "outcome": found.outcome.value,
        "act": found.act and found.act.value,
        "reason": found.reason and found.reason.value,
        "places": [place.value for place in found.places],
        "levels": [level.value for level in found.levels],
        "article": found.article.key,
    }
    return Answer(figures, (), found.findings, (found,))


def candidates(asked: Input) -> Answer:
    """`seats`, `nominees` (their number), `mode` (direct, indirect)."""
    seats = asked.ask("seats", int)
    nominees = asked.ask("nominees", int)
    mode = asked.ask("mode", Mode, Mode.DIRECT)
    pack = asked.pack()
    asked.refuse_rest()
    found = candidate_numbers(seats, nominees, mode, pack)
    figures = {
        "least": found.allowed.least,
        "most": found.allowed.most,
        "path": found.path.value,
    }
    findings = check_nominee_count(nominees, seats, mode, pack)
    return Answer(figures, (), findings, (found, *findings))
