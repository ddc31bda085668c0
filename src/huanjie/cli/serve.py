"""`huanjie serve`: the web office on this machine."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huanjie.cli.office import migrate_and_index, start_office
from huanjie.cli.terminal import console

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="端口 · Port.")] = 8000,
    host: Annotated[str, typer.Option(help="地址 · Address to listen on.")] = "127.0.0.1",
    database: Annotated[str, typer.Option(help="数据库地址 · Database address.")] = "",
    data: Annotated[Path | None, typer.Option(help="数据目录 · Data folder.")] = None,
) -> None:
    """Serve the office until stopped with Ctrl-C. Background work runs in a second process."""
    start_office(database=database, folder=data)
    migrate_and_index()
    console.print(f"● http://{host}:{port}/", markup=False)
    run_server(host=host, port=port)


def run_server(*, host: str, port: int) -> None:
    """Serve what `start_office` has set up."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with background_worker():
        Granian(
            "huanjie.office.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            log_enabled=False,
        ).serve()


@contextmanager
def background_worker() -> "Iterator[None]":
    """The process that does the long work; it ends with the server."""
    command = [sys.executable, "-m", "django", "work"]
    worker = subprocess.Popen(command, env=os.environ.copy())  # noqa: S603 - our own interpreter
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()
