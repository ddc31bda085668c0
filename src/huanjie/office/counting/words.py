"""What the states and moves of a sheet are called, in Chinese and English."""

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

SHEET_STATES: Final[Mapping[str, Words]] = {
    "polling": ("投票中", "poll open"),
    "unopened": ("未打开", "not opened"),
    "empty": ("未录入", "not typed"),
    "first_in_progress": ("第一次录入中", "first entry under way"),
    "first_done": ("等待第二次录入", "waits for the second entry"),
    "second_in_progress": ("第二次录入中", "second entry under way"),
    "agreed": ("两次一致，待核对", "entries agree, to be checked"),
    "differing": ("两次不一致", "entries differ"),
    "correction": ("退回重录中", "returned for retyping"),
    "final": ("已定稿", "final"),
    "determined": ("已认定", "determined"),
    "declared": ("已公布", "declared"),
}
WAITS: Final[Mapping[str, Words]] = {
    "polling": (
        "本轮投票尚未截止。登记完各票箱的投票人数、办理投票截止之后才能计票。",
        "The poll is still open. Record the participants of every box and close it; then count.",
    ),
    "unopened": ("等待录入员第一次录入。", "Waits for a clerk's first entry."),
    "empty": ("等待录入员第一次录入。", "Waits for a clerk's first entry."),
    "first_in_progress": (
        "第一次录入尚未完成；完成之后由另一名录入员第二次录入。",
        "The first entry is not finished; another clerk makes the second one after it.",
    ),
    "first_done": (
        "等待另一名录入员第二次录入。",
        "Waits for the second entry, by another clerk.",
    ),
    "own_first_done": (
        "第一次录入是您完成的，第二次须由另一名录入员录入。",
        "You made the first entry; the second must be made by another clerk.",
    ),
    "second_in_progress": ("第二次录入尚未完成。", "The second entry is not finished."),
    "differing": (
        "两次录入不一致，等待监票人或者办公室处理差异。",
        "The entries differ; the scrutineer or the office settles which fields are typed again.",
    ),
    "correction": (
        "等待录入员重新录入退回的栏目。",
        "Waits for the clerk to type the returned fields again.",
    ),
    "agreed": (
        "两次录入一致，等待监票人或者办公室核对定稿。",
        "The entries agree; the scrutineer or the office checks and makes the sheet final.",
    ),
}
"""What a sheet waits for, said to those who cannot do it."""
MOVES: Final[Mapping[str, Words]] = {
    "start_first": ("开始第一次录入", "start the first entry"),
    "start_second": ("开始第二次录入", "start the second entry"),
    "finish": ("完成录入", "finish the entry"),
    "agree": ("完成录入", "finish the entry"),
    "differ": ("完成录入", "finish the entry"),
    "discard": ("作废录入", "discard the entry"),
    "keep_first": ("保留第一次录入", "keep the first entry"),
    "keep_second": ("保留第二次录入", "keep the second entry"),
    "return_fields": ("退回栏目重录", "return fields for retyping"),
    "finalise": ("定稿", "make it final"),
    "reopen": ("重新打开", "reopen it"),
}
OUTCOMES: Final[Mapping[str, Words]] = {
    "settled": ("选举有效，已有结果", "valid and settled"),
    "tie": ("票数相等，须再次投票", "tie: to be voted on again"),
    "short": ("未选足，须另行选举", "seats open: supplementary round"),
    "void": ("选举无效，须重新投票", "invalid: to be held anew"),
}
MATTERS: Final[Mapping[str, Words]] = {
    "write_in_eligibility": ("另选他人有无被选举权", "may the person written in be elected"),
    "supplementary_size": ("另行选举候选人数", "number of candidates of the supplementary round"),
    "pool_tie": ("并列者中列入名单的人", "who of the tied is listed"),
    "shortfall": ("缺额的处理", "what follows the open seats"),
    "tie_unresolved": ("再次投票仍相等的处理", "what follows the tie that remains"),
    "pool_short": ("候选人不足的处理", "what follows too few candidates"),
    "fallen_away": ("当选人在公布前退出的处理", "what follows a winner who fell away"),
    "seal_mismatch": ("封签不符的处理", "what follows the seals that differ"),
    "opening": ("开箱不合规定的处理", "what follows the irregular opening"),
    "denominator": ("以参加投票人数为基数的确认", "participants as the denominator, confirmed"),
}
GROUNDS: Final[Mapping[str, Words]] = {
    "sheet": ("计票单", "sheet"),
    "roll": ("选民名单", "roll"),
    "rulings": ("对差错的认定", "rulings"),
    "opening": ("开箱记录", "opening of the boxes"),
}
"""What a determination rests on."""
ANSWERS: Final[Mapping[str, Words]] = {
    "yes": ("有被选举权", "may be elected"),
    "no": ("无被选举权", "may not be elected"),
    "again": ("再投一次", "vote again"),
    "vacant": ("暂时空缺", "leave the seats vacant"),
    "rerun": ("重新投票", "hold the vote anew"),
    "count": ("继续计票", "go on counting"),
    "void": ("不予计票", "do not count"),
    "participants": ("按参加投票人数", "go by the participants"),
}
