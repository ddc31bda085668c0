"""The words of the returns: units, ways of rolling up, reasons for a gap, in both languages."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from huanjie.law.catalogue import Language


class Unit(StrEnum):
    """What a field counts; it decides how a ratio is printed."""

    ATTENDANCE = "attendance"
    BALLOT = "ballot"
    BOX = "box"
    CASE = "case"
    COMMITTEE = "committee"
    CONSTITUENCY = "constituency"
    CONTEST = "contest"
    COPY = "copy"
    FINDING = "finding"
    GROUP = "group"
    ITEM = "item"
    LIST = "list"
    MARK = "mark"
    MEETING = "meeting"
    MOMENT = "moment"
    NOTICE = "notice"
    PERCENT = "percent"
    PERSON = "person"
    POST = "post"
    QUESTION = "question"
    ROUND = "round"
    SEAT = "seat"
    SESSION = "session"
    SIGNATURE = "signature"
    SLIP = "slip"
    STATION = "station"
    TASK = "task"
    VISIT = "visit"
    VOTE = "vote"
    YEARS = "years"
    YUAN = "yuan"


@cache
def words() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Chinese and English of every word, by its kind and then by its key."""
    path = files("huanjie.figures").joinpath("definitions", "words.toml")
    found = tomllib.loads(path.read_text("utf-8"))
    return {
        kind: {key: (str(zh), str(en)) for key, (zh, en) in row.items()}
        for kind, row in found.items()
    }


def said(kind: str, key: str, language: Language) -> str:
    """One word, such as the reason of a gap. Raises `KeyError` for an unknown one."""
    return words()[kind][key][0 if language == "zh" else 1]
