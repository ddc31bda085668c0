"""One line of a table: written in canonical form, and read back only when it has that form."""

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from types import NoneType
from typing import NoReturn

from huanjie.evidence.bundle.limits import Limits
from huanjie.evidence.bundle.problems import refusal
from huanjie.evidence.canonical import NotCanonical, Plain, canonical_text

Row = dict[str, Plain]

LARGEST = 2**63 - 1
"""Whole numbers lie between this and its opposite."""
_PLAIN = frozenset({str, int, bool, NoneType})
_TEXT = frozenset({str})
_LONG_NUMBER = re.compile(r"[0-9]{19}")
_TEXTS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_STEPS = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}
_NOT_BRACKETS = bytes(each for each in range(256) if each not in _STEPS)
_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class NotWritable(ValueError):
    """A value that a bundle cannot carry."""


class _Found(Exception):
    """The first thing wrong inside a line, with the key it stands under."""

    def __init__(self, code: str, detail: str, column: str = "") -> None:
        self.code, self.detail, self.column = code, detail, column
        super().__init__(code)


def written(row: Mapping[str, object]) -> bytes:
    """The row in canonical form, without the end of line. Raises `NotCanonical`, `NotWritable`."""
    if type(row) is dict and _PLAIN.issuperset(map(type, row.values())):
        if not _TEXT.issuperset(map(type, row)):
            raise NotCanonical("$", "a key that is no text")
        text = _encode(row)
    else:
        text = canonical_text(row)
    if _LONG_NUMBER.search(text):
        _refuse_large(json.loads(text))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("$", "half a surrogate pair") from None


def _refuse_large(value: Plain) -> None:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise NotWritable("a whole number beyond 63 bits")
    inner = value.values() if isinstance(value, dict) else value
    if isinstance(inner, str | int | NoneType):
        return
    for each in inner:
        _refuse_large(each)


def read(line: bytes, file: str, number: int, limits: Limits) -> Row:
    """The row that a line holds, the end of line taken off. Raises `BundleRefused`."""
    try:
        return _row(line, limits)
    except _Found as found:
        raise refusal(
            found.code, file, number, found.column, detail=found.detail, limit=_limit(found, limits)
        ) from None


def _limit(found: _Found, limits: Limits) -> int:
    return {"line-too-long": limits.line_bytes, "line-too-full": limits.line_values}.get(
        found.code, limits.depth
    )


def _row(line: bytes, limits: Limits) -> Row:
    _bound(line, limits)
    try:
        text = line.decode()
    except UnicodeDecodeError as wrong:
        raise _Found("line-not-utf8", str(wrong.start + 1)) from None
    row = _parsed(text)
    if not isinstance(row, dict):
        raise _Found("line-not-an-object", text[:20])
    canonical = _encode(row)
    if text != canonical:
        _explain(text)
        raise _Found("line-not-canonical", _first_difference(text, canonical))
    return row


def _bound(line: bytes, limits: Limits) -> None:
    """Refuses what would cost too much to parse."""
    if len(line) > limits.line_bytes:
        raise _Found("line-too-long", str(len(line)))
    opened = line.count(b"{") + line.count(b"[")
    if opened + line.count(b",") > limits.line_values:
        raise _Found("line-too-full", str(opened))
    if opened > limits.depth and _depth(line) > limits.depth:
        raise _Found("line-too-deep", str(opened))


def _depth(line: bytes) -> int:
    """How many brackets stand open at once; found without parsing."""
    brackets = _TEXTS.sub(b"", line).translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)))


def _parsed(text: str) -> Plain:
    decoder = _EXACT if _LONG_NUMBER.search(text) else _QUICK
    try:
        value: Plain = decoder.decode(text)
    except _Found as found:
        _explain(text)
        raise found from None
    except ValueError as wrong:
        raise _Found("line-not-json", str(wrong)) from None
    return value


def _explain(text: str) -> None:
    """Parses once more, slowly: what is wrong is raised with the key it stands under."""
    _NAMING.decode(text)


def _refuse_float(digits: str) -> NoReturn:
    raise _Found("line-float", digits)


def _exact_number(digits: str) -> int:
    if len(digits) > len(str(LARGEST)) + 1 or abs(int(digits)) > LARGEST:
        raise _Found("line-number-too-large", digits)
    return int(digits)


def _named(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for key, value in pairs:
        if key in row:
            raise _Found("line-key-twice", key, key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, _Found):
                raise _Found(each.code, each.detail, key)
        row[key] = value
    return row


def _kept_number(digits: str) -> int | _Found:
    try:
        return _exact_number(digits)
    except _Found as found:
        return found


_QUICK = json.JSONDecoder(parse_float=_refuse_float, parse_constant=_refuse_float)
_EXACT = json.JSONDecoder(
    parse_float=_refuse_float, parse_constant=_refuse_float, parse_int=_exact_number
)
_NAMING = json.JSONDecoder(
    parse_float=lambda digits: _Found("line-float", digits),
    parse_constant=lambda digits: _Found("line-float", digits),
    parse_int=_kept_number,
    object_pairs_hook=_named,
)


def _first_difference(found: str, canonical: str) -> str:
    pairs = zip(found, canonical, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), None)
    return str(1 + (min(len(found), len(canonical)) if same is None else same))
