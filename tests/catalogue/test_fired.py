"""Every code was fired by a test, and every fired finding reads well in both languages.

Collected only after `HUANJIE_TEST_FINDINGS` has named the records of the other passes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from huanjie.law.article import ELECTION_LAW
from huanjie.law.catalogue import (
    Language,
    catalogue,
    next_step,
    sentence,
    typist_sentence,
)
from huanjie.law.finding import Finding, Severity
from huanjie.roll.errors import wordings
from tests.catalogue.recorder import FOLDER, Record, read_records, unpacked

LANGUAGES: tuple[Language, Language] = ("zh", "en")
OPENINGS: tuple[Callable[[Finding, Language], str], ...] = (sentence, next_step, typist_sentence)
# Facts that carry the English of a Chinese word: `act_en` beside `act`.
ENGLISH = "_en"
CHINESE = "_zh"


@cache
def records() -> dict[str, list[Record]]:
    """What the tests fired, by code."""
    found: dict[str, list[Record]] = {}
    for each in read_records(Path(os.environ[FOLDER])):
        if "code" in each:
            found.setdefault(each["code"], []).append(each)
    return found


@cache
def faults() -> dict[str, list[str]]:
    """The faults of files that the tests met: code → the four texts."""
    found = read_records(Path(os.environ[FOLDER]))
    return {each["row_code"]: each["words"] for each in found if "row_code" in each}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_test_fires_this_code(code: str) -> None:
    assert code in records(), "no test makes our code say this; write the case or delete the code"


@pytest.mark.parametrize("code", sorted(records()))
def test_what_was_fired_has_words(code: str) -> None:
    assert code in catalogue(), f"fired by {records()[code][0]['where']}, without words"


@pytest.mark.parametrize("code", sorted(records().keys() & catalogue().keys()))
def test_every_sentence_opens_in_both_languages(code: str) -> None:
    wrong = [
        f"{record['where']} in {record['test']}: {fault}"
        for record in records()[code]
        if (fault := fault_of(record))
    ]
    assert not wrong


def fault_of(record: Record) -> str:
    """What keeps the finding from being read, or nothing."""
    try:
        facts = {name: unpacked(fact) for name, fact in record["facts"].items()}
    except TypeError as unknown:
        return str(unknown)
    finding = Finding(record["code"], ELECTION_LAW[1], Severity(record["severity"]), facts)
    openings: tuple[Callable[[Finding, Language], str], ...] = (
        sentence,
        next_step,
        typist_sentence,
    )
    for opening in openings:
        for language in LANGUAGES:
            try:
                text = opening(finding, language)
            except (KeyError, IndexError, ValueError) as missing:
                return f"{opening.__name__} {language}: {missing!r}"
            if not text.strip() or "{" in text or "}" in text:
                return f"{opening.__name__} {language}: «{text}»"
    if not record["article"].startswith("《") or not record["article_en"].strip():
        return f"article {record['article']} · {record['article_en']}"
    return ""


@pytest.mark.parametrize("code", sorted(wordings()))
def test_a_test_meets_this_fault_of_a_file_and_it_reads_well(code: str) -> None:
    assert code in faults(), "no test makes our code say this; write the case or delete the code"
    assert not [text for text in faults()[code] if not text.strip() or "{" in text or "}" in text]


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_name_the_same_figures(code: str) -> None:
    words = catalogue()[code]
    pairs = [(words.zh, words.en), (words.next_zh, words.next_en)]
    pairs += [(words.typist_zh, words.typist_en)]
    assert not [pair for pair in pairs if figures(pair[0]) != figures(pair[1])]


WORDS = {"act", "kind", "level", "move", "ruling", "state"}
CHINESE_SIGNS = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("code", sorted(records().keys() & catalogue().keys()))
def test_a_word_of_ours_is_not_left_chinese_in_english(code: str) -> None:
    words = catalogue()[code]
    names = {name for text in (words.en, words.next_en) for name in named(text)} & WORDS
    said = [str(record["facts"].get(name)) for record in records()[code] for name in names]
    assert not [text for text in said if CHINESE_SIGNS.search(text)], "give the fact an `_en` twin"


def named(words: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def figures(words: str) -> set[str]:
    """The names in braces; `act` and `act_en` are one figure in two languages."""
    return {name.removesuffix(ENGLISH).removesuffix(CHINESE) for name in named(words)}
