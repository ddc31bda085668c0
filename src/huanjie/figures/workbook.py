"""Printed tables as an `.xlsx` workbook, one sheet for each."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from huanjie.figures.tables import Cell, Sheet

_WIDTHS: Final = (10, 42, 8)
_FIGURE_WIDTH: Final = 16
_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def as_workbook(sheets: Iterable[Sheet], *, made_at: datetime) -> bytes:
    """The workbook. Every text is a text, also one that begins like a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        name = sheet.title.translate(_NOT_IN_NAMES)[:_LONGEST_NAME].strip("' ")
        _fill(book.create_sheet(name), sheet)
    book.properties.creator = "huanjie"
    book.properties.created = made_at.astimezone(UTC).replace(tzinfo=None)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    rows: list[tuple[Cell, ...]] = [(sheet.title,), *sheet.above, (), sheet.heads, *sheet.rows]
    for row in rows:
        page.append([_cell(page, value) for value in row])
    head = len(sheet.above) + 3
    page.cell(1, 1).font = Font(bold=True, size=14)
    for place in range(1, len(sheet.heads) + 1):
        page.cell(head, place).font = Font(bold=True)
    page.freeze_panes = f"C{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place in range(1, len(sheet.heads) + 1):
        width = _WIDTHS[place - 1] if place <= len(_WIDTHS) else _FIGURE_WIDTH
        page.column_dimensions[get_column_letter(place)].width = width


def _cell(page: Worksheet, value: Cell) -> WorkbookCell:
    """A number as a number, a text as a text; `append` gives it its place."""
    if isinstance(value, int):
        return WorkbookCell(page, row=1, column=1, value=value)
    cell = WorkbookCell(page, row=1, column=1)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
