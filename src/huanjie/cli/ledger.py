"""`huanjie ledger`: does the ledger still hold?"""

from typing import Annotated

import typer

from huanjie.cli.office import start_office
from huanjie.cli.terminal import complaints, console

app = typer.Typer(help="账簿 · The ledger.", no_args_is_help=True, add_completion=False)


@app.callback()
def group() -> None:
    """Keeps `check` a command of its own while it is the only one."""


@app.command()
def check(
    database: Annotated[str, typer.Option(help="数据库地址 · Database address.")] = "",
) -> None:
    """Recompute every chain from its first entry; exit status 1 when one does not hold."""
    start_office(database=database)
    from huanjie.office.ledger.queries import broken_links, count_entries, is_set_up

    if not is_set_up():
        complaints.print("■ 数据库中没有账簿 · this database holds no ledger", markup=False)
        raise typer.Exit(1)
    broken = list(broken_links())
    for chain, sequence, reason in broken:
        complaints.print(f"■ {chain} #{sequence}: {reason}", markup=False)
    if broken:
        raise typer.Exit(1)
    console.print(f"● 账簿完整，共 {count_entries()} 条 · every chain holds", markup=False)
