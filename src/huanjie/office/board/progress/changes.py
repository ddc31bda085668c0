"""What is different between two days on the board."""

from collections.abc import Iterable
from dataclasses import dataclass

from huanjie.office.board.progress.rows import Cell, Row, Source


@dataclass(frozen=True)
class Change:
    """A milestone of a unit whose mark is another; for a unit as a whole the cells are None.

    `known_before` and `known_after` say where the unit's state was known from.
    """

    row: Row
    before: Cell | None
    after: Cell | None
    known_before: Source
    known_after: Source


def changes(before: Iterable[Row], after: Iterable[Row]) -> list[Change]:
    """Every unit that is known in another way, and every milestone with another mark."""
    earlier = {row.unit: row for row in before}
    found: list[Change] = []
    for row in after:
        was = earlier.get(row.unit)
        if was is None:
            continue
        if was.source != row.source or was.received != row.received:
            found.append(Change(row, None, None, was.source, row.source))
        if was.is_known:
            found += _of_cells(was, row)
    return found


def _of_cells(was: Row, row: Row) -> Iterable[Change]:
    for cell in row.cells:
        then = was.marks.get(cell.code)
        if then is not None and then.mark != cell.mark:
            yield Change(row, then, cell, was.source, row.source)
