"""What kinds, sections and states are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

KINDS: Final[Mapping[str, Words]] = {
    "bulletin": ("选举工作简报", "Bulletin"),
    "circular": ("情况通报", "Circular"),
}
SECTIONS: Final[Mapping[str, Words]] = {
    "figures": ("工作进展", "Figures"),
    "late": ("进度滞后单位", "Units late"),
    "practice": ("好的做法", "Good practice"),
    "difficulties": ("困难与问题", "Difficulties and problems"),
    "answers": ("政策法律问题解答", "Questions answered"),
    "supervision": ("督导情况", "Visits and slips"),
    "next": ("下一步工作", "Next steps"),
}
"""The sections in the order in which they stand on the paper."""

STATES: Final[Mapping[str, Words]] = {
    "drafting": ("编辑中", "being edited"),
    "submitted": ("待审签", "waits for approval"),
    "issued": ("已印发", "issued"),
    "dropped": ("已作废", "dropped"),
}
COPIES: Final[Mapping[str, Words]] = {"main": ("分送", "to"), "copy": ("抄送", "copy to")}

USUAL_TITLE: Final = "本周选举工作情况"
"""What a new issue is called until somebody gives it a better title; papers are Chinese."""


def choices(words: Mapping[str, Words]) -> tuple[tuple[str, str], ...]:
    """The keys with their Chinese words, for the choices of a column."""
    return tuple((key, zh) for key, (zh, _) in words.items())
