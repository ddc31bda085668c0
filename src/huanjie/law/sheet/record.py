"""The record of a count, as it stands on paper: one sheet per election, constituency and round."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

Figure = int | None
Json = dict[str, Any]
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Heading:
    """Which count the sheet belongs to; `layout` is the hash of the paper's layout."""

    election: str = ""
    constituency: str = ""
    round: str = "first"
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """V, the final roll on election day; in a session D, with the deputies present."""

    voters: Figure = None
    present: Figure = None


@dataclass(frozen=True, slots=True)
class Account:
    """Ballots printed for this sheet, and those kept at the office unused."""

    printed: Figure = None
    reserve: Figure = None


@dataclass(frozen=True, slots=True)
class Point:
    """The ballots of one issuing point; `issued` is net of those exchanged or handed back."""

    received: Figure = None
    moved_in: Figure = None
    moved_out: Figure = None
    issued: Figure = None
    spoiled: Figure = None
    unused: Figure = None


@dataclass(frozen=True, slots=True)
class Box:
    """One box: participants for themselves and through a proxy, papers found, and its seals."""

    code: str = ""
    kind: str = "station"
    own: Figure = None
    proxy: Figure = None
    collected: Figure = None
    seal_closed: str | None = None
    seal_opened: str | None = None


@dataclass(frozen=True, slots=True)
class Turnout:
    """Participants by manner; T is their sum."""

    in_person: Figure = None
    proxy: Figure = None
    mobile: Figure = None


@dataclass(frozen=True, slots=True)
class Count:
    """The papers by kind; `blank` are valid papers that choose nobody."""

    collected: Figure = None
    valid: Figure = None
    void: Figure = None
    blank: Figure = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What the valid papers say of one candidate; unmarked is an abstention."""

    approve: Figure = None
    oppose: Figure = None
    abstain: Figure = None


@dataclass(frozen=True, slots=True)
class WriteIn:
    """A name that was written in; `person` is the voter it was found to be."""

    name: str = ""
    person: str | None = None
    votes: Figure = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The same count for one counting bundle."""

    count: Count = field(default_factory=Count)
    candidates: Mapping[str, Marks] = field(default_factory=dict)
    write_ins: tuple[WriteIn, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature on the paper: `role` scrutineer or counter; `present` once it was seen."""

    role: str = ""
    name: str = ""
    present: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The record of one round. Figures are whole numbers; None where the paper shows none."""

    heading: Heading = field(default_factory=Heading)
    roll: Roll = field(default_factory=Roll)
    account: Account = field(default_factory=Account)
    points: tuple[Point, ...] = ()
    boxes: tuple[Box, ...] = ()
    turnout: Turnout = field(default_factory=Turnout)
    count: Count = field(default_factory=Count)
    candidates: Mapping[str, Marks] = field(default_factory=dict)
    write_ins: tuple[WriteIn, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    disputed: Figure = None
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def from_json(cls, record: Json) -> "Sheet":
        """The sheet of a plain record. What is no whole number becomes None, which J003 reports."""
        return cls(
            heading=_part(Heading, record.get("heading")),
            roll=_part(Roll, record.get("roll")),
            account=_part(Account, record.get("account")),
            points=tuple(_part(Point, row) for row in record.get("points", ())),
            boxes=tuple(_part(Box, row) for row in record.get("boxes", ())),
            turnout=_part(Turnout, record.get("turnout")),
            **_counted(record),
            bundles=tuple(Bundle(**_counted(row)) for row in record.get("bundles", ())),
            disputed=_figure(record.get("disputed")),
            signatures=tuple(_part(Signature, row) for row in record.get("signatures", ())),
        )

    def to_json(self) -> Json:
        """The sheet as a plain record: names to numbers, texts, lists and records."""
        plain: Json = json.loads(json.dumps(dataclasses.asdict(self)))
        return plain


def _counted(record: Json) -> Json:
    marks = {name: _part(Marks, row) for name, row in record.get("candidates", {}).items()}
    return {
        "count": _part(Count, record.get("count")),
        "candidates": marks,
        "write_ins": tuple(_part(WriteIn, row) for row in record.get("write_ins", ())),
    }


_TEXTS: Final = frozenset({"election", "constituency", "round", "layout", "code", "kind", "role"})
_MAY_BE_EMPTY: Final = frozenset({"seal_closed", "seal_opened", "name", "person", "present"})


def _part(kind: type[Part], row: Json | None) -> Part:
    """One part of the record; unknown names in it are refused by the constructor."""
    held = row or {}
    texts = _TEXTS | _MAY_BE_EMPTY - ({"present"} if kind is Roll else set())
    return kind(**{k: value if k in texts else _figure(value) for k, value in held.items()})


def _figure(value: object) -> Figure:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def fields(sheet: Sheet) -> dict[str, object]:
    """Every field by its path, in the order of the paper: `boxes[2].collected`, counted from 0.

    The heading is not among them; it is compared by itself (J101).
    """
    names = [part.name for part in dataclasses.fields(sheet) if part.name != "heading"]
    return {path: value for name in names for path, value in _walk(name, getattr(sheet, name))}


def field_numbers(sheet: Sheet) -> dict[str, int]:
    """The number of every field, the same on paper and screen, from 1."""
    return {path: number for number, path in enumerate(fields(sheet), 1)}


def sheet_digest(sheet: Sheet) -> str:
    """The fingerprint of the sheet's data version."""
    text = json.dumps(sheet.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _walk(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(f"{path}[{key}]", inner)
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from _walk(f"{path}[{index}]", inner)
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from _walk(f"{path}.{part.name}", getattr(value, part.name))
    else:
        yield path, value
