"""How the seats of a congress are shared out (A-01 to A-11), and constituencies (C-01 to C-04).

The body decides; what stands here is a suggestion and what the law refuses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from huanjie.law.article import ELECTION_LAW, PLA_MEASURES, PRACTICE, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import Level, Pack, UnitType, keys
from huanjie.law.pack.words import Obligation

Findings = tuple[Finding, ...]


@dataclass(frozen=True)
class Apportionment:
    """A suggestion: seats by area. `tied` are areas equal at the last seat; the body chooses.

    `exact` is what population alone gives each area; `guaranteed` received their one seat first.
    """

    seats: Mapping[str, int]
    tied: tuple[str, ...]
    exact: Mapping[str, Fraction] = field(default_factory=dict, compare=False, hash=False)
    guaranteed: frozenset[str] = field(default=frozenset(), compare=False)


@implements(ELECTION_LAW[15, 1])
def needs_one_each(congress: UnitType, pack: Pack) -> bool:
    """Must even a very small township have a deputy here? Source: 选举法 15¶1; A-03."""
    return congress in pack[keys.APPORTION_TINY_TOWNSHIP]


@implements(ELECTION_LAW[15, 1], PRACTICE["O-05"])
def apportion(seats: int, populations: Mapping[str, int], *, one_each: bool) -> Apportionment:
    """Seats by population with largest remainders, a suggestion the body may depart from.

    Source: 选举法 15¶1; A-02, A-03, O-05. `seats` are the civil seats (A-08). With `one_each` an
    area too small for a full seat first receives one, and the others share the rest.
    Raises `WrongInput` when the seats do not suffice or nobody lives there.
    """
    if any(n < 0 for n in populations.values()) or sum(populations.values()) < 1:
        raise WrongInput("populations", "an area with residents is needed")
    tiny = _tiny(seats, populations) if one_each else frozenset()
    if seats < len(tiny):
        raise WrongInput("seats", f"{seats} seats do not give one to each of {len(tiny)} areas")
    rest = {name: persons for name, persons in populations.items() if name not in tiny}
    shared = _largest_remainder(seats - len(tiny), rest)
    whole = {name: 1 if name in tiny else shared.seats[name] for name in populations}
    return Apportionment(whole, shared.tied, _exact(seats, populations), tiny)


def _exact(seats: int, populations: Mapping[str, int]) -> Mapping[str, Fraction]:
    people = sum(populations.values())
    return {name: Fraction(persons * seats, people) for name, persons in populations.items()}


def _tiny(seats: int, populations: Mapping[str, int]) -> frozenset[str]:
    """The areas below one full seat, each of which takes one and so makes the rest scarcer."""
    tiny: frozenset[str] = frozenset()
    while True:
        rest = {name: persons for name, persons in populations.items() if name not in tiny}
        left, people = seats - len(tiny), sum(rest.values())
        more = frozenset(name for name, persons in rest.items() if persons * left < people)
        if not more:
            return tiny
        tiny |= more


def _largest_remainder(seats: int, populations: Mapping[str, int]) -> Apportionment:
    people = sum(populations.values())
    share = {name: Fraction(persons * seats, people) for name, persons in populations.items()}
    full = {name: exact.numerator // exact.denominator for name, exact in share.items()}
    order = sorted(populations, key=lambda n: (full[n] - share[n], -populations[n]))
    left = seats - sum(full.values())
    more = frozenset(order[:left])
    tied: tuple[str, ...] = ()
    if left:
        first, last = order[left - 1], order[left]
        if (share[first] - full[first], populations[first]) == (
            share[last] - full[last],
            populations[last],
        ):
            tied = tuple(n for n in order if populations[n] == populations[last])
    return Apportionment({name: full[name] + (name in more) for name in populations}, tied)


@implements(ELECTION_LAW[15, 1], PRACTICE["O-05"])
def check_apportionment(
    chosen: Mapping[str, int], suggested: Apportionment, *, congress: UnitType, pack: Pack
) -> Findings:
    """Is a chosen distribution over townships lawful, and where does it leave the suggestion?

    Source: 选举法 15¶1; A-02, A-03. Raises `WrongInput` when the areas are not the same.
    """
    if chosen.keys() != suggested.seats.keys():
        raise WrongInput("chosen", "the areas are not those of the suggestion")
    found = []
    empty = tuple(name for name, seats in chosen.items() if seats < 1)
    if empty and needs_one_each(congress, pack):
        article = pack.article(keys.APPORTION_TINY_TOWNSHIP, ELECTION_LAW[15, 1])
        found.append(Finding("township-without-deputy", article, Severity.ERROR, {"areas": empty}))
    moved = tuple(name for name, seats in chosen.items() if seats != suggested.seats[name])
    if moved:
        facts: Mapping[str, Fact] = {"areas": moved}
        found.append(Finding("apportionment-departs", ELECTION_LAW[15, 2], Severity.INFO, facts))
    if suggested.tied:
        facts = {"areas": suggested.tied}
        found.append(Finding("apportionment-tied", PRACTICE["O-05"], Severity.MANUAL, facts))
    return tuple(found)


def check_villages(seats: Mapping[str, int], pack: Pack) -> Findings:
    """Has every village a township deputy where the pack asks for it? Source: A-04 (一般)."""
    empty = tuple(name for name, number in seats.items() if number < 1)
    if not empty or pack[keys.APPORTION_TINY_VILLAGE] is Obligation.NONE:
        return ()
    article = pack.article(keys.APPORTION_TINY_VILLAGE, ELECTION_LAW[15, 1])
    return (Finding("village-without-deputy", article, Severity.WARN, {"areas": empty}),)


@implements(ELECTION_LAW[13], ELECTION_LAW[15, 1], PRACTICE["A-10"])
def check_balance(constituency_seats: Sequence[int], *, pla: int, total: int) -> Findings:
    """Do constituencies and garrison together make the determined total, exactly? Source: A-10."""
    civil = sum(constituency_seats)
    if civil + pla == total:
        return ()
    facts: Mapping[str, Fact] = {"civil": civil, "pla": pla, "sum": civil + pla, "total": total}
    return (Finding("seats-unbalanced", ELECTION_LAW[13], Severity.ERROR, facts),)


@implements(ELECTION_LAW[6], PLA_MEASURES[14], PLA_MEASURES[15])
def check_garrison(pla: int, *, level: Level, total: int, pack: Pack) -> Findings:
    """May the garrison have these seats? Source: 军队选举办法 14-16; A-08, M-05."""
    facts: Mapping[str, Fact] = {"pla": pla, "total": total}
    if level is Level.TOWNSHIP and pla:
        return (Finding("garrison-in-township", PLA_MEASURES[15], Severity.ERROR, facts),)
    if pla >= total:
        article = pack.article(keys.APPORTION_PLA_BY, PLA_MEASURES[14])
        return (Finding("garrison-takes-all", article, Severity.ERROR, facts),)
    return ()


@dataclass(frozen=True)
class ConstituencySize:
    """A constituency as it is weighed. Population, not voters (C-02).

    `central_units`: made up of central or municipal enterprises and institutions (A-09).
    """

    name: str
    population: int
    seats: int
    central_units: bool


@implements(ELECTION_LAW[25, 2])
def check_constituency_seats(size: ConstituencySize, pack: Pack) -> Findings:
    """Does a constituency elect one to three deputies? Source: 选举法 25¶2; C-01."""
    low, high = pack[keys.CONSTITUENCY_SEATS_MIN], pack[keys.CONSTITUENCY_SEATS_MAX]
    if low <= size.seats <= high:
        return ()
    article = pack.article(keys.CONSTITUENCY_SEATS_MAX, ELECTION_LAW[25, 2])
    facts: Mapping[str, Fact] = {"name": size.name, "seats": size.seats, "low": low, "high": high}
    return (Finding("constituency-seats", article, Severity.ERROR, facts),)


@implements(ELECTION_LAW[26])
def deviation(size: ConstituencySize, average: Fraction) -> Fraction:
    """How far the population per deputy lies from the average: 1/10 is ten per cent above it.

    Source: 选举法 26; C-02. Raises `WrongInput` for a constituency without seats.
    """
    if size.seats < 1:
        raise WrongInput("seats", f"{size.name} elects nobody")
    return Fraction(size.population, size.seats) / average - 1


@implements(ELECTION_LAW[26])
def check_deviations(sizes: Sequence[ConstituencySize], pack: Pack) -> Findings:
    """Is the population per deputy roughly equal (大体相等)? Source: 选举法 26; C-02, A-09.

    The tolerance is ours where the province names none; beyond it WARN.
    """
    people, seats = sum(size.population for size in sizes), sum(size.seats for size in sizes)
    if people < 1 or seats < 1:
        raise WrongInput("sizes", "constituencies with residents and seats are needed")
    average = Fraction(people, seats)
    found = (_deviating(size, average, pack) for size in sizes)
    return tuple(finding for finding in found if finding is not None)


def _deviating(size: ConstituencySize, average: Fraction, pack: Pack) -> Finding | None:
    off, tolerance = deviation(size, average), pack[keys.CONSTITUENCY_TOLERANCE]
    excused = size.central_units and off > 0 and pack[keys.APPORTION_CENTRAL_UNITS]
    if abs(off) <= tolerance or excused:
        return None
    article: Article = pack.article(keys.CONSTITUENCY_TOLERANCE, ELECTION_LAW[26])
    facts: Mapping[str, Fact] = {
        "name": size.name,
        "each": size.population // size.seats,
        "average": average.numerator // average.denominator,
        "percent": int(abs(off) * 100),
        "tolerance": int(tolerance * 100),
    }
    severity = pack.severity(keys.CONSTITUENCY_TOLERANCE)
    return Finding("constituency-deviates", article, severity, facts)


def check_voter_group(name: str, voters: int, pack: Pack) -> Findings:
    """Is a voter group of the size the province advises? Source: C-04."""
    advised = pack[keys.CONSTITUENCY_VOTER_GROUP]
    if advised is None or voters <= advised:
        return ()
    article = pack.article(keys.CONSTITUENCY_VOTER_GROUP, ELECTION_LAW[25, 1])
    facts: Mapping[str, Fact] = {"name": name, "voters": voters, "advised": advised}
    return (Finding("voter-group-large", article, Severity.WARN, facts),)
