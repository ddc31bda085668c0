"""Several units' returns as one: sums, ratios from sums, extremes with their unit, gaps by name.

The order of the parts and the way they are grouped change nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import cache
from itertools import chain
from typing import Final

from huanjie.figures.compute import digest_of, gravest
from huanjie.figures.definition import Roll, field, required_keys
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    MissingReason,
    Moment,
    Names,
    People,
    Provenance,
    Return,
    Row,
    Share,
)

Parts = Sequence[Return]


@dataclass(frozen=True, slots=True)
class _Total:
    """A figure of several units, and the names of those whose figure is not in it."""

    figure: Figure
    lacking: tuple[str, ...] = ()


def roll_up(
    parts: Iterable[Return],
    *,
    unit: str,
    unit_name: str,
    level: str,
    expected: Iterable[tuple[str, str]],
) -> Return:
    """The returns of several units of one level as one, with provenance to each of them.

    `expected` are the code and name of every unit that should report. `level` is that of the
    elections; the year in `election` is the first, where a term change goes over the turn of one.
    Raises `ValueError` when there is no part, when a unit stands twice, when a part is of another
    level (the same person votes once at each) or term, or when a figure is of the wrong kind.
    """
    found = sorted(parts, key=lambda part: part.unit)
    _refuse_mixture(found, level)
    totals = {key: _total(key, found) for key in _keys(found)}
    figures = {key: each.figure for key, each in totals.items()}
    provenance = _provenance(found)
    return Return(
        unit=unit,
        unit_name=unit_name,
        level=level,
        election=f"{unit}/{level}/{min(map(_year, found))}",
        as_of=min(part.as_of for part in found),
        digest=digest_of(figures, (each.digest for each in provenance)),
        figures=figures,
        rows=_rows(found),
        missing=_unreported(found, expected),
        parts=provenance,
        incomplete={key: each.lacking for key, each in totals.items() if each.lacking},
    )


def _refuse_mixture(parts: Parts, level: str) -> None:
    if not parts:
        raise ValueError("no unit has reported")
    units = Counter(each.unit for part in parts for each in leaves(part))
    twice = sorted(unit for unit, times in units.items() if times > 1)
    if twice:
        raise ValueError(f"reported twice: {', '.join(twice)}")
    others = [part.unit_name for part in parts if part.level != level]
    if others:
        raise ValueError(f"not an election at the {level} level: {', '.join(others)}")
    years = {_year(part) for part in parts}
    if max(years) - min(years) > 1:
        raise ValueError(f"elections of different terms: {min(years)} and {max(years)}")


def _year(part: Return) -> int:
    return int(part.election.rpartition("/")[2])


def leaves(part: Return) -> tuple[Provenance, ...]:
    """The elections a return is made of: its parts, or itself."""
    own = Provenance(part.unit, part.unit_name, part.as_of, part.digest)
    return part.parts if is_roll_up(part) else (own,)


def is_roll_up(part: Return) -> bool:
    """True for the return of several elections."""
    return bool(part.parts)


def _rows(parts: Parts) -> tuple[Row, ...]:
    """Every row with its unit, in the order in which the unit gave them."""
    rows = (replace(row, unit=row.unit or part.unit) for part in parts for row in part.rows)
    return tuple(sorted(rows, key=lambda row: row.unit))


def _provenance(parts: Parts) -> tuple[Provenance, ...]:
    return tuple(sorted(chain.from_iterable(map(leaves, parts)), key=lambda each: each.unit))


def _unreported(parts: Parts, expected: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The units below that have not reported, and those expected here that have not."""
    below = {name for part in parts for name in part.missing}
    have = {part.unit for part in parts} | {each.unit for part in parts for each in leaves(part)}
    return tuple(sorted(below | {name for code, name in expected if code not in have}))


def _keys(parts: Parts) -> tuple[str, ...]:
    found = dict.fromkeys(required_keys())
    found.update(dict.fromkeys(sorted({key for part in parts for key in part.figures})))
    return tuple(found)


def _total(key: str, parts: Parts) -> _Total:
    """One field of all parts."""
    roll = field(key).roll
    if roll is Roll.NONE:
        return _Total(Missing(MissingReason.NOT_ADDED))
    given = [(part, _figure_of(part, key)) for part in parts]
    there = [(part, each) for part, each in given if not isinstance(each, Missing)]
    gaps = [(part, each.reason) for part, each in given if isinstance(each, Missing)]
    below = (part.incomplete.get(key, ()) for part, _ in there)
    absent = (_lacking(part, key, reason) for part, reason in gaps)
    lacking = tuple(sorted({name for names in (*below, *absent) for name in names}))
    if there:
        return _Total(ADDITIONS[roll](key, there), lacking)
    is_everybody = len(lacking) == sum(len(leaves(part)) for part in parts)
    reason = gravest(reason for _, reason in gaps)
    return _Total(Missing(reason), () if is_everybody else lacking)


def _lacking(part: Return, key: str, reason: MissingReason) -> tuple[str, ...]:
    """The names of the units that should have a figure in a part where there is none."""
    if reason is MissingReason.NOT_APPLICABLE:
        return ()
    return part.incomplete.get(key) or tuple(leaf.name for leaf in leaves(part))


def _figure_of(part: Return, key: str) -> Figure:
    """What a part says of a field; a minority, office or milestone it has not is not applicable."""
    found = part.figures.get(key)
    if found is not None:
        return found
    is_required = key in _required()
    return Missing(MissingReason.NOT_REPORTED if is_required else MissingReason.NOT_APPLICABLE)


@cache
def _required() -> frozenset[str]:
    return frozenset(required_keys())


Given = Sequence[tuple[Return, Figure]]


def _wrong(key: str, part: Return) -> ValueError:
    return ValueError(f"{part.unit_name}: {key} holds a figure of the wrong kind")


def _sum(key: str, given: Given) -> Figure:
    total = 0
    for part, each in given:
        if not isinstance(each, Count):
            raise _wrong(key, part)
        total += each.n
    return Count(total)


def _ratio(key: str, given: Given) -> Figure:
    """The sum of the numerators by the sum of the denominators of the same units."""
    numerator = denominator = 0
    for part, each in given:
        if not isinstance(each, Share):
            raise _wrong(key, part)
        numerator, denominator = numerator + each.numerator, denominator + each.denominator
    return Share(numerator, denominator)


def _highest(key: str, given: Given) -> Figure:
    found = _extremes(key, given)
    most = max(each.value for each in found)
    return min((each for each in found if each.value == most), key=_plainly)


def _lowest(key: str, given: Given) -> Figure:
    """The lowest ratio, or of times the oldest."""
    if all(isinstance(each, Moment) for _, each in given):
        return min((each for _, each in given if isinstance(each, Moment)), key=_instant)
    found = _extremes(key, given)
    least = min(each.value for each in found)
    return min((each for each in found if each.value == least), key=_plainly)


def _plainly(each: Extreme) -> tuple[str, int]:
    """Which of two equal extremes is named: the first by name."""
    return each.name, each.denominator


def _instant(each: Moment) -> tuple[datetime, bool]:
    """A day counts from its first hour in universal time; of two alike the plain day is taken."""
    if isinstance(each.at, datetime):
        return each.at, True
    return datetime.combine(each.at, time(), UTC), isinstance(each.at, datetime)


def _extremes(key: str, given: Given) -> list[Extreme]:
    found = []
    for part, each in given:
        if not isinstance(each, Extreme):
            raise _wrong(key, part)
        found.append(Extreme(each.numerator, each.denominator, _qualified(part, each.name)))
    return found


def _qualified(part: Return, name: str) -> str:
    """A name with its unit before it, once."""
    return name if is_roll_up(part) else f"{part.unit_name} {name}".rstrip()


def _distinct(key: str, given: Given) -> Figure:
    tokens: set[str] = set()
    for part, each in given:
        if not isinstance(each, People):
            raise _wrong(key, part)
        tokens |= each.tokens
    return People(frozenset(tokens))


def _listed(key: str, given: Given) -> Figure:
    items: list[str] = []
    for part, each in given:
        if not isinstance(each, Names):
            raise _wrong(key, part)
        items += (_qualified(part, item) for item in each.items)
    return Names(tuple(sorted(items)))


ADDITIONS: Final[Mapping[Roll, Callable[[str, Given], Figure]]] = {
    Roll.SUM: _sum,
    Roll.RATIO: _ratio,
    Roll.HIGHEST: _highest,
    Roll.LOWEST: _lowest,
    Roll.DISTINCT: _distinct,
    Roll.LIST: _listed,
}
