"""The tally sheet as it stands on paper: its fields by path, what is typed, and the law's record.

A path names a field as the paper does: `boxes[3].own` is box number 3, `write_ins[1].name` the
first written name, `bundles[3].valid` the count of box 3. The law counts rows from 0 instead.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from huanjie.law.sheet import (
    Account,
    Box,
    Bundle,
    Count,
    Heading,
    Marks,
    Point,
    Roll,
    Sheet,
    Signature,
    Turnout,
    WriteIn,
)

Value = int | str
Values = Mapping[str, Value]

LONGEST_TEXT: Final = 60
MOST_WRITE_INS: Final = 60
POINT_FIELDS: Final = ("received", "moved_in", "moved_out", "issued", "spoiled", "unused")
BOX_FIELDS: Final = ("own", "proxy", "collected")
SEAL_FIELDS: Final = ("seal_closed", "seal_opened")
MARKS: Final = ("approve", "oppose", "abstain")
PAPERS: Final = ("valid", "void", "blank")
SIGNERS: Final = {"scrutineer": "监票人", "counter": "计票人"}
KINDS: Final = {"投票站": "station", "选举大会": "assembly", "流动票箱": "mobile"}

_TEXTS: Final = frozenset({"name", "person", "kind", *SEAL_FIELDS})
_HEADINGS: Final = tuple(f"heading.{part}" for part in ("election", "constituency", "round"))
_SINGLE: Final = frozenset(
    {
        *_HEADINGS,
        "roll.voters",
        "account.printed",
        "account.reserve",
        *(f"turnout.{manner}" for manner in ("in_person", "proxy", "mobile")),
        "count.collected",
        *(f"count.{kind}" for kind in PAPERS),
        "disputed",
        *(f"signed.{role}" for role in SIGNERS),
    }
)
_ROW: Final = re.compile(r"(points|boxes|write_ins|bundles)\[(\d{1,4})\]\.(.+)")
_MARK: Final = re.compile(r"candidates\[(.+)\]\.(approve|oppose|abstain)")
_BUNDLE_WRITE_IN: Final = re.compile(r"write_ins\[(\d{1,4})\]\.votes")
_ALLOWED: Final = {
    "points": frozenset(POINT_FIELDS),
    "boxes": frozenset({"kind", *BOX_FIELDS, *SEAL_FIELDS}),
    "write_ins": frozenset({"name", "person", "votes"}),
    "bundles": frozenset({"collected", *PAPERS}),
}


@dataclass(frozen=True)
class BoxRow:
    """A box as polling knows it."""

    number: int
    kind: str
    name: str
    seal_closed: str
    seal_opened: str


@dataclass(frozen=True)
class Layout:
    """What the paper of one round holds: its heading, boxes, names and seats."""

    heading: Heading
    boxes: tuple[BoxRow, ...]
    candidates: tuple[str, ...]
    seats: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the boxes in their order."""
        return tuple(box.number for box in self.boxes)


def unknown_paths(values: Values) -> tuple[str, ...]:
    """The paths that no paper has."""
    return tuple(path for path in values if not _is_known(path))


def _is_known(path: str) -> bool:
    if path in _SINGLE or _MARK.fullmatch(path):
        return True
    row = _ROW.fullmatch(path)
    if row is None:
        return False
    if row[3] in _ALLOWED[row[1]]:
        return True
    return row[1] == "bundles" and bool(
        _MARK.fullmatch(row[3]) or _BUNDLE_WRITE_IN.fullmatch(row[3])
    )


def cleaned(values: Mapping[str, object]) -> dict[str, Value]:
    """What was typed as it is kept: figures as numbers where they are digits, texts trimmed.

    Full-width digits are taken as digits. What is no whole number stays as typed, so that J003
    names it. Empty fields are left out.
    """
    found: dict[str, Value] = {}
    for path, typed in values.items():
        text = str(typed).strip()
        if text == "":
            continue
        last = path.rpartition(".")[2]
        if last in _TEXTS or path in _HEADINGS:
            found[path] = text[:LONGEST_TEXT]
        else:
            found[path] = figure(text)
    return found


def figure(text: str) -> Value:
    """The whole number that a text writes, or the text, shortened, when it writes none."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace(",", "")
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= 9
    return int(plain) if is_number else text[:LONGEST_TEXT]


def sheet_of(values: Values, layout: Layout) -> Sheet:
    """The law's record of what was typed. A heading not typed is that of the page opened."""
    numbers = _numbers(values, layout)
    known = {box.number: box for box in layout.boxes}
    rows = _write_ins(values)
    return Sheet(
        heading=_heading(values, layout),
        roll=Roll(voters=_number(values, "roll.voters")),
        account=Account(_number(values, "account.printed"), _number(values, "account.reserve")),
        points=tuple(_point(values, n) for n in numbers),
        boxes=tuple(_box(values, n, known.get(n)) for n in numbers),
        turnout=Turnout(
            *(_number(values, f"turnout.{name}") for name in ("in_person", "proxy", "mobile"))
        ),
        count=_count(values, "count."),
        candidates=_marks(values, "", layout.candidates),
        write_ins=tuple(row for _, row in rows),
        bundles=tuple(_bundle(values, n, layout.candidates, rows) for n in numbers),
        disputed=_number(values, "disputed"),
        signatures=tuple(
            Signature(role, word, present=values.get(f"signed.{role}") == 1)
            for role, word in SIGNERS.items()
        ),
    )


def _numbers(values: Values, layout: Layout) -> tuple[int, ...]:
    """The boxes on the paper: those sent out, and any other that was typed (J105)."""
    typed = {int(row[2]) for row in map(_ROW.fullmatch, values) if row and row[1] == "boxes"}
    return (*layout.numbers, *sorted(typed - {*layout.numbers}))


def _heading(values: Values, layout: Layout) -> Heading:
    """The heading of the paper; names that are not on this ballot are another layout (J101)."""
    opened = layout.heading
    names = {mark[1] for mark in map(_MARK.fullmatch, values) if mark}
    strange = names - {*layout.candidates}
    shown = {part: str(values.get(f"heading.{part}", getattr(opened, part))) for part in _PARTS}
    return Heading(**shown, layout="、".join(sorted(strange)) if strange else opened.layout)


_PARTS: Final = ("election", "constituency", "round")


def _number(values: Values, path: str) -> int | None:
    value = values.get(path)
    return value if isinstance(value, int) else None


def _text(values: Values, path: str) -> str | None:
    value = values.get(path)
    return str(value) if value is not None else None


def _point(values: Values, number: int) -> Point:
    return Point(**{name: _number(values, f"points[{number}].{name}") for name in POINT_FIELDS})


def _box(values: Values, number: int, known: BoxRow | None) -> Box:
    """A box of the paper; its kind and seals as polling recorded them where none were typed."""
    start = f"boxes[{number}]."
    kind = str(values.get(f"{start}kind", known.kind if known else "station"))
    held = known or BoxRow(number, kind, "", "", "")
    return Box(
        code=str(number),
        kind=KINDS.get(kind, kind),
        **{name: _number(values, start + name) for name in BOX_FIELDS},
        seal_closed=_text(values, f"{start}seal_closed") or held.seal_closed or None,
        seal_opened=_text(values, f"{start}seal_opened") or held.seal_opened or None,
    )


def _count(values: Values, start: str) -> Count:
    return Count(*(_number(values, start + name) for name in ("collected", *PAPERS)))


def _marks(values: Values, start: str, names: Sequence[str]) -> dict[str, Marks]:
    return {
        name: Marks(*(_number(values, f"{start}candidates[{name}].{mark}") for mark in MARKS))
        for name in names
    }


def _write_ins(values: Values) -> list[tuple[int, WriteIn]]:
    """The written names by their row on the paper; a row without a name is none."""
    rows = {int(row[2]) for row in map(_ROW.fullmatch, values) if row and row[1] == "write_ins"}
    found = []
    for row in sorted(rows):
        start = f"write_ins[{row}]."
        person, votes = _text(values, f"{start}person"), _number(values, f"{start}votes")
        found.append((row, WriteIn(_text(values, f"{start}name") or "", person, votes)))
    return found


def _bundle(
    values: Values, number: int, names: Sequence[str], rows: Sequence[tuple[int, WriteIn]]
) -> Bundle:
    """One counting bundle. A written name that is not on its tally sheet has no vote there."""
    start = f"bundles[{number}]."
    written = tuple(
        WriteIn(row.name, row.person, _number(values, f"{start}write_ins[{at}].votes"))
        for at, row in rows
        if f"{start}write_ins[{at}].votes" in values
    )
    return Bundle(_count(values, start), _marks(values, start, names), written)


def shown_path(path: str, layout: Layout, values: Values) -> str:
    """A path of the law's record as the paper names it: `boxes[0].own` is `boxes[3].own`."""
    found = re.fullmatch(r"(points|boxes|write_ins|bundles)\[(\d+)\](.*)", path)
    if found is None:
        return _SIGNED.get(path, path)
    head, at, tail = found[1], int(found[2]), found[3]
    rows = [row for row, _ in _write_ins(values)]
    numbers = rows if head == "write_ins" else list(_numbers(values, layout))
    number = numbers[at] if at < len(numbers) else at + 1
    if head == "bundles":
        tail = tail.replace(".count.", ".")
    return f"{head}[{number}]{tail}"


_SIGNED: Final = {
    "signatures": "signed.scrutineer",
    **{f"signatures[{at}].name": f"signed.{role}" for at, role in enumerate(SIGNERS)},
    "context.register": "",
}


def expected(layout: Layout, values: Values, *, is_void: bool = False) -> Iterator[str]:
    """Every field of the paper in its order, with the written names that were typed."""
    numbers = _numbers(values, layout)
    rows = [row for row, _ in _write_ins(values)]
    yield from ("roll.voters", "account.printed", "account.reserve")
    for number in numbers:
        yield from (f"points[{number}].{name}" for name in POINT_FIELDS)
    for number in numbers:
        yield from (f"boxes[{number}].{name}" for name in (*BOX_FIELDS, *SEAL_FIELDS))
    yield from (f"turnout.{name}" for name in ("in_person", "proxy", "mobile"))
    yield "count.collected"
    if not is_void:
        yield from (f"count.{name}" for name in PAPERS)
        yield from (f"candidates[{name}].{mark}" for name in layout.candidates for mark in MARKS)
        for row in rows:
            yield from (f"write_ins[{row}].{name}" for name in ("name", "person", "votes"))
        for number in numbers:
            yield from (f"bundles[{number}].{path}" for path in _in_bundle(layout, rows))
        yield "disputed"
    yield from (f"signed.{role}" for role in SIGNERS)


def _in_bundle(layout: Layout, rows: Sequence[int]) -> Iterator[str]:
    yield from ("collected", *PAPERS)
    yield from (f"candidates[{name}].{mark}" for name in layout.candidates for mark in MARKS)
    yield from (f"write_ins[{row}].votes" for row in rows)


def differing(first: Values, second: Values, layout: Layout) -> tuple[str, ...]:
    """The paths on which two typings differ, in the order of the paper."""
    ordered = (*expected(layout, first), *expected(layout, second))
    paths = dict.fromkeys((*ordered, *sorted({*first, *second})))
    return tuple(path for path in paths if first.get(path) != second.get(path))


def sheet_from(record: Mapping[str, Any], layout: Layout) -> Sheet:
    """A stored record with its candidates in the order of the paper: databases may reorder them."""
    sheet = Sheet.from_json(dict(record))
    return replace(
        sheet,
        candidates=_in_order(sheet.candidates, layout),
        bundles=tuple(
            replace(bundle, candidates=_in_order(bundle.candidates, layout))
            for bundle in sheet.bundles
        ),
    )


def _in_order(marks: Mapping[str, Marks], layout: Layout) -> dict[str, Marks]:
    return {name: marks[name] for name in (*layout.candidates, *marks) if name in marks}
