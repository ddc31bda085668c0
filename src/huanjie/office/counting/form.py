"""The entry page's fields in the order of the paper, with what was typed into them."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huanjie.law.sheet import field_numbers
from huanjie.office.counting.labels import FIELDS, label_of
from huanjie.office.counting.paper import (
    BOX_FIELDS,
    MARKS,
    PAPERS,
    POINT_FIELDS,
    SEAL_FIELDS,
    SIGNERS,
    Layout,
    Value,
    sheet_of,
    shown_path,
)

EMPTY_ROWS: Final = 2
_MANNERS: Final = ("in_person", "proxy", "mobile")


@dataclass(frozen=True)
class Cell:
    """One field: where it is, what stands in it, whether it may be typed and what is wrong."""

    path: str
    value: Value | str
    number: int | None
    label: str
    is_text: bool = False
    is_tick: bool = False
    is_locked: bool = False
    has_fault: bool = False
    group: str = ""
    """Fields of one group add up to the figure shown beside them."""

    @property
    def id(self) -> str:
        """An identifier for links: paths hold characters that identifiers should not."""
        return field_id(self.path)


@dataclass(frozen=True)
class Row:
    """A labelled row of fields; `total` names the group whose sum is shown at its end."""

    label: str
    cells: tuple[Cell, ...]
    total: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the paper: a heading, column heads and rows."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    has_totals: bool = False


def field_id(path: str) -> str:
    """The identifier of a field in the page."""
    return f"f-{hashlib.sha256(path.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Page:
    """What the sections are made from: the paper, the values, the faults, the language."""

    layout: Layout
    values: Mapping[str, Value]
    faults: Collection[str]
    returned: Collection[str]
    is_finished: bool
    language: int

    def cell(self, path: str, *, group: str = "") -> Cell:
        """The field at a path."""
        last = path.rpartition(".")[2]
        value = self.values.get(path, "")
        return Cell(
            path,
            "●●●●" if last == "person" and value else value,
            self.numbers.get(path),
            label_of(path, self.language),
            is_text=last in ("name", "person", *SEAL_FIELDS),
            is_tick=path.startswith("signed."),
            is_locked=self.is_finished or (bool(self.returned) and path not in self.returned),
            has_fault=path in self.faults,
            group=group,
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The number of every field, the same as on the record and in the findings."""
        numbered = field_numbers(sheet_of(self.values, self.layout))
        return {shown_path(p, self.layout, self.values): n for p, n in numbered.items()}

    def words(self, *names: str) -> tuple[str, ...]:
        """Column heads."""
        return tuple(FIELDS[name][self.language] for name in names)


def sections(page: Page, titles: Mapping[str, str]) -> tuple[Section, ...]:
    """Every part of the paper in its order. `titles` names the sections."""
    made = (_head, _points, _boxes, _turnout, _count, _candidates, _write_ins, _bundles, _end)
    return tuple(make(page, titles) for make in made)


def _list(page: Page, name: str, titles: Mapping[str, str], paths: Sequence[str]) -> Section:
    rows = tuple(Row(label_of(path, page.language), (page.cell(path),)) for path in paths)
    return Section(name, titles[name], (), rows)


def _head(page: Page, titles: Mapping[str, str]) -> Section:
    paths = ("heading.constituency", "roll.voters", "account.printed", "account.reserve")
    return _list(page, "account", titles, paths)


def _matrix(page: Page, name: str, titles: Mapping[str, str], fields: Sequence[str]) -> Section:
    rows = tuple(
        Row(
            f"{box.number} {box.name}",
            tuple(page.cell(f"{name}[{box.number}].{field}") for field in fields),
        )
        for box in page.layout.boxes
    )
    return Section(name, titles[name], page.words(*fields), rows)


def _points(page: Page, titles: Mapping[str, str]) -> Section:
    return _matrix(page, "points", titles, POINT_FIELDS)


def _boxes(page: Page, titles: Mapping[str, str]) -> Section:
    return _matrix(page, "boxes", titles, (*BOX_FIELDS, *SEAL_FIELDS))


def _turnout(page: Page, titles: Mapping[str, str]) -> Section:
    return _list(page, "turnout", titles, [f"turnout.{name}" for name in _MANNERS])


def _count(page: Page, titles: Mapping[str, str]) -> Section:
    names = ("collected", *PAPERS)
    rows = tuple(
        Row(
            label_of(f"count.{name}", page.language),
            (page.cell(f"count.{name}"),),
            total=name,
        )
        for name in names
    )
    return Section("count", titles["count"], (), rows, has_totals=True)


def _candidates(page: Page, titles: Mapping[str, str]) -> Section:
    rows = tuple(
        Row(name, tuple(page.cell(f"candidates[{name}].{mark}") for mark in MARKS))
        for name in page.layout.candidates
    )
    return Section("candidates", titles["candidates"], page.words(*MARKS), rows)


def _write_in_rows(page: Page) -> Iterator[int]:
    typed = [int(p.split("[")[1].split("]")[0]) for p in page.values if p.startswith("write_ins[")]
    last = max(typed, default=0)
    locked = page.is_finished or bool(page.returned)
    yield from range(1, last + 1 + (0 if locked else EMPTY_ROWS))


def _write_ins(page: Page, titles: Mapping[str, str]) -> Section:
    fields = ("name", "person", "votes")
    rows = tuple(
        Row(str(at), tuple(page.cell(f"write_ins[{at}].{field}") for field in fields))
        for at in _write_in_rows(page)
    )
    return Section("write_ins", titles["write_ins"], page.words(*fields), rows)


def _bundles(page: Page, titles: Mapping[str, str]) -> Section:
    """One row a figure and one column a box, their sum beside."""
    paths = ["collected", *PAPERS]
    paths += [f"candidates[{name}].{mark}" for name in page.layout.candidates for mark in MARKS]
    paths += [f"write_ins[{at}].votes" for at in _write_in_rows(page)]
    rows = tuple(
        Row(
            label_of(path, page.language),
            tuple(
                page.cell(f"bundles[{box.number}].{path}", group=path) for box in page.layout.boxes
            ),
            total=path,
        )
        for path in paths
    )
    heads = tuple(f"{box.number} {box.name}" for box in page.layout.boxes)
    return Section("bundles", titles["bundles"], heads, rows, has_totals=True)


def _end(page: Page, titles: Mapping[str, str]) -> Section:
    return _list(page, "end", titles, ["disputed", *(f"signed.{role}" for role in SIGNERS)])
