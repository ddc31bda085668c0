"""In which encoding is a text file, and is all of it readable?"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from huanjie.roll.errors import SourceRefused, row_error

LONGEST_LINE = 1 << 20
"""Bytes in one line; forty cells of ten thousand characters would still be within it."""
LONGEST_CELL = 10_000
CHUNK = 1 << 20
FOREIGN_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
OTHER_THAN_CHINESE = re.compile(r"[^\x00-\x7f\u2010-\u2027\u3000-\u9fff\uff00-\uffef]")
"""A line of GB18030 may by chance be correct UTF-8, but then it reads as Greek or Arabic."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over the bytes found. `lines` counts line ends, and an unended last line."""

    encoding: str
    digest: str
    lines: int


@dataclass(slots=True)
class _Tally:
    """Lines with other than ASCII bytes, by what they can be read as: first line and number."""

    first: dict[str, int] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, line: int) -> None:
        self.first.setdefault(kind, line)
        self.number[kind] = self.number.get(kind, 0) + 1


def scan(path: Path) -> Scan:
    """Encoding, SHA-256 and number of lines, in bounded memory.

    By byte-order mark, then strict UTF-8, then strict GB18030.

    Raises `SourceRefused`: R101 when the bytes fit none of them or two of them are mixed,
    R104 when a line is too long to be one, R108 when there is nothing.
    """
    digest, tally, count = hashlib.sha256(), _Tally(), 0
    with path.open("rb") as file:
        mark = file.read(4)
        _refuse_foreign(mark, path.name)
        file.seek(0)
        for count, line in enumerate(_lines(file, path.name), 1):
            digest.update(line)
            if not line.isascii():
                tally.count(_kind(line.removeprefix(codecs.BOM_UTF8)), count)
            elif b"\0" in line:
                raise _unreadable(path.name, count, "含有空字节", "it holds null bytes")
    if not count:
        raise SourceRefused([row_error("R108", path.name)])
    marked = mark.startswith(codecs.BOM_UTF8)
    return Scan(_decide(tally, path.name, marked=marked), digest.hexdigest(), count)


def _lines(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Lines with their ends. No multi-byte character of either encoding holds the byte 0A."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise SourceRefused([row_error("R104", name, number, limit=LONGEST_CELL)])
        yield line


def _kind(line: bytes) -> str:
    """`utf-8` when the line is that and reads as Chinese; `gb18030`; `either`; `neither`."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if _is_gb18030(line) else "neither"
    if not OTHER_THAN_CHINESE.search(text) or not _is_gb18030(line):
        return "utf-8"
    return "either"


def _is_gb18030(line: bytes) -> bool:
    try:
        line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _decide(tally: _Tally, name: str, *, marked: bool) -> str:
    if "neither" in tally.first:
        raise _unreadable(
            name,
            tally.first["neither"],
            "这一行既不是 UTF-8，也不是 GB18030",
            "this line is neither UTF-8 nor GB18030",
        )
    utf8, gb = tally.number.get("utf-8", 0), tally.number.get("gb18030", 0)
    if gb and (utf8 or marked):
        odd = "gb18030" if marked or gb <= utf8 else "utf-8"
        rest = "UTF-8" if odd == "gb18030" else "GB18030"
        raise _unreadable(
            name,
            tally.first[odd],
            f"这一行是 {odd.upper()}，其余是 {rest}",
            f"this line is {odd.upper()}, the rest {rest}",
        )
    if gb:
        return "gb18030"
    return "utf-8-sig" if marked else "utf-8"


def _refuse_foreign(mark: bytes, name: str) -> None:
    for sign, encoding in FOREIGN_MARKS.items():
        if mark.startswith(sign):
            raise _unreadable(name, 1, f"文件是 {encoding} 编码", f"the file is in {encoding}")


def _unreadable(name: str, line: int, zh: str, en: str) -> SourceRefused:
    return SourceRefused([row_error("R101", name, line, detail_zh=zh, detail_en=en)])
