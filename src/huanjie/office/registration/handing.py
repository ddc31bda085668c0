"""The file in which a register travels: what its head says, how it is sealed. Knows no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from huanjie.evidence.bundle import (
    BundleRefused,
    Manifest,
    examine,
    open_bundle,
    read_receipt,
)
from huanjie.evidence.bundle.limits import LIMITS
from huanjie.evidence.bundle.problems import Problem
from huanjie.evidence.bundle.tables import read_table, written_table
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.sealing import NotOpened, opened, sealed
from huanjie.evidence.signature import PrivateKey, PublicKey
from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding
from huanjie.office.ledger.commands import Refused
from huanjie.office.registration.refusals import refusal

KIND: Final = "register"
FIGURES: Final = "figures"
SEALED: Final = "register.sealed"
Row = Mapping[str, Any]
RULE: Final = PRACTICE["K08"]


@dataclass(frozen=True)
class Partner:
    """The unit of the other installation with the key it signs with, and the key we sign with."""

    code: str
    name: str
    known: PublicKey
    own: PrivateKey


def sealed_rows(rows: Iterable[Row], passphrase: str, head: Mapping[str, str]) -> bytes:
    """The rows sealed; they open only in a bundle with that head."""
    return sealed(b"".join(written_table(rows)), passphrase, belongs_to=canonical_json(head))


def head_of(area: str, to: str, sequence: int) -> dict[str, str]:
    """Of which area, for whom, which in their chain: in the manifest, and under the seal."""
    return {"area": area, "to": to, "number": str(sequence)}


def sender_in(path: Path) -> str:
    """Which unit a bundle says it comes from; whether it does, `manifest_of` answers."""
    found = examine(path)
    if found.manifest is None:
        raise Refused(findings(found.problems))
    return found.manifest.unit


def receiver_in(path: Path) -> str:
    """Which unit a receipt says it comes from. Raises `Refused` for what is none."""
    try:
        return read_receipt(path).receiver
    except BundleRefused as refused:
        raise Refused(findings(refused.problems)) from None


def manifest_of(path: Path, *, unit: str, sender: Partner) -> Manifest:
    """The head of a bundle that is whole, signed by the sender, and addressed to the unit.

    Raises `Refused`.
    """
    found = examine(path, known={sender.code: sender.known})
    made = found.manifest
    if made is not None and made.unit != sender.code:
        raise _refused("handover-other-sender", found=made.unit_name, expected=sender.name)
    if found.problems or made is None:
        raise Refused(findings(found.problems))
    if made.kind != KIND:
        raise _refused("handover-other-kind", kind=made.kind)
    head = dict(made.election or {})
    area = head.get("area", "")
    if area not in (unit, sender.code) or head != head_of(area, unit, made.sequence):
        raise _refused("handover-for-another", to=head.get("to", "—"), area=area or "—")
    return made


def area_of(manifest: Manifest) -> str:
    """The township whose register it is."""
    return (manifest.election or {})["area"]


def opened_rows(path: Path, manifest: Manifest, passphrase: str) -> list[Row]:
    """The rows of a bundle whose head is known. Raises `Refused` for another passphrase."""
    try:
        with open_bundle(path) as bundle:
            content = bundle.file(SEALED)
        unsealed = opened(
            content, passphrase, belongs_to=canonical_json(dict(manifest.election or {}))
        )
        return list(read_table([unsealed], SEALED, LIMITS))
    except NotOpened:
        raise _refused("handover-wrong-passphrase") from None
    except KeyError:
        raise unreadable("—") from None
    except BundleRefused as refused:
        raise Refused(findings(refused.problems)) from None


def rows_by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each kind in their order. Raises `Refused` for a kind that no register has."""
    found: dict[str, list[Row]] = {"person": [], "status": [], "last": [], "import": []}
    for row in rows:
        if row.get("row") not in found:
            raise unreadable(str(row.get("row")))
        found[row["row"]].append(row)
    return found


def _finding(fault: Problem) -> Finding:
    return refusal(
        "handover-file-refused",
        RULE,
        file=fault.file,
        code=fault.code,
        message_zh=fault.message_zh,
        message_en=fault.message_en,
        next_zh=fault.next_zh,
        next_en=fault.next_en,
    )


def findings(problems: Iterable[Problem]) -> Iterator[Finding]:
    """The faults of a file as findings."""
    return map(_finding, problems)


def unreadable(place: str) -> Refused:
    """The refusal of a register whose content is none of ours."""
    return _refused("handover-unreadable", place=place)


def _refused(code: str, /, **facts: str) -> Refused:
    return Refused([refusal(code, RULE, **facts)])
