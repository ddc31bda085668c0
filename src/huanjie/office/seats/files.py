"""Reading `constituencies.csv`: one file may hold the tables of several elections."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from huanjie.office.seats.table import ConstituencyRow, Part, scope_cell
from huanjie.office.seats.words import KINDS, URBAN, word_of
from huanjie.roll.errors import RowError, SourceRefused
from huanjie.roll.tabular import Expected, TableRow, read_table

HEADINGS: Final = (
    "选举代码",
    "选区号",
    "选区名称",
    "类型",
    "范围",
    "人口",
    "应选名额",
    "城乡",
)
EXPECTED: Final = Expected(
    required=HEADINGS,
    integers=("选区号", "人口", "应选名额"),
    words={"类型": tuple(KINDS), "城乡": tuple(URBAN)},
)
UNIT_MARK: Final = "单位:"


def read_constituencies(path: Path) -> dict[str, list[ConstituencyRow]]:
    """Election code → rows in the order of the file. Raises `SourceRefused` with every fault."""
    tables: dict[str, list[ConstituencyRow]] = defaultdict(list)
    errors: list[RowError] = []
    for row in read_table(path, HEADINGS, EXPECTED):
        try:
            tables[row["选举代码"]].append(_row(row))
        except SourceRefused as refused:
            errors.extend(refused.errors)
    if errors:
        raise SourceRefused(errors)
    return dict(tables)


def _row(row: TableRow) -> ConstituencyRow:
    return ConstituencyRow(
        number=row.integer("选区号"),
        name=row["选区名称"],
        kind=KINDS[row["类型"]],
        parts=tuple(part for item in row.items("范围") for part in _parts(item, row)),
        population=row.integer("人口"),
        seats=row.integer("应选名额"),
        is_urban=URBAN[row["城乡"]],
        line=row.line,
    )


def _parts(item: str, row: TableRow) -> tuple[Part, ...]:
    found = parse_scope(item)
    if not found:
        raise SourceRefused([row.error("R113", "范围", found=item)])
    return found


def parse_scope(item: str) -> tuple[Part, ...]:
    """The parts that one item of a cell 范围 names; none where it cannot be read."""
    plain = item.strip().replace("：", ":").replace("，", ",")
    if plain.startswith(UNIT_MARK):
        unit = plain.removeprefix(UNIT_MARK).strip()
        return (Part(work_unit=unit),) if unit else ()
    village, mark, groups = plain.partition("#")
    if not village.strip().isdecimal():
        return ()
    if not mark:
        return (Part(village=village.strip()),)
    named = [group.strip() for group in groups.split(",")]
    if not all(group.isdecimal() for group in named):
        return ()
    return tuple(Part(village=village.strip(), group=int(group)) for group in named)


def as_csv(election: str, rows: Iterable[ConstituencyRow]) -> str:
    """The table of one election as such a file, without its byte-order mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        kind, urban = word_of(KINDS, row.kind), "城镇" if row.is_urban else "农村"
        scope = scope_cell(row.parts)
        writer.writerow(
            [election, row.number, row.name, kind, scope, row.population, row.seats, urban]
        )
    return text.getvalue()
