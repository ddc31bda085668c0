"""The cases of `tests/law/cases/*.toml`: a question to the law, and the answer a lawyer expects.

A runner names for each `ask` of its file the function that answers; `judge` compares. Every key of
`answer` must agree; `findings` are codes in any order and stand for none when they are left out.
What a finding cites must be among the `articles` of the case.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Finding
from huanjie.law.pack import Pack, article_of, known_texts, shipped_packs
from tests.law.cited import assert_cited

FOLDER = Path(__file__).parent / "cases"
FIELDS = {"title", "rules", "articles", "pack", "ask", "facts", "answer"}
Answer = Mapping[str, Any]
Asked = Callable[[Mapping[str, Any], Pack], Answer]


@dataclass(frozen=True)
class LawCase:
    """One case as it stands in its file."""

    file: str
    title: str
    rules: tuple[str, ...]
    articles: tuple[str, ...]
    pack: Pack
    ask: str
    facts: Mapping[str, Any]
    answer: Mapping[str, Any]


@cache
def cases(name: str) -> tuple[LawCase, ...]:
    """The cases of one file, in order."""
    path = FOLDER / f"{name}.toml"
    rows = tomllib.loads(path.read_text("utf-8"))["case"]
    return tuple(_case(name, row) for row in rows)


def _case(name: str, row: dict[str, Any]) -> LawCase:
    assert row.keys() <= FIELDS, f"{name}: {row.get('title')}: {sorted(row.keys() - FIELDS)}"
    return LawCase(
        file=name,
        title=row["title"],
        rules=tuple(row["rules"]),
        articles=tuple(row["articles"]),
        pack=shipped_packs()[row.get("pack", "national-2020")],
        ask=row["ask"],
        facts=row.get("facts", {}),
        answer=row["answer"],
    )


def all_cases() -> list[LawCase]:
    """Every case of every file."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in cases(path.stem)]


def parametrized(name: str) -> pytest.MarkDecorator:
    """A test that is run once for each case of a file, under the title of the case."""
    found = cases(name)
    return pytest.mark.parametrize("case", found, ids=[f"{c.pack.id}-{c.title}" for c in found])


def judge(case: LawCase, asked: Mapping[str, Asked]) -> None:
    """Ask the law, and compare with what the case expects."""
    found = dict(asked[case.ask](case.facts, case.pack))
    findings: list[Finding] = list(found.pop("findings", ()))
    for finding in findings:
        assert_cited(finding)
        for language in ("zh", "en"):
            assert "{" not in sentence(finding, language) + next_step(finding, language)
        assert _is_cited(finding, case), f"{finding.code} cites {finding.article.key}"
    expected = dict(case.answer)
    codes = sorted(expected.pop("findings", []))
    assert sorted(finding.code for finding in findings) == codes
    severities = expected.pop("severity", None)
    if severities is not None:
        assert [finding.severity.value for finding in findings] == [severities] * len(findings)
    assert {key: plain(found[key]) for key in expected} == expected


def _is_cited(finding: Finding, case: LawCase) -> bool:
    """A case cites an article, or a place in it; recorded practice needs no citation."""
    if finding.article.text.code == "P":
        return True
    where = re.match(r"[A-Z]+ \d+", finding.article.key)
    assert where is not None
    return any(f"{cited}¶".startswith((f"{where[0]}¶", f"{where[0]}(")) for cited in case.articles)


def cited(case: LawCase) -> list[str]:
    """The articles of a case, each a place in a text that we know. Raises `ValueError`."""
    return [article_of(key, known_texts()).key for key in case.articles]


def plain(value: object) -> object:
    """A value as TOML can write it: no tuple, no fraction, "none" for None."""
    match value:
        case None:
            return "none"
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case tuple() | list() | set() | frozenset():
            return [plain(each) for each in value]
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case _:
            return value
