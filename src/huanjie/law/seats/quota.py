"""How many deputies a congress has, and who determines and files the figure: Q-01 to Q-19."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from huanjie.law.arithmetic import floor_share
from huanjie.law.article import ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Level, Pack, UnitType, keys
from huanjie.law.pack.words import FiledWith, PopulationBasis, Remainder
from huanjie.law.timetable import last_day_within

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Scale:
    """The formula of one level. `cap_above` None: the cap holds for any population."""

    base: int
    residents_per_seat: int
    cap: int
    cap_above: int | None
    relaxed_below: int


@implements(ELECTION_LAW[12, 1, 2], ELECTION_LAW[12, 1, 3], ELECTION_LAW[12, 1, 4])
def scale_of(level: Level, pack: Pack) -> Scale:
    """Base, step and cap of a level. Source: 选举法 12¶1(2)-(4); Q-03 to Q-05.

    A city has no relaxed base, so its `relaxed_below` is 0.
    """
    match level:
        case Level.CITY:
            base, step = pack[keys.QUOTA_CITY_BASE], pack[keys.QUOTA_CITY_STEP]
            cap, above = pack[keys.QUOTA_CITY_CAP], pack[keys.QUOTA_CITY_CAP_ABOVE]
            return Scale(base, step, cap, above, 0)
        case Level.COUNTY:
            base, step = pack[keys.QUOTA_COUNTY_BASE], pack[keys.QUOTA_COUNTY_STEP]
            cap, above = pack[keys.QUOTA_COUNTY_CAP], pack[keys.QUOTA_COUNTY_CAP_ABOVE]
            return Scale(base, step, cap, above, pack[keys.QUOTA_COUNTY_RELAXED_BELOW])
        case _:
            base, step = pack[keys.QUOTA_TOWNSHIP_BASE], pack[keys.QUOTA_TOWNSHIP_STEP]
            cap = pack[keys.QUOTA_TOWNSHIP_CAP]
            return Scale(base, step, cap, None, pack[keys.QUOTA_TOWNSHIP_RELAXED_BELOW])


@dataclass(frozen=True)
class Formula:
    """The formula applied to one population: `base` and `groups` make `total`, within the cap."""

    level: Level
    population: int
    scale: Scale
    groups: int
    total: int

    @property
    def uncapped(self) -> int:
        """Base and groups together, before the cap."""
        return self.scale.base + self.groups

    @property
    def is_capped(self) -> bool:
        """Whether a cap holds for this population at all."""
        return self.scale.cap_above is None or self.population > self.scale.cap_above


@implements(ELECTION_LAW[12, 1], ELECTION_LAW[12, 2], PRACTICE["O-01"])
def formula(population: int, level: Level, pack: Pack) -> Formula:
    """The quota formula with its figures. Source: 选举法 12¶1, ¶2; Q-06, Q-10.

    Incomplete groups follow `quota.remainder_rule` (O-01). Raises `WrongInput` for nobody.
    """
    if population < 1:
        raise WrongInput("population", "a population of at least one is needed")
    scale = scale_of(level, pack)
    groups = _groups(population, scale.residents_per_seat, pack)
    found = Formula(level, population, scale, groups, scale.base + groups)
    return replace(found, total=min(found.total, scale.cap)) if found.is_capped else found


def formula_total(population: int, level: Level, pack: Pack) -> int:
    """Seats of a congress: the base and one for every group of residents, up to the cap.

    Source: 选举法 12¶1, ¶2. Raises `WrongInput` for a population of nobody.
    """
    return formula(population, level, pack).total


def _groups(population: int, step: int, pack: Pack) -> int:
    rule = pack[keys.QUOTA_REMAINDER_RULE]
    match rule:
        case Remainder.FLOOR:
            return population // step
        case Remainder.HALF_UP:
            return (2 * population + step) // (2 * step)
        case _:
            return -(-population // step)


@dataclass(frozen=True)
class PopulationStatement:
    """The population that a quota rests on. Source: Q-11."""

    persons: int
    basis: PopulationBasis
    source: str
    counted_on: date


def check_population(statement: PopulationStatement, pack: Pack) -> Findings:
    """Is the population counted on the basis the province asks for? Source: Q-11, O-02."""
    wanted = pack[keys.QUOTA_POPULATION_BASIS]
    if wanted is None or statement.basis is wanted:
        return ()
    article = pack.article(keys.QUOTA_POPULATION_BASIS, ELECTION_LAW[12, 1])
    facts: Mapping[str, Fact] = {"basis": statement.basis.value, "wanted": wanted.value}
    severity = pack.severity(keys.QUOTA_POPULATION_BASIS)
    return (Finding("population-basis-differs", article, severity, facts),)


class Standing(StrEnum):
    """Whether a total is determined now or was determined for an earlier term (Q-18)."""

    NEW = "new"
    FROZEN = "frozen"


@implements(ELECTION_LAW[12, 2], ELECTION_LAW[14, 1], PRACTICE["O-01"])
def check_determined_quota(
    *, total: int, population: int, level: Level, standing: Standing, pack: Pack
) -> Findings:
    """Does a determined total, without supplement, agree with the formula?

    Source: 选举法 12, 14¶1; Q-07, Q-18, O-01. A frozen total that differs is a WARN only; a new
    one above the formula or below the base is an ERROR, in between a WARN (可以增加).
    """
    formula, scale = formula_total(population, level, pack), scale_of(level, pack)
    facts: Mapping[str, Fact] = {"total": total, "formula": formula, "base": scale.base}
    relaxed = population < scale.relaxed_below
    if total == formula:
        return ()
    if standing is Standing.FROZEN:
        return (Finding("quota-frozen-differs", ELECTION_LAW[14, 1], Severity.WARN, facts),)
    if total > formula:
        return (Finding("quota-above-formula", ELECTION_LAW[12, 2], Severity.ERROR, facts),)
    if total < (1 if relaxed else scale.base):
        return (Finding("quota-below-base", ELECTION_LAW[12, 1], Severity.ERROR, facts),)
    if relaxed:
        return ()
    return (Finding("quota-below-formula", ELECTION_LAW[12, 2], Severity.WARN, facts),)


@implements(ELECTION_LAW[12, 3], PRACTICE["O-03"])
def largest_supplement(total: int, unit_type: UnitType, pack: Pack) -> int:
    """The most seats that may be added to a total; 0 where the kind of unit is not eligible.

    Source: 选举法 12¶3; Q-08, Q-09. Rounded down, and kept within the cap by default (O-03).
    """
    if unit_type not in pack[keys.QUOTA_SUPPLEMENT_UNIT_TYPES]:
        return 0
    added = floor_share(total, pack[keys.QUOTA_SUPPLEMENT_RATE])
    if not pack[keys.QUOTA_SUPPLEMENT_WITHIN_CAP]:
        return added
    return max(0, min(added, scale_of(unit_type.level, pack).cap - total))


@dataclass(frozen=True)
class Supplement:
    """Seats added under 选举法 12¶3; `document` is the number of the provincial decision."""

    seats: int
    document: str


@implements(ELECTION_LAW[12, 3])
def check_supplement(
    supplement: Supplement, *, total: int, unit_type: UnitType, pack: Pack
) -> Findings:
    """May these seats be added? Source: 选举法 12¶3; Q-08, Q-09."""
    if not supplement.seats:
        return ()
    article = pack.article(keys.QUOTA_SUPPLEMENT_UNIT_TYPES, ELECTION_LAW[12, 3])
    most = largest_supplement(total, unit_type, pack)
    facts: Mapping[str, Fact] = {"seats": supplement.seats, "most": most, "total": total}
    if unit_type not in pack[keys.QUOTA_SUPPLEMENT_UNIT_TYPES]:
        return (Finding("supplement-not-eligible", article, Severity.ERROR, facts),)
    found = []
    if not supplement.document:
        found.append(Finding("supplement-undecided", article, Severity.ERROR, facts))
    if supplement.seats > most:
        found.append(Finding("supplement-too-large", article, Severity.ERROR, facts))
    return tuple(found)


class Ground(StrEnum):
    """Why a frozen total is determined anew. Source: 选举法 14¶1; Q-18."""

    BOUNDARY_CHANGE = "boundary_change"
    MAJOR_WORKS = "major_works"
    LAW_CHANGED = "law_changed"
    NATURAL_CHANGE = "natural_change"


@implements(ELECTION_LAW[14, 1])
def check_redetermination(ground: Ground, document: str) -> Findings:
    """May a frozen total be determined anew? Source: 选举法 14¶1; Q-18."""
    facts: Mapping[str, Fact] = {"document": document}
    article = ELECTION_LAW[14, 1]
    if ground is Ground.NATURAL_CHANGE:
        return (Finding("quota-frozen", article, Severity.ERROR, facts),)
    if not document:
        return (Finding("redetermination-undecided", article, Severity.ERROR, facts),)
    if ground is Ground.LAW_CHANGED:
        return (Finding("quota-scale-changed", ELECTION_LAW[12, 1], Severity.INFO, facts),)
    return ()


class QuotaBody(StrEnum):
    """The bodies that determine a quota or receive it for the record."""

    NPCSC = "npcsc"
    PROVINCIAL_SC = "provincial_sc"
    COUNTY_SC = "county_sc"
    NEXT_HIGHER_SC = "next_higher_sc"
    MUNICIPAL_SC = "municipal_sc"


_FILED: Final = {
    FiledWith.NEXT_HIGHER: QuotaBody.NEXT_HIGHER_SC,
    FiledWith.MUNICIPAL: QuotaBody.MUNICIPAL_SC,
}


@implements(ELECTION_LAW[13])
def quota_body(level: Level) -> QuotaBody:
    """Who determines a total. Source: 选举法 13; Q-13, Q-14."""
    return QuotaBody.COUNTY_SC if level is Level.TOWNSHIP else QuotaBody.PROVINCIAL_SC


@implements(ELECTION_LAW[13])
def filed_with(level: Level, pack: Pack) -> QuotaBody:
    """With whom a determined total is filed. Source: 选举法 13; Q-13, Q-14."""
    if level is not Level.TOWNSHIP:
        return QuotaBody.NPCSC
    return _FILED[pack[keys.QUOTA_TOWNSHIP_FILED_WITH]]


@dataclass(frozen=True)
class Filing:
    """One step of filing after a redetermination: by whom, with whom, by when."""

    by: QuotaBody
    receiver: QuotaBody
    latest: date


@implements(ELECTION_LAW[14, 2], PRACTICE["O-04"])
def refilings(level: Level, decided: date, pack: Pack) -> tuple[Filing, ...]:
    """The filings that a redetermination asks for. Source: 选举法 14¶2; Q-15 to Q-17, Q-19.

    Both terms run from the day of the decision (O-04).
    """
    days = pack[keys.QUOTA_REFILE_TO_HIGHER]
    latest = last_day_within(decided, pack[keys.QUOTA_REFILE_TO_NPCSC])
    upward = Filing(QuotaBody.PROVINCIAL_SC, QuotaBody.NPCSC, latest)
    if level is not Level.TOWNSHIP or days is None:
        return (upward,)
    receiver = filed_with(level, pack)
    return (Filing(QuotaBody.COUNTY_SC, receiver, last_day_within(decided, days)), upward)
