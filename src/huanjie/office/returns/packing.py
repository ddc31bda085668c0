"""A return as lines of a bundle and as the text that a database keeps, and back again.

Knows no database: the offline check of a bundle reads with it too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from huanjie.evidence.canonical import canonical_text
from huanjie.figures.definition import check_key
from huanjie.figures.figure import Return, Row, from_plain, to_plain

Line = Mapping[str, Any]
SCHEMA = 1
TABLES = ("returns", "figures", "rows", "cover", "explanations", "findings", "situations")
LARGEST_TEXT = 20_000


class WrongLine(ValueError):
    """A line of a bundle that cannot be read: file, line, column, what is wrong."""

    def __init__(self, file: str, line: int, column: str) -> None:
        self.file, self.line, self.column = file, line, column
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
    findings: tuple[Line, ...]
    situations: tuple[Line, ...]

    @property
    def own(self) -> tuple[Packed, ...]:
        """The sender's own returns."""
        return tuple(each for each in self.returns if each.is_own)


def as_text(content: Return) -> str:
    """A return as canonical JSON, where a database keeps it."""
    return canonical_text(
        {
            "unit": content.unit,
            "unit_name": content.unit_name,
            "level": content.level,
            "election": content.election,
            "as_of": content.as_of,
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


def moment(text: str) -> datetime:
    """A moment as the canonical form writes it. Raises `ValueError` without a zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return found


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
    figures: dict[int, dict[str, Any]] = {n: {} for n in range(1, len(heads) + 1)}
    rows: dict[int, list[Row]] = {n: [] for n in figures}
    for at, line in _read(bundle, "figures"):
        with _Place("figures", at):
            figures[line["n"]][check_key(_text(line, "key"))] = from_plain(line["value"])
    for at, line in _read(bundle, "rows"):
        with _Place("rows", at):
            words = (_text(line, "kind"), _text(line, "code"), _text(line, "name"))
            rows[line["n"]].append(Row(*words, _figures(line["figures"])))
    packed = []
    for n, (at, line) in enumerate(heads, start=1):
        with _Place("returns", at):
            packed.append(_packed(n, line, figures[n], tuple(rows[n])))
    texts = {name: tuple(line for _, line in _read(bundle, name)) for name in TABLES[3:]}
    cover = texts["cover"][0] if texts["cover"] else {}
    return Contents(
        tuple(packed), cover, texts["explanations"], texts["findings"], texts["situations"]
    )


def _packed(n: int, line: Line, figures: dict[str, Any], rows: tuple[Row, ...]) -> Packed:
    if line["n"] != n:
        raise ValueError("n")
    content = Return(
        unit=_text(line, "unit"),
        unit_name=_text(line, "unit_name"),
        level=_text(line, "level"),
        election=_text(line, "election"),
        as_of=moment(line["as_of"]),
        digest=_text(line, "digest"),
        figures=figures,
        rows=rows,
    )
    return Packed(
        content=content,
        title=_text(line, "title"),
        version=_number(line, "version"),
        reason=_text(line, "reason"),
        polling_day=_text(line, "polling_day"),
        is_own=line["is_own"] is True,
        source=dict(line["source"]),
    )


def _read(bundle: Any, name: str) -> Iterator[tuple[int, Line]]:
    """The lines of one table with their numbers; none where the bundle has no such table."""
    if name not in {part.name for part in bundle.manifest.parts}:
        return
    for at, line in enumerate(bundle.rows(name), start=1):
        if not isinstance(line, dict):
            raise WrongLine(f"parts/{name}.jsonl", at, "")
        yield at, line


def _text(line: Line, key: str) -> str:
    found = line[key]
    if not isinstance(found, str) or len(found) > LARGEST_TEXT:
        raise ValueError(key)
    return found


def _number(line: Line, key: str) -> int:
    found = line[key]
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**31:
        raise ValueError(key)
    return found


class _Place:
    """Turns what goes wrong inside into a `WrongLine` of this place."""

    def __init__(self, name: str, line: int) -> None:
        self._file, self._line = f"parts/{name}.jsonl", line

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        if isinstance(fault, KeyError | ValueError | TypeError | IndexError | AttributeError):
            raise WrongLine(self._file, self._line, str(fault).strip("'\"")[:80]) from fault
