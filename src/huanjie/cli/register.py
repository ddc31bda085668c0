"""`huanjie register`: a township's register handed over between installations, on a stick."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huanjie.cli.desk import at_desk, refuse, say
from huanjie.cli.office import start_office
from huanjie.cli.terminal import console

if TYPE_CHECKING:
    from huanjie.office.registration.models import Handover

app = typer.Typer(
    help="登记册 · Registers between installations.", no_args_is_help=True, add_completion=False
)

Database = Annotated[str, typer.Option("--database", help="数据库地址 · Database address.")]
Data = Annotated[Path | None, typer.Option("--data", help="数据目录 · Data folder.")]
UnitCode = Annotated[str, typer.Option("--unit", help="本单位代码 · Code of our unit.")]
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="口令在其第一行 · File whose first line it is."),
]


@app.command(name="hand-over")
def hand_over(
    unit: UnitCode,
    out: Annotated[Path, typer.Option(help="写到哪里 · Where to write it.")],
    area: Annotated[str, typer.Option(help="乡镇代码 · Code of the township.")] = "",
    passphrase_file: PassphraseFile = None,
    database: Database = "",
    data: Data = None,
) -> None:
    """Seal and sign a township's register for the other installation, which writes from then on."""
    passphrase = _passphrase(passphrase_file, is_new=True)
    start_office(database=database, folder=data)
    from django.utils import timezone

    from huanjie.office.documents.queries import path
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import hand_over_register

    actor, own = at_desk(unit)
    try:
        given = hand_over_register(
            unit=own, area=area or own.code, passphrase=passphrase, at=timezone.now(), actor=actor
        )
    except Refused as refusal:
        say(refusal)
    if given.document is not None:
        out.write_bytes(path(given.document).read_bytes())
    console.print(f"● {out}  {_words(given)}", markup=False, soft_wrap=True)
    console.print(f"  此后由{given.peer_name}登记 · written there from now on", markup=False)


@app.command(name="take-over")
def take_over(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="移交包 · The bundle.")],
    unit: UnitCode,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="回执写到哪里 · Where to write the receipt.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    database: Database = "",
    data: Data = None,
) -> None:
    """Take a register in; the receipt lies beside the bundle. Exit status 1 when it is refused."""
    passphrase = _passphrase(passphrase_file)
    start_office(database=database, folder=data)
    from django.utils import timezone

    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import take_over_register

    actor, own = at_desk(unit)
    try:
        taken = take_over_register(
            unit=own, file=file, passphrase=passphrase, at=timezone.now(), actor=actor
        )
    except Refused as refusal:
        say(refusal)
    answer = receipt or file.with_suffix(".hjr")
    answer.write_text(taken.receipt, "utf-8")
    console.print(f"● {file.name}  {_words(taken)}", markup=False, soft_wrap=True)
    console.print(f"  回执 · receipt  {answer}", markup=False, soft_wrap=True)


@app.command()
def receipt(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="回执 · The receipt.")],
    unit: UnitCode,
    database: Database = "",
    data: Data = None,
) -> None:
    """Enter the receipt for a register that was handed over. Exit status 1 when it is refused."""
    start_office(database=database, folder=data)
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import enter_register_receipt

    actor, own = at_desk(unit)
    try:
        given = enter_register_receipt(unit=own, file=file, actor=actor)
    except Refused as refusal:
        say(refusal)
    console.print(f"● {file.name}  {_words(given)}", markup=False, soft_wrap=True)


@app.command()
def show(unit: UnitCode, database: Database = "", data: Data = None) -> None:
    """List what a unit handed over and took over, the newest first."""
    start_office(database=database, folder=data)
    from huanjie.office.registration.queries import handovers_of

    _, own = at_desk(unit)
    rows = list(handovers_of(own.code))
    for row in rows:
        console.print(f"● {row.peer_name}  {_words(row)}", markup=False, soft_wrap=True)
    if not rows:
        console.print("没有移交过登记册 · no register was handed over", markup=False)


def _words(row: "Handover") -> str:
    counts = f"{row.persons} 人 · persons, {row.statuses} 项情况 · statuses"
    return f"{row.area} #{row.sequence} {row.state}  {counts}  {row.digest[:16]}"


def _passphrase(file: Path | None, *, is_new: bool = False) -> str:
    """From a file, or typed unseen; never an argument, which every user of the machine can read."""
    if file is None:
        typed: str = typer.prompt(
            "口令 · passphrase", hide_input=True, confirmation_prompt=is_new, err=True
        )
        return typed
    try:
        return next(iter(file.read_text("utf-8").splitlines()), "")
    except OSError as wrong:
        refuse(f"读不出口令文件 · cannot read {file}: {wrong.strerror}")
