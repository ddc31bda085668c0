"""`huanjie rehearse`: play a whole county from a folder of files."""

from pathlib import Path
from typing import Annotated

import typer

from huanjie.cli.desk import faults_told, say
from huanjie.cli.office import migrate, start_office
from huanjie.cli.terminal import console, progress_bars

app = typer.Typer(add_completion=False)


@app.command()
def rehearse(
    folder: Annotated[Path, typer.Argument(help="县的文件目录 · Folder of the county.")],
    until: Annotated[str, typer.Option(help="做到哪一步为止 · Last step to play.")] = "declaration",
    database: Annotated[str, typer.Option(help="数据库地址 · Database address.")] = "",
    data: Annotated[Path | None, typer.Option(help="数据目录 · Data folder.")] = None,
    report: Annotated[Path, typer.Option(help="报告文件 · Report to write.")] = Path("report.html"),
    data_report: Annotated[
        Path | None, typer.Option("--json", help="报告数据 · The report as data.")
    ] = None,
) -> None:
    """Play the election through the office's own services and report what was decided.

    Run again after an interruption, it goes on where it stopped.
    """
    start_office(database=database, folder=data)
    migrate()
    from huanjie.office.ledger.commands import Refused
    from huanjie.rehearsal.pages import show_report, write_json, write_report
    from huanjie.rehearsal.play import STEP_NAMES, play
    from huanjie.rehearsal.report import read_report

    if until not in STEP_NAMES:
        raise typer.BadParameter(f"--until: {', '.join(STEP_NAMES)}")
    with faults_told():
        try:
            with progress_bars() as progress:
                stage = play(folder, progress=progress, until=until)
        except Refused as refused:
            say(refused)
    facts = read_report(stage.county)
    show_report(facts, console)
    write_report(facts, report)
    if data_report is not None:
        write_json(facts, data_report)
    console.print(f"→ {report}", markup=False)
