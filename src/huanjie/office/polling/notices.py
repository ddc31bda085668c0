"""The words of the notices of polling day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from huanjie.office.polling.models import Box, Round
from huanjie.office.polling.rows import Place

Body = dict[str, Any]


def polling_body(day: date, places: Sequence[Place], hours: str) -> Body:
    """When and where every constituency votes. Source: 选举法 37, 38."""
    kinds = dict(Box.KINDS)
    rows = [
        [str(p.constituency), p.name, kinds.get(p.kind, p.kind), p.place, p.hours or hours]
        for p in sorted(places, key=lambda place: place.constituency)
    ]
    head = ["选区号", "选区", "方式", "地点", "时间"]
    opening = f"投票日为{in_words(day)}，投票时间{hours}。请选民凭身份证或者选民证领取选票。"
    return {"paragraphs": [opening], "tables": [{"head": head, "rows": rows}]}


def round_body(held: Round) -> Body:
    """That a further round is held, for how many seats, between whom. Source: 选举法 44, 45."""
    constituency = held.contest.constituency
    where = f"{constituency.election.title}第{constituency.number}选区（{constituency.name}）"
    opening = (
        f"{where}定于{in_words(held.held_on)}进行{held.get_kind_display()}，"
        f"应选代表{held.seats}名。"
    )
    names = f"列入本次选票的名单：{'、'.join(held.candidates)}。"
    return {"paragraphs": [opening, names], "tables": []}


def in_words(day: date) -> str:
    """2026年12月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
