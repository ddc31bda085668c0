"""Persons as tokens: equal for one person, telling nothing about him, to count each once."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import date

from huanjie.office.people.secrets import unseal

_SIGNS = 32
Token = Callable[..., str]
"""Marks of a person → his token."""


def token_of(merge_key: bytes) -> Token:
    """How persons become tokens under a key that all units share whose persons are counted."""

    def token(*marks: str) -> str:
        text = "\x1f".join(marks)
        return hmac.new(merge_key, text.encode(), hashlib.sha256).hexdigest()[:_SIGNS]

    return token


def marks_of(
    sealed_id: bytes | None, name: str, birth: date | None, village: str
) -> tuple[str, ...]:
    """By what a person is told from others, in every installation alike: the ID number, or else
    name, birth and village.

    Only for `Token`: the number goes into the token and nowhere else. Not the blind index, whose
    key differs from one installation to the next.
    """
    if sealed_id:
        return ("id", unseal(bytes(sealed_id)))
    return ("person", name, birth.isoformat() if birth else "", village)
