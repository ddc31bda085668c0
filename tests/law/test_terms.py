"""The shared words of the law in Chinese: all of a kind, and none that does not exist."""

import tomllib
from enum import StrEnum

import pytest

from huanjie.law import discipline, session, tenure
from huanjie.law.catalogue import in_words, term
from huanjie.law.pack import words
from huanjie.law.pack.words import Level, Place
from tests.law.answers import LAW

TERMS = tomllib.loads((LAW / "terms.toml").read_text("utf-8"))
KINDS = [
    kind
    for module in (session, tenure, discipline, words)
    for name in dir(module)
    if isinstance(kind := getattr(module, name), type) and issubclass(kind, StrEnum)
    if kind.__name__ in TERMS and not (kind.__name__ == "Body" and module is words)
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_kind_has_its_chinese(kind):
    assert TERMS[kind.__name__].keys() == {word.value for word in kind}


def test_every_kind_exists():
    assert TERMS.keys() == {kind.__name__ for kind in KINDS}


def test_a_word_reads_as_its_reader_writes_it():
    assert in_words(Level.COUNTY, "zh") == "县级"
    assert in_words((Place.HUKOU, Place.WORK_UNIT), "zh") == "户籍地、工作单位"
    assert in_words((Place.HUKOU, Place.WORK_UNIT), "en") == "hukou, work unit"
    assert in_words((), "en") == "—"


def test_a_word_without_chinese_stands_as_it_is():
    assert term(words.Mode.DIRECT, "zh") == "direct"
