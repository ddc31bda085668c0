"""One way only to write a value as bytes, so that its digest means something.

The form is JSON as RFC 8259 has it, narrowed:

- UTF-8, no blanks, no escapes but those JSON demands (quotation mark, backslash, controls);
- the keys of an object are texts, sorted by code point, each once;
- whole numbers of any size as digits; a `Fraction` is a text `"p/q"` in lowest terms, also `"3/1"`;
- a date is a text `"2026-12-20"`; a moment is a text in UTC, `"2026-12-20T01:30:00.000000Z"`;
- an enumeration is its value; tuples and lists are arrays;
- floats, bytes, sets, moments without a zone and half surrogate pairs are refused.

Texts are taken as they are: a name that is not in NFC is another name.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


class NotCanonical(TypeError):
    """A value that has no canonical form; `path` says where it stands."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


def canonical_json(value: object) -> bytes:
    """The value's one form. Raises `NotCanonical`."""
    return canonical_text(value).encode("utf-8")


def canonical_text(value: object) -> str:
    """The same form as text, where a database keeps it. Raises `NotCanonical`."""
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal. Raises `NotCanonical`."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def plain(value: object, path: str = "$") -> Plain:
    """The value in JSON's own types. Raises `NotCanonical`."""
    if isinstance(value, Enum):
        return plain(value.value, path)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, Mapping):
        return {_key(key, path): plain(item, f"{path}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, f"{path}[{number}]") for number, item in enumerate(value)]
    return _scalar(value, path)


def _scalar(value: object, path: str) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotCanonical(path, "a moment without a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    raise NotCanonical(path, f"{type(value).__name__} has no canonical form")


def _text(text: str, path: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise NotCanonical(path, "half a surrogate pair")
    return str(text)


def _key(key: object, path: str) -> str:
    if not isinstance(key, str) or isinstance(key, Enum):
        raise NotCanonical(path, f"a key of type {type(key).__name__}")
    return _text(key, path)
