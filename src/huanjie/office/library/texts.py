"""Which statutes there are, how they are called, and where each applies."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from huanjie.law.article import PRACTICE, Text
from huanjie.law.pack import known_texts, shipped_packs

_KINDS = ("选举实施细则", "实施细则", "选举细则", "细则")
_YEAR = re.compile(r"[（(]\d{4}.*?[)）]")


@dataclass(frozen=True)
class Shelf:
    """A text that may be imported.

    `full` are its headings, `names` what people call it, `province` its two digits or empty.
    """

    text: Text
    full: tuple[str, ...]
    names: tuple[str, ...]
    province: str = ""
    place: str = ""


@cache
def shelves() -> Mapping[str, Shelf]:
    """Every text by its code, the national ones first."""
    rows = tomllib.loads(files(__package__ or "").joinpath("texts.toml").read_text("utf-8"))
    texts = {code: text for code, text in known_texts().items() if text != PRACTICE}
    national = {
        c: Shelf(texts[c], tuple(row["full"]), tuple(row["names"])) for c, row in rows.items()
    }
    own = {code: _provincial(text) for code, text in sorted(texts.items()) if code not in national}
    return MappingProxyType({**national, **own})


def _provincial(text: Text) -> Shelf:
    pack = next(pack for pack in shipped_packs().values() if pack.title == text.title)
    place = text.title[: max(text.title.find("省"), text.title.find("市"), 2)]
    names = tuple(f"{place}{kind}" for kind in _KINDS)
    names += tuple(f"{place}{suffix}{kind}" for suffix in "省市" for kind in _KINDS)
    return Shelf(text, (text.title,), (text.title, *names), pack.province or "", place)


def guessed(title: str) -> str:
    """The code of the text that bears this heading; empty when none does."""
    plain = _YEAR.sub("", "".join(title.split())).removeprefix("中华人民共和国").strip("《》")
    for code, shelf in shelves().items():
        if plain in shelf.full or plain in shelf.names:
            return code
    return ""
