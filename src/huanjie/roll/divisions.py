"""Administrative divisions: units with level, code, name and the unit above."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from huanjie.roll.clean import is_code
from huanjie.roll.errors import RowError, SourceRefused, row_error
from huanjie.roll.tabular import Expected, TableRow, read_table


class Level(StrEnum):
    """The levels of the national list, from the top."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


class UnitKind(StrEnum):
    """What a township-level unit is, by its name. Only the first three elect a congress."""

    TOWNSHIP = "乡"
    ETHNIC_TOWNSHIP = "民族乡"
    TOWN = "镇"
    SUBDISTRICT = "街道"
    OTHER = "其他"


ELECTING_KINDS = frozenset({UnitKind.TOWNSHIP, UnitKind.ETHNIC_TOWNSHIP, UnitKind.TOWN})
ABOVE = {Level.COUNTY: Level.CITY, Level.TOWNSHIP: Level.COUNTY, Level.VILLAGE: Level.TOWNSHIP}
LEVEL_NAMES = {
    Level.CITY: "市级",
    Level.COUNTY: "县级",
    Level.TOWNSHIP: "乡级",
    Level.VILLAGE: "村级",
}
HEADINGS = ("level", "code", "name", "parent")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `parent` is the code of the unit above; the topmost one's is not in the file."""

    level: Level
    code: str
    name: str
    parent: str
    line: int


def read_divisions(path: Path) -> tuple[Unit, ...]:
    """The units of a file, in its order.

    Raises `SourceRefused` with all of: R114 unknown level, R303 code, R301 duplicated code,
    R302 unit above not in the file, R304 unit above of the wrong level.
    """
    levels = tuple(level.value for level in Level)
    rows = read_table(path, HEADINGS, Expected(required=HEADINGS, words={"level": levels}))
    units = tuple(
        Unit(Level(row["level"]), row["code"], row["name"], row["parent"], row.line) for row in rows
    )
    errors = [*_code_faults(rows), *_parent_faults(path.name, units)]
    if errors:
        raise SourceRefused(errors)
    return units


def _code_faults(rows: Sequence[TableRow]) -> Iterator[RowError]:
    first: dict[str, int] = {}
    for row in rows:
        for heading in ("code", "parent"):
            if not is_code(row[heading]):
                yield row.error("R303", heading, found=row[heading])
        if row["code"] in first:
            yield row.error("R301", "code", found=row["code"], first=first[row["code"]])
        first.setdefault(row["code"], row.line)


def _parent_faults(file: str, units: Sequence[Unit]) -> Iterator[RowError]:
    by_code = {unit.code: unit for unit in units}
    order = tuple(Level)
    top = min((order.index(unit.level) for unit in units), default=0)
    for unit in units:
        if order.index(unit.level) == top:
            continue
        above = by_code.get(unit.parent)
        if above is None:
            yield row_error("R302", file, unit.line, "parent", found=unit.parent)
        elif above.level is not ABOVE[unit.level]:
            yield _wrong_level(file, unit, above)


def _wrong_level(file: str, unit: Unit, above: Unit) -> RowError:
    expected = ABOVE[unit.level]
    return row_error(
        "R304",
        file,
        unit.line,
        "parent",
        found=unit.name,
        parent=above.name,
        expected=LEVEL_NAMES[expected],
        actual=LEVEL_NAMES[above.level],
        level_en=unit.level,
        expected_en=expected,
        actual_en=above.level,
    )


def type_of(name: str) -> UnitKind:
    """What a township-level unit is, as far as its name tells; OTHER where it does not."""
    if name.endswith(("街道", "街道办事处", "街道办")):
        return UnitKind.SUBDISTRICT
    if name.endswith("族乡"):
        return UnitKind.ETHNIC_TOWNSHIP
    if name.endswith("乡"):
        return UnitKind.TOWNSHIP
    if name.endswith("镇"):
        return UnitKind.TOWN
    return UnitKind.OTHER


def doubtful_kinds(units: Iterable[Unit], file: str) -> list[RowError]:
    """R305 for every township-level unit whose name does not tell what it is."""
    return [
        row_error("R305", file, unit.line, "name", found=unit.name)
        for unit in units
        if unit.level is Level.TOWNSHIP and type_of(unit.name) is UnitKind.OTHER
    ]


def under(units: Iterable[Unit], code: str) -> tuple[Unit, ...]:
    """A unit and all units below it, in the order given."""
    taken = tuple(units)
    parents = {unit.code: unit.parent for unit in taken}
    return tuple(unit for unit in taken if _is_under(unit.code, code, parents))


def _is_under(code: str, top: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while code not in seen:
        if code == top:
            return True
        seen.add(code)
        code = parents.get(code, "")
    return False


def superiors_first(units: Iterable[Unit], top: str) -> list[tuple[str, str, str, str, str | None]]:
    """Code, name, level, kind and unit above of `top` and all below it; `top` has none above."""
    order = tuple(Level)
    found = sorted(under(units, top), key=lambda unit: order.index(unit.level))
    return [
        (u.code, u.name, u.level, type_of(u.name), None if u.code == top else u.parent)
        for u in found
    ]
