"""The words of the notice of the elected, with the table of results. Source: 选举法 46."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from huanjie.office.committee.models import Election
from huanjie.office.tenure.queries import ResultRow

Body = dict[str, Any]
HEAD = (
    "选区号",
    "选区",
    "应选",
    "选民数",
    "参加投票",
    "收回",
    "有效",
    "无效",
    "轮次",
    "当选及得票",
    "其他人得票",
    "缺额",
)


def elected_body(election: Election, rows: Sequence[ResultRow], on: date) -> Body:
    """Who was elected where, and the figures that every constituency rests on."""
    elected = sum(len(row.result.elected) for row in rows if row.result)
    vacant = sum(row.vacant for row in rows)
    day = f"{on.year}年{on.month}月{on.day}日"
    opening = (
        f"{election.title}的投票结果经选举委员会依法确认有效，共选出代表{elected}名，"
        f"缺额{vacant}名，现于{day}公布如下。"
    )
    table = {"title": "选举结果", "head": list(HEAD), "rows": [result_cells(row) for row in rows]}
    return {"paragraphs": [opening], "tables": [table]}


def result_cells(row: ResultRow) -> list[str]:
    """One constituency as a line of the table."""
    head = [str(row.constituency.number), row.constituency.name, str(row.constituency.seats)]
    if row.result is None:
        return [*head, *[""] * 8, str(row.vacant)]
    figures = row.result.figures
    names = ("voters", "participants", "collected", "valid", "void")
    return [
        *head,
        *("" if figures[name] is None else str(figures[name]) for name in names),
        str(row.result.last.round.ordinal),
        "、".join(f"{name}（{votes}票）" for name, votes, _ in row.result.elected),
        "、".join(f"{name}（{votes}票）" for name, votes in others(row)),
        str(row.vacant),
    ]


def others(row: ResultRow) -> list[tuple[str, int]]:
    """Those with votes in the base vote who were not elected in any round."""
    if row.result is None:
        return []
    elected = {name for name, _, _ in row.result.elected}
    votes: dict[str, int] = row.result.base.outcome["votes"]
    order = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(name, count) for name, count in order if name not in elected]
