"""The lines of a table: written in canonical form, and read back only when they have that form."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from types import NoneType
from typing import NoReturn

from huanjie.evidence.bundle.limits import Limits
from huanjie.evidence.bundle.problems import refusal
from huanjie.evidence.canonical import NotCanonical, Plain, plain

Row = dict[str, Plain]

LARGEST = 2**63 - 1
"""Whole numbers lie between this and its opposite."""
_PLAIN = frozenset({str, int, bool, NoneType})
_TEXT = frozenset({str})
_LONG_RUN = b"0" * 19
_LONG_NUMBER = re.compile(rb"[:,\[]-?[0-9]{19}")
_DIGITS = bytes(ord("0") if chr(each).isdecimal() and each < 128 else 1 for each in range(256))
_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_STEPS = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}
_NOT_BRACKETS = bytes(each for each in range(256) if each not in _STEPS)
encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class NotWritable(ValueError):
    """A value that a bundle cannot carry."""


class Found(Exception):
    """The first thing wrong inside a line, with the key it stands under."""

    def __init__(self, code: str, detail: str, column: str = "") -> None:
        self.code, self.detail, self.column = code, detail, column
        super().__init__(code)


def written(rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows in canonical form, each with its end of line.

    Rows of JSON's own types are taken as they are, all at once; others are made plain first.
    Raises `NotCanonical`, `NotWritable`.
    """
    taken = rows if all(map(_is_plain_row, rows)) else [plain(row) for row in rows]
    text = encode(taken)
    if text.count("},{") == len(rows) - 1:  # every one of them lies between two rows
        text = text[1:-1].replace("},{", "}\n{")
    else:
        text = "\n".join(map(encode, taken))
    try:
        content = text.encode() + b"\n"
    except UnicodeEncodeError:
        raise NotCanonical("$", "half a surrogate pair") from None
    if has_long_number(content):
        _refuse_large(taken)
    return content


def _is_plain_row(row: object) -> bool:
    return type(row) is dict and _is_plain(row)


def _is_plain(value: object) -> bool:
    """Whether a value is made of nothing but dict, list, str, int, bool and None."""
    inner: Collection[object]
    if type(value) is dict:
        if not _TEXT.issuperset(map(type, value)):
            return False
        inner = value.values()
    elif type(value) is list:
        inner = value
    else:
        return type(value) in _PLAIN
    return all(map(_is_plain, [each for each in inner if type(each) not in _PLAIN]))


def _refuse_large(value: object) -> None:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise NotWritable("a whole number beyond 63 bits")
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            _refuse_large(each)


def has_long_number(content: bytes) -> bool:
    """Whether a number of 19 digits or more may stand there; the first test only saves time."""
    return _LONG_RUN in content.translate(_DIGITS) and bool(_LONG_NUMBER.search(content))


def read(line: bytes, file: str, number: int, limits: Limits) -> Row:
    """The row that a line holds, the end of line taken off. Raises `BundleRefused`."""
    try:
        return _row(line, limits)
    except Found as found:
        raise refusal(
            found.code, file, number, found.column, detail=found.detail, limit=_limit(found, limits)
        ) from None


def _limit(found: Found, limits: Limits) -> int:
    return {"line-too-long": limits.line_bytes, "line-too-full": limits.line_values}.get(
        found.code, limits.depth
    )


def _row(line: bytes, limits: Limits) -> Row:
    refuse_costly(line, limits)
    try:
        text = line.decode()
    except UnicodeDecodeError as wrong:
        raise Found("line-not-utf8", str(wrong.start + 1)) from None
    row = _parsed(text)
    if not isinstance(row, dict):
        raise Found("line-not-an-object", text[:20])
    canonical = encode(row)
    if text != canonical:
        _explain(text)
        raise Found("line-not-canonical", _first_difference(text, canonical))
    return row


def refuse_costly(line: bytes, limits: Limits) -> None:
    """Raises `Found` for what would cost too much to parse."""
    if len(line) > limits.line_bytes:
        raise Found("line-too-long", str(len(line)))
    if values(line) > limits.line_values:
        raise Found("line-too-full", str(values(line)))
    if opened(line) > limits.depth and depth(line) > limits.depth:
        raise Found("line-too-deep", str(depth(line)))


def values(line: bytes) -> int:
    """At most so many values will be made of the line; found without parsing."""
    return line.count(b",") + opened(line)


def opened(line: bytes) -> int:
    """How many objects and lists it holds at most."""
    return line.count(b"{") + line.count(b"[")


def depth(line: bytes) -> int:
    """How many brackets stand open at once; found without parsing."""
    brackets = _TEXTS.sub(b"", line).translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)))


def _parsed(text: str) -> Plain:
    decoder = _EXACT if has_long_number(text.encode()) else QUICK
    try:
        value: Plain = decoder.decode(text)
    except Found as found:
        _explain(text)
        raise found from None
    except ValueError as wrong:
        raise Found("line-not-json", str(wrong)) from None
    return value


def _explain(text: str) -> None:
    """Parses once more, slowly: what is wrong is raised with the key it stands under."""
    with suppress(ValueError):
        _NAMING.decode(text)


def _refuse_float(digits: str) -> NoReturn:
    raise Found("line-float", digits)


def _exact_number(digits: str) -> int:
    if len(digits) > len(str(LARGEST)) + 1 or abs(int(digits)) > LARGEST:
        raise Found("line-number-too-large", digits)
    return int(digits)


def _named(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for key, value in pairs:
        if key in row:
            raise Found("line-key-twice", key, key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Found):
                raise Found(each.code, each.detail, key)
        row[key] = value
    return row


def _kept_number(digits: str) -> int | Found:
    try:
        return _exact_number(digits)
    except Found as found:
        return found


QUICK = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float)
_EXACT = json.JSONDecoder(
    parse_float=_refuse_float, parse_constant=_refuse_float, parse_int=_exact_number
)
_NAMING = json.JSONDecoder(
    parse_float=lambda digits: Found("line-float", digits),
    parse_constant=lambda digits: Found("line-float", digits),
    parse_int=_kept_number,
    object_pairs_hook=_named,
)


def _first_difference(found: str, canonical: str) -> str:
    pairs = zip(found, canonical, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), None)
    return str(1 + (min(len(found), len(canonical)) if same is None else same))
