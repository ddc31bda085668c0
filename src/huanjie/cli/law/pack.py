"""`huanjie law pack`: the rules of a province as data."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from huanjie.cli.terminal import console
from huanjie.law.catalogue import Language, next_step, sentence
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import check_pack, shipped_packs, template

app = typer.Typer(help="省级规则 · Provincial rules.", no_args_is_help=True)

_MARKS = {Severity.ERROR: "■", Severity.MANUAL: "▲", Severity.WARN: "▲", Severity.INFO: "○"}


@app.callback()
def group() -> None:
    """Keeps the commands of this group below `pack`."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="规则文件 · Pack (TOML).", exists=True)],
    *,
    english: Annotated[bool, typer.Option("--english", help="英文 · In English.")] = False,
) -> None:
    """Name every wrong key, missing citation and value outside the national bounds, all at once.

    Exit status 1 when the pack cannot be used.
    """
    try:
        found = check_pack(file.read_text("utf-8"), shipped_packs())
    except UnicodeDecodeError:
        raise typer.BadParameter("UTF-8", param_hint=str(file)) from None
    show(found, english=english)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise typer.Exit(1)


def show(findings: Iterable[Finding], *, english: bool) -> None:
    """Each finding with what to do about it."""
    language: Language = "en" if english else "zh"
    for finding in findings:
        mark = _MARKS.get(finding.severity, "○")
        console.print(f"{mark} {sentence(finding, language)}", markup=False, highlight=False)
        console.print(f"  → {next_step(finding, language)}", markup=False, highlight=False)


@app.command(name="template")
def print_template() -> None:
    """Print the file from which a province begins, with every parameter and its bounds."""
    typer.echo(template(), nl=False)


@app.command(name="list")
def list_packs() -> None:
    """The packs that come with the system, with the day from which each governs."""
    for pack in shipped_packs().values():
        province = pack.province or "—"
        line = f"{pack.id}  {province}  {pack.amended.isoformat()}  {pack.title}"
        console.print(line, markup=False, highlight=False)
