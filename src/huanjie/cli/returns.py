"""`huanjie returns`: bundles written, taken in and checked; keys made and exchanged."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from huanjie.cli.desk import at_desk, refuse, say
from huanjie.cli.office import start_office
from huanjie.cli.terminal import complaints, console
from huanjie.evidence.bundle import Problem, problem, remarks
from huanjie.evidence.signature import PublicKey, Suite, public_key

if TYPE_CHECKING:
    from huanjie.office.ledger.actor import Actor
    from huanjie.office.people.models import Unit
    from huanjie.office.returns.models import Arrival

app = typer.Typer(
    help="报表 · Returns between the levels.", no_args_is_help=True, add_completion=False
)
keys = typer.Typer(help="密钥 · Keys of units.", no_args_is_help=True)
app.add_typer(keys, name="keys")

Database = Annotated[str, typer.Option("--database", help="数据库地址 · Database address.")]
Data = Annotated[Path | None, typer.Option("--data", help="数据目录 · Data folder.")]
UnitCode = Annotated[str, typer.Option("--unit", help="单位代码 · Code of the unit.")]
Files = Annotated[list[Path], typer.Argument(help="报送包 · Bundles.")]


@app.command()
def export(
    unit: UnitCode,
    out: Annotated[Path, typer.Option(help="写到哪里 · Where to write it.")],
    database: Database = "",
    data: Data = None,
) -> None:
    """Sign the newest signed set of a unit into the next bundle of its chain."""
    start_office(database=database, folder=data)
    from django.utils import timezone

    from huanjie.office.committee.queries import election_of
    from huanjie.office.documents.queries import path
    from huanjie.office.face.clock import today
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.queries.sets import signed_set
    from huanjie.office.returns.services import send_up

    actor, own = at_desk(unit)
    kept = signed_set(election_of(own.code))
    if kept is None:
        refuse("没有两人签字的报表 · no set is signed by two persons")
    try:
        sent = send_up(return_set=kept, at=timezone.now(), today=today(), actor=actor)
    except Refused as refusal:
        say(refusal)
    out.write_bytes(path(sent.document).read_bytes())
    console.print(f"● {out}  #{sent.sequence}  {sent.digest}", markup=False, soft_wrap=True)


@app.command(name="import")
def take_in(
    files: Files,
    unit: UnitCode = "",
    receipts: Annotated[
        Path | None, typer.Option(help="回执写到哪个目录 · Folder for the receipts.")
    ] = None,
    database: Database = "",
    data: Data = None,
) -> None:
    """Take bundles in, or receipts (.hjr). Exit status 1 when one was refused."""
    start_office(database=database, folder=data)
    from django.utils import timezone

    from huanjie.office.face.clock import today
    from huanjie.office.returns.services import Delivery, receive

    actor, own = at_desk(unit)
    failed = False
    for file in files:
        if file.suffix == ".hjr":
            failed |= not _take_receipt(file, own, actor)
            continue
        delivery = Delivery(file.name, "command", timezone.now())
        found = receive(unit=own, path=file, delivery=delivery, today=today(), actor=actor)
        _show_arrival(found, file)
        failed |= found.state == "refused"
        if receipts is not None and found.receipt:
            (receipts / f"{file.stem}.hjr").write_text(found.receipt, "utf-8")
    if failed:
        raise typer.Exit(1)


def _take_receipt(file: Path, own: "Unit", actor: "Actor") -> bool:
    from huanjie.law.catalogue import sentence
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import keep_receipt

    try:
        kept = keep_receipt(unit=own, text=file.read_text("utf-8"), actor=actor)
    except Refused as refusal:
        for found in refusal.findings:
            complaints.print(f"■ {found.code} {file.name} {sentence(found)}", markup=False)
        return False
    console.print(f"● {file.name}  {kept.verdict}", markup=False)
    return True


def _show_arrival(found: "Arrival", file: Path) -> None:
    mark = "■" if found.state == "refused" else "●"
    times = f" ×{found.repeats + 1}" if found.repeats else ""
    line = f"{mark} {file.name}  {found.sender_name or '—'} #{found.sequence} {found.state}{times}"
    console.print(line, markup=False, soft_wrap=True)
    for fault in found.problems:
        place = f"{fault['file']}:{fault['line']}" if fault["line"] else str(fault["file"])
        words = f"  {fault['code']} {place} {fault['column']} {fault['zh']}"
        complaints.print(words, markup=False)
    if found.repeats:
        facts = {"unit": found.sender, "sequence": found.sequence}
        again = problem("chain-repeated", "manifest.json", 1, "sequence", **facts)
        complaints.print(f"  {again.code} {again.message_zh}{again.next_zh}", markup=False)


@app.command()
def verify(
    files: Files,
    key: Annotated[
        list[str] | None, typer.Option(help="认可的公钥 单位=公钥 · A known key, unit=key.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON · Print JSON.")] = False,  # noqa: FBT002
) -> None:
    """Check bundles without a database: signature, form, cross-checks. Exit status 1 on a fault."""
    from datetime import date

    from huanjie.office.returns.inspection import inspect

    known = _known(key or ())
    found: dict[str, tuple[Problem, ...]] = {}
    stopped = False
    for file in files:
        # A desk without an installation: the day decides only what is due by now.
        seen = inspect(file, known=known, today=date.today())  # noqa: DTZ011
        found[file.name] = seen.problems
        stopped |= bool(seen.refusals or seen.errors)
        if not as_json and seen.manifest is not None:
            head = f"{seen.manifest.unit_name} #{seen.manifest.sequence} {seen.manifest.digest}"
            console.print(f"{file.name}  {head}", markup=False, soft_wrap=True)
    if as_json:
        said = {name: remarks(problems) for name, problems in found.items()}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        _show(found)
    if stopped:
        raise typer.Exit(1)


def _known(given: Iterable[str]) -> dict[str, PublicKey] | None:
    found = {}
    for each in given:
        unit, _, text = each.partition("=")
        try:
            found[unit] = public_key(text)
        except ValueError:
            refuse(f"读不出公钥 · no key: {each[:60]}")
    return found or None


def _show(found: dict[str, tuple[Problem, ...]]) -> None:
    for name, problems in found.items():
        if not problems:
            console.print(f"● {name} 没有问题 · nothing wrong", markup=False)
            continue
        table = Table("文件 file", "行 line", "栏 column", "代码 code", "意见 message", title=name)
        for each in problems:
            words = f"{each.message_zh}{each.next_zh}"
            table.add_row(each.file, str(each.line), each.column, each.code, words)
        console.print(table)


@keys.command()
def make(
    unit: UnitCode,
    suite: Annotated[Suite, typer.Option(help="算法 · Suite.")] = Suite.INTERNATIONAL,
    database: Database = "",
    data: Data = None,
) -> None:
    """Make a unit a signing key; the former one signs no more."""
    start_office(database=database, folder=data)
    from huanjie.office.returns.services import make_key

    actor, own = at_desk(unit)
    made = make_key(unit=own, suite=suite, actor=actor)
    console.print(f"● {own.name}  {made.fingerprint}", markup=False, soft_wrap=True)
    console.print(f"  {made.public}", markup=False, soft_wrap=True)


@keys.command()
def show(unit: UnitCode = "", database: Database = "", data: Data = None) -> None:
    """Show a unit's key and those it knows, with their fingerprints."""
    start_office(database=database, folder=data)
    from huanjie.office.returns.queries.keys import key_of, peers_of

    _, own = at_desk(unit)
    kept = key_of(own.code)
    words = f"{kept.fingerprint}  {kept.public}" if kept else "还没有密钥 · no key"
    console.print(f"{own.name}  {words}", markup=False, soft_wrap=True)
    for peer in peers_of(own.code):
        mark = "○" if peer.withdrawn_at else "●"
        line = f"{mark} {peer.relation} {peer.code} {peer.name} {peer.fingerprint} {peer.address}"
        console.print(line, markup=False, soft_wrap=True)


@keys.command()
def add(
    file: Annotated[Path, typer.Argument(help="登记文件 · Enrolment file.")],
    fingerprint: Annotated[str, typer.Option(help="打印的指纹 · The printed fingerprint.")],
    unit: UnitCode = "",
    database: Database = "",
    data: Data = None,
) -> None:
    """Register another unit's key from its enrolment file, once its fingerprint was compared."""
    start_office(database=database, folder=data)
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import register_peer

    actor, own = at_desk(unit)
    try:
        made = register_peer(
            unit=own, text=file.read_text("utf-8"), fingerprint=fingerprint, actor=actor
        )
    except Refused as refusal:
        say(refusal)
    console.print(f"● {made.relation} {made.code} {made.name}", markup=False)


@keys.command(name="export")
def export_key(
    out: Annotated[Path, typer.Option(help="写到哪里 · Where to write it.")],
    unit: UnitCode = "",
    to: Annotated[str, typer.Option(help="给哪个下级 · For which subordinate.")] = "",
    address: Annotated[str, typer.Option(help="本单位网络地址 · Our address.")] = "",
    database: Database = "",
    data: Data = None,
) -> None:
    """Write the enrolment file: for the superior, or for a subordinate, which holds a secret."""
    start_office(database=database, folder=data)
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.returns.services import enrolment

    _, own = at_desk(unit)
    try:
        text = enrolment(own, for_code=to, address=address)
    except Refused as refusal:
        say(refusal)
    out.write_text(text, "utf-8")
    console.print(f"● {out}", markup=False, soft_wrap=True)
