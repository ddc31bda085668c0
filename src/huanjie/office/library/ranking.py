"""Which passages answer a question best: BM25, and how far a text applies to the reader.

Sums are exact to the last bit whatever the order (`fsum`), so both databases rank alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum, log
from typing import Final

from huanjie.office.library.question import Question
from huanjie.office.library.texts import shelves

SATURATION: Final = 1.5
LENGTH_SHARE: Final = 0.5
"""Less than usual: a long article that lists duties is not a worse one."""
SOURCE_WEIGHT: Final = {"statute": 1.0, "answer": 1.0, "material": 0.8, "rule": 0.6}
"""The words of the law and answers given come before our own pages about them."""
NAMED: Final = 1.6
FOREIGN: Final = 0.5
"""A province's rules bind only there."""
SPECIAL: Final = 0.8
"""The measures for the army repeat the law for soldiers alone."""
GENERAL: Final = 1.15
"""The Election Law governs, and the rules of the reader's own province detail it."""


@dataclass(frozen=True)
class Posted:
    """That a term stands in a passage: what the index says of both."""

    term: str
    frequency: int
    passage: int
    length: int
    source: str
    text_code: str


@dataclass
class Collection:
    """What the index holds in all: passages, their mean length, in how many each term stands."""

    passages: int
    mean_length: float
    spread: Mapping[str, int]

    def rarity(self) -> dict[str, float]:
        """How much it says of each term that it stands somewhere."""
        return {
            term: log(1 + (self.passages - among + 0.5) / (among + 0.5))
            for term, among in self.spread.items()
        }


@dataclass
class Scores:
    """The parts of every passage's score, gathered posting by posting."""

    asked: Question
    collection: Collection
    province: str
    parts: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    bearing: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        weights, rarity = self.asked.weights, self.collection.rarity()
        self._weights = {term: weights.get(term, 0.0) * rare for term, rare in rarity.items()}

    def add(self, postings: Iterable[Posted]) -> None:
        """Count postings in."""
        for posted in postings:
            self.parts[posted.passage].append(self._part(posted))
            if posted.passage not in self.bearing:
                self.bearing[posted.passage] = self._bearing(posted)

    def _part(self, posted: Posted) -> float:
        share = posted.length / self.collection.mean_length
        dampened = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * share)
        strength = posted.frequency * (SATURATION + 1) / (posted.frequency + dampened)
        return self._weights[posted.term] * strength

    def _bearing(self, posted: Posted) -> float:
        return SOURCE_WEIGHT.get(posted.source, 1.0) * text_weight(
            posted.text_code, self.asked.named, self.province
        )

    def best(self, count: int) -> list[tuple[int, float]]:
        """The passages with the highest scores; equal ones in the order of the shelf."""
        totals = {key: fsum(parts) * self.bearing[key] for key, parts in self.parts.items()}
        return sorted(totals.items(), key=lambda row: (-row[1], row[0]))[:count]


def text_weight(code: str, named: frozenset[str], province: str) -> float:
    """How far a text bears on a reader of a province, who may have named it."""
    shelf = shelves().get(code)
    if shelf is None:
        return 1.0
    if code in named:
        return NAMED
    if code == "EL":
        return GENERAL
    if code == "PLA":
        return SPECIAL
    if not shelf.province:
        return 1.0
    return GENERAL if shelf.province == province else FOREIGN
