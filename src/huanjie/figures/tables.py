"""A return as plain rows in our own layout, for paper, CSV and workbooks."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from huanjie.figures.definition import ETHNIC, Column, Field, Table, field, shown, tables
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    Moment,
    People,
    Return,
    Share,
    in_words,
)
from huanjie.figures.forms import Form, filled
from huanjie.figures.words import said
from huanjie.law.catalogue import Language

Cell = str | int
Cells = tuple[Cell, ...]

BYTE_ORDER_MARK: Final = "\ufeff"
_HEADS: Final = {
    "zh": ("编号", "项目", "单位", "数字", "不完整"),
    "en": ("code", "field", "unit", "figure", "incomplete"),
}
_LONG: Final = (
    "code",
    "column",
    "name",
    "unit",
    "kind",
    "value",
    "numerator",
    "denominator",
    "lacking",
)
_COVER: Final = {
    "zh": (
        "填报单位", "选举", "统计时点", "填报人", "审核人", "联系电话", "填报日期", "备注",
        "未报单位", "摘要",
    ),
    "en": (
        "unit", "election", "as of", "filler", "reviewer", "phone", "date", "remarks",
        "not reported", "digest",
    ),
}  # fmt: skip
_FORM_HEADS: Final = {
    "zh": ("序号", "项目", "单位", "数字"),
    "en": ("number", "item", "unit", "figure"),
}
_UNCONFIRMED: Final = {
    "zh": "对应关系未经核实：尚无县按此表上报。",
    "en": "Unconfirmed: no county has filed with this form yet.",
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What is typed on a return: who filled it in and who reviewed it, and remarks."""

    filler: str
    reviewer: str
    phone: str
    on: date | None
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed table: a title, what stands above it, one row of heads, and the rows."""

    title: str
    above: tuple[Cells, ...]
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]


def cover(ret: Return, by: Cover, language: Language) -> tuple[Cells, ...]:
    """The block on the cover, a label and its words in each row."""
    as_of = in_words(Moment(ret.as_of), language)
    on = in_words(Moment(by.on), language) if by.on else ""
    missing = ("、" if language == "zh" else ", ").join(ret.missing)
    values = (
        ret.unit_name, ret.election, as_of, by.filler, by.reviewer, by.phone, on, by.remarks,
        missing, ret.digest,
    )  # fmt: skip
    return tuple(zip(_COVER[language], values, strict=True))


def sheets(ret: Return, by: Cover, language: Language) -> tuple[Sheet, ...]:
    """The nine tables of a return, each under the same cover."""
    above = cover(ret, by, language)
    return tuple(_sheet(table, ret, above, language) for table in tables().values())


def _sheet(table: Table, ret: Return, above: tuple[Cells, ...], language: Language) -> Sheet:
    columns = _columns(table, ret)
    code, name, unit, figure, lacking = _HEADS[language]
    heads = (code, name, unit, *(_column_name(each, figure, language) for each in columns), lacking)
    rows = tuple(_row(each, columns, ret, language) for each in _fields(table, ret))
    return Sheet(f"{table.code} {table.name(language)}", above, heads, rows)


def _columns(table: Table, ret: Return) -> tuple[Column | None, ...]:
    """The columns a return has figures for; `None` is the one without a name."""
    used = {key.partition("@")[2] for key in ret.figures if key.startswith(f"{table.code}.")}
    alone = any(not each.has_columns for each in table.fields) or "" in used
    named = tuple(each for each in table.columns if each.code in used)
    return ((None,) if alone or not named else ()) + named


def _column_name(column: Column | None, otherwise: str, language: Language) -> str:
    if column is None:
        return otherwise
    return column.zh if language == "zh" else column.en


def _fields(table: Table, ret: Return) -> Iterator[Field]:
    """The fields in order, each minority of the return behind their total."""
    codes = sorted({key.partition("@")[0] for key in ret.figures if key.startswith(ETHNIC)})
    for each in table.fields:
        yield each
        if f"{each.code}." == ETHNIC:
            yield from map(field, codes)


def _row(each: Field, columns: Sequence[Column | None], ret: Return, language: Language) -> Cells:
    keys = [each.code if column is None else f"{each.code}@{column.code}" for column in columns]
    lacking = dict.fromkeys(name for key in keys for name in ret.incomplete.get(key, ()))
    comma = "、" if language == "zh" else ", "
    cells = (_cell(key, ret, language) for key in keys)
    unit = said("unit", each.unit, language)
    return (each.code, each.name(language), unit, *cells, comma.join(lacking))


def _cell(key: str, ret: Return, language: Language) -> Cell:
    """A count as a number, so that a spreadsheet can reckon with it; everything else as printed."""
    match ret.figures.get(key):
        case None:
            return ""
        case Count(n):
            return n
        case People() as people:
            return people.n
        case found:
            return shown(key, found, language)


def form_sheet(form: Form, ret: Return, by: Cover, language: Language) -> Sheet:
    """A return in a province's own form. Raises `ValueError` for a form of another level."""
    rows = tuple(
        (row.number, row.name, said("unit", row.unit, language), row.shown(language))
        for row in filled(form, ret)
    )
    above = cover(ret, by, language)
    if not form.is_confirmed:
        above = (*above, ("", _UNCONFIRMED[language]))
    title = form.title if language == "zh" else form.title_en
    return Sheet(title, above, _FORM_HEADS[language], rows)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """One row of heads and the rows, with a byte order mark, for spreadsheets and programs."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def as_long_csv(ret: Return) -> str:
    """Every figure of a return in one table for programs: ratios by both their numbers."""
    return as_csv(_LONG, (_long_row(key, found, ret) for key, found in ret.figures.items()))


def _long_row(key: str, found: Figure, ret: Return) -> Cells:
    of, (code, _, column) = field(key), key.partition("@")
    numerator: Cell = ""
    denominator: Cell = ""
    value: Cell = ""
    match found:
        case Count() | People():
            value = found.n
        case Share() | Extreme():
            numerator, denominator = found.numerator, found.denominator
            value = found.name if isinstance(found, Extreme) else ""
        case Missing(reason):
            value = reason.value
        case Moment(at):
            value = at.isoformat()
        case names:
            value = "、".join(names.items)
    kind = type(found).__name__.lower()
    lacking = "、".join(ret.lacking(key))
    return (code, column, of.zh, of.unit.value, kind, value, numerator, denominator, lacking)
