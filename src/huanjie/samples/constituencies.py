"""Constituencies: villages merged or split by groups, units on their own, one to three seats."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from huanjie.samples.bodies import Quota
from huanjie.samples.people import Person
from huanjie.samples.places import County, Township, Village

__all__ = ["Constituency", "draw", "hire", "unit_plan"]

Place = tuple[str, int]
UnitPlan = tuple[tuple[str, ...], int, int]


@dataclass(slots=True)
class Constituency:
    """One constituency; `places` are (village, group), group 0 being the whole village."""

    election: str
    number: int
    name: str
    kind: str
    places: tuple[Place, ...]
    units: tuple[str, ...]
    people: int
    seats: int
    urban: bool

    @property
    def scope(self) -> str:
        """The cell 范围."""
        groups: dict[str, list[str]] = {}
        for village, group in self.places:
            groups.setdefault(village, []).extend([str(group)] if group else [])
        parts = [f"{code}#{','.join(some)}" if some else code for code, some in groups.items()]
        return ";".join(parts + [f"单位:{unit}" for unit in self.units])

    def row(self) -> tuple[object, ...]:
        """The row of `constituencies.csv`."""
        return (
            self.election,
            self.number,
            self.name,
            self.kind,
            self.scope,
            self.people,
            self.seats,
            "城镇" if self.urban else "农村",
        )


@dataclass(slots=True)
class Piece:
    """What a constituency is put together from."""

    name: str
    places: tuple[Place, ...]
    people: int
    urban: bool


def unit_plan(county: County, seats: int) -> list[UnitPlan]:
    """Units with constituencies of their own: (names, staff of each, seats)."""
    per_seat = county.people // seats
    stem = county.name
    plan: list[UnitPlan] = [((f"{stem}直属机关",), per_seat, 1)]
    plan.append(((f"{stem}第一中学", f"{stem}民族中学"), per_seat // 2, 1))
    if county.people > 50_000:
        plan[0] = ((f"{stem}直属机关",), 2 * per_seat, 2)
        plan.append(((f"{stem}人民医院",), per_seat, 1))
    return plan


def hire(
    people: Sequence[Person],
    plan: list[UnitPlan],
    cutoff: str,
    chance: Random,
) -> None:
    """Give the units their staff: grown-ups of the county seat, under sixty."""
    oldest = str(int(cutoff[:4]) - 42)
    able = [one for one in people if oldest <= one.birth[:4] and one.birth <= cutoff]
    wanted = sum(len(names) * staff for names, staff, _ in plan)
    hired = iter(chance.sample(able, wanted))
    for names, staff, _ in plan:
        for name in names:
            for _ in range(staff):
                next(hired).unit = name


def draw(
    county: County,
    quotas: dict[str, Quota],
    plan: list[UnitPlan],
    population: Counter[tuple[str, int]],
) -> dict[str, list[Constituency]]:
    """Every election's constituencies.

    `population` counts the residents of (village, group) without the staff of the planned units,
    who stand in the county election where their unit stands.
    """
    drawn = {county.code: _county(county, quotas[county.code], plan, population)}
    for township in county.townships:
        if township.kind:
            full = {
                (one.code, group): people
                for one in township.villages
                for group, people in enumerate(one.groups, start=1)
            }
            quota = quotas[township.code]
            found = _area(township, quota.civil, full)
            drawn[township.code] = _numbered(township.code, found)
    return drawn


def _county(
    county: County,
    quota: Quota,
    plan: list[UnitPlan],
    population: Counter[tuple[str, int]],
) -> list[Constituency]:
    found: list[Constituency] = []
    left = quota.civil - sum(seats for _, _, seats in plan)
    weights = [_people(one.villages, population) for one in county.townships]
    for township, seats in zip(county.townships, _at_least_one(left, weights), strict=True):
        found += _area(township, seats, population)
    for names, staff, seats in plan:
        kind = "单一" if len(names) == 1 else "联合"
        title = "、".join(names)
        found.append(
            Constituency(
                "", 0, f"{title}选区", kind, (), names, staff * len(names), seats, urban=True
            )
        )
    return _numbered(county.code, found)


def _people(villages: Iterable[Village], population: dict[Place, int] | Counter[Place]) -> int:
    return sum(
        population[one.code, group] for one in villages for group in range(1, len(one.groups) + 1)
    )


def _at_least_one(total: int, weights: Sequence[int]) -> list[int]:
    """Seats by highest average, nobody without one."""
    seats = [1] * len(weights)
    for _ in range(total - len(weights)):
        best = max(range(len(weights)), key=lambda i: (weights[i] / (seats[i] + 0.5), -i))
        seats[best] += 1
    return seats


def _numbered(election: str, found: list[Constituency]) -> list[Constituency]:
    for number, one in enumerate(found, start=1):
        one.election, one.number = election, number
    return found


def _area(
    township: Township, seats: int, population: dict[Place, int] | Counter[Place]
) -> list[Constituency]:
    """One area's constituencies; their seats sum to `seats`."""
    per_seat = _people(township.villages, population) / seats
    pieces: list[Piece] = []
    for village in township.villages:
        pieces += _split(village, per_seat, population)
    merged = _merge(pieces, per_seat)
    while 3 * len(merged) < seats:
        merged = _halve(merged, population)
    while len(merged) > seats:
        merged = _join_smallest(merged)
    shares = _one_to_three(seats, [piece.people for piece in merged])
    return [
        Constituency(
            "", 0, f"{piece.name}选区", "居住", piece.places, (), piece.people, share, piece.urban
        )
        for piece, share in zip(merged, shares, strict=True)
    ]


def _split(
    village: Village, per_seat: float, population: dict[Place, int] | Counter[Place]
) -> list[Piece]:
    """The village whole when it fits one to three seats, else runs of its groups."""
    people = _people((village,), population)
    share = people / per_seat
    if share <= 3.3 and (share < 1.2 or _is_round(share)):
        return [Piece(village.name, ((village.code, 0),), people, village.urban)]
    groups = len(village.groups)
    least = min(groups, max(2, math.ceil(share / 3.2)))
    ahead = range(least, max(least, min(groups, round(share))) + 1)
    parts = min(ahead, key=lambda count: (round(_unevenness(share / count), 1), count))
    pieces = []
    for first, last in _runs(village, parts, population):
        places = tuple((village.code, group) for group in range(first, last + 1))
        label = f"{first}至{last}组" if last > first else f"{first}组"
        size = sum(population[place] for place in places)
        pieces.append(Piece(village.name + label, places, size, village.urban))
    return pieces


def _runs(
    village: Village, parts: int, population: dict[Place, int] | Counter[Place]
) -> list[tuple[int, int]]:
    """First and last group of each part, cut where it comes nearest to equal people."""
    groups = len(village.groups)
    sums = [0]
    for group in range(1, groups + 1):
        sums.append(sums[-1] + population[village.code, group])
    ends = [0]
    for part in range(1, parts):
        target = sums[-1] * part / parts
        able = range(ends[-1] + 1, groups - (parts - part) + 1)
        ends.append(min(able, key=lambda end: abs(sums[end] - target)))
    ends.append(groups)
    return [(start + 1, end) for start, end in pairwise(ends)]


def _unevenness(share: float) -> float:
    return abs(share - max(1, round(share))) / max(1, round(share))


def _merge(pieces: list[Piece], per_seat: float) -> list[Piece]:
    """Neighbours joined until each carries nearly a whole number of seats."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and not _is_round(last.people / per_seat)
            and (last.people + piece.people) / per_seat <= 3.5
        ):
            merged[-1] = _joined(last, piece)
        else:
            merged.append(piece)
    return merged


def _is_round(share: float) -> bool:
    return _unevenness(share) <= 0.16


def _joined(one: Piece, other: Piece) -> Piece:
    name = one.name if "、" in one.name else f"{one.name}、{other.name}"
    if "、" in one.name and not name.endswith("等"):
        name += "等"
    return Piece(name, one.places + other.places, one.people + other.people, one.urban)


def _halve(pieces: list[Piece], population: dict[Place, int] | Counter[Place]) -> list[Piece]:
    """The largest piece of several places cut in two."""
    able = [piece for piece in pieces if len(piece.places) > 1]
    big = max(able, key=lambda piece: piece.people)
    middle = len(big.places) // 2
    halves = []
    for part, label in ((big.places[:middle], "一"), (big.places[middle:], "二")):
        people = sum(
            population[place]
            if place[1]
            else sum(count for (code, _), count in population.items() if code == place[0])
            for place in part
        )
        halves.append(Piece(big.name + label, part, people, big.urban))
    at = pieces.index(big)
    return [*pieces[:at], *halves, *pieces[at + 1 :]]


def _join_smallest(pieces: list[Piece]) -> list[Piece]:
    at = min(range(len(pieces) - 1), key=lambda i: pieces[i].people + pieces[i + 1].people)
    return [*pieces[:at], _joined(pieces[at], pieces[at + 1]), *pieces[at + 2 :]]


def _one_to_three(total: int, weights: Sequence[int]) -> list[int]:
    """Seats by highest average, from one to three for each."""
    seats = [1] * len(weights)
    for _ in range(total - len(weights)):
        able = [i for i in range(len(weights)) if seats[i] < 3]
        best = max(able, key=lambda i: (weights[i] / (seats[i] + 0.5), -i))
        seats[best] += 1
    return seats
