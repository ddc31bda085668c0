"""`huanjie library`: statutes on the shelf, and the search, on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from huanjie.cli.desk import refuse
from huanjie.cli.office import migrate_and_index, start_office
from huanjie.cli.terminal import complaints, console
from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Finding

if TYPE_CHECKING:
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.models import Unit

app = typer.Typer(help="法规库 · The library.", no_args_is_help=True, add_completion=False)

Files = Annotated[list[Path], typer.Argument(help="法规文本 · Texts.", exists=True, dir_okay=False)]
Account = Annotated[str, typer.Option(help="经办账号 · Account that imports.")]
Database = Annotated[str, typer.Option(help="数据库地址 · Database address.")]
Folder = Annotated[Path | None, typer.Option(help="数据目录 · Data folder.")]
ALREADY_THERE: Final = "statute-unchanged"


@app.command(name="import")
def import_statutes(
    files: Files,
    account: Account,
    text: Annotated[str, typer.Option(help="法规代码，如 EL · Code of the text.")] = "",
    database: Database = "",
    data: Folder = None,
) -> None:
    """Import statutes, each file whole or not at all; exit status 1 when one was refused."""
    start_office(database=database, folder=data)
    migrate_and_index()
    from huanjie.office.ledger.commands import NotAllowed
    from huanjie.office.people.queries import account as find
    from huanjie.office.people.queries import member

    found = find(account)
    if found is None or found.unit is None:
        refuse(f"没有账号 {account} · no such account")
    try:
        refused = [path for path in files if not _import(path, text, found.unit, member(found))]
    except NotAllowed:
        refuse(f"账号 {account} 无权导入法规 · the account may not import statutes")
    if refused:
        raise typer.Exit(1)


def _import(path: Path, text: str, unit: "Unit", actor: "Actor") -> bool:
    """Import one file and say so; False when it was refused."""
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.library.services import import_statute

    try:
        made = import_statute(
            unit=unit, name=path.name, content=path.read_bytes(), text_code=text, actor=actor
        )
    except Refused as refusal:
        return _said(refusal.findings)
    gaps = f"，缺 {'、'.join(map(str, made.gaps))} · gaps" if made.gaps else ""
    console.print(f"● {made.title} {made.version or ''} {made.articles} 条{gaps}", markup=False)
    return True


def _said(findings: tuple[Finding, ...]) -> bool:
    """Show why a file was not imported; True when nothing was wrong with it."""
    if [finding.code for finding in findings] == [ALREADY_THERE]:
        console.print(f"○ {sentence(findings[0])}", markup=False)
        return True
    for finding in findings:
        complaints.print(f"■ {finding.code} {sentence(finding)}", markup=False)
        complaints.print(f"  → {next_step(finding)}", markup=False)
    return False


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="问题或条文 · Question or article.")],
    unit: Annotated[str, typer.Option(help="单位代码，12 位 · Code of the reader's unit.")],
    limit: Annotated[int, typer.Option(help="条数 · How many.")] = 5,
    database: Database = "",
    data: Folder = None,
) -> None:
    """Look a question up, as the page does; exit status 1 when nothing was found."""
    start_office(database=database, folder=data)
    from django.utils.html import strip_tags

    from huanjie.office.library.queries import search as find

    hits = find(" ".join(words), unit=unit, limit=limit)
    for hit in hits:
        console.print(f"● {hit.title}", markup=False, highlight=False)
        console.print(f"  {strip_tags(hit.excerpt)}", markup=False, highlight=False)
    if not hits:
        refuse("没有找到 · nothing found")
