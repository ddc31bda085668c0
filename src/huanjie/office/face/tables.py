"""A data table: filter, sort, pages and CSV over a queryset or a list."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from huanjie.office.face.words import day, number

Kind = Literal["text", "number", "date", "mark"]
PAGE_SIZE = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column. Without `value` the row's attribute `key` is shown (`a__b` follows relations).

    `link` gives the address behind a cell; `sort` the field of the queryset to order by (for a
    list of rows any text: the shown value orders).
    """

    key: str
    label: str
    value: Callable[[Any], object] | None = None
    link: Callable[[Any], str] | None = None
    kind: Kind = "text"
    sort: str = ""

    def raw(self, row: Any) -> Any:
        """The value of a row as it is."""
        if self.value is not None:
            return self.value(row)
        found = row
        for name in self.key.split("__"):
            found = found.get(name) if isinstance(found, dict) else getattr(found, name)
        return found


@dataclass(frozen=True)
class Cell:
    """One cell as shown."""

    text: str
    href: str
    kind: Kind


@dataclass(frozen=True)
class Heading:
    """A column's head with the address that sorts by it."""

    label: str
    kind: Kind
    href: str
    order: str


class Table:
    """The rows of a page of a table, as the request asks for them.

    `name` sets two tables of one page apart. `search` names the fields of a queryset that the
    filter box looks into; rows of a list are searched in what they show.
    """

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column],
        rows: "QuerySet[Any] | Sequence[Any]",
        *,
        name: str = "table",
        search: Iterable[str] = (),
        page_size: int = PAGE_SIZE,
        caption: str = "",
    ) -> None:
        self.columns = tuple(columns)
        self.name = name
        self.caption = caption
        self.path = request.path
        self._request = request
        self._prefix = "" if name == "table" else f"{name}-"
        self._search = tuple(search)
        self.query = request.GET.get(f"{self._prefix}q", "").strip()
        self.sort = request.GET.get(f"{self._prefix}sort", "")
        self.can_filter = bool(self._search) or not isinstance(rows, QuerySet)
        self.rows = self._sorted(self._found(rows))
        self.page_size = page_size

    @property
    def wants_csv(self) -> bool:
        """True when the request asks for the whole table as a file."""
        return self._request.GET.get(f"{self._prefix}format") == "csv"

    @property
    def page(self) -> "Page[Any]":
        """The page asked for; the nearest when it does not exist."""
        asked = self._request.GET.get(f"{self._prefix}page")
        return Paginator(self.rows, self.page_size).get_page(asked)

    @property
    def headings(self) -> Iterator[Heading]:
        """The heads of the columns."""
        for column in self.columns:
            order = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort, "")
            turned = f"-{column.key}" if order == "ascending" else column.key
            href = self.address(sort=turned, page="") if column.sort else ""
            yield Heading(column.label, column.kind, href, order)

    def cells(self, rows: Iterable[Any]) -> Iterator[list[Cell]]:
        """Each row as cells."""
        for row in rows:
            yield [
                Cell(shown(c.raw(row), c.kind), c.link(row) if c.link else "", c.kind)
                for c in self.columns
            ]

    def address(self, **changes: str) -> str:
        """This page with other parameters of this table; an empty one is dropped."""
        asked = self._request.GET.copy()
        for key, value in changes.items():
            asked[f"{self._prefix}{key}"] = value
            if not value:
                del asked[f"{self._prefix}{key}"]
        return f"?{asked.urlencode()}"

    @property
    def csv_address(self) -> str:
        """Where the whole table lies as CSV."""
        return self.address(format="csv", page="")

    @property
    def filter_name(self) -> str:
        """The name of the filter box."""
        return f"{self._prefix}q"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The other parameters, which the filter form carries along."""
        mine = {f"{self._prefix}q", f"{self._prefix}page", "lang"}
        return [(k, v) for k in self._request.GET for v in [self._request.GET[k]] if k not in mine]

    def csv(self, filename: str = "") -> StreamingHttpResponse:
        """All found rows as CSV."""
        rows = self.rows.iterator(2000) if isinstance(self.rows, QuerySet) else iter(self.rows)
        body = ([c.raw(row) for c in self.columns] for row in rows)
        return csv_answer([c.label for c in self.columns], body, filename or self.name)

    def _found(self, rows: "QuerySet[Any] | Sequence[Any]") -> "QuerySet[Any] | Sequence[Any]":
        if not self.query:
            return rows
        if isinstance(rows, QuerySet):
            asked = Q()
            for field in self._search:
                asked |= Q(**{f"{field}__icontains": self.query})
            return rows.filter(asked)
        wanted = self.query.casefold()
        return [r for r in rows if any(wanted in plain(c.raw(r)).casefold() for c in self.columns)]

    def _sorted(self, rows: "QuerySet[Any] | Sequence[Any]") -> "QuerySet[Any] | Sequence[Any]":
        name = self.sort.removeprefix("-")
        column = next((c for c in self.columns if c.key == name and c.sort), None)
        if column is None:
            return rows
        is_down = self.sort.startswith("-")
        if isinstance(rows, QuerySet):
            return rows.order_by(f"{'-' if is_down else ''}{column.sort}", "pk")
        return sorted(rows, key=lambda r: _rank(column.raw(r)), reverse=is_down)


def csv_answer(
    head: Sequence[str], rows: Iterable[Sequence[object]], name: str
) -> StreamingHttpResponse:
    """Rows as CSV with a byte order mark, for Excel; no cell is a formula."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow([plain(cell) for cell in row]) for row in rows)
    text = chain(["\ufeff", writer.writerow(head)], lines)
    answer = StreamingHttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _rank(value: Any) -> tuple[bool, str, Any]:
    """Empty values last, the rest among their own kind."""
    kind = "number" if isinstance(value, int) else type(value).__name__
    return value is None, kind, 0 if value is None else value


def shown(value: object, kind: Kind = "text") -> str:
    """A value as a cell shows it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return day(value)
    return number(value) if kind == "number" else str(value)


def plain(value: object) -> str:
    """A value for a file: ISO days, no formula."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, int) else text
