"""What the fields of a paper are called, in Chinese and English."""

import re
from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

FIELDS: Final[Mapping[str, Words]] = {
    "heading.constituency": ("选区号", "constituency number"),
    "roll.voters": ("选民数", "voters"),
    "account.printed": ("印制数", "printed"),
    "account.reserve": ("备用未发", "kept in reserve"),
    "received": ("领取", "received"),
    "moved_in": ("调入", "moved in"),
    "moved_out": ("调出", "moved out"),
    "issued": ("发出", "issued"),
    "spoiled": ("损坏退回", "spoiled"),
    "unused": ("剩余", "unused"),
    "own": ("本人", "own"),
    "proxy": ("委托", "proxy"),
    "collected": ("收回", "collected"),
    "seal_closed": ("出发封签号", "seal set"),
    "seal_opened": ("启封封签号", "seal found"),
    "kind": ("类型", "kind"),
    "turnout.in_person": ("本人到场", "in person"),
    "turnout.proxy": ("委托", "by proxy"),
    "turnout.mobile": ("流动票箱", "mobile boxes"),
    "count.collected": ("收回选票", "ballots collected"),
    "count.valid": ("有效票", "valid"),
    "count.void": ("无效票", "void"),
    "count.blank": ("空白票", "blank"),
    "valid": ("有效票", "valid"),
    "void": ("无效票", "void"),
    "blank": ("空白票", "blank"),
    "approve": ("赞成", "approve"),
    "oppose": ("反对", "oppose"),
    "abstain": ("弃权", "abstain"),
    "name": ("姓名", "name"),
    "person": ("身份证号", "ID number"),
    "votes": ("得票", "votes"),
    "disputed": ("疑难票", "disputed"),
    "signed.scrutineer": ("监票人已签字", "scrutineer signed"),
    "signed.counter": ("计票人已签字", "counter signed"),
}
_ROWS: Final[Mapping[str, Words]] = {
    "points": ("{}号领票点", "point {}"),
    "boxes": ("{}号票箱", "box {}"),
    "bundles": ("{}号票箱计票", "count of box {}"),
    "write_ins": ("另选他人第{}行", "write-in {}"),
}
_ROW: Final = re.compile(r"(points|boxes|write_ins|bundles)\[(\d+)\]\.?(.*)")
_MARK: Final = re.compile(r"candidates\[(.+)\]\.(\w+)")


def label_of(path: str, language: int = 0) -> str:
    """A field by its words: 3号票箱 本人; `language` 0 Chinese, 1 English."""
    if path in FIELDS:
        return FIELDS[path][language]
    mark = _MARK.fullmatch(path)
    if mark:
        return f"{mark[1]} {FIELDS[mark[2]][language]}"
    row = _ROW.fullmatch(path)
    if row is None:
        return path
    head = _ROWS[row[1]][language].format(row[2])
    return f"{head} {label_of(row[3], language)}" if row[3] else head
