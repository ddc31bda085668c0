"""The words of every finding, by code, in Chinese and English.

The words stand in `messages/*.toml`, one file per chapter:

    [roll-published-late]
    zh = "选民名单应于{latest}前公布，实际于{published}公布。"
    en = "The voter roll was due by {latest} and was published on {published}."
    next_zh = "由选举委员会另定选举日，不得倒填日期。"
    next_en = "Move election day by decision of the committee; never back-date."

`typist_zh` and `typist_en` give what a typist sees where the leader's words would tell too much.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from huanjie.law.finding import Fact, Finding

Language = Literal["zh", "en"]
_WEEKDAYS = "一二三四五六日"
_ANSWERS: Final[Mapping[Language, Mapping[bool | None, str]]] = {
    "zh": {None: "—", False: "否", True: "是"},
    "en": {None: "—", False: "no", True: "yes"},
}


@dataclass(frozen=True)
class Wording:
    """What a code says and what to do about it, with figures still to be filled in."""

    code: str
    chapter: str
    zh: str
    en: str
    next_zh: str
    next_en: str
    typist_zh: str = ""
    typist_en: str = ""


@cache
def catalogue() -> Mapping[str, Wording]:
    """Every wording by its code. Raises `ValueError` when two chapters claim one code."""
    found: dict[str, Wording] = {}
    chapters = (p for p in files("huanjie.law").joinpath("messages").iterdir())
    for path in sorted((p for p in chapters if p.name.endswith(".toml")), key=lambda p: p.name):
        chapter = path.name.removesuffix(".toml")
        for code, row in tomllib.loads(path.read_text("utf-8")).items():
            if code in found:
                raise ValueError(f"{code} stands in {found[code].chapter} and in {chapter}")
            found[code] = Wording(code=code, chapter=chapter, **row)
    return found


def sentence(finding: Finding, language: Language = "zh") -> str:
    """The finding as a sentence with its figures. Raises `KeyError` for an unknown code."""
    wording = catalogue()[finding.code]
    return _fill(wording.zh if language == "zh" else wording.en, finding, language)


def next_step(finding: Finding, language: Language = "zh") -> str:
    """What to do about the finding."""
    wording = catalogue()[finding.code]
    return _fill(wording.next_zh if language == "zh" else wording.next_en, finding, language)


def typist_sentence(finding: Finding, language: Language = "zh") -> str:
    """What a typist is told: which field to compare with the paper, never what would fit."""
    wording = catalogue()[finding.code]
    words = wording.typist_zh if language == "zh" else wording.typist_en
    return _fill(words, finding, language) if words else sentence(finding, language)


def _fill(words: str, finding: Finding, language: Language) -> str:
    figures = {name: in_words(fact, language) for name, fact in finding.facts.items()}
    return words.format(**figures)


@cache
def _terms() -> Mapping[str, Mapping[str, str]]:
    """The Chinese of the words that chapters share, by the name of their enumeration."""
    path = files("huanjie.law").joinpath("terms.toml")
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return found


def term(word: StrEnum, language: Language) -> str:
    """A word of the law as the reader writes it: 常务委员会主任, `sc chair`."""
    if language == "zh":
        return _terms().get(type(word).__name__, {}).get(word.value, word.value)
    return word.value.replace("_", " ")


def in_words(fact: Fact, language: Language) -> str:
    """A figure as the reader writes it: 2026年12月20日（星期日）, 1/3, 甲、乙."""
    match fact:
        case None | bool():
            return _ANSWERS[language][fact]
        case date():
            return _date_in_words(fact, language)
        case StrEnum():
            return term(fact, language)
        case tuple():
            words = (in_words(each, language) for each in fact)
            return ("、" if language == "zh" else ", ").join(words) or "—"
        case Fraction() if fact.denominator != 1:
            return f"{fact.numerator}/{fact.denominator}"
        case _:
            return str(fact)


def _date_in_words(day: date, language: Language) -> str:
    if language == "en":
        return day.isoformat()
    weekday = _WEEKDAYS[day.weekday()]
    return f"{day.year}年{day.month}月{day.day}日（星期{weekday}）"
