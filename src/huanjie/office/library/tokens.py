"""Words of a text as the index knows them: Han characters and their pairs, Latin words, numbers.

The same function reads passages and questions, so that both databases hold and ask for the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 40
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_DIGITS: Final = "零〇一二两三四五六七八九"
_NUMERAL: Final = f"[{_DIGITS}十百千万]+"
_POWERS: Final = {"十": 10, "百": 100, "千": 1_000}
_MEASURE: Final = "[条款项章节日天人名个年月周岁次倍票届号轮级]"
_COUNTED: Final = re.compile(f"({_NUMERAL})(?={_MEASURE})")
_SHARE: Final = re.compile(f"({_NUMERAL}|\\d+)分之({_NUMERAL}|\\d+)")
_DAYS: Final = re.compile(r"(?<=\d)天")
_RUN: Final = re.compile(
    rf"\d+(?:/\d+)?%?[{_HAN}]?|[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*|[{_HAN}]+", re.ASCII
)
_CHARACTER: Final = re.compile(f"[{_HAN}]")
_EVERYWHERE: Final = frozenset(
    "第条人民会代表大选举和法级乡员以区则不上当实委县施行在定本细应有各方出镇地者几或务名市个组由省工一单政族职要么织主谁常票可作公投时多提候来数对自机关规能权分接国直家照办"
)
"""Characters of more than a quarter of all articles: by themselves they find nothing."""
_EMPTY: Final = re.compile("[的吗呢吧啊呀]")
_SMALL: Final = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "has",
    "have", "how", "if", "in", "is", "it", "its", "may", "must", "no", "not", "of", "on", "or",
    "so", "that", "the", "their", "there", "they", "this", "to", "was", "what", "when", "where",
    "which", "who", "why", "will", "with",
})  # fmt: skip


def normal(text: str) -> str:
    """The text with half-width signs, small letters, and numbers in digits.

    第四十五条 becomes 第45条, 三分之一 becomes 1/3, 五天 becomes 5日.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _SHARE.sub(lambda m: f"{number(m[2])}/{number(m[1])}", plain)
    plain = _COUNTED.sub(lambda m: str(number(m[1])), plain)
    return _DAYS.sub("日", plain)


def number(numeral: str) -> int:
    """The value of a numeral in Chinese or in digits: 四十五 is 45, 一百零二 is 102, 二〇 is 20."""
    if numeral.isdecimal():
        return int(numeral)
    high, wan, low = numeral.rpartition("万")
    if wan:
        return (number(high) if high else 1) * 10_000 + (number(low) if low else 0)
    if not set(numeral) & _POWERS.keys():
        return int("".join(str(_digit(char)) for char in numeral))
    total, waiting = 0, 0
    for char in numeral:
        if char in _POWERS:
            total, waiting = total + (waiting or 1) * _POWERS[char], 0
        else:
            waiting = _digit(char)
    return total + waiting


def _digit(char: str) -> int:
    return 0 if char == "〇" else "零一二三四五六七八九".find(char) if char != "两" else 2


def terms(plain: str) -> Iterator[str]:
    """The terms of a text that `normal` has made plain, in their order."""
    for run in _RUN.findall(plain):
        if run[0].isdigit():
            yield run
        elif run[0].isascii():
            yield from _latin(run)
        else:
            for part in _EMPTY.split(run):
                yield from (part[at : at + 2] for at in range(len(part) - 1))


def _latin(run: str) -> Iterator[str]:
    parts = re.split("[-.]", run)
    words = [*parts, run] if len(parts) > 1 else parts
    for word in words:
        if len(word) > 1 and word not in _SMALL:
            yield _singular(word)[:LONGEST]


def _singular(word: str) -> str:
    """English without the commonest ending, so that `votes` finds `vote`."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def characters(plain: str) -> Iterator[str]:
    """The single characters of a plain text: 查 finds 调查 where no pair is shared."""
    return (c for c in _CHARACTER.findall(plain) if c not in _EVERYWHERE and not _EMPTY.match(c))


def counted(text: str) -> Counter[str]:
    """How often each term and each character stands in a text."""
    plain = normal(text)
    return Counter([*terms(plain), *characters(plain)])
