"""Rows of an XLSX workbook, read only after its container has been found harmless."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from huanjie.roll.errors import SourceRefused, row_error

LARGEST = 2 << 30
LARGEST_STRINGS = 256 << 20
"""Shared strings stand in memory as a whole while a workbook is read."""
LARGEST_RATIO = 250
RATIO_FROM = 16 << 20
"""Below this size nothing can harm, and empty sheets compress very well."""
LOST_DIGITS = 10**15
NUMBER_MARK = "\x01"
"""Before a figure so large that the workbook has lost its last digits."""


def workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells as text, of the first sheet.

    Raises `SourceRefused` R109: no workbook, too large when unpacked, or with a document type.
    """
    # Most programs that know of workbooks never meet one, and the library takes its time to load.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_bomb(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_text(value) for value in row]
        book.close()
    except (KeyError, IndexError, ValueError, SyntaxError, OSError, InvalidFileException) as error:
        raise _refused(path.name, "文件已损坏", "it is damaged") from error


def _text(value: object) -> str:
    """The cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LOST_DIGITS:
        return f"{NUMBER_MARK}{value}"
    return str(value)


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as container:
            parts = container.infolist()
            size = sum(part.file_size for part in parts)
            if size > LARGEST or size > max(RATIO_FROM, LARGEST_RATIO * path.stat().st_size):
                raise _refused(path.name, "解压后过大", "it is too large when unpacked")
            for part in parts:
                _refuse_part(container, part, path.name)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _refused(path.name, "不是 XLSX 文件", "it is not an XLSX file") from error


def _refuse_part(container: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    if part.flag_bits & 1:
        raise _refused(name, "文件有密码", "it has a password")
    if part.filename.endswith("sharedStrings.xml") and part.file_size > LARGEST_STRINGS:
        raise _refused(name, "解压后过大", "it is too large when unpacked")
    if part.filename.endswith((".xml", ".rels")):
        with container.open(part) as content:
            if b"<!DOCTYPE" in content.read(4096):
                raise _refused(name, "含有文档类型声明", "it declares a document type")


def _refused(name: str, zh: str, en: str) -> SourceRefused:
    return SourceRefused([row_error("R109", name, detail_zh=zh, detail_en=en)])
