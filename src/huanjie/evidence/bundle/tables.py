"""Whole tables, many lines at a time: what makes fifty megabytes a matter of seconds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from huanjie.evidence.bundle.limits import LIMITS, Limits
from huanjie.evidence.bundle.lines import (
    QUICK,
    Found,
    NotWritable,
    Row,
    depth,
    encode,
    has_long_number,
    opened,
    read,
    refuse_costly,
    values,
    written,
)
from huanjie.evidence.bundle.problems import refusal

_ROWS = 500


def written_table(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """The lines of a table, in pieces. Raises `NotCanonical`, `NotWritable`."""
    remaining = iter(rows)
    while batch := list(islice(remaining, _ROWS)):
        content = written(batch)
        if len(content) > LIMITS.line_bytes or not _is_harmless(b"[" + content, len(batch), LIMITS):
            _refuse_unreadable(content)
        yield content


def _refuse_unreadable(content: bytes) -> None:
    """Nothing is written that no reader takes. Raises `NotWritable`."""
    for line in content.splitlines():
        try:
            refuse_costly(line, LIMITS)
        except Found as found:
            raise NotWritable(f"{found.code}: {line[:40]!r}…") from None


def read_table(content: Iterable[bytes], file: str, limits: Limits) -> Iterator[Row]:
    """The rows of a table's bytes. Raises `BundleRefused` at the first line that is wrong."""
    rest = b""
    first = 1
    for chunk in content:
        *lines, rest = (rest + chunk).split(b"\n")
        for start in range(0, len(lines), _ROWS):
            yield from _rows(lines[start : start + _ROWS], file, first + start, limits)
        first += len(lines)
        if len(rest) > limits.line_bytes:
            raise refusal("line-too-long", file, first, limit=limits.line_bytes)
    if rest:
        raise refusal("line-without-end", file, first)


def _rows(lines: Sequence[bytes], file: str, first: int, limits: Limits) -> list[Row]:
    """All at once when every line is in order; one by one otherwise, to name what is wrong."""
    rows = _quickly(lines, limits)
    if rows is None:
        return [read(line, file, number, limits) for number, line in enumerate(lines, start=first)]
    return rows


def _quickly(lines: Sequence[bytes], limits: Limits) -> list[Row] | None:
    """The rows, or None when anything at all asks for a closer look.

    The lines are read as one list. Each line is one row of it when every line is `{…}` and `},{`
    stands nowhere but between them.
    """
    together = b"\n".join(lines)
    if together.count(b"}\n{") != len(lines) - 1 or b"},{" in together:
        return None
    listed = b"[" + together.replace(b"\n", b",") + b"]"
    if not _is_harmless(listed, len(lines), limits) or max(map(len, lines)) > limits.line_bytes:
        return None
    try:
        text = listed.decode()
        rows: list[Row] = QUICK.decode(text)
    except (ValueError, Found):
        return None
    in_order = len(rows) == len(lines) and all(type(row) is dict for row in rows)
    return rows if in_order and encode(rows) == text else None


def _is_harmless(listed: bytes, rows: int, limits: Limits) -> bool:
    """Whether the whole list may be parsed, and holds no number that needs a closer look."""
    is_flat = opened(listed) <= rows + limits.depth
    if values(listed) > limits.line_values or has_long_number(listed):
        return False
    return is_flat or depth(listed) <= limits.depth + 1
