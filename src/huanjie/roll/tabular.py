"""Read the small files of an election's folder: every fault found is named, and nothing passes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huanjie.roll import id_number
from huanjie.roll.clean import FORMULA_SIGNS, day
from huanjie.roll.errors import RowError, SourceRefused, row_error
from huanjie.roll.repairs import plain_code, trimmed
from huanjie.roll.sources import Field, Profile, Source, cell_count_error, columns, open_source

LIST_SIGN = ";"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row, its cells by heading and trimmed; figures and dates were checked on reading."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def integer(self, heading: str) -> int:
        """The figure of a column read as `integers`. Raises `SourceRefused` R112 when empty."""
        found = self.integer_or_none(heading)
        if found is None:
            raise SourceRefused([self.error("R112", heading)])
        return found

    def integer_or_none(self, heading: str) -> int | None:
        """The figure, or None where the cell is empty. Raises `SourceRefused` R113."""
        text = plain_code(self.cells[heading])
        if not text:
            return None
        if not _is_integer(text):
            raise SourceRefused([self.error("R113", heading, found=self.cells[heading])])
        return int(text)

    def day(self, heading: str) -> date:
        """The date of a column read as `dates`. Raises `SourceRefused` R112 when empty."""
        found = self.day_or_none(heading)
        if found is None:
            raise SourceRefused([self.error("R112", heading)])
        return found

    def day_or_none(self, heading: str) -> date | None:
        """The date, or None where the cell is empty. Raises `SourceRefused` R204."""
        text = plain_code(self.cells[heading])
        if not text:
            return None
        found = day(text)
        if found is None:
            raise SourceRefused([self.error("R204", heading, found=self.cells[heading])])
        return found

    def items(self, heading: str) -> tuple[str, ...]:
        """The parts of a list inside a cell; full-width semicolons part as well."""
        parts = self.cells[heading].replace("；", LIST_SIGN).split(LIST_SIGN)
        return tuple(part.strip() for part in parts if part.strip())

    def error(self, code: str, heading: str = "", **facts: object) -> RowError:
        """An error standing on this row, for a caller that finds more wrong with it."""
        return row_error(code, self.file, self.line, heading, **facts)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the columns of a small file must hold. `words` is heading → accepted words.

    ID numbers are repaired as those of a population file are, and refused where that is not enough.
    """

    required: Collection[str] = ()
    integers: Collection[str] = ()
    dates: Collection[str] = ()
    words: Mapping[str, Collection[str]] | None = None
    id_numbers: Collection[str] = ()


NOTHING_MORE = Expected()


def read_table(
    path: Path, headings: Sequence[str], expected: Expected = NOTHING_MORE
) -> list[TableRow]:
    """All rows of a small file, the columns named by `headings`; further columns are passed over.

    Raises `SourceRefused` with every fault of the file together.
    """
    source = open_source(path)
    wanted = Profile(path.name, tuple(Field(heading, (heading,)) for heading in headings))
    positions = columns(source, wanted)
    rows, errors = [], []
    for line, cells in source.records():
        wrong = cell_count_error(source, line, cells)
        if wrong is not None:
            errors.append(wrong)
            continue
        row = _row(source, positions, line, cells, expected.id_numbers)
        errors.extend(_faults(row, expected))
        rows.append(row)
    if errors:
        raise SourceRefused(errors)
    return rows


def _row(
    source: Source,
    positions: Mapping[str, int],
    line: int,
    cells: Sequence[str],
    numbers: Collection[str],
) -> TableRow:
    found = {
        heading: trimmed(cells[position]) if position < len(cells) else ""
        for heading, position in positions.items()
    }
    found |= {name: id_number.repaired(found[name]) for name in numbers if name in found}
    return TableRow(source.name, line, found)


def _faults(row: TableRow, expected: Expected) -> Iterator[RowError]:
    for heading, cell in row.cells.items():
        if not cell:
            if heading in expected.required:
                yield row.error("R112", heading)
        elif heading in expected.integers:
            if not _is_integer(plain_code(cell)):
                yield row.error("R113", heading, found=cell)
        elif cell[0] in FORMULA_SIGNS and len(cell) > 1:
            yield row.error("R105", heading, sign=cell[0])
        else:
            yield from _text_fault(row, heading, expected)


def _text_fault(row: TableRow, heading: str, expected: Expected) -> Iterator[RowError]:
    cell = row[heading]
    if heading in expected.dates:
        if day(plain_code(cell)) is None:
            yield row.error("R204", heading, found=cell)
    elif heading in expected.id_numbers:
        wrong = id_number.fault(cell)
        if wrong is not None:
            yield row.error(wrong.value, heading, **id_number.facts(cell))
    else:
        yield from _word_fault(row, heading, expected.words or {})


def _word_fault(
    row: TableRow, heading: str, words: Mapping[str, Collection[str]]
) -> Iterator[RowError]:
    if heading in words and row[heading] not in words[heading]:
        accepted = "、".join(words[heading])
        yield row.error("R114", heading, found=row[heading], accepted=accepted)


def _is_integer(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 18
