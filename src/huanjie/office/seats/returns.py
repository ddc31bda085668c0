"""What the quota and the constituencies say in the returns: T2, T4.01, milestones K02 and K06."""

from collections import Counter, defaultdict
from fractions import Fraction
from typing import Final

from huanjie.figures.figure import Count, Extreme, Figure, Row, Share
from huanjie.law.finding import Finding
from huanjie.law.pack import Pack
from huanjie.law.seats import deviation
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_APPLICABLE, NOT_DUE, NOT_KEPT
from huanjie.office.seats import queries
from huanjie.office.seats.models import Constituency, ConstituencyPart
from huanjie.office.seats.table import ConstituencyRow

_QUOTA: Final = (
    "T2.01", "T2.02", "T2.03", "T2.04", "T2.05", "T2.06", "T2.07", "T2.09",
)  # fmt: skip
_DRAWN: Final = (
    "T2.08", "T2.12", "T2.13a", "T2.13b", "T2.13c", "T2.13d", "T2.14a", "T2.14b", "T2.14c",
    "T2.15a", "T2.15b", "T2.16a", "T2.16b", "T2.18a", "T2.18b", "T2.19", "T2.20", "T4.01",
)  # fmt: skip
KINDS: Final = {
    "T2.13a": "residential", "T2.13b": "single_unit", "T2.13c": "joint", "T2.13d": "mixed",
}  # fmt: skip
SEATS: Final = {"T2.14a": 1, "T2.14b": 2, "T2.14c": 3}
Place = tuple[str, int, str]
"""A village with a group (0 for the whole), or a work unit: the smallest part of an area."""


def figures(reading: Reading) -> dict[str, Figure]:
    """T2, and the seats of T4."""
    election, rows = reading.election, reading.once(queries.rows_of)
    return {
        **_of_quota(reading),
        **_of_table(reading, rows),
        "T2.11": NOT_KEPT,
        "T2.21": NOT_KEPT,
        "T2.22": _whole_townships(election, rows),
    }


def _of_quota(reading: Reading) -> dict[str, Figure]:
    decided = reading.once(queries.quota)
    if decided is None:
        return dict.fromkeys(_QUOTA, NOT_DUE)
    formula = queries.formula(
        decided.population, decided.unit_kind, level_of(reading.election), reading.pack
    )
    counts = (
        decided.population,
        formula.base,
        formula.groups,
        formula.total,
        decided.supplement,
        decided.total,
        decided.last_total,
        decided.garrison,
    )
    return {code: Count(number) for code, number in zip(_QUOTA, counts, strict=True)}


def _of_table(reading: Reading, rows: list[ConstituencyRow]) -> dict[str, Figure]:
    if not rows:
        return dict.fromkeys(_DRAWN, NOT_DUE)
    kinds, sizes = Counter(row.kind for row in rows), Counter(row.seats for row in rows)
    rural = [row.seats for row in rows if not row.is_urban]
    urban = [row.seats for row in rows if row.is_urban]
    found = {
        "T2.08": sum(sizes.elements()),
        "T2.12": len(rows),
        **{code: kinds[kind] for code, kind in KINDS.items()},
        **{code: sizes[number] for code, number in SEATS.items()},
        "T2.15a": len(rural),
        "T2.15b": sum(rural),
        "T2.16a": len(urban),
        "T2.16b": sum(urban),
        "T4.01": sum(sizes.elements()),
    }
    return {**{code: Count(n) for code, n in found.items()}, **_spread(rows, reading.pack)}


def _spread(rows: list[ConstituencyRow], pack: Pack) -> dict[str, Figure]:
    """T2.18 to T2.20. The average is that of the constituencies, as the law weighs them (C-02)."""
    weighed = [row for row in rows if row.seats > 0]
    people, seats = sum(row.population for row in weighed), sum(row.seats for row in weighed)
    if not people or not seats:
        return dict.fromkeys(("T2.18a", "T2.18b", "T2.19", "T2.20"), NOT_DUE)
    average = Fraction(people, seats)
    each = {row: Fraction(row.population, row.seats) for row in weighed}
    off = {row: abs(deviation(row.size, average)) for row in weighed}
    most, least = max(weighed, key=each.__getitem__), min(weighed, key=each.__getitem__)
    widest = max(weighed, key=off.__getitem__)
    wide = sum(size.is_wide for size in queries.sizes(rows, pack))
    return {
        "T2.18a": Extreme(most.population, most.seats, most.name),
        "T2.18b": Extreme(least.population, least.seats, least.name),
        "T2.19": Extreme(off[widest].numerator, off[widest].denominator, widest.name),
        "T2.20": Count(wide),
    }


def _whole_townships(election: Election, rows: list[ConstituencyRow]) -> Figure:
    if election.level != "county":
        return NOT_APPLICABLE
    return Count(len(made_of_whole(election))) if rows and _townships(election) else NOT_DUE


def _townships(election: Election) -> bool:
    found = Constituency.objects.filter(election__county=election.county_id)
    return found.exclude(election=election).exists()


def made_of_whole(election: Election) -> set[int]:
    """The county constituencies that are made of whole township ones and of nothing else."""
    parts = ConstituencyPart.objects.filter(election__county=election.county_id)
    columns = ("election_id", "constituency_id", "village", "group", "work_unit")
    held = list(parts.values_list(*columns))
    groups: dict[str, set[int]] = defaultdict(set)
    for _, _, village, group, _ in held:
        if group is not None:
            groups[village].add(group)
    county: dict[int, set[Place]] = defaultdict(set)
    below: dict[int, set[Place]] = defaultdict(set)
    for owner, constituency, village, group, unit in held:
        drawn = county if owner == election.pk else below
        drawn[constituency] |= _places(village, group, unit, groups)
    return _covered(county, below)


def _places(village: str, group: int | None, unit: str, groups: dict[str, set[int]]) -> set[Place]:
    """A part in its smallest pieces; a whole village in the groups that any table names of it."""
    if unit:
        return {("", 0, unit)}
    if group is not None:
        return {(village, group, "")}
    return {(village, each, "") for each in groups[village]} or {(village, 0, "")}


def _covered(county: dict[int, set[Place]], below: dict[int, set[Place]]) -> set[int]:
    owner = {place: pk for pk, places in below.items() for place in places}
    found = set()
    for pk, places in county.items():
        inside = {owner[place] for place in places if place in owner}
        if places and set().union(*(below[each] for each in inside)) == places:
            found.add(pk)
    return found


def rows(reading: Reading) -> list[Row]:
    """Seats of every constituency, and its population by them."""
    return [
        Row("constituency", code_of(row.number), row.name, {
            "T2.08": Count(row.seats),
            "T2.17": Share(row.population, row.seats),
            "T4.01": Count(row.seats),
        })
        for row in reading.once(queries.rows_of)
    ]  # fmt: skip


def code_of(number: int) -> str:
    """How the rows of a return name a constituency: 007."""
    return f"{number:03d}"


def milestones(reading: Reading) -> list[Milestone]:
    """K02: the quota is determined; K06: the constituencies are published."""
    decided, days = reading.once(queries.quota), reading.days
    proven = decided is not None and bool(decided.document_no)
    is_published = "constituency_notice" in reading.notices
    return [
        Milestone("K02", days["K02"], proven, decided is not None),
        Milestone("K06", days["K06"], is_published, bool(reading.once(queries.rows_of))),
    ]


def findings(reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with the table of constituencies, or has to be explained."""
    rows = reading.once(queries.rows_of)
    if reading.once(queries.quota) is None or not rows:
        return ()
    return queries.check_for(reading.election, rows)
