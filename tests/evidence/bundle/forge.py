"""Bundles as honest and as dishonest senders make them."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from huanjie.evidence.bundle import GENESIS, Manifest, ManifestHead, write_bundle
from huanjie.evidence.bundle.container import DEFLATED, Member, directory, local_header
from huanjie.evidence.bundle.manifest import Media, Part
from huanjie.evidence.bundle.writing import SIGNED_AS
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.signature import PrivateKey, Suite, sign

UNIT = "433124000000"
KEY = PrivateKey(Suite.INTERNATIONAL, bytes(range(32)))
STRANGER = PrivateKey(Suite.INTERNATIONAL, bytes(range(1, 33)))
KNOWN = {UNIT: KEY.public}
AT = datetime(2026, 12, 20, 9, 30, tzinfo=UTC)
HEAD = ManifestHead(
    kind="returns",
    unit=UNIT,
    unit_name="花垣县",
    election={"id": f"{UNIT}/county/2026"},
    as_of=AT,
    sequence=1,
    previous=GENESIS,
    made_at=AT,
)
ROWS = [{"code": "T3.01", "n": 120345, "name": "选民"}, {"code": "T3.02", "n": None, "name": "—"}]


def write(path: Path, head: ManifestHead = HEAD, *, key: PrivateKey = KEY, **content) -> Manifest:
    """An honest bundle."""
    return write_bundle(path, head, key=key, **{"tables": {"figures": ROWS}, **content})


def pack(members: Mapping[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    """An archive of our layout with any members."""
    archive, placed, position = [], [], 0
    for name, content in members.items() if isinstance(members, Mapping) else members:
        packed = deflated(content)
        member = Member(name, DEFLATED, zlib.crc32(content), len(packed), len(content), 0)
        header = local_header(member)
        placed.append(replace(member, start=position + len(header)))
        position = placed[-1].end
        archive += [header, packed]
    return b"".join([*archive, directory(placed)])


def deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(content) + deflater.flush()


def members(table: bytes, key: PrivateKey = KEY, **changes: object) -> dict[str, bytes]:
    """A signed bundle around any bytes as its one table; `changes` go into its manifest."""
    lines = table.count(b"\n")
    part = Part("figures", Media.TABLE, lines, len(table), hashlib.sha256(table).hexdigest())
    stated = {each: getattr(HEAD, each) for each in HEAD.__dataclass_fields__}
    manifest = Manifest(
        schema=1, parts=(part,), suite=key.suite, signer=key.public.text, **stated
    ).canonical
    if changes:
        import json

        manifest = canonical_json({**json.loads(manifest), **changes})
    return {
        "manifest.json": manifest,
        "signature": sign(key, SIGNED_AS + manifest).hex().encode(),
        part.member: table,
    }


def forged(path: Path, table: bytes, **changes: object) -> Path:
    """That bundle as a file."""
    path.write_bytes(pack(members(table, **changes)))
    return path
