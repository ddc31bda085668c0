"""Repairs of a cell's text that change no meaning."""

import re
import unicodedata
from typing import NamedTuple

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
BLANKS = re.compile(f"[\\s\u3000{INVISIBLE}]+")
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
DOTS = re.compile("[\u2022\u2027\u2219\u22c5\u30fb\uff65\u2e31\u2024\uff0e\u25cf\u00b7.]")
NEEDS_NAME_REPAIR = re.compile(
    "[^\u3400-\u4dbf\u4e00-\u9fff\u00b7A-Za-z\U00020000-\U0002f7ff\U00030000-\U0003ffff]"
)
DOUBTFUL = re.compile(
    "[\ufffd?\uff1f\u25a1\u3013\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x1f\x7f-\x9f]"
)
BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")


class Repair(NamedTuple):
    """One repair of a cell: what stood there, what stands now, and which kind it was.

    Kinds: `blanks`, `width`, `case`, `letter-for-digit`, `upgraded-15`, `dots`, `nfc`.
    """

    line: int
    field: str
    before: str
    after: str
    kind: str


Step = tuple[str, str]
"""A text after one repair, and the kind of it."""


def plain_heading(text: str) -> str:
    """A heading without blanks and invisible characters."""
    return BLANKS.sub("", text)


def trimmed(text: str) -> str:
    """A text without invisible characters and without blanks at its ends."""
    if text.isalnum():
        return text
    return re.sub(f"[{INVISIBLE}]", "", text).strip().strip("\u3000")


def plain_code(text: str) -> str:
    """A code or figure: no blanks at all, half-width digits and letters."""
    if text.isascii() and text.isalnum():
        return text
    return BLANKS.sub("", text).translate(WIDE)


def name_steps(text: str) -> list[Step]:
    """The repairs of a person's name, in order; empty where nothing was wrong.

    NFC only: NFKC would replace rare characters by common ones.
    """
    if not NEEDS_NAME_REPAIR.search(text):
        return []
    steps: list[Step] = []
    for kind, repair in (("blanks", _close_up), ("dots", _one_dot), ("nfc", _composed)):
        after = repair(text)
        if after != text:
            steps.append((after, kind))
            text = after
    return steps


def _close_up(name: str) -> str:
    """No blanks, but one between words in Latin letters."""
    name = re.sub(f"[{INVISIBLE}]", "", name).strip()
    return BLANKS.sub("", BETWEEN_LATIN.sub("\0", name)).replace("\0", " ")


def _one_dot(name: str) -> str:
    """The dot of minority names is U+00B7; a full stop at the end is not one."""
    return DOTS.sub("\u00b7", name).strip("\u00b7")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def doubtful_characters(name: str) -> tuple[str, ...]:
    """Characters that not every machine shows: private use, replacement marks, `?`, empty boxes."""
    return tuple(dict.fromkeys(DOUBTFUL.findall(name)))
