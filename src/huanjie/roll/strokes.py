"""Names in the order of the strokes of the surname (姓氏笔画为序).

Source of the table: `strokes.README.md`. The rule is domain.md section 9 (O-32).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from huanjie.roll.repairs import BLANKS

StrokeKey = tuple[tuple[int, str], ...]
"""For each character the number of strokes and their classes: 1 横 2 竖 3 撇 4 点 5 折."""

NOT_COMPARED = frozenset("·")
CLASSES = frozenset("12345")
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


class MissingStrokes(LookupError):
    """Characters whose strokes are in neither the table nor the answers of the office."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(dict.fromkeys(characters))
        super().__init__("、".join(self.characters))


@dataclass(frozen=True, slots=True)
class StrokeOrder:
    """Names in order; `ties` are groups that the strokes cannot part, kept as they were given."""

    names: tuple[str, ...]
    ties: tuple[tuple[str, ...], ...]


@cache
def stroke_table() -> Mapping[str, str]:
    """Character → stroke string."""
    text = files(__package__).joinpath("strokes.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines() if line)


def stroke_key(name: str, answers: Mapping[str, str] = NO_ANSWERS) -> StrokeKey:
    """What a name is sorted by. `answers` are the office's own, and go before the table.

    A name that is the beginning of another comes first; the · of minority names is passed over.

    Raises `MissingStrokes` with every unknown character, `ValueError` for a malformed answer.
    """
    characters = [c for c in BLANKS.sub("", name) if c not in NOT_COMPARED]
    table = stroke_table()
    missing = [c for c in characters if c not in answers and c not in table]
    if missing or not characters:
        raise MissingStrokes(missing)
    strings = [answers[c] if c in answers else table[c] for c in characters]
    for string in strings:
        if not string or not CLASSES.issuperset(string):
            raise ValueError(string)
    return tuple((len(string), string) for string in strings)


def in_stroke_order(names: Sequence[str], answers: Mapping[str, str] = NO_ANSWERS) -> StrokeOrder:
    """The names in order. Full ties stay as given (by serial) and are shown.

    Raises `MissingStrokes` with the unknown characters of all names together.
    """
    missing: list[str] = []
    keys: list[StrokeKey] = []
    for name in names:
        try:
            keys.append(stroke_key(name, answers))
        except MissingStrokes as question:
            missing.extend(question.characters)
    if missing:
        raise MissingStrokes(missing)
    order = sorted(range(len(names)), key=keys.__getitem__)
    groups: dict[StrokeKey, list[str]] = {}
    for position in order:
        groups.setdefault(keys[position], []).append(names[position])
    ties = tuple(tuple(group) for group in groups.values() if len(group) > 1)
    return StrokeOrder(tuple(names[position] for position in order), ties)
