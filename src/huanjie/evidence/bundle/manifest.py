"""What a bundle says of itself, and the digest by which everyone names it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum

from huanjie.evidence.bundle.lines import NotWritable, Row
from huanjie.evidence.bundle.problems import refusal
from huanjie.evidence.bundle.values import DIGEST, Taken
from huanjie.evidence.canonical import Plain, canonical_json
from huanjie.evidence.chain import GENESIS
from huanjie.evidence.signature import PublicKey, Suite, digest_of, public_key

SCHEMA = 1
MANIFEST, SIGNATURE = "manifest.json", "signature"
_TABLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LONGEST_FILE_NAME = 200
"""Bytes."""


class Media(StrEnum):
    """What a part holds: rows, or whatever somebody attached."""

    TABLE = "jsonl"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Part:
    """A table (`jsonl`, `lines` of them) or an attachment (`file`, no lines) of a bundle."""

    name: str
    media: Media
    lines: int
    size: int
    digest: str

    @property
    def member(self) -> str:
        """Its path inside the archive."""
        if self.media is Media.TABLE:
            return f"parts/{self.name}.jsonl"
        return f"files/{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestHead:
    """What the sender states; the rest of the manifest is computed when the bundle is written.

    `previous` is the digest of the sender's bundle before this one, `GENESIS` for sequence 1;
    `supersedes` the digest of the bundle whose figures no longer count, with the `reason`.
    """

    kind: str
    unit: str
    unit_name: str
    election: Mapping[str, str] | None
    as_of: datetime
    sequence: int
    previous: str
    made_at: datetime
    supersedes: str | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The signed head of a bundle. `signer` is a public key in its printed form."""

    schema: int
    kind: str
    unit: str
    unit_name: str
    election: Mapping[str, str] | None
    as_of: datetime
    sequence: int
    previous: str
    made_at: datetime
    supersedes: str | None
    reason: str
    parts: tuple[Part, ...]
    suite: Suite
    signer: str

    @property
    def canonical(self) -> bytes:
        """The bytes of `manifest.json`."""
        stated = {each.name: getattr(self, each.name) for each in fields(self)}
        parts = [
            {each.name: getattr(part, each.name) for each in fields(part)} for part in self.parts
        ]
        return canonical_json({**stated, "parts": parts})

    @property
    def digest(self) -> str:
        """The digest of the bundle."""
        return digest_of(self.suite, self.canonical)

    @property
    def key(self) -> PublicKey:
        """The key that the bundle says it was signed with. Raises `NotAKey`."""
        return public_key(self.signer)

    def part(self, name: str, media: Media) -> Part:
        """The part of that name. Raises `KeyError`."""
        for part in self.parts:
            if (part.name, part.media) == (name, media):
                return part
        raise KeyError(name)


def manifest_of(head: ManifestHead, parts: tuple[Part, ...], signer: PublicKey) -> Manifest:
    """The whole manifest, checked as a reader will check it.

    Raises `BundleRefused` or, for a moment without a zone, `NotWritable`.
    """
    stated = {each.name: getattr(head, each.name) for each in fields(head)}
    stated |= {"as_of": _in_utc(head.as_of), "made_at": _in_utc(head.made_at)}
    made = Manifest(schema=SCHEMA, parts=parts, suite=signer.suite, signer=signer.text, **stated)
    _check(made)
    return made


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NotWritable("a moment without a time zone")
    return moment.astimezone(UTC)


def manifest_from(row: Row) -> Manifest:
    """The manifest of a parsed `manifest.json`. Raises `BundleRefused`."""
    schema = row.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        raise refusal("schema-unknown", MANIFEST, 1, "schema", found=schema, known=SCHEMA)
    taken = _taken(row).members(*(each.name for each in fields(Manifest)))
    suite = taken["suite"].word(Suite)
    made = Manifest(
        schema=SCHEMA,
        kind=taken["kind"].text(),
        unit=taken["unit"].text(),
        unit_name=taken["unit_name"].text(),
        election=_election(taken["election"]),
        as_of=taken["as_of"].moment(),
        sequence=taken["sequence"].number(),
        previous=taken["previous"].digest(),
        made_at=taken["made_at"].moment(),
        supersedes=None if row["supersedes"] is None else taken["supersedes"].digest(),
        reason=taken["reason"].text(),
        parts=tuple(map(_part, taken["parts"].items())),
        suite=suite,
        signer=taken["signer"].key(suite),
    )
    _check(made)
    return made


def _taken(value: Plain, column: str = "") -> Taken:
    return Taken(MANIFEST, "manifest-value", column, value)


def _election(taken: Taken) -> dict[str, str] | None:
    if taken.value is None:
        return None
    return {key: value.text() for key, value in taken.mapping().items()}


def _part(taken: Taken) -> Part:
    inner = taken.members(*(each.name for each in fields(Part)))
    return Part(
        name=inner["name"].text(),
        media=inner["media"].word(Media),
        lines=inner["lines"].number(),
        size=inner["size"].number(),
        digest=inner["digest"].digest(),
    )


def _check(made: Manifest) -> None:
    """What no single value shows. Raises `BundleRefused` at the first wrong one."""
    checks = {
        "kind": bool(_TABLE.fullmatch(made.kind)),
        "unit": bool(made.unit),
        "sequence": made.sequence >= 1,
        "previous": bool(DIGEST.fullmatch(made.previous))
        and (made.sequence == 1) == (made.previous == GENESIS),
        "supersedes": made.supersedes is None or bool(DIGEST.fullmatch(made.supersedes)),
        "reason": made.supersedes is None or bool(made.reason.strip()),
        "parts": _in_order(made.parts) and all(map(_is_named, made.parts)),
    }
    for column, holds in checks.items():
        if not holds:
            raise _taken(str(getattr(made, column)), column).wrong()


def _in_order(parts: tuple[Part, ...]) -> bool:
    """Tables before attachments, each by name, each once: one content, one order."""
    keys = [order_of(part) for part in parts]
    return keys == sorted(set(keys))


def order_of(part: Part) -> tuple[bool, str]:
    """Where a part stands in the manifest and in the archive."""
    return part.media is Media.FILE, part.name


def _is_named(part: Part) -> bool:
    if part.media is Media.TABLE:
        return bool(_TABLE.fullmatch(part.name))
    name = part.name
    return (
        name.isprintable()
        and name == name.strip(". ")
        and not set(name) & set('/\\:*?"<>|')
        and 0 < len(name.encode()) <= _LONGEST_FILE_NAME
        and unicodedata.is_normalized("NFC", name)
    )
