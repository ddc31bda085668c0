"""The file of cited words names only what exists."""

from dataclasses import replace

import pytest

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.catalogue import catalogue
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Pack, article_of, known_texts, pack_named
from tests.law.case_files import all_cases, judge
from tests.law.cited import CITED, assert_cited
from tests.law.test_cases import RUNNERS


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


def uncited(pack: Pack) -> Pack:
    """The same pack without its own citations."""
    settings = {key: replace(row, article=None) for key, row in pack.settings.items()}
    return replace(pack, settings=settings)


NATIONAL = uncited(pack_named("national-2020"))
CASES = [case for case in all_cases() if case.pack.province is None]


@pytest.mark.parametrize("case", CASES, ids=[f"{c.file}-{c.title}" for c in CASES])
def test_where_a_pack_cites_nothing_the_chapters_own_words_hold(case):
    judge(replace(case, pack=NATIONAL), RUNNERS[case.file])
