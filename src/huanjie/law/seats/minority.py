"""How many seats a minority has in a congress: the tiers of 选举法 19 and 21 (A-05 to A-07)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from huanjie.law.arithmetic import at_least, floor_share
from huanjie.law.article import ELECTION_LAW, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Pack, UnitType, keys

Findings = tuple[Finding, ...]


class Tier(StrEnum):
    """The tier of a minority by its share of the population. Source: A-05."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    EXEMPT = "exempt"
    DISPERSED = "dispersed"


@dataclass(frozen=True)
class Minority:
    """A minority of an area (or Han, where 选举法 20 and 21¶2 apply) and the seats meant for it.

    `exemption` is the provincial decision for a titular nationality that is very small in its
    autonomous county; empty where there is none.
    """

    name: str
    population: int
    seats: int
    compact: bool
    exemption: str = ""


@dataclass(frozen=True)
class Congress:
    """The congress whose seats are shared: its kind, its whole population and its total seats."""

    unit_type: UnitType
    population: int
    seats: int


@implements(ELECTION_LAW[19], ELECTION_LAW[20], ELECTION_LAW[21])
def tier(minority: Minority, congress: Congress, pack: Pack) -> Tier:
    """Which rule governs this minority's seats. Source: 选举法 19-21; A-05, A-07."""
    if not 0 < minority.population <= congress.population:
        raise WrongInput("population", f"{minority.name} is no part of the population")
    if not minority.compact:
        return Tier.DISPERSED
    if at_least(minority.population, pack[keys.ETHNIC_TIER_HIGH], congress.population):
        return Tier.HIGH
    if at_least(minority.population, pack[keys.ETHNIC_TIER_LOW], congress.population):
        return Tier.MIDDLE
    county = congress.unit_type is UnitType.AUTONOMOUS_COUNTY
    if county and minority.exemption and pack[keys.ETHNIC_COUNTY_EXCEPTION]:
        return Tier.EXEMPT
    return Tier.LOW


def fair_share(minority: Minority, congress: Congress) -> Fraction:
    """The seats a minority would have by population alone: p/R."""
    return Fraction(minority.population * congress.seats, congress.population)


@implements(ELECTION_LAW[19], PRACTICE["O-40"])
def most_seats(minority: Minority, congress: Congress, pack: Pack) -> int:
    """The most seats a minority may have. Source: 选举法 19¶2-4; A-05.

    One seat is guaranteed to every compact minority, whatever the bound (O-40).
    """
    share = fair_share(minority, congress)
    match tier(minority, congress, pack):
        case Tier.HIGH:
            return -(-share.numerator // share.denominator)
        case Tier.MIDDLE:
            return max(1, floor_share(congress.seats, pack[keys.ETHNIC_MID_CAP]))
        case Tier.LOW:
            bound = share / pack[keys.ETHNIC_MIN_RATIO]
            return max(1, bound.numerator // bound.denominator)
        case _:
            return congress.seats


@implements(ELECTION_LAW[19], ELECTION_LAW[21, 1], PRACTICE["O-40"])
def check_minority(minority: Minority, congress: Congress, pack: Pack) -> Findings:
    """Are a minority's seats within its tier? Source: 选举法 19, 21; A-05, A-06, O-40."""
    where = tier(minority, congress, pack)
    share, most = fair_share(minority, congress), most_seats(minority, congress, pack)
    facts: Mapping[str, Fact] = {
        "name": minority.name,
        "seats": minority.seats,
        "most": most,
        "share": share.numerator // share.denominator,
    }
    if where is Tier.DISPERSED:
        return ()
    if minority.seats < 1:
        return (Finding("minority-without-deputy", ELECTION_LAW[19, 1], Severity.ERROR, facts),)
    if where is Tier.HIGH:
        return _check_equivalent(minority, share, facts)
    article = ELECTION_LAW[19, 4] if where is Tier.MIDDLE else ELECTION_LAW[19, 3]
    if minority.seats > most:
        return (_above(minority, share, article, facts),)
    if minority.seats < share.numerator // share.denominator:
        return (Finding("minority-below-share", article, Severity.WARN, facts),)
    return ()


def _check_equivalent(minority: Minority, share: Fraction, facts: Mapping[str, Fact]) -> Findings:
    if abs(minority.seats - share) < 1:
        return ()
    return (Finding("minority-not-equivalent", ELECTION_LAW[19, 2], Severity.ERROR, facts),)


def _above(
    minority: Minority, share: Fraction, article: Article, facts: Mapping[str, Fact]
) -> Finding:
    if share < 1 and minority.seats == 2:
        return Finding("minority-second-seat", PRACTICE["O-40"], Severity.MANUAL, facts)
    return Finding("minority-above-bound", article, Severity.ERROR, facts)
