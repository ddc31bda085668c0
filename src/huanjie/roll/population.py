"""Read a population register or the last roll, in batches, with a report of what was refused."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from huanjie.roll.clean import Cleaner, LastRollRow, PersonRow, last_roll_row, person_row
from huanjie.roll.errors import RowError, SourceRefused, row_error
from huanjie.roll.repairs import Repair
from huanjie.roll.sources import Profile, Source, cell_count_error, columns, open_source, profile

BATCH = 5_000
MOST_ERRORS = 20_000
MOST_REPAIRS = 100_000
"""Repairs kept one by one; beyond that they are only counted by kind."""

Row = TypeVar("Row", PersonRow, LastRollRow)
Progress = Callable[[int, int], None]
"""Told the line reached and the lines in all (0 when unknown), after every batch."""
Rulings = Mapping[int, Mapping[str, str] | None]
"""Line → corrected values by heading, or None where the row is to be dropped."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was kept out: its cells by field, as they stood, and why."""

    line: int
    cells: Mapping[str, str]
    errors: tuple[RowError, ...]


@dataclass(slots=True)
class Register(Generic[Row]):
    """A file being read. The lists are complete when `batches()` has come to its end.

    `rows` counts clean rows, `dropped` those a ruling took out. `warnings` are errors that stop
    nothing. `repair_counts` counts by kind; `repairs` holds the first 100,000 of them.
    """

    source: Source
    positions: Mapping[str, int]
    make: Callable[[Cleaner], Row | None]
    known_places: Collection[str] | None
    rulings: Rulings
    progress: Progress | None
    rows: int = 0
    dropped: int = 0
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    repair_counts: Counter[str] = field(default_factory=Counter)

    @property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        return self.source.digest

    @property
    def lines(self) -> int:
        """Lines of the file, the heading row among them; 0 when a workbook does not say."""
        return self.source.lines

    def batches(self, size: int = BATCH) -> Iterator[list[Row]]:
        """Clean rows in the file's order, `size` at a time. Starts from the top when called again.

        Raises `SourceRefused` when the file turns out to be unusable half-way: what was staged
        from earlier batches must then be thrown away.
        """
        self._forget()
        rows, reached = self._clean_rows(), 0
        while batch := list(islice(rows, size)):
            self.rows += len(batch)
            reached = batch[-1].line
            if self.progress is not None:
                self.progress(reached, self.source.lines)
            yield batch
        if self.progress is not None and reached < self.source.lines:
            self.progress(self.source.lines, self.source.lines)

    def _forget(self) -> None:
        self.rows = self.dropped = 0
        for kept in (self.errors, self.warnings, self.refused, self.repairs):
            kept.clear()
        self.repair_counts.clear()

    def _clean_rows(self) -> Iterator[Row]:
        cleaner = _cleaner(self.source, self.positions, self.known_places)
        taken = tuple(self.positions.items())
        width: int = len(self.source.headings)
        line: int
        found: list[str]
        for line, found in self.source.records():
            wrong = None if len(found) == width else cell_count_error(self.source, line, found)
            if wrong is not None and self.rulings.get(line, {}) is not None:
                self._refuse(RefusedRow(line, dict(enumerate_cells(found)), (wrong,)))
                continue
            cells = found if len(found) >= width else [*found, *[""] * (width - len(found))]
            row = self._one(cleaner, line, {name: cells[position] for name, position in taken})
            if row is not None:
                yield row

    def _one(self, cleaner: Cleaner, line: int, cells: dict[str, str]) -> Row | None:
        if line in self.rulings:
            ruling = self.rulings[line]
            if ruling is None:
                self.dropped += 1
                return None
            cells |= _by_field(self.source, self.positions, line, ruling)
        cleaner.begin(line, cells)
        row = self.make(cleaner)
        if cleaner.repairs:
            self._note_repairs(cleaner.repairs)
        if row is None:
            self._refuse(RefusedRow(line, cells, tuple(cleaner.errors)))
        elif cleaner.errors:
            self.warnings.extend(cleaner.errors)
        return row

    def _note_repairs(self, repairs: list[Repair]) -> None:
        self.repair_counts.update(repair.kind for repair in repairs)
        if len(self.repairs) < MOST_REPAIRS:
            self.repairs.extend(repairs)

    def _refuse(self, row: RefusedRow) -> None:
        self.refused.append(row)
        self.errors.extend(row.errors)
        if len(self.errors) > MOST_ERRORS:
            too_many = row_error("R107", self.source.name, row.line, limit=MOST_ERRORS)
            raise SourceRefused([too_many, *self.errors[:100]])

    def mend(self, row: RefusedRow, corrections: Mapping[str, str]) -> Row | tuple[RowError, ...]:
        """The clean row after corrections (heading → value), or what is still wrong with it."""
        cleaner = _cleaner(self.source, self.positions, self.known_places)
        values = _by_field(self.source, self.positions, row.line, corrections)
        cleaner.begin(row.line, {**row.cells, **values})
        return self.make(cleaner) or tuple(cleaner.errors)


PopulationFile = Register[PersonRow]
LastRollFile = Register[LastRollRow]


def read_population(
    path: Path,
    *,
    known_places: Collection[str],
    headings: Profile | None = None,
    rulings: Rulings | None = None,
    progress: Progress | None = None,
) -> PopulationFile:
    """A population register, opened and its heading row checked; rows come from `batches()`.

    `known_places` are the codes a household registration may have.

    Raises `SourceRefused` for what makes the whole file unusable.
    """
    source = open_source(path)
    positions = columns(source, headings or profile("population"))
    places = frozenset(known_places)
    return Register(source, positions, person_row, places, rulings or {}, progress)


def read_last_roll(
    path: Path,
    *,
    known_places: Collection[str] | None = None,
    headings: Profile | None = None,
    rulings: Rulings | None = None,
    progress: Progress | None = None,
) -> LastRollFile:
    """The roll of the last election, opened and checked like a population register.

    Without `known_places` any 12-digit code passes: places may have been merged since.
    """
    source = open_source(path)
    positions = columns(source, headings or profile("last-roll"))
    places = None if known_places is None else frozenset(known_places)
    return Register(source, positions, last_roll_row, places, rulings or {}, progress)


def enumerate_cells(cells: list[str]) -> Iterator[tuple[str, str]]:
    """Cells that cannot be told apart, under the number of their column."""
    return ((str(number), cell) for number, cell in enumerate(cells, 1))


def _cleaner(
    source: Source, positions: Mapping[str, int], places: Collection[str] | None
) -> Cleaner:
    headings = {name: source.headings[position] for name, position in positions.items()}
    return Cleaner(source.name, headings, places)


def _by_field(
    source: Source, positions: Mapping[str, int], line: int, corrections: Mapping[str, str]
) -> dict[str, str]:
    """Corrections by field. Raises `SourceRefused` R219 for a heading the file does not use."""
    fields = {source.headings[position]: name for name, position in positions.items()}
    unknown = [heading for heading in corrections if heading not in fields]
    if unknown:
        raise SourceRefused(
            row_error("R219", source.name, line, heading, heading=heading) for heading in unknown
        )
    return {fields[heading]: value for heading, value in corrections.items()}
