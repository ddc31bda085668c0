"""The file of cited words names only what exists."""

import pytest

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.catalogue import catalogue
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import article_of, known_texts
from tests.law.cited import CITED, assert_cited


def test_every_code_has_words():
    assert CITED.keys() <= catalogue().keys()


@pytest.mark.parametrize("code", CITED)
def test_every_citation_is_a_place_in_a_text_we_know(code):
    for key in CITED[code]:
        practice = key.removeprefix("P ")
        found = PRACTICE[practice] if practice != key else article_of(key, known_texts())
        assert found.key == key


def test_another_paragraph_is_noticed():
    assert_cited(Finding("roll-published-late", ELECTION_LAW[28], Severity.ERROR))
    with pytest.raises(AssertionError, match="cites EL 27"):
        assert_cited(Finding("roll-published-late", ELECTION_LAW[27], Severity.ERROR))
