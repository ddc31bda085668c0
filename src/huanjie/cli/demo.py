"""`huanjie demo`: the example county on polling night, and the city's guidance group above it."""

import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from huanjie.cli.desk import faults_told, refuse
from huanjie.cli.office import migrate_and_index, start_office
from huanjie.cli.serve import run_server
from huanjie.cli.terminal import console, progress_bars

POLLING_NIGHT = "polling"
ACCOUNTS = "accounts.txt"

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="端口 · Port.")] = 8000,
    host: Annotated[str, typer.Option(help="地址 · Address to listen on.")] = "127.0.0.1",
    folder: Annotated[Path, typer.Option(help="示例县 · Example county.")] = Path(
        "examples/xiangshui"
    ),
    data: Annotated[Path, typer.Option(help="数据目录 · Data folder.")] = Path("var/demo"),
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="演练的今天 · Practice day.")
    ] = None,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="重新准备 · Prepare it anew.")] = False,
) -> None:
    """Prepare the example county up to polling night, with its city, at the first start; serve."""
    if not folder.is_dir():
        refuse(f"没有示例县的文件目录，请用 --folder 指明 · no such folder: {folder}")
    with faults_told():
        night = polling_day(folder)
    if fresh and data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    database = f"sqlite:///{data.resolve() / 'huanjie.sqlite3'}"
    os.environ["HUANJIE_PRACTICE"] = "1"
    os.environ["HUANJIE_PRACTICE_DAY"] = f"{day:%Y-%m-%d}" if day else night
    start_office(database=database, folder=data)
    if not (data / ACCOUNTS).exists():
        with faults_told():
            prepare(folder, data)
    show_accounts(data, host, port)
    run_server(host=host, port=port)


def polling_day(folder: Path) -> str:
    """The election day of the folder: on the night of it the visitor comes in."""
    from huanjie.rehearsal.folder import MANIFEST, read_manifest

    return read_manifest(folder / MANIFEST).election_day.isoformat()


def prepare(folder: Path, data: Path) -> None:
    """Play the example up to polling night; what a broken first start left is gone on with."""
    from huanjie.rehearsal.accounts import accounts_for_visitors
    from huanjie.rehearsal.between import stand_between
    from huanjie.rehearsal.folder import open_folder
    from huanjie.rehearsal.play import play
    from huanjie.rehearsal.superior import found_city

    migrate_and_index()
    found_city(open_folder(folder))
    with progress_bars() as progress:
        stage = play(folder, progress=progress, until=POLLING_NIGHT)
        stand_between(stage)
        password = "-".join(secrets.token_hex(2) for _ in range(3))
        lines = accounts_for_visitors(stage, password, progress)
    fresh = data / f"{ACCOUNTS}.new"
    fresh.write_text("\n".join(lines), "utf-8")
    fresh.chmod(0o600)
    fresh.replace(data / ACCOUNTS)


def show_accounts(data: Path, host: str, port: int) -> None:
    """The address and one account per role."""
    console.print(f"\n● 演练系统 · demo: http://{host}:{port}/\n", markup=False)
    accounts = (data / ACCOUNTS).read_text("utf-8")
    console.print(accounts, markup=False, highlight=False, soft_wrap=True)
