"""What an answer cites, read from lines, and the digests of what the citations lead to.

An answer keeps the digests as they were when it was approved. What they lead to is pulled again
whenever somebody asks, so nothing in the law or in a pack has to know of answers.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from inspect import getsource
from textwrap import dedent

from huanjie.evidence.canonical import digest
from huanjie.law.article import ELECTION_LAW, Article, Text
from huanjie.law.pack import PARAMETERS, Pack, Setting, article_of, known_texts, pack_for
from huanjie.law.pages import entries, rules

_NUMBER = r"[0-9０-９]+|[零一二三四五六七八九十]+"
_PLACE = re.compile(
    rf"第?(?P<article>{_NUMBER})[条项]?(?:[.·\s]*第?(?P<paragraph>{_NUMBER})款?)?"
    rf"(?:[.·\s]*第?[（(]?(?P<item>{_NUMBER})[）)]?项?)?"
)
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")}


class UnknownCitation(ValueError):
    """Lines that name neither an article of a known text nor a parameter of the packs."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("; ".join(self.lines))


def citations_from(lines: Iterable[str]) -> tuple[str, ...]:
    """The keys that lines cite, each once. Raises `UnknownCitation` naming all that are unknown.

    A line is a key (`EL 45¶3`), an article in words (选举法第四十五条第三款, 选举法45) or the key
    of a pack parameter (`nom.joint_min`).
    """
    found: dict[str, None] = {}
    unknown = []
    for line in filter(None, (line.strip().strip("；;。") for line in lines)):
        key = citation(line)
        if key is None:
            unknown.append(line)
        else:
            found[key] = None
    if unknown:
        raise UnknownCitation(unknown)
    return tuple(found)


def citation(line: str) -> str | None:
    """The key that one line cites, or None."""
    if line in PARAMETERS:
        return line
    try:
        return article_of(line, known_texts()).key
    except ValueError:
        cited = _article_in_words(line)
        return cited.key if cited else None


def _article_in_words(line: str) -> Article | None:
    bare = line.strip().strip("《").replace("》", "")
    texts = [text for text in known_texts().values() if text.unit]
    for text in sorted(texts, key=lambda each: -len(each.title)):
        for name in (text.title, text.title_en, text.code):
            rest = bare.removeprefix(name)
            place = _PLACE.fullmatch(rest.strip()) if rest != bare else None
            if place is not None:
                return _at(text, place)
    return None


def _at(text: Text, place: "re.Match[str]") -> Article | None:
    words = (place["article"], place["paragraph"], place["item"])
    numbers = tuple(_figure(word) for word in words if word)
    return text[numbers] if all(0 < number < 100 for number in numbers) else None


def _figure(word: str) -> int:
    """15 of 15, １５ or 十五."""
    if word.isdecimal():
        return int(word)
    tens, has_ten, ones = word.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if has_ten else 0) + _DIGITS.get(ones, 0)


def article_cited(key: str) -> Article | None:
    """The article of a key; None for a parameter of the packs."""
    try:
        return article_of(key, known_texts())
    except ValueError:
        return None


def basis_of(citations: Iterable[str], pack: Pack) -> dict[str, str]:
    """The digest of every rule, wording and pack value that the citations lead to."""
    found: dict[str, str] = {}
    for key in citations:
        cited = article_cited(key)
        if cited is not None:
            found |= _rules_under(cited) | _words_of(cited)
        for name, setting in pack.settings.items():
            if name == key or (cited is not None and _lies_under(setting.article, cited)):
                found[f"pack:{name}"] = _digest_of(setting)
    return found


def governing(unit: str, on: date) -> Pack:
    """The pack in force on a day in the province of a unit."""
    return pack_for(unit[:2], on).pack


def changed(basis: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """What no longer agrees: changed, gone or new."""
    return tuple(sorted(key for key in basis.keys() | now if basis.get(key) != now.get(key)))


def _rules_under(cited: Article) -> dict[str, str]:
    return {
        f"rule:{rule.name}": rule_digest(rule.name)
        for rule in rules()
        if any(_lies_under(article, cited) for article in rule.articles)
    }


def _words_of(cited: Article) -> dict[str, str]:
    number = cited.place[0]
    if cited.text != ELECTION_LAW or not isinstance(number, int):
        return {}
    entry = entries().get(number)
    return {f"words:EL {number}": digest([entry.zh, entry.words])} if entry else {}


@cache
def rule_digest(name: str) -> str:
    """The digest of a rule as it is written; comments and layout do not count."""
    module, _, function = name.rpartition(".")
    source = dedent(getsource(getattr(import_module(module), function)))
    return digest(ast.dump(ast.parse(source)))


def _digest_of(setting: Setting) -> str:
    article = setting.article.key if setting.article else ""
    return digest([str(setting.value), article, setting.status.value])


def _lies_under(article: Article | None, cited: Article) -> bool:
    """Is the article the one cited, a part of it, or what it is a part of?"""
    if article is None or article.text != cited.text:
        return False
    shared = min(len(article.place), len(cited.place))
    return article.place[:shared] == cited.place[:shared]
