"""The acts of an election's timetable, in their order: eleven rows of `schedule.csv`."""

from dataclasses import dataclass
from typing import Final

from huanjie.law.timetable import DEADLINES, Deadline


@dataclass(frozen=True)
class Act:
    """One act. `days` is our default plan counted from election day (domain.md §2)."""

    id: str
    zh: str
    en: str
    days: int
    rule: str = ""

    @property
    def deadline(self) -> Deadline | None:
        """The row of the statutory calendar that limits it, if any."""
        return DEADLINES.get(self.rule)


_ROWS: Final = (
    Act("committee_appointed", "任命选举委员会", "committee appointed", -90),
    Act("election_day_fixed", "确定选举日", "election day fixed", -86, "CAL-01"),
    Act("quota_determined", "确定名额", "quota determined", -84),
    Act("constituencies_published", "公布选区", "constituencies published", -64),
    Act("registration_opened", "选民登记", "registration opened", -60),
    Act("roll_published", "公布选民名单", "voter rolls published", -30, "CAL-02"),
    Act("preliminary_published", "公布初步候选人", "preliminary lists published", -16, "CAL-08"),
    Act("formal_published", "公布正式候选人", "formal lists published", -8, "CAL-09"),
    Act("polling_announced", "公布投票时间地点", "polling times and places announced", -5),
    Act("polling", "选举日", "polling", 0, "CAL-14"),
    Act("declared", "公布结果", "result declared", 5, "CAL-16"),
)

ACTS: Final = {act.id: act for act in _ROWS}
"""Every act by its id, in order."""

ACT_OF_WORD: Final = {act.zh: act.id for act in _ROWS}
"""事项 of `schedule.csv` → id."""

STATES: Final = {
    "preparing": ("准备", "preparing"),
    "registering": ("选民登记", "registration"),
    "nominating": ("提名推荐", "nomination"),
    "polling": ("投票", "polling"),
    "determining": ("计票认定", "determination"),
    "declared": ("已公布结果", "declared"),
    "seated": ("已召开第一次会议", "first session held"),
    "concluded": ("已结束", "concluded"),
}
"""State of an election → its words."""

MOVES: Final = {
    "move_election_day": ("变更选举日", "move election day"),
    "open_registration": ("开始选民登记", "open registration"),
    "open_nomination": ("开始提名推荐", "open nomination"),
    "open_polling": ("开始投票", "open polling"),
    "close_polling": ("结束投票", "close polling"),
    "declare": ("公布结果", "declare the result"),
    "reopen": ("重新认定", "reopen the determination"),
    "convene": ("召开第一次会议", "convene the first session"),
    "dissolve": ("结束选举工作", "dissolve the committee"),
}
"""Move of an election → its words."""

MATTERS: Final = {
    "stroke_order": ("某字的笔顺（决定填 1–5 的笔顺码）", "strokes of a character (value: 1–5)"),
    "same_name": (
        "与选举委员会成员同名（决定填 other_person）",
        "namesake of a committee member (value: other_person)",
    ),
    "primary_tie": (
        "预选并列时列入谁（决定填姓名，以、分隔）",
        "whom to take of those tied in a primary (names joined by 、)",
    ),
    "write_in_eligibility": (
        "另选他人的被选举权（yes／no）",
        "right to stand of a person written in (yes/no)",
    ),
    "supplementary_size": (
        "另行选举的候选人数（数字）",
        "number of candidates in a supplementary round",
    ),
    "pool_tie": (
        "另行选举候选人并列时列入谁",
        "whom to take of those tied for a supplementary round",
    ),
    "shortfall": ("缺额如何处理（again／vacant）", "seats left open (again/vacant)"),
    "tie_unresolved": ("再次投票仍相同（again／vacant）", "tie not resolved (again/vacant)"),
    "seal_mismatch": ("封签号不符（count／void）", "seals do not agree (count/void)"),
    "opening": ("开箱不合规定（count）", "boxes opened against the rules (count)"),
    "denominator": ("计算当选的基数（participants）", "denominator of the majority (participants)"),
}
"""Matter of a decision → its words and the form of its value."""
