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
        _refuse_unreadable(content)
        yield content


def _refuse_unreadable(content: bytes) -> None:
    """Nothing is written that no reader takes. Raises `NotWritable`."""
    lines = content.split(b"\n")
    if _is_cheap(content, lines, LIMITS):
        return
    for line in lines:
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
    if has_long_number(together) or not _is_cheap(together, lines, limits):
        return None
    try:
        text = (b"[" + together.replace(b"\n", b",") + b"]").decode()
        rows: list[Row] = QUICK.decode(text)
    except (ValueError, Found):
        return None
    in_order = len(rows) == len(lines) and all(type(row) is dict for row in rows)
    return rows if in_order and encode(rows) == text else None


def _is_cheap(together: bytes, lines: Sequence[bytes], limits: Limits) -> bool:
    """Whether all lines may be parsed at once; False says only that each must be looked at."""
    if max(map(len, lines)) > limits.line_bytes or values(together) > limits.line_values:
        return False
    return max(map(opened, lines)) <= limits.depth or depth(together) <= limits.depth
