"""A return as lines of a bundle and as the text that a database keeps, and back again.

Knows no database: the offline check of a bundle reads with it too.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from huanjie.evidence.bundle.lines import encode
from huanjie.evidence.bundle.problems import shown
from huanjie.evidence.canonical import plain
from huanjie.figures.figure import Figure, Return, Row, from_plain, to_plain
from huanjie.office.returns import lines as shape
from huanjie.office.returns.lines import Line, moment

SCHEMA = 1
TABLES = ("returns", "figures", "rows", "cover", "explanations", "findings", "situations", "ledger")
MOST_WORDS = 2000
"""Covers, explanations, reports: more than any office can write."""


class WrongLine(ValueError):
    """A line of a bundle that cannot be read: file, line, column, what is wrong."""

    def __init__(self, file: str, line: int, column: str) -> None:
        self.file, self.line, self.column = file, line, shown(column)
        super().__init__(f"{file}:{line} {column}")


@dataclass(frozen=True)
class Packed:
    """One return of a bundle with what its sender says about it."""

    content: Return
    title: str
    version: int
    reason: str = ""
    polling_day: str = ""
    is_own: bool = True
    source: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """Everything a bundle of returns carries, in the sender's words."""

    returns: tuple[Packed, ...]
    cover: Mapping[str, Any]
    explanations: tuple[Line, ...]
    situations: tuple[Line, ...]
    heads: tuple[Line, ...] = ()

    @property
    def own(self) -> tuple[Packed, ...]:
        """The sender's own returns."""
        return tuple(each for each in self.returns if each.is_own)


def as_text(content: Return) -> str:
    """A return as canonical JSON, where a database keeps it."""
    return encode(
        {
            "unit": content.unit,
            "unit_name": content.unit_name,
            "level": content.level,
            "election": content.election,
            "as_of": plain(content.as_of),
            "digest": content.digest,
            "figures": _plain(content.figures),
            "rows": [[r.kind, r.code, r.name, _plain(r.figures)] for r in content.rows],
        }
    )


def from_text(text: str) -> Return:
    """The return that a text keeps. Raises `ValueError`."""
    given = json.loads(text)
    return Return(
        unit=given["unit"],
        unit_name=given["unit_name"],
        level=given["level"],
        election=given["election"],
        as_of=moment(given["as_of"]),
        digest=given["digest"],
        figures=_figures(given["figures"]),
        rows=tuple(Row(k, c, n, _figures(f)) for k, c, n, f in given["rows"]),
    )


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {key: to_plain(figure) for key, figure in figures.items()}


def _figures(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: from_plain(value) for key, value in given.items()}


def lines_of(packed: Iterable[Packed]) -> dict[str, list[Line]]:
    """The tables `returns`, `figures` and `rows` of a bundle: file → its lines."""
    found: dict[str, list[Line]] = {"returns": [], "figures": [], "rows": []}
    for n, each in enumerate(packed, start=1):
        found["returns"].append(_head(n, each))
        for key, figure in each.content.figures.items():
            found["figures"].append({"n": n, "key": key, "value": to_plain(figure)})
        for row in each.content.rows:
            found["rows"].append(
                {
                    "n": n, "kind": row.kind, "code": row.code, "name": row.name,
                    "figures": _plain(row.figures),
                }
            )  # fmt: skip
    return found


def _head(n: int, each: Packed) -> Line:
    content = each.content
    return {
        "n": n, "unit": content.unit, "unit_name": content.unit_name, "level": content.level,
        "election": content.election, "as_of": content.as_of, "digest": content.digest,
        "title": each.title, "version": each.version, "reason": each.reason,
        "polling_day": each.polling_day, "is_own": each.is_own, "source": dict(each.source),
    }  # fmt: skip


def contents_of(bundle: Any) -> Contents:
    """What a bundle carries. Raises `WrongLine` at the first line that cannot be read."""
    heads = list(_read(bundle, "returns"))
    figures: dict[int, dict[str, Figure]] = {n: {} for n in range(1, len(heads) + 1)}
    rows: dict[int, list[Row]] = {n: [] for n in figures}
    for at, line in _read(bundle, "figures"):
        with _Place("figures", at):
            key = shape.text(line, "key")
            if key in figures[line["n"]]:
                raise ValueError(key)
            figures[line["n"]][key] = shape.figure(key, line["value"])
    for at, line in _read(bundle, "rows"):
        with _Place("rows", at):
            kind, code, name = (shape.text(line, key) for key in ("kind", "code", "name"))
            given = {key: shape.share(key, value) for key, value in line["figures"].items()}
            rows[line["n"]].append(Row(kind, code, name, given))
    packed = []
    for n, (at, line) in enumerate(heads, start=1):
        with _Place("returns", at):
            packed.append(_packed(n, line, figures[n], tuple(rows[n])))
    return Contents(
        tuple(packed),
        next(iter(_words(bundle, "cover", shape.cover)), {}),
        _words(bundle, "explanations", shape.explanation),
        _words(bundle, "situations", shape.situation),
        _words(bundle, "ledger", shape.head),
    )


def _words(
    bundle: Any, name: str, shaped: Callable[[Line], dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """The lines of a table that people wrote."""
    found = []
    for at, line in _read(bundle, name):
        with _Place(name, at):
            found.append(shaped(line))
            if at > MOST_WORDS:
                raise ValueError(str(MOST_WORDS))
    return tuple(found)


def _packed(n: int, line: Line, figures: dict[str, Figure], rows: tuple[Row, ...]) -> Packed:
    if line["n"] != n:
        raise ValueError("n")
    content = Return(
        unit=shape.unit(line, "unit"),
        unit_name=shape.text(line, "unit_name"),
        level=shape.level(line, "level"),
        election=shape.election(line, "election"),
        as_of=moment(line["as_of"]),
        digest=shape.text(line, "digest"),
        figures=figures,
        rows=rows,
    )
    return Packed(
        content=content,
        title=shape.text(line, "title"),
        version=shape.number(line, "version"),
        reason=shape.text(line, "reason"),
        polling_day=shape.day(line, "polling_day") if line["polling_day"] else "",
        is_own=line["is_own"] is True,
        source=shape.source(line, "source"),
    )


def _read(bundle: Any, name: str) -> Iterator[tuple[int, Line]]:
    """The lines of one table with their numbers; none where the bundle has no such table."""
    if name not in {part.name for part in bundle.manifest.parts}:
        return
    for at, line in enumerate(bundle.rows(name), start=1):
        if not isinstance(line, dict):
            raise WrongLine(f"parts/{name}.jsonl", at, "")
        yield at, line


class _Place:
    """Turns what goes wrong inside into a `WrongLine` of this place."""

    def __init__(self, name: str, line: int) -> None:
        self._file, self._line = f"parts/{name}.jsonl", line

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, KeyError | ValueError | TypeError | IndexError | AttributeError):
            raise WrongLine(self._file, self._line, str(fault).strip("'\"")[:80]) from fault
