"""Reading the text of a statute: its title, the day of the version, its articles in order.

Markdown with headings, or plain text: the lines of an article begin with 第…条 (in a decision of
items with 一、), bold or as a heading or bare, with full-width spaces or none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.ledger.commands import Refused
from huanjie.office.library.tokens import number

LARGEST: Final = 4 * 2**20
"""Bytes of a text; the longest statute in force has a tenth of them."""
SHELVES: Final = PRACTICE["法规库"]

_NUMERAL: Final = "[零〇一二两三四五六七八九十百0-9０-９]+"
_ARTICLE: Final = re.compile(rf"第({_NUMERAL})条(?:之({_NUMERAL}))?([\s:：]*)(.*)")
_ITEM: Final = re.compile(rf"({_NUMERAL})(\s*、\s*)(.*)")
_CHAPTER: Final = re.compile(rf"第{_NUMERAL}[编章节](?:\s+|$)([^。；]{{0,40}})")
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?!起?\s*(?:施行|实施))")
_MARKS: Final = re.compile(r"\*\*|__|^[>\s]+|^#{1,6}\s*")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_ENDS: Final = tuple("。；：！？”）;:!?)")
_BEGINS: Final = re.compile(rf"[(（]{_NUMERAL}[)）]|{_NUMERAL}[、.．]")
_GOES_ON: Final = ("规定", "的", "、", "至", "和", "所", "第", "，", "或")


@dataclass(frozen=True)
class Section:
    """One article: its number, the suffix of 之一 or 0, chapter, paragraphs, line in the file."""

    number: int
    suffix: int
    chapter: str
    paragraphs: tuple[str, ...]
    line: int

    @property
    def place(self) -> str:
        """`45`, or `45-1` for 第四十五条之一."""
        return f"{self.number}-{self.suffix}" if self.suffix else str(self.number)


@dataclass(frozen=True)
class StatuteText:
    """A statute as read. `gaps` are the numbers that no article bears."""

    title: str
    version: date | None
    sections: tuple[Section, ...]
    gaps: tuple[int, ...]


@dataclass
class _Open:
    """An article whose lines are still being read."""

    number: int
    suffix: int
    chapter: str
    line: int
    paragraphs: list[str] = field(default_factory=list)


def decoded(content: bytes, file: str) -> str:
    """The bytes as text, UTF-8 or GB18030. Raises `Refused` with line and column."""
    if len(content) > LARGEST:
        raise Refused([_fault("statute-too-large", file=file, bytes=len(content), most=LARGEST)])
    reasons = []
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as reason:
            reasons.append(reason.start)
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        reasons.append(content.index(b"\0"))
    before = content[: reasons[0]]
    line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    raise Refused([_fault("statute-unreadable", file=file, line=line, column=column)])


def title_of(text: str) -> str:
    """The title: the first heading, or the first lines up to a date or a chapter."""
    lines = [line.strip() for line in _COMMENT.sub("", text).split("\n")]
    heading = next((line for line in lines if line.startswith("# ")), "")
    if heading:
        return _tight(heading[2:])
    found: list[str] = []
    for line in filter(None, lines):
        plain = _plain(line)
        if plain[0] in "（(" or _DAY.search(plain) or _starts(plain) or _tight(plain) == "目录":
            break
        found.append(plain)
    return _tight("".join(found[:4]))


def _starts(plain: str) -> bool:
    return bool(_CHAPTER.fullmatch(plain) or _ARTICLE.match(plain))


def _tight(words: str) -> str:
    return "".join(words.split())


def read_statute(text: str, *, unit: str, file: str) -> StatuteText:
    """The articles of a text whose numbers are followed by `unit` (条 or 项).

    Raises `Refused` with every fault, each with its line and column.
    """
    reader = _Reader(unit)
    # A comment keeps its line breaks, so that lines are counted as the file has them.
    kept = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
    for line, raw in enumerate(kept.split("\n"), 1):
        reader.read(line, raw)
    if not reader.opened:
        raise Refused([_fault("statute-without-articles", file=file, **_unit_words(unit))])
    faults = list(_faults(reader.opened, file, unit))
    if faults:
        raise Refused(faults)
    sections = tuple(
        Section(each.number, each.suffix, each.chapter, tuple(each.paragraphs), each.line)
        for each in reader.opened
    )
    numbers = {section.number for section in sections}
    gaps = tuple(n for n in range(1, max(numbers) + 1) if n not in numbers)
    return StatuteText(title_of(text), _version(reader.head), sections, gaps)


class _Reader:
    """Takes line after line and knows which article is open."""

    def __init__(self, unit: str) -> None:
        self.head: list[str] = []
        self.opened: list[_Open] = []
        self._unit = unit
        self._chapter = ""
        self._is_broken = True

    def read(self, line: int, raw: str) -> None:
        """One line of the file."""
        plain = _plain(raw)
        if not plain or set(plain) <= set("-=*_"):
            self._is_broken = True
            return
        chapter = _CHAPTER.fullmatch(plain)
        if chapter:
            self._chapter = _tight(chapter[1]) or self._chapter
            self._is_broken = True
        elif not self._opens(line, plain):
            self._goes_on(raw, plain)

    def _opens(self, line: int, plain: str) -> bool:
        found = self._begun(plain)
        if found is None:
            return False
        numeral, suffix, rest = found
        begun = _Open(number(numeral), number(suffix) if suffix else 0, self._chapter, line)
        if rest:
            begun.paragraphs.append(rest)
        self.opened.append(begun)
        self._is_broken = False
        return True

    def _begun(self, plain: str) -> tuple[str, str, str] | None:
        if self._unit == "项":
            item = _ITEM.match(plain)
            return (item[1], "", item[3].strip()) if item else None
        found = _ARTICLE.match(plain)
        if found is None:
            return None
        numeral, suffix, gap, rest = found[1], found[2] or "", found[3], found[4].strip()
        if not gap and rest and (rest.startswith(_GOES_ON) or not self._is_next(number(numeral))):
            return None
        return numeral, suffix, rest

    def _is_next(self, figure: int) -> bool:
        return figure == (self.opened[-1].number if self.opened else 0) + 1

    def _goes_on(self, raw: str, plain: str) -> None:
        if not self.opened:
            self.head.append(plain)
            return
        if raw.startswith("#"):
            self._is_broken = True
            return
        paragraphs = self.opened[-1].paragraphs
        wraps = not self._is_broken and not raw.startswith(("\u3000", "  ", "\t"))
        if paragraphs and wraps and not paragraphs[-1].endswith(_ENDS) and not _BEGINS.match(plain):
            paragraphs[-1] += plain
        else:
            paragraphs.append(plain)
        self._is_broken = False


def _plain(raw: str) -> str:
    return _MARKS.sub("", raw.strip().replace("\u3000", " ")).strip()


def _version(head: Iterable[str]) -> date | None:
    """The latest day that the head names: that of the last amendment."""
    found = []
    for year, month, day in _DAY.findall("\n".join(head)):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max(found, default=None)


def _unit_words(unit: str) -> dict[str, str]:
    return {"unit": unit, "unit_en": {"条": "article", "项": "item"}[unit]}


def _faults(opened: list[_Open], file: str, unit: str) -> Iterator[Finding]:
    """Numbers that come twice or run backwards, articles without words."""
    seen: dict[tuple[int, int], int] = {}
    last = (0, 0)
    for each in opened:
        place = (each.number, each.suffix)
        where: dict[str, Fact] = {"file": file, "line": each.line, "column": 1}
        where |= {"number": each.number, **_unit_words(unit)}
        if place in seen:
            yield _fault("statute-article-repeated", **where, first=seen[place])
        elif place < last:
            yield _fault("statute-article-backwards", **where, before=last[0])
        elif not each.paragraphs:
            yield _fault("statute-article-empty", **where)
        seen.setdefault(place, each.line)
        last = max(last, place)


def _fault(code: str, **facts: Fact) -> Finding:
    return Finding(code, SHELVES, Severity.ERROR, facts)
