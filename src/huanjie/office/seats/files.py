"""Reading `constituencies.csv`: one file may hold the tables of several elections."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from huanjie.office.seats.table import ConstituencyRow, Part
from huanjie.office.seats.words import KINDS, URBAN
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


def _parts(item: str, row: TableRow) -> Iterator[Part]:
    plain = item.replace("：", ":").replace("，", ",")
    if plain.startswith(UNIT_MARK):
        yield Part(work_unit=plain.removeprefix(UNIT_MARK).strip())
        return
    village, _, groups = plain.partition("#")
    if not groups:
        yield Part(village=village.strip())
        return
    for group in groups.split(","):
        if not group.strip().isdecimal():
            raise SourceRefused([row.error("R113", "范围", found=item)])
        yield Part(village=village.strip(), group=int(group))
