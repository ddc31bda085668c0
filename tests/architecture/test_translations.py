"""Every page is complete in English, and what is committed compiled is what was written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import files, shown, tree
from tests.architecture.translations import (
    CALLS,
    CHINESE,
    OFFICE,
    as_compiled,
    compiled,
    messages_of_template,
    read_po,
    untranslatable,
    wanted,
)

CATALOGUES = sorted(OFFICE.glob("*/locale/en/LC_MESSAGES/django.po"))
IDS = [path.relative_to(OFFICE).parts[0] for path in CATALOGUES]

# Chinese that is meant to be Chinese in every language, with the reason.
SHOWN_AS_IT_IS = {"中文": "the switch to Chinese names itself in Chinese"}
# Screens of which every string is made-up data, as an office would have it.
EXAMPLES = {"src/huanjie/office/face/screens/examples.py"}
# Functions that take both languages side by side.
BOTH_LANGUAGES = {"either"}


def test_every_message_has_an_english_translation() -> None:
    given = {each.key for path in CATALOGUES for each in read_po(path) if is_complete(each.texts)}
    missing = sorted({f"{one.place} «{one.key}»" for one in wanted() if one.key not in given})
    assert not missing


def is_complete(texts: tuple[str, ...]) -> bool:
    """Whether every form of a translation has words."""
    return bool(texts) and all(text.strip() for text in texts)


def test_no_two_catalogues_translate_a_message_differently() -> None:
    given: dict[str, dict[tuple[str, ...], str]] = {}
    for path in CATALOGUES:
        for each in read_po(path):
            given.setdefault(each.key, {}).setdefault(each.texts, shown(path))
    assert not {key: texts for key, texts in given.items() if len(texts) > 1}


@pytest.mark.parametrize("path", CATALOGUES, ids=IDS)
def test_no_translation_is_fuzzy_empty_or_chinese(path: Path) -> None:
    doubtful = [
        each.key
        for each in read_po(path)
        if each.is_fuzzy or not is_complete(each.texts) or CHINESE.search("".join(each.texts))
    ]
    assert not doubtful


@pytest.mark.parametrize("path", CATALOGUES, ids=IDS)
def test_no_message_is_translated_that_nothing_says(path: Path) -> None:
    said = {one.key for one in wanted()}
    assert not [each.key for each in read_po(path) if each.key not in said]


@pytest.mark.parametrize("path", CATALOGUES, ids=IDS)
def test_the_compiled_catalogue_is_in_step(path: Path) -> None:
    binary = path.with_suffix(".mo")
    assert binary.is_file(), "compile it with msgfmt and commit it"
    assert compiled(binary) == as_compiled(read_po(path)), "compile it anew with msgfmt"


def test_a_translation_names_no_figure_that_the_message_has_not() -> None:
    invented = [
        f"{shown(path)} «{each.key}»"
        for path in CATALOGUES
        for each in read_po(path)
        if any(names(text) - names(each.key + (each.plural or "")) for text in each.texts)
    ]
    assert not invented


def names(text: str) -> set[str]:
    """The names of `%(name)s` and `{name}` in a text."""
    return set(re.findall(r"%\((\w+)\)", text)) | set(re.findall(r"\{(\w+)\}", text))


def test_no_template_shows_chinese_outside_of_translation_tags() -> None:
    found = [
        f"{shown(path)}:{line} {text[:60]}"
        for path in files(OFFICE, ".html")
        for line, text in untranslatable(path.read_text(encoding="utf-8"))
        if text not in SHOWN_AS_IT_IS
    ]
    assert not found


def test_no_screen_says_chinese_without_gettext() -> None:
    screens = [
        path
        for path in files(OFFICE, ".py")
        if "screens" in path.parts and shown(path) not in EXAMPLES
    ]
    assert not [line for path in screens for line in bare_chinese(tree(path), shown(path))]


def bare_chinese(module: ast.Module, name: str) -> Iterator[str]:
    """Chinese strings that are neither docstrings nor arguments of a translating call."""
    excused = {id(each) for node in ast.walk(module) for each in excused_by(node)}
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if CHINESE.search(text) and id(node) not in excused:
                yield f"{name}:{node.lineno} {text[:40]}"


def excused_by(node: ast.AST) -> Iterator[ast.AST]:
    """The strings that a node makes lawful: docstrings, translated ones, keywords `…_zh`."""
    match node:
        case ast.Expr(value=ast.Constant() as text):
            yield text
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            if name in CALLS or name in BOTH_LANGUAGES:
                yield from (part for each in args for part in ast.walk(each))
        case ast.Subscript(value=ast.Name(id="PRACTICE"), slice=text):  # a place in a text
            yield text
        case ast.keyword(arg=str(name), value=value) if name.endswith("_zh"):
            yield from ast.walk(value)


def test_a_message_is_found_in_every_form_a_template_may_use() -> None:
    text = (
        '{% translate "甲" %}{{ x|default:_("乙") }}{% translate "丙" context "人" %}'
        "{% blocktranslate with n=x %}丁{{ n }}{% endblocktranslate %}{% tile label=_('庚') %}"
        "{% blocktranslate count n=x %}戊{% plural %}己{% endblocktranslate %}"
    )
    found = {(each.key, each.plural) for each in messages_of_template(text, "x")}
    assert found == {
        ("甲", None),
        ("乙", None),
        ("人\x04丙", None),
        ("丁%(n)s", None),
        ("戊", "己"),
        ("庚", None),
    }
    assert not list(untranslatable(text))


def test_chinese_without_a_translation_tag_is_seen() -> None:
    text = "{% comment %}甲{% endcomment %}\n乙 {{ x|default:'丙' }}"
    assert list(untranslatable(text)) == [(1, "乙"), (2, "x|default:'丙'")]


def test_a_paper_is_chinese_in_every_language() -> None:
    assert not list(untranslatable('<article class="notice" lang="zh-hans">甲</article>'))
    assert list(untranslatable('<p>甲</p><article lang="zh">乙</article>')) != []


def test_bare_chinese_is_told_from_what_is_translated() -> None:
    text = '"""文"""\n_("甲")\neither("乙", "b")\nf(x_zh="丙")\ng("丁")\n'
    assert list(bare_chinese(ast.parse(text), "x")) == ["x:5 丁"]
