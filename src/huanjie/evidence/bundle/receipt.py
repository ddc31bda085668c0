"""The answer to a bundle: taken, or sent back with remarks; signed by whoever received it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from huanjie.evidence.bundle import lines
from huanjie.evidence.bundle.limits import LIMITS, Limits
from huanjie.evidence.bundle.lines import NotWritable
from huanjie.evidence.bundle.manifest import SCHEMA
from huanjie.evidence.bundle.problems import BundleRefused, refusal
from huanjie.evidence.bundle.signer import signature_of, strangers
from huanjie.evidence.bundle.values import Taken
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.files import replace_file
from huanjie.evidence.signature import (
    PrivateKey,
    PublicKey,
    Suite,
    is_signed,
    public_key,
    sign,
)

Remarks = Mapping[str, Sequence[Mapping[str, str | int]]]
SIGNED_AS = b"huanjie receipt 1\n"


class Verdict(StrEnum):
    """What became of the bundle."""

    ACCEPTED = "accepted"
    REMARKED = "remarked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """One answer. `digest`, `sequence` and `unit` name the bundle, `receiver` who answers.

    `remarks` is `{file: [{line, column, code, message}]}`. `signer` and `suite` are filled in when
    it is written. A receipt with the verdict `remarked` asks for a new bundle.
    """

    digest: str
    sequence: int
    unit: str
    received_at: datetime
    receiver: str
    verdict: Verdict
    remarks: Remarks = field(default_factory=dict)
    schema: int = SCHEMA
    suite: Suite | None = None
    signer: str = ""

    @property
    def canonical(self) -> bytes:
        """The bytes that are signed."""
        return canonical_json({each.name: getattr(self, each.name) for each in fields(self)})


def write_receipt(path: Path, receipt: Receipt, *, key: PrivateKey) -> Receipt:
    """Writes the receipt, signed, and returns it as it stands in the file.

    Raises `BundleRefused` for one that no reader would take, `NotWritable` without a time zone.
    """
    if receipt.received_at.tzinfo is None:
        raise NotWritable("a moment without a time zone")
    stated = {each.name: getattr(receipt, each.name) for each in fields(receipt)}
    stated |= {
        "received_at": receipt.received_at.astimezone(UTC),
        "suite": key.suite,
        "signer": key.public.text,
    }
    made = Receipt(**stated)
    signature = sign(key, SIGNED_AS + made.canonical).hex()
    content = b'{"receipt":' + made.canonical + b',"signature":"' + signature.encode() + b'"}'
    _receipt(Taken(path.name, "receipt-value", "", json.loads(made.canonical)))
    replace_file(path, [content])
    return made


def read_receipt(
    path: Path, *, known: Mapping[str, PublicKey] | None = None, limits: Limits = LIMITS
) -> Receipt:
    """The receipt, once its signature holds and its signer is the receiver's known key.

    Raises `BundleRefused`, and `OSError` when the file cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(limits.manifest_bytes + 1)
    if len(content) > limits.manifest_bytes:
        raise refusal("receipt-too-large", path.name, limit=limits.manifest_bytes)
    row = lines.read(content, path.name, 1, limits)
    whole = Taken(path.name, "receipt-value", "", row).members("receipt", "signature")
    receipt = _receipt(whole["receipt"])
    if not _is_signed(receipt, whole["signature"].text()):
        raise refusal(
            "signature-wrong", path.name, 1, signer=public_key(receipt.signer).fingerprint
        )
    for each in strangers(receipt.receiver, public_key(receipt.signer), known, path.name):
        raise BundleRefused([each])
    return receipt


def _receipt(taken: Taken) -> Receipt:
    """The receipt of a parsed file. Raises `BundleRefused`."""
    inner = taken.members(*(each.name for each in fields(Receipt)))
    suite = inner["suite"].word(Suite)
    return Receipt(
        digest=inner["digest"].digest(),
        sequence=inner["sequence"].number(),
        unit=inner["unit"].text(),
        received_at=inner["received_at"].moment(),
        receiver=inner["receiver"].text(),
        verdict=inner["verdict"].word(Verdict),
        remarks={
            file: [_remark(each) for each in listed.items()]
            for file, listed in inner["remarks"].mapping().items()
        },
        schema=_schema(inner["schema"]),
        suite=suite,
        signer=inner["signer"].key(suite),
    )


def _schema(taken: Taken) -> int:
    if taken.number() != SCHEMA:
        raise taken.wrong()
    return SCHEMA


def _remark(taken: Taken) -> dict[str, str | int]:
    inner = taken.members("line", "column", "code", "message")
    texts = {name: inner[name].text() for name in ("column", "code", "message")}
    return {"line": inner["line"].number(), **texts}


def _is_signed(receipt: Receipt, signature: str) -> bool:
    raw = signature_of(signature)
    return raw is not None and is_signed(
        public_key(receipt.signer), SIGNED_AS + receipt.canonical, raw
    )
