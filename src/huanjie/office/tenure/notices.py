"""The words of the notice of the elected, with the table of results. Source: 选举法 46."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from huanjie.office.committee.models import Election
from huanjie.office.counting.queries import ContestResult
from huanjie.office.polling.words import KINDS
from huanjie.office.tenure.queries import ResultRow

Body = dict[str, Any]
HEAD = (
    "选区号",
    "选区",
    "应选",
    "当选及得票",
    "其他人得票",
    "缺额",
    "选民数",
    "参加投票",
    "收回",
    "有效",
    "无效",
    "轮次",
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
        return [*head, "", "", str(row.vacant), *[""] * 6]
    figures = row.result.figures
    names = ("voters", "participants", "collected", "valid", "void")
    elected = [name for name, _votes, _round in row.result.elected]
    return [
        *head,
        "、".join(f"{name}（{votes_of(row.result, name)}）" for name in elected),
        "、".join(f"{name}（{votes_of(row.result, name)}）" for name, _votes in others(row)),
        str(row.vacant),
        *("" if figures[name] is None else str(figures[name]) for name in names),
        str(row.result.last.round.ordinal),
    ]


def votes_of(result: ContestResult, name: str) -> str:
    """Somebody's votes; round by round where more than one was held."""
    counts = result.votes.get(name, [])
    if len(result.since) < 2:
        return "".join(f"{votes}票" for _kind, votes in counts)
    return "，".join(f"{KINDS[kind][0]}{votes}票" for kind, votes in counts)


def others(row: ResultRow) -> list[tuple[str, int]]:
    """Those with votes in the base vote who were not elected in any round."""
    if row.result is None:
        return []
    elected = {name for name, _, _ in row.result.elected}
    votes: dict[str, int] = row.result.base.outcome["votes"]
    order = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(name, count) for name, count in order if name not in elected]
