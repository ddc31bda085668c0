"""`huanjie sample`: fictitious input files."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from huanjie.cli.terminal import console, progress_bars

app = typer.Typer(
    help="生成虚构的输入文件 · Write fictitious input files.",
    no_args_is_help=True,
    add_completion=False,
)

DEFAULT_DAY = datetime(2026, 12, 20)  # noqa: DTZ001 - a calendar day, in no zone


@app.callback()
def group() -> None:
    """Keeps `county` a command of its own while it is the only one."""


@app.command()
def county(
    divisions: Annotated[Path, typer.Option(help="行政区划表 · List of divisions (CSV).")],
    county: Annotated[str, typer.Option(help="县的 12 位代码 · Code of the county.")],
    out: Annotated[Path, typer.Option(help="输出目录 · Folder to write.")],
    seed: Annotated[int, typer.Option(help="随机种子 · Seed; same seed, same bytes.")] = 1,
    population: Annotated[int, typer.Option(help="人口 · Inhabitants.")] = 300_000,
    day: Annotated[datetime, typer.Option("--election-day", formats=["%Y-%m-%d"])] = DEFAULT_DAY,
) -> None:
    """What a county's office receives: a whole election as files."""
    from huanjie.samples.county import write_county

    with progress_bars() as progress:
        summary = write_county(
            divisions=divisions,
            county=county,
            seed=seed,
            out=out,
            population=population,
            election_day=date(day.year, day.month, day.day),
            progress=progress,
        )
    console.print(
        f"● {out}：{summary.people} 人，选民 {summary.voters} 人，选区 {summary.contests} 个，"
        f"名额 {summary.seats} 名 · people, voters, contests, seats",
        markup=False,
        highlight=False,
    )
    for title, counts in (("人为差错 · dirt", summary.dirt), ("结果 · outcomes", summary.outcomes)):
        words = "，".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
        console.print(f"  {title}：{words}", markup=False, highlight=False)
