"""Which open points decided a quota or a suggestion: notes for whoever answers for the figure."""

from collections.abc import Mapping

from huanjie.law.arithmetic import floor_share
from huanjie.law.article import PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.law.pack import Level, Pack, UnitType, keys
from huanjie.law.pack.words import Apportionment as Method
from huanjie.law.seats.apportionment import Apportionment, apportion, needs_one_each
from huanjie.law.seats.quota import largest_supplement, scale_of

Findings = tuple[Finding, ...]


@implements(PRACTICE["O-01"], PRACTICE["O-02"])
def quota_readings(population: int, level: Level, pack: Pack) -> Findings:
    """Did the treatment of a remainder, or an open population basis, decide a total? O-01, O-02."""
    found = []
    rest = population % scale_of(level, pack).residents_per_seat
    if rest:
        facts: Mapping[str, Fact] = {"rest": rest, "rule": pack[keys.QUOTA_REMAINDER_RULE].value}
        found.append(Finding("quota-remainder-read", PRACTICE["O-01"], Severity.INFO, facts))
    if pack[keys.QUOTA_POPULATION_BASIS] is None:
        found.append(Finding("quota-basis-open", PRACTICE["O-02"], Severity.INFO))
    return tuple(found)


@implements(PRACTICE["O-03"])
def supplement_readings(total: int, unit_type: UnitType, pack: Pack) -> Findings:
    """Did the cap cut a supplement, or its remainder fall away? Source: O-03."""
    rate, most = pack[keys.QUOTA_SUPPLEMENT_RATE], largest_supplement(total, unit_type, pack)
    full = floor_share(total, rate)
    if unit_type not in pack[keys.QUOTA_SUPPLEMENT_UNIT_TYPES]:
        return ()
    if most == full and (total * rate).denominator == 1:
        return ()
    facts: Mapping[str, Fact] = {"total": total, "most": most, "full": full}
    return (Finding("supplement-read", PRACTICE["O-03"], Severity.INFO, facts),)


@implements(PRACTICE["O-05"])
def suggest(
    seats: int, populations: Mapping[str, int], *, congress: UnitType, pack: Pack
) -> Apportionment:
    """The distribution over areas that the pack's method suggests; the body decides. A-02, O-05."""
    methods = {Method.LARGEST_REMAINDER: apportion}
    method = methods[pack[keys.APPORTION_METHOD]]
    return method(seats, populations, one_each=needs_one_each(congress, pack))
