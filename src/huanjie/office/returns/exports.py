"""Returns as lines of a page, and as files: CSV, workbook, a province's own form."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from huanjie.figures.definition import Field, Table, check_key, field, shown
from huanjie.figures.figure import Count, Figure, Missing, Return
from huanjie.figures.forms import parsed
from huanjie.figures.tables import Cell, Cover, Sheet, as_long_csv, form_sheet, sheets
from huanjie.law.catalogue import Language
from huanjie.law.finding import WrongInput

__all__ = ["Cover", "Line", "as_csv", "as_xlsx", "in_form", "last_term_from", "lines_of"]


@dataclass(frozen=True)
class Line:
    """One printed line: the field, its column if any, the figure as printed."""

    code: str
    key: str
    name: str
    column: str
    figure: Figure
    text: str

    @property
    def is_missing(self) -> bool:
        """There is no figure, and the text says why."""
        return isinstance(self.figure, Missing)


def lines_of(content: Return, table: Table, language: Language) -> list[Line]:
    """The lines of one return in the order of the definition."""
    found: list[Line] = []
    for each in table.fields:
        found += _lines(content.figures, each, table, language)
        if each.code == "T6.05":
            found += _minorities(content.figures, table, language)
    return found


def _lines(
    figures: Mapping[str, Figure], each: Field, table: Table, language: Language
) -> list[Line]:
    found = []
    if each.code in figures:
        found.append(_line(each, each.code, "", figures[each.code], language))
    for column in table.columns:
        key = f"{each.code}@{column.code}"
        if key in figures:
            name = column.zh if language == "zh" else column.en
            found.append(_line(each, key, name, figures[key], language))
    return found


def _minorities(figures: Mapping[str, Figure], table: Table, language: Language) -> list[Line]:
    codes = sorted({k.partition("@")[0] for k in figures if k.startswith("T6.05.")})
    return [line for code in codes for line in _lines(figures, field(code), table, language)]


def _line(each: Field, key: str, column: str, figure: Figure, language: Language) -> Line:
    return Line(each.code, key, each.name(language), column, figure, shown(key, figure, language))


def as_csv(content: Return) -> str:
    """All nine returns as one CSV for programs and spreadsheets."""
    return as_long_csv(content)


def as_xlsx(content: Return, by: Cover, language: Language, made_at: datetime) -> bytes:
    """A workbook: one sheet a return under its cover, then the rows below the unit."""
    found = [*sheets(content, by, language), _rows_sheet(content, language)]
    return _workbook(found, made_at)


def _rows_sheet(content: Return, language: Language) -> Sheet:
    """Every constituency and village with its figures."""
    keys = list(dict.fromkeys(key for row in content.rows for key in row.figures))
    names = ("类别", "代码", "名称") if language == "zh" else ("Kind", "Code", "Name")

    def cell(key: str, figures: Mapping[str, Figure]) -> Cell:
        found = figures.get(key)
        if isinstance(found, Count):
            return found.n
        return shown(key, found, language) if found is not None else ""

    rows = tuple(
        (row.kind, row.code, row.name, *(cell(key, row.figures) for key in keys))
        for row in content.rows
    )
    return Sheet("分选区和村" if language == "zh" else "Rows", (), (*names, *keys), rows)


def in_form(
    content: Return, mapping: str, by: Cover, language: Language, made_at: datetime
) -> bytes:
    """The figures in a province's own form. Raises `ValueError` for a mapping that does not fit."""
    return _workbook([form_sheet(parsed(mapping), content, by, language)], made_at)


def _workbook(pages: Iterable[Sheet], made_at: datetime) -> bytes:
    from huanjie.figures.workbook import as_workbook

    return as_workbook(pages, made_at=made_at)


def last_term_from(text: str) -> dict[str, Figure]:
    """Figures of the last term from lines `code,value` (further columns are passed over).

    Raises `WrongInput` naming the line.
    """
    found: dict[str, Figure] = {}
    for at, row in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff"))), start=1):
        cells = [cell.strip() for cell in row]
        if len(cells) < 2 or not cells[0].startswith("T"):
            continue
        try:
            found[check_key(cells[0])] = Count(int(cells[1].replace(",", "")))
        except ValueError as wrong:
            raise WrongInput("file", f"{at}: {'，'.join(cells)[:60]}") from wrong
    if not found:
        raise WrongInput("file", "T1.01,…")
    return found
