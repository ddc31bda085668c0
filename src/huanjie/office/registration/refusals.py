"""What the office itself refuses, beside the law: the codes of `messages/office_registration`."""

from collections.abc import Mapping
from typing import Final

from huanjie.law.article import Article
from huanjie.law.finding import Fact, Finding, Severity

Words = tuple[str, str]

IMPORT_STATES: Final[Mapping[str, Words]] = {
    "staging": ("读入中", "being read"),
    "staged": ("待转入", "waiting for the switch"),
    "switched": ("已转入", "switched in"),
    "discarded": ("已放弃", "discarded"),
}
CHANGE_STATES: Final[Mapping[str, Words]] = {
    "proposed": ("待批准", "waiting for approval"),
    "approved": ("已批准", "approved"),
    "declined": ("未批准", "declined"),
}
APPEAL_STATES: Final[Mapping[str, Words]] = {
    "received": ("待决定", "waiting for a decision"),
    "upheld": ("申诉成立", "upheld"),
    "partly_upheld": ("部分成立", "partly upheld"),
    "rejected": ("申诉不成立", "rejected"),
    "withdrawn": ("已撤回", "withdrawn"),
    "in_court": ("已起诉", "in court"),
    "judged": ("已判决", "judged"),
}
APPEAL_MOVES: Final[Mapping[str, Words]] = {
    "uphold": ("认定申诉成立", "uphold"),
    "uphold_partly": ("认定部分成立", "uphold in part"),
    "reject": ("认定申诉不成立", "reject"),
    "withdraw": ("撤回", "withdraw"),
    "sue": ("起诉", "sue"),
    "judge": ("判决", "judge"),
}
DUPLICATE_RULINGS: Final[Mapping[str, Words]] = {
    "keep_left": ("同一人，保留甲", "one person, the first line is kept"),
    "keep_right": ("同一人，保留乙", "one person, the second line is kept"),
    "two_people": ("不是同一人", "two people"),
}


def in_both(words: Mapping[str, Words], name: str, key: str) -> dict[str, Fact]:
    """A word as facts in both languages: `state` and `state_en`."""
    zh, en = words[key]
    return {name: zh, f"{name}_en": en}


def refusal(code: str, article: Article, /, **facts: Fact) -> Finding:
    """A finding that stops a step, with the figures of its sentence."""
    return Finding(code, article, Severity.ERROR, facts)
