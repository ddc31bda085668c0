"""The records behind a figure of a return, one click away: a listing, or the page that holds it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from huanjie.figures.definition import field
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.face import clock
from huanjie.office.face.words import language
from huanjie.office.people.tokens import token_of
from huanjie.office.returns.queries import listings, listings_of_lists
from huanjie.office.returns.queries.listings import Listing, Record

PAGE_SIZE: Final = 100
Lister = Callable[[Reading, str], Listing]


@dataclass(frozen=True)
class Records:
    """One page of the records that a field counts, and `link`, the stage's page that holds them.

    `head` names the cells of every row. Nobody's ID number, birth or address is among them.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[Record, ...]
    link: str
    total: int
    page: int
    pages: int


def records(election: Election, code: str, *, page: int = 1) -> Records:
    """The records behind a field, also in one of its columns. Raises `KeyError` for no field."""
    defined = field(code)
    reading = Reading(election, clock.now(), token_of(b""))
    listing = _lister(defined.code)(reading, code)
    pages = max(1, -(-len(listing.rows) // PAGE_SIZE))
    shown = min(max(page, 1), pages)
    first = (shown - 1) * PAGE_SIZE
    return Records(
        title=defined.source(language()),
        head=listing.head,
        rows=tuple(listing.rows[first : first + PAGE_SIZE]),
        link=listing.link,
        total=len(listing.rows),
        page=shown,
        pages=pages,
    )


def has_records(code: str) -> bool:
    """False for a field whose records are not kept yet."""
    return _lister(field(code).code) is not listings.not_kept


def _lister(code: str) -> Lister:
    if code.startswith("T6.05."):
        return listings_of_lists.composition
    return LISTERS.get(code, listings.not_kept)


def _each(start: str, numbers: Iterable[str], lister: Lister) -> dict[str, Lister]:
    return {f"{start}.{number}": lister for number in numbers}


def _span(first: int, last: int) -> list[str]:
    return [f"{number:02d}" for number in range(first, last + 1)]


LISTERS: Final[Mapping[str, Lister]] = {
    **_each("T1", _span(1, 5), listings.members),
    **_each("T1", ("07", "08", "09", "10a", "10b", "19", "20a", "20b"), listings.guidance),
    **_each("T1", ("06",), listings.accounts),
    **_each("T1", ("18",), listings.notices),
    **_each("T2", (*_span(1, 7), "09", "10", "17"), listings.quota),
    **_each(
        "T2",
        ("08", "12", "13a", "13b", "13c", "13d", "14a", "14b", "14c", "15a", "15b", "16a", "16b",
         "18a", "18b", "19", "20", "22"),
        listings.constituencies,
    ),
    **_each("T3", _span(1, 2), listings.villages),
    **_each("T3", (*_span(3, 8), "33", "34"), listings.rolls),
    **_each("T3", _span(9, 17), listings.balance),
    **_each("T3", _span(18, 22), listings.left_out),
    **_each("T3", ("23a", "23b"), listings.certificates),
    **_each("T3", ("24b",), listings.accounts),
    **_each("T3", _span(25, 27), listings.changes),
    **_each("T3", ("28",), listings.notices),
    **_each("T3", ("29", "30a", "30b"), listings.appeals),
    **_each("T4", ("01", "15", "16", "17"), listings.constituencies),
    **_each(
        "T4",
        (*_span(2, 5), "09a", "09b", "09c", "09d", "10", "14", "18a", "18b", "18c", "19a", "19b",
         "19c", "19d", "22"),
        listings_of_lists.nominees,
    ),
    **_each("T4", _span(6, 8), listings_of_lists.forms),
    **_each("T4", _span(11, 12), listings_of_lists.lists),
    **_each(
        "T5",
        (*_span(1, 9), "10a", "10b", "11a", "11b", *_span(12, 21), "22a", "22b", "22c", "23a",
         "23b", *_span(24, 26), "27a", "27b", "33a", "33b"),
        listings_of_lists.contests,
    ),
    **_each("T5", ("28a", "28b", "28c"), listings_of_lists.rounds),
    **_each("T5", ("29", "32"), listings_of_lists.seats_filled),
    **_each("T5", ("30", "31a", "31b", "31c", "31d"), listings_of_lists.mandates),
    **_each("T5", ("34",), listings.quota),
    **_each("T6", (*_span(1, 22), *_span(42, 45)), listings_of_lists.composition),
    **_each("T9", _span(1, 6), listings.milestones),
    **_each("T9", _span(7, 8), listings.findings),
    **_each("T9", _span(9, 10), listings.acts),
    **_each("T9", ("12",), listings_of_lists.sheets),
}  # fmt: skip
"""Field → who lists its records. A field that is not here has no records yet."""
