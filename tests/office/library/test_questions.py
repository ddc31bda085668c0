"""Fifty questions of clerks, written before the search: the article is among the first three."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from huanjie.office.library import queries, services
from tests.office.library import shelf

pytestmark = pytest.mark.django_db
FIRST = 3


@pytest.fixture(autouse=True)
def _library(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    services.index_rules()
    shelf.all_statutes()


def found(asked: shelf.Asked, limit: int = FIRST) -> list[str]:
    return [hit.key for hit in queries.search(asked.asks, unit=asked.unit, limit=limit)]


def test_the_article_that_answers_is_among_the_first_three_for_every_question() -> None:
    missed = {q.asks: found(q, 10) for q in shelf.questions() if not set(q.expects) & set(found(q))}
    assert not missed, f"{len(missed)} of {len(shelf.questions())}"
