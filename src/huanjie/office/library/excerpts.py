"""The part of a passage that answers, with the words of the question marked."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from huanjie.office.face.words import language

WIDTH: Final = 110
_LINES: Final = re.compile(r"\s*\n\s*")
_CHINESE_PART: Final = re.compile(
    r"(?P<zh>.*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]…?|)(?P<other>.*)"
)
"""A line up to its last Chinese character, and the rest."""


def excerpt(text: str, terms: Iterable[str]) -> SafeString:
    """About a hundred characters around the densest place, escaped, with `<mark>`."""
    flat = _LINES.sub(" ", in_language(text))
    places = _places(flat, terms)
    start = _densest(places, len(flat))
    end = min(len(flat), start + WIDTH)
    parts, at = ["…" if start else ""], start
    for first, last in _merged(places):
        if last <= start or first >= end:
            continue
        begin, at_end = max(first, at), min(last, end)
        parts += [escape(flat[at:begin]), "<mark>", escape(flat[begin:at_end]), "</mark>"]
        at = at_end
    parts += [escape(flat[at:end]), "…" if end < len(flat) else ""]
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text was escaped


def in_language(text: str) -> str:
    """What of a text in two languages is in the page's; all of one that is in another only."""
    parts = [_CHINESE_PART.match(line) for line in text.splitlines()]
    name = "zh" if language() == "zh" else "other"
    kept = [words for part in parts if part and (words := part[name].strip())]
    return "\n".join(kept) or text


def _places(flat: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    folded = flat.casefold()
    if len(folded) != len(flat):
        folded = flat
    found = []
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            found.append((at, at + len(term)))
            at = folded.find(term, at + 1)
    return sorted(found)


def _densest(places: list[tuple[int, int]], length: int) -> int:
    """Where a window begins that holds the most different places; a little before the first."""
    if length <= WIDTH or not places:
        return 0
    starts = [first for first, _ in places]
    most = max(starts, key=lambda s: (sum(s <= other < s + WIDTH for other in starts), -s))
    return max(0, min(most - 12, length - WIDTH))


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in places:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
