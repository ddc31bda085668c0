"""What a command answers: figures, a table, findings and the decisions behind them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rich.table import Table

from huanjie.cli.terminal import complaints, console
from huanjie.law.catalogue import Language, next_step, sentence
from huanjie.law.explain import as_data, explain, render
from huanjie.law.explain.trace import cited
from huanjie.law.finding import Finding, Severity

MARKS: Final = {
    Severity.ERROR: "■",
    Severity.MANUAL: "▲",
    Severity.WARN: "▲",
    Severity.OUTCOME: "●",
    Severity.INFO: "○",
}


LABELS: Final = {
    "total": "总名额",
    "base": "基数",
    "groups": "增加",
    "cap": "上限",
    "largest_supplement": "最多另加",
    "seats": "名额",
    "area": "地区",
    "population": "人口",
    "exact": "应得",
    "election_day": "选举日",
    "rule": "规则",
    "latest": "最迟",
    "clear": "稳妥",
    "article": "条文",
    "outcome": "结论",
    "act": "名单处理",
    "reason": "理由",
    "places": "登记地点",
    "levels": "级别",
    "least": "最少",
    "most": "最多",
    "path": "途径",
    "name": "姓名",
    "votes": "得票",
    "line": "须得",
    "whole": "基数",
    "verdict": "结果",
    "elected": "当选",
    "tied": "票数相等",
    "next": "下一步",
    "valid": "有效联名",
    "needed": "须",
    "passed": "通过",
    "zh": "事项",
    "en": "matter",
}


@dataclass(frozen=True)
class Answer:
    """`figures` by name, `rows` of one table, `findings`, and `decisions` that can be explained."""

    figures: Mapping[str, object]
    rows: Sequence[Mapping[str, object]] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[object, ...] = ()

    @property
    def status(self) -> int:
        """The exit status: 1 when a finding is an ERROR."""
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def show(answer: Answer, *, as_json: bool, language: Language) -> None:
    """Print an answer as a table, or as one JSON object."""
    if as_json:
        console.print_json(json.dumps(_data(answer), ensure_ascii=False, default=_plain))
        return
    for name, figure in answer.figures.items():
        words = f"{_label(name, language)}: {_words(figure)}"
        console.print(words, markup=False, highlight=False, soft_wrap=True)
    if answer.rows:
        table = Table(*(_label(name, language) for name in answer.rows[0]))
        for row in answer.rows:
            table.add_row(*(_words(cell) for cell in row.values()))
        console.print(table)
    for finding in answer.findings:
        _show_finding(finding, language)


def _label(name: str, language: Language) -> str:
    return LABELS.get(name, name) if language == "zh" else name


def _show_finding(finding: Finding, language: Language) -> None:
    mark = MARKS[finding.severity]
    words = sentence(finding, language)
    place = cited(finding.article, language)
    target = complaints if finding.severity is Severity.ERROR else console
    target.print(
        f"{mark} {finding.code} {words} — {place}", markup=False, highlight=False, soft_wrap=True
    )
    target.print(
        f"  → {next_step(finding, language)}", markup=False, highlight=False, soft_wrap=True
    )


def show_trace(answer: Answer, *, as_json: bool, language: Language) -> None:
    """Print the steps behind an answer."""
    trace = explain(answer.decisions)
    if as_json:
        console.print_json(json.dumps(as_data(trace), ensure_ascii=False))
        return
    console.print(render(trace, language), markup=False, highlight=False, soft_wrap=True)


def _data(answer: Answer) -> dict[str, Any]:
    return {
        **answer.figures,
        "rows": list(answer.rows),
        "findings": as_data(explain(answer.findings)),
        "steps": as_data(explain(answer.decisions)),
    }


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _words(value: object) -> str:
    match value:
        case None:
            return "–"
        case tuple() | list() | frozenset():
            return "、".join(str(each) for each in value) or "–"
        case date():
            return value.isoformat()
        case _:
            return str(value)
