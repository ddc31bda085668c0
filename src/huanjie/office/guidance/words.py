"""What kinds, posts, states and moves between the levels are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

GROUP_KINDS: Final[Mapping[str, Words]] = {
    "leading": ("领导小组", "leading group"),
    "working": ("工作组", "working group"),
    "constituency": ("选区工作组", "constituency working group"),
    "voters": ("选民小组", "voter group"),
    "guidance": ("指导组", "guidance group"),
}
POSTS: Final[Mapping[str, Words]] = {
    "leader": ("组长", "leader"),
    "deputy": ("副组长", "deputy leader"),
    "member": ("成员", "member"),
    "contact": ("联络员", "contact"),
}
MEETING_STATES: Final[Mapping[str, Words]] = {
    "planned": ("待召开", "planned"),
    "held": ("已召开", "held"),
    "cancelled": ("已取消", "cancelled"),
}
TASK_STATES: Final[Mapping[str, Words]] = {
    "open": ("待落实", "open"),
    "done": ("已落实", "carried out"),
}
REQUEST_KINDS: Final[Mapping[str, Words]] = {
    "request": ("请示", "request"),
    "report": ("报告", "report"),
}
URGENCIES: Final[Mapping[str, Words]] = {
    "now": ("特急", "at once"),
    "soon": ("加急", "urgent"),
    "normal": ("一般", "ordinary"),
}
REQUEST_STATES: Final[Mapping[str, Words]] = {
    "draft": ("草拟", "draft"),
    "sent": ("已报送", "sent"),
    "received": ("已签收", "received"),
    "answered": ("已答复", "answered"),
    "concluded": ("已办结", "concluded"),
    "withdrawn": ("已撤回", "withdrawn"),
}
QUESTION_STATES: Final[Mapping[str, Words]] = {
    "asked": ("待答复", "waits for an answer"),
    "drafted": ("待审核", "waits for approval"),
    "published": ("已公布", "published"),
    "revising": ("修订中", "being revised"),
    "withdrawn": ("已撤回", "withdrawn"),
    "retracted": ("已废止", "retracted"),
}
VISIT_STATES: Final[Mapping[str, Words]] = {
    "planned": ("计划", "planned"),
    "held": ("已督导", "held"),
    "cancelled": ("已取消", "cancelled"),
}
FINDING_KINDS: Final[Mapping[str, Words]] = {
    "practice": ("好做法", "good practice"),
    "problem": ("问题", "problem"),
}
SLIP_KINDS: Final[Mapping[str, Words]] = {
    "reminder": ("工作提示", "reminder"),
    "rectify": ("督办单", "rectification slip"),
}
SLIP_STATES: Final[Mapping[str, Words]] = {
    "issued": ("待答复", "waits for an answer"),
    "answered": ("待认可", "waits for acceptance"),
    "closed": ("已办结", "closed"),
    "withdrawn": ("已撤回", "withdrawn"),
}

LATE_KINDS: Final[Mapping[str, Words]] = {
    "resolution": ("议定事项", "resolution"),
    "request": ("请示", "request"),
    "question": ("问题", "question"),
    "slip": ("提示督办", "slip"),
    "visit": ("督导", "visit"),
}


def choices(words: Mapping[str, Words]) -> tuple[tuple[str, str], ...]:
    """The keys with their Chinese words, for the choices of a column."""
    return tuple((key, zh) for key, (zh, _) in words.items())


def party_committee(unit: str) -> str:
    """The Party committee of the same level as a unit, as a letter addresses it."""
    return f"中共{unit}委员会"
