"""What the screens say, as the translators' files know it: wanted messages and given ones."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from tests.architecture.source import PACKAGE, files, shown, tree

OFFICE = PACKAGE / "office"
PAPER = re.compile(r"""\s*<\w+[^>]*\blang=["']zh""")
CHINESE = re.compile(r"[\u3400-\u9fff]")

# Calls that name a message, and which of their arguments are context, message and plural.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(
    rf"\b(_|n?p?gettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?", re.DOTALL
)


@dataclass(frozen=True, order=True)
class Message:
    """One message that has to be translated, and where it is said."""

    key: str  # as `gettext` keeps it: context, \x04, message
    plural: str | None
    place: str = field(compare=False)


def message(name: str, texts: list[str | None], place: str) -> Message | None:
    """The message of a call with these arguments, None for one that is no literal."""
    context, singular, plural = CALLS[name]
    if len(texts) <= singular or texts[singular] is None:
        return None
    before = f"{texts[context]}\x04" if context is not None else ""
    after = texts[plural] if plural is not None and len(texts) > plural else None
    return Message(f"{before}{texts[singular]}", after, place)


def messages_of_template(text: str, place: str) -> Iterator[Message]:
    """What `translate`, `blocktranslate` and `_("…")` of a template say."""
    for found in _CALL.finditer(templatize(text)):
        name, *parts = found.groups()
        texts = [ast.literal_eval(part) if part else None for part in parts]
        one = message(name, texts, place)
        if one is not None:
            yield one


def messages_of_module(path: Path) -> Iterator[Message]:
    """What the gettext calls of a module say."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in CALLS:
            continue
        texts = [getattr(each, "value", None) for each in node.args]
        strings = [each if isinstance(each, str) else None for each in texts]
        one = message(name, strings, f"{shown(path)}:{node.lineno}")
        if one is not None:
            yield one


def wanted() -> list[Message]:
    """Every Chinese message of the office; English ones are Django's and allauth's own."""
    found = [
        one
        for path in files(OFFICE, ".html")
        for one in messages_of_template(path.read_text(encoding="utf-8"), shown(path))
    ]
    found += [one for path in files(OFFICE, ".py") for one in messages_of_module(path)]
    return sorted(one for one in found if CHINESE.search(one.key))


@dataclass(frozen=True)
class Translation:
    """One entry of a .po file."""

    key: str
    plural: str | None
    texts: tuple[str, ...]
    is_fuzzy: bool


def read_po(path: Path) -> list[Translation]:
    """The entries of a .po file, its head and the obsolete ones left out."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    entries = [_entry(block.splitlines()) for block in blocks]
    return [each for each in entries if each is not None and each.key]


def _entry(lines: list[str]) -> Translation | None:
    """One block of lines; a keyword opens a text, the quoted lines after it go on with it."""
    texts: dict[str, str] = {}
    keyword = ""
    for line in lines:
        found = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+(".*)$', line)
        if found:
            keyword = found[1]
        quoted = found[2] if found else line.strip()
        if keyword and quoted.startswith('"'):
            texts[keyword] = texts.get(keyword, "") + ast.literal_eval(quoted)
    if "msgid" not in texts:
        return None
    context = f"{texts['msgctxt']}\x04" if "msgctxt" in texts else ""
    given = tuple(text for name, text in texts.items() if name.startswith("msgstr"))
    flags = [line for line in lines if line.startswith("#,")]
    key = f"{context}{texts['msgid']}"
    is_fuzzy = any("fuzzy" in each for each in flags)
    return Translation(key, texts.get("msgid_plural"), given, is_fuzzy)


def compiled(path: Path) -> dict[object, str]:
    """What a .mo file says: a message, or (message, number of the plural form), to its text."""
    with path.open("rb") as file:
        catalog: dict[object, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    catalog.pop("", None)
    return catalog


def as_compiled(entries: list[Translation]) -> dict[object, str]:
    """What msgfmt makes of a .po file: the translated entries that nobody has to look at again."""
    found: dict[object, str] = {}
    for each in entries:
        if each.is_fuzzy or not any(each.texts):
            continue
        if each.plural is None:
            found[each.key] = each.texts[0]
        else:
            found |= {(each.key, number): text for number, text in enumerate(each.texts)}
    return found


def untranslatable(text: str) -> Iterator[tuple[int, str]]:
    """The Chinese that a template shows outside of translation tags, each with its line.

    A template whose outermost element says `lang="zh…"` is a paper, and Chinese in every language.
    """
    if PAPER.match(text):
        return
    is_inside = False
    for token in Lexer(text).tokenize():
        name = token.contents.split()[0] if token.token_type is TokenType.BLOCK else ""
        if name in {"blocktranslate", "blocktrans", "comment"}:
            is_inside = True
        elif name in {"endblocktranslate", "endblocktrans", "endcomment"}:
            is_inside = False
        elif is_inside or name in {"translate", "trans"} or token.token_type is TokenType.COMMENT:
            continue
        else:
            bare = re.sub(r"""_\((?:".*?"|'.*?')\)""", "", token.contents)
            if CHINESE.search(bare):
                yield token.lineno or 0, bare.strip()
