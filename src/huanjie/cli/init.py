"""`huanjie init`: found an installation for real use."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from huanjie.cli.desk import faults_told, refuse
from huanjie.cli.office import migrate, start_office
from huanjie.cli.terminal import console
from huanjie.roll.divisions import Level, read_divisions, superiors_first

FOUNDED = (Level.CITY, Level.COUNTY)
"""Whose office an installation may be. A township's laptop holds its county, for the register."""

app = typer.Typer(add_completion=False)


@app.command()
def init(
    divisions: Annotated[Path, typer.Option(help="行政区划表 · List of divisions.")],
    top: Annotated[
        str,
        typer.Option("--unit", "--county", help="本级代码，12 位 · Code of the city or county."),
    ],
    database: Annotated[str, typer.Option(help="数据库地址 · Database address.")] = "",
    data: Annotated[Path | None, typer.Option(help="数据目录 · Data folder.")] = None,
) -> None:
    """Enter the city or county with its units and open the system administrator's account.

    Its password is shown once. Every other account is opened in the browser.
    """
    with faults_told():
        units = read_divisions(divisions)
    if not any(unit.code == top and unit.level in FOUNDED for unit in units):
        refuse(f"{divisions.name} 中没有代码为 {top} 的市、县 · no such city or county there")
    start_office(database=database, folder=data)
    migrate()
    from huanjie.office.people.queries import is_founded
    from huanjie.office.people.services import found_installation

    if is_founded():
        refuse("这里已经有账号，不能再次设立 · the installation has been founded already")
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    rows = superiors_first(units, top)
    account = found_installation(rows=rows, unit=top, password=password)
    console.print(f"● {rows[0][1]}，{len(rows)} 个单位 · {len(rows)} units", markup=False)
    console.print(f"  账号 · account   {account.username}", markup=False, highlight=False)
    console.print(f"  密码 · password  {password}", markup=False, highlight=False)
    console.print("  密码只显示这一次，登录后请立即修改 · shown once: change it after signing in")
