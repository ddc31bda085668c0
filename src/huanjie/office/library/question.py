"""A question as the search takes it: terms with their weights, and the articles it cites."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from huanjie.office.library.lexicon import law_words
from huanjie.office.library.texts import shelves
from huanjie.office.library.tokens import characters, normal, terms
from huanjie.office.library.topics import legal_terms, terms_of_art

LONGEST: Final = 200
MOST_TERMS: Final = 80
SYNONYM_WEIGHT: Final = 0.5
"""A term that only stands for a word of the question counts half of what was typed."""
ART_WEIGHT: Final = 3.0
"""Who uses a term of the law means it."""
SYNONYMS_TOGETHER: Final = 3.0
"""No topic outweighs this many typed terms, however long the words of the law for it."""
WORD_TOGETHER: Final = 2.0
"""A single everyday word says less than a topic."""
CHARACTER_WEIGHT: Final = 0.4
"""A character by itself may belong to another word."""

GRAMMAR_WEIGHT: Final = 0.3
"""A pair with one word of grammar is often half of two words that have nothing to do."""
_GRAMMAR: Final = frozenset(
    "得着给让被把跟和与在到从对是有不没也都就才还又再很太最能会要这那它他她我你们个几哪上下来去出过想里头儿吧"
)

# Words that ask and say nothing of the matter: they part the words around them.
_ASKING: Final = re.compile(
    "请问|怎么办|怎么样|怎么|怎样|如何|什么时候|为什么|什么|多少|哪些|哪个|哪里|能不能|可不可以|可以不可以"
    "|可以|是不是|是否|要不要|有没有|应不应该|应该|应当|需不需要|需要|必须|算不算|行不行|能否|可否|会不会"
    "|怎|谁|呢|吗|吧|了|我们|我|他们|他|她|你|这个|那个|这种|这|那|还|都|就|也|和|与|及|或者|或|在|把|被"
)


@dataclass(frozen=True)
class Citation:
    """An article that a question names; `code` is empty where no text is named."""

    code: str
    number: int


@dataclass(frozen=True)
class Question:
    """What is looked for: `weights` by term, `named` the codes of texts it speaks of.

    `shown` are the words to mark in an answer: what was typed, and whole terms of the law.
    """

    weights: Mapping[str, float]
    shown: tuple[str, ...]
    citations: tuple[Citation, ...]
    named: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """True when nothing can be looked for."""
        return not self.weights and not self.citations


def question(text: str) -> Question:
    """The terms, synonyms, citations and texts of a question."""
    plain = " ".join(normal(text[:LONGEST]).split())
    found = tuple(dict.fromkeys(_citations(plain)))
    rest = _CITED().sub(" ", plain) if found else plain
    weights: dict[str, float] = {}
    matter = _ASKING.sub(" ", rest)
    for term in terms(matter):
        weights.setdefault(term, _weight(term))
    for char in characters(matter):
        weights.setdefault(char, 0.0 if char in _GRAMMAR else CHARACTER_WEIGHT)
    for word in terms_of_art(rest):
        weights.update(dict.fromkeys(terms(word), ART_WEIGHT))
    typed = [term for term, weight in weights.items() if weight >= 1]
    groups = legal_terms(rest)
    _widen(weights, groups, SYNONYMS_TOGETHER)
    _widen(weights, law_words(rest), WORD_TOGETHER)
    kept = dict([row for row in weights.items() if row[1]][:MOST_TERMS])
    shown = (*typed, *(word for group in groups for word in group))
    return Question(kept, shown, found, _named(plain, found))


def _widen(weights: dict[str, float], groups: Iterable[tuple[str, ...]], together: float) -> None:
    """Add the law's words, those of a group together no more than so many typed terms."""
    for group in groups:
        said = dict.fromkeys(term for words in group for term in terms(normal(words)))
        for term in said:
            weights.setdefault(term, min(SYNONYM_WEIGHT, together / len(said)))


def _weight(term: str) -> float:
    """A pair that holds a word of grammar says less; one made of two says nothing."""
    small = sum(char in _GRAMMAR for char in term)
    return (1.0, GRAMMAR_WEIGHT, 0.0)[min(small, 2)]


def _citations(plain: str) -> Iterator[Citation]:
    code = ""
    for match in _CITED().finditer(plain):
        name, latin, figure = match["name"], match["latin"], match["a"] or match["b"]
        if name:
            code = _codes()[name]
        elif latin:
            code = latin.upper()
        yield Citation(code, int(figure))


@cache
def _codes() -> Mapping[str, str]:
    """Which text each name means, the names made plain."""
    found: dict[str, str] = {}
    for code, shelf in shelves().items():
        for name in (*shelf.names, *shelf.full, *([shelf.place] if shelf.place else [])):
            found.setdefault(normal(name), code)
    return found


@cache
def _CITED() -> "re.Pattern[str]":  # noqa: N802 - a pattern that waits for the packs to be read
    names = "|".join(re.escape(name) for name in sorted(_codes(), key=len, reverse=True))
    codes = "|".join(code.lower() for code in shelves())
    part = r"(?:第?\s*\d+款)?(?:第?\s*[（(]?\d+[)）]?项)?"
    return re.compile(
        rf"(?:(?P<name>{names})[》\s,]*(?:art(?:icle|\.)?\s*)?)?第?\s*(?P<a>\d{{1,3}})[条]{part}"
        rf"|\b(?P<latin>{codes})\s*(?P<b>\d{{1,3}})(?:¶\d+)?(?:\(\d+\))?(?!\d)"
    )


def _named(plain: str, cited: tuple[Citation, ...]) -> frozenset[str]:
    """The texts that the question names, by law or by place."""
    found = {code for name, code in _codes().items() if name in plain}
    return frozenset(found | {citation.code for citation in cited} - {""})
