"""Open a file as it really comes, CSV in GB18030 or UTF-8 or XLSX, and map its headings."""

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from huanjie.roll.encoding import LONGEST_CELL, scan
from huanjie.roll.errors import RowError, SourceRefused, row_error
from huanjie.roll.repairs import plain_heading
from huanjie.roll.workbook import workbook_rows

Record = tuple[int, list[str]]
"""Line in the file (the first one, where a quoted cell runs over several) and its cells."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a profile and the headings it is known under."""

    name: str
    headings: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """Which heading means which field."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: digest of its bytes, headings as written, and the lines it is long.

    `encoding` is `xlsx` for a workbook.
    """

    path: Path
    encoding: str
    digest: str
    lines: int
    headings: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.name

    def records(self) -> Iterator[Record]:
        """All rows under the heading row; empty lines are passed over.

        Raises `SourceRefused`: R104 for a cell that is too long, R111 for an open quotation mark.
        """
        rows = _rows(self.path, self.encoding)
        next(rows)
        return rows


@cache
def profile(name: str) -> Profile:
    """The profile shipped under that name: `population`, `last-roll`."""
    return read_profile(files(__package__).joinpath("profiles", f"{name}.toml").read_text("utf-8"))


def read_profile(text: str) -> Profile:
    """A profile from TOML, such as an office keeps for the export of its own police system."""
    table = tomllib.loads(text)
    fields = (
        Field(name, tuple(entry["headings"]), bool(entry.get("optional", False)))
        for name, entry in table["fields"].items()
    )
    return Profile(str(table["name"]), tuple(fields))


def open_source(path: Path) -> Source:
    """The file, its encoding known and all of it found readable.

    Raises `SourceRefused`: R101 encoding, R104 cell too long, R108 empty, R109 or R110 wrong kind.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".txt", ".xlsx"}:
        raise SourceRefused([row_error("R110", path.name, suffix=suffix or path.name)])
    if suffix == ".xlsx":
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        encoding, lines = "xlsx", 0
    else:
        found = scan(path)
        encoding, digest, lines = found.encoding, found.digest, found.lines
    headings = next(_rows(path, encoding), (0, []))[1]
    if not any(headings):
        raise SourceRefused([row_error("R108", path.name)])
    while not headings[-1]:
        headings.pop()
    return Source(path, encoding, digest, lines, tuple(plain_heading(cell) for cell in headings))


def columns(source: Source, wanted: Profile) -> Mapping[str, int]:
    """Field → position of its column; optional fields that are absent are left out.

    Raises `SourceRefused` with every R102 and R103 of the heading row.
    """
    positions, errors = _positions(source)
    found: dict[str, int] = {}
    for field in wanted.fields:
        known = [heading for heading in field.headings if heading in positions]
        if known:
            found[field.name] = positions[known[0]]
        if len(known) > 1:
            errors.append(_twice(source, field.headings[0], *(positions[h] for h in known[:2])))
        if not known and not field.optional:
            accepted = "、".join(field.headings)
            heading = field.headings[0]
            errors.append(
                row_error("R102", source.name, 1, heading, heading=heading, accepted=accepted)
            )
    if errors:
        raise SourceRefused(errors)
    return found


def _positions(source: Source) -> tuple[dict[str, int], list[RowError]]:
    positions: dict[str, int] = {}
    errors = []
    for position, heading in enumerate(source.headings):
        if heading and heading in positions:
            errors.append(_twice(source, heading, positions[heading], position))
        positions.setdefault(heading, position)
    return positions, errors


def _twice(source: Source, heading: str, first: int, second: int) -> RowError:
    return row_error(
        "R103", source.name, 1, heading, heading=heading, first=first + 1, second=second + 1
    )


def cell_count_error(source: Source, line: int, cells: Sequence[str]) -> RowError | None:
    """R106 when cells are too many or too few for the headings. A workbook drops empty ends."""
    found, expected = len(cells), len(source.headings)
    if found == expected or (found < expected and source.encoding == "xlsx"):
        return None
    if found > expected and not any(cells[expected:]):
        return None
    return row_error("R106", source.name, line, found=found, expected=expected)


def _rows(path: Path, encoding: str) -> Iterator[Record]:
    rows = workbook_rows(path) if encoding == "xlsx" else _csv_rows(path, encoding)
    for line, cells in rows:
        if not cells or not any(cells):
            continue
        if len(max(cells, key=len)) > LONGEST_CELL:
            raise SourceRefused([_too_long(path, line, cells)])
        yield line, cells


def _csv_rows(path: Path, encoding: str) -> Iterator[Record]:
    """Python's own reader stops at 131,072 characters, so that no cell can fill the memory."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                code = "R104" if "field limit" in str(error) else "R111"
                raise SourceRefused(
                    [row_error(code, path.name, line, limit=LONGEST_CELL)]
                ) from error
            yield line, cells


def _too_long(path: Path, line: int, cells: Sequence[str]) -> RowError:
    position = next(n for n, cell in enumerate(cells, 1) if len(cell) > LONGEST_CELL)
    return row_error("R104", path.name, line, str(position), limit=LONGEST_CELL)
