"""What the states and words of the returns are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

STATES: Final[Mapping[str, Words]] = {
    "drafted": ("草稿", "draft"),
    "filled": ("待审核签字", "waiting for review"),
    "signed": ("已签字", "signed"),
    "exported": ("已导出待回执", "sent, no receipt yet"),
    "received": ("上级已收到", "received above"),
    "accepted": ("上级已接收", "accepted above"),
    "remarked": ("退回修改", "returned with remarks"),
    "superseded": ("已被更正", "superseded"),
}
STATE_MARKS: Final[Mapping[str, str]] = {
    "drafted": "todo",
    "filled": "waiting",
    "signed": "doing",
    "exported": "doing",
    "received": "doing",
    "accepted": "done",
    "remarked": "stopped",
    "superseded": "info",
}
VERDICTS: Final[Mapping[str, Words]] = {
    "waiting": ("待接收", "waiting for acceptance"),
    "accepted": ("已接收", "accepted"),
    "returned": ("已退回", "sent back"),
    "superseded": ("已被更正", "superseded"),
    "repeated": ("重复送来", "came again"),
    "refused": ("拒收", "refused"),
}
VERDICT_MARKS: Final[Mapping[str, str]] = {
    "waiting": "waiting",
    "accepted": "done",
    "returned": "stopped",
    "superseded": "info",
    "repeated": "info",
    "refused": "stopped",
}
RECEIPTS: Final[Mapping[str, Words]] = {
    "received": ("上级已收到", "received above"),
    "accepted": ("上级已接收", "accepted above"),
    "returned": ("退回修改", "returned with remarks"),
    "refused": ("拒收", "refused"),
}
FILLER_POSTS: Final[Mapping[str, Words]] = {
    "head": ("办公室主任", "head of the office"),
    "secretary": ("办公室秘书", "secretary of the office"),
}
REVIEWER_POSTS: Final[Mapping[str, Words]] = {
    "chair": ("主任", "chair"),
    "vice_chair": ("副主任", "vice chair"),
}
STAGES: Final[Mapping[str, Words]] = {
    "preparation": ("准备", "preparation"),
    "registration": ("选民登记", "registration"),
    "candidates": ("候选人", "candidates"),
    "polling": ("投票选举", "polling"),
    "session": ("第一次会议", "first session"),
    "summary": ("总结", "summary"),
}
FOUR_PARTS: Final[Mapping[str, Words]] = {
    "progress": ("工作进展与新情况", "Progress and new developments"),
    "practice": ("好的做法", "Good practice"),
    "difficulties": ("困难与问题", "Difficulties and problems"),
    "next_steps": ("下一步打算", "Next steps"),
}
SUITES: Final[Mapping[str, Words]] = {
    "ed25519-sha256": ("国际算法 Ed25519 + SHA-256", "Ed25519 with SHA-256"),
    "sm2-sm3": ("国密算法 SM2 + SM3", "SM2 with SM3"),
}
LEVELS: Final[Mapping[str, Words]] = {
    "township": ("乡级", "township"),
    "county": ("县级", "county"),
    "city": ("设区的市", "city"),
}
SOURCES: Final[Mapping[str, Words]] = {
    "bundle": ("签名报送包", "signed bundle"),
    "signed": ("本系统已签字的报表", "signed set in this installation"),
    "live": ("本系统记录即时计算", "computed now from records here"),
    "none": ("未报", "not reported"),
}
SITUATION_STATES: Final[Mapping[str, Words]] = {
    "drafted": ("草稿", "draft"),
    "sent": ("已报出", "sent"),
    "answered": ("上级已阅处", "answered above"),
}
SITUATION_MARKS: Final[Mapping[str, str]] = {"drafted": "todo", "sent": "doing", "answered": "done"}
NETWORK: Final = "联网接收"
"""Who acts in the ledger where a bundle comes in over the network."""
