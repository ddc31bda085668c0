"""Persons as tokens: equal for one person, telling nothing about him, to count each once."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date

_SIGNS = 32
Token = Callable[..., str]
"""Marks of a person → his token."""


def token_of(merge_key: bytes) -> Token:
    """How persons become tokens under a key that all units share whose persons are counted."""

    def token(*marks: str) -> str:
        text = "\x1f".join(marks)
        return hmac.new(merge_key, text.encode(), hashlib.sha256).hexdigest()[:_SIGNS]

    return token


def marks_of(id_index: str | None, name: str, birth: date | None, village: str) -> tuple[str, ...]:
    """By what a person is told from others: the blind index of his ID number, or else name, birth
    and village."""
    if id_index:
        return ("id", id_index)
    return ("person", name, birth.isoformat() if birth else "", village)
