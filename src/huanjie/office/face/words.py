"""The language of the page, and figures and days as it writes them."""

from datetime import date

from django.utils.translation import get_language

from huanjie.law.article import Article
from huanjie.law.catalogue import Language
from huanjie.law.timetable import offset_label

THIN_SPACE = "\u2009"
_WEEKDAYS = "一二三四五六日"
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def language() -> Language:
    """The language of the page as the law's catalogue names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def either(zh: str, en: str) -> str:
    """The one of two wordings that the page speaks."""
    return en if language() == "en" else zh


PRACTICES = {"三员分立": "separate administrators", "演练": "rehearsal", "法规库": "library"}
"""The places of recorded practice that have a name instead of a code, in English."""


def chip(cited: Article) -> str:
    """An article at its shortest: 选45③, in English EL 45¶3."""
    name = PRACTICES.get(str(cited.place[0]))
    return either(cited.chip, name or cited.key)


def citation(cited: Article) -> str:
    """An article in full: 《选举法》第四十五条第三款, in English Election Law, Art. 45 para. 3."""
    name = PRACTICES.get(str(cited.place[0]))
    return either(str(cited), f"{cited.text.title_en}: {name}" if name else cited.english)


def number(value: object) -> str:
    """An integer in groups of three with thin spaces: 301 442."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "—" if value is None else str(value)
    return f"{value:,}".replace(",", THIN_SPACE).replace("-", "−")


def day(value: date | None) -> str:
    """A day with its weekday: 2026年12月20日 星期日."""
    if value is None:
        return "—"
    if language() == "en":
        return f"{_DAY_NAMES[value.weekday()]} {value.isoformat()}"
    return f"{value.year}年{value.month}月{value.day}日 星期{_WEEKDAYS[value.weekday()]}"


def offset(value: date | None, election_day: date | None) -> str:
    """How far a day is from election day, E−23; empty while one of them is unknown."""
    return offset_label(value, election_day) if value and election_day else ""
