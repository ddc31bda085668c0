"""`huanjie inbox`: the messages that tell people of their work."""

from typing import Annotated

import typer

from huanjie.cli.office import start_office
from huanjie.cli.terminal import console

app = typer.Typer(
    help="待办提醒 · Reminders of the work.", no_args_is_help=True, add_completion=False
)


@app.callback()
def group() -> None:
    """Keeps `digest` a command of its own while it is the only one."""


@app.command()
def digest(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只显示，不发送 · Show, send nothing.")
    ] = False,
    database: Annotated[str, typer.Option(help="数据库地址 · Database address.")] = "",
) -> None:
    """Send the digests whose hour has come; with --dry-run print what today's would say."""
    start_office(database=database)
    from huanjie.office.board import tasks

    if not dry_run:
        console.print(f"● {tasks.send()} sent · 已发送", markup=False)
        return
    for username, channel, said in tasks.drafts():
        console.print(f"◇ {username} · {channel}", markup=False)
        console.print(f"{said.subject}\n{said.text}\n", markup=False)
