"""The words of the notices of candidates: what the law lets be published of a person, no more."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.roll.codes import EDUCATION, ETHNICITY, POLITICAL, names

HEAD: Final = (
    "选区号",
    "选区",
    "应选名额",
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "政治面貌",
    "文化程度",
    "单位及职务",
)
_SEXES: Final = {"1": "男", "2": "女"}


def public_row(candidates: CandidateList, nominee: Nominee) -> list[str]:
    """A candidate as a notice shows him; of the birth date only year and month."""
    constituency = candidates.constituency
    return [
        str(constituency.number),
        constituency.name,
        str(constituency.seats),
        nominee.name,
        _SEXES.get(nominee.sex, ""),
        names(ETHNICITY).get(nominee.ethnicity, nominee.ethnicity),
        f"{nominee.birth:%Y年%m月}" if nominee.birth else "",
        names(POLITICAL).get(nominee.political, nominee.political),
        names(EDUCATION).get(nominee.education, nominee.education),
        nominee.position,
    ]


def lists_body(
    lists: Iterable[tuple[CandidateList, Sequence[Nominee]]], words: str
) -> dict[str, Any]:
    """The body of a notice with one row a candidate, in the order of the lists."""
    rows = [public_row(found, nominee) for found, listed in lists for nominee in listed]
    return {"paragraphs": [words], "tables": [{"head": list(HEAD), "rows": rows}]}


def in_words(day: date) -> str:
    """2026年12月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
