"""The report as a page and on the terminal."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import mark_safe
from rich.console import Console
from rich.table import Table

from huanjie.figures import charts
from huanjie.office.registration.queries import FIELD_NAMES
from huanjie.rehearsal.report import Report

ROUNDS = {
    "first": "首次投票",
    "tie_revote": "再次投票",
    "supplementary": "另行选举",
    "rerun": "重新投票",
}


def write_report(report: Report, path: Path) -> None:
    """Write the report as one page that needs nothing else."""
    text = files("huanjie.rehearsal").joinpath("report.html").read_text("utf-8")
    template = Engine().from_string(text)
    drawn = {name: mark_safe(svg) for name, svg in _charts(report).items()}  # noqa: S308 - our own SVG
    path.write_text(template.render(Context({"report": report, "charts": drawn})), "utf-8")


def write_json(report: Report, path: Path) -> None:
    """Write the report as data."""
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text, "utf-8")


def _charts(report: Report) -> dict[str, str]:
    kinds = Counter(won.kind for contest in report.contests for won in contest.winners)
    elected = [charts.Bar(words, kinds[kind]) for kind, words in ROUNDS.items()]
    vacant = sum(election.vacant for election in report.elections)
    return {
        "elected": charts.bars(
            [*elected, charts.Bar("暂缺", vacant)], title="代表由哪一次投票选出", unit="名"
        ),
        "turnout": charts.bars(
            [charts.Bar(row.title, row.participants) for row in report.elections],
            title="各选举参加投票人数",
            unit="人",
        ),
        "balance": _balance(report),
    }


def _balance(report: Report) -> str:
    held = report.balance
    if not held:
        return ""
    return charts.balance(
        charts.Entry("上届名单", held["last"]),
        [charts.Entry(FIELD_NAMES[code][0], number) for code, number in held["added"].items()],
        [charts.Entry(FIELD_NAMES[code][0], number) for code, number in held["struck"].items()],
        charts.Entry("公布名单", held["voters"]),
        title="县级选举选民名单变动平衡",
    )


def show_report(report: Report, console: Console) -> None:
    """Show the report on the terminal: elections, decisions, stops."""
    console.print(_elections_table(report))
    intake = report.intake
    console.print(
        f"人口信息 {intake.rows} 行；未导入 {intake.refused} 行（待处理 {intake.unruled}）；"
        f"自动规整 {intake.repaired} 处；"
        f"疑似重登 {intake.duplicates} 对（待认定 {intake.undecided}）",
        markup=False,
    )
    if report.matters:
        console.print(_matters_table(report))
    if report.findings:
        console.print(_findings_table(report))
    for stop in report.stops:
        console.print(
            f"◇ {stop.election} 第{stop.number}选区 {stop.name}：{stop.words}（{stop.article}）",
            markup=False,
        )
    chains = "完整" if not report.broken else "；".join(report.broken)
    console.print(
        f"账簿 {report.entries} 条，{chains}；待说明的选区 {report.unaccounted} 个",
        markup=False,
    )


def _elections_table(report: Report) -> Table:
    table = Table(title=f"{report.county} 换届选举演练结果", title_justify="left")
    table.add_column("选举")
    for heading in ("选区", "名额", "选民", "参加投票", "当选", "暂缺", "已公布"):
        table.add_column(heading, justify="right")
    for row in report.elections:
        figures = (
            row.contests,
            row.seats,
            row.voters,
            row.participants,
            row.elected,
            row.vacant,
            row.declared,
        )
        table.add_row(row.title, *(str(figure) for figure in figures))
    return table


def _matters_table(report: Report) -> Table:
    table = Table(title="法律留给人决定、由文件答复的事项", title_justify="left")
    table.add_column("事项")
    table.add_column("次数", justify="right")
    table.add_column("例")
    for row in report.matters:
        table.add_row(row.matter, str(row.decisions), row.example)
    return table


def _findings_table(report: Report) -> Table:
    table = Table(title="认定依据的规则", title_justify="left")
    table.add_column("代码")
    table.add_column("次数", justify="right")
    table.add_column("条款")
    table.add_column("例")
    for row in report.findings:
        table.add_row(row.code, str(row.times), row.article, row.words)
    return table
