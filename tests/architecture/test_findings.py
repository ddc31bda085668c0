"""The words and the rules know each other's codes. What fires them is tested in tests/catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from huanjie.law.catalogue import catalogue
from tests.architecture.source import PACKAGE, files, shown, tree


def literals(path: Path) -> Iterator[str]:
    """Every string that stands in a file; of an f-string its beginning, followed by `*`."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) if text.endswith("-"):
                yield f"{text}*"


def findings(path: Path) -> Iterator[tuple[str, int]]:
    """The codes written out in calls of `Finding`, each with its line."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Name(id="Finding"), args=[ast.Constant(value=str(code)), *_]):
                yield code, node.lineno


def test_every_code_of_the_catalogue_stands_in_a_rule() -> None:
    written = {text for path in files(PACKAGE, ".py") for text in literals(path)}
    begun = tuple(text.removesuffix("*") for text in written if text.endswith("-*"))
    dead = {code for code in catalogue() if code not in written and not code.startswith(begun)}
    assert not sorted(dead), "nothing in src can fire these codes; delete their words"


def test_every_code_that_a_rule_names_has_words() -> None:
    silent = [
        f"{shown(path)}:{line} {code}"
        for path in files(PACKAGE, ".py")
        for code, line in findings(path)
        if code not in catalogue()
    ]
    assert not silent


def test_every_code_has_a_sentence_and_a_next_step_in_both_languages() -> None:
    incomplete = [
        code
        for code, words in catalogue().items()
        if not all(each.strip() for each in (words.zh, words.en, words.next_zh, words.next_en))
        or bool(words.typist_zh) != bool(words.typist_en)
    ]
    assert not incomplete
