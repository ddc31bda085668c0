"""Writes a bundle: the same content, key and compressor give the same bytes."""

import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from huanjie.evidence.bundle.container import (
    DEFLATED,
    STORED,
    Member,
    chunks,
    directory,
    is_bomb,
    local_header,
)
from huanjie.evidence.bundle.limits import LIMITS, MIB
from huanjie.evidence.bundle.lines import NotWritable
from huanjie.evidence.bundle.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    ManifestHead,
    Media,
    Part,
    manifest_of,
    order_of,
)
from huanjie.evidence.bundle.tables import written_table
from huanjie.evidence.files import replace_file
from huanjie.evidence.signature import PrivateKey, Suite, new_digest, sign

Row = Mapping[str, object]
SIGNED_AS = b"huanjie bundle 1\n"
"""Stands before the manifest when it is signed: a signature on anything else is not one on this."""
_TIGHTEST = 2000
"""Deflate packs no tighter than 1032 to one."""
_LEVEL = 4
"""Half the time of zlib's usual 6, and a tenth more bytes."""


def write_bundle(
    path: Path,
    head: ManifestHead,
    *,
    tables: Mapping[str, Iterable[Row]],
    files: Mapping[str, Path | bytes] | None = None,
    key: PrivateKey,
) -> Manifest:
    """Writes the bundle, whole or not at all, and says what is in it.

    A table is its rows in the order given. Raises `NotCanonical` or `NotWritable` for a value that
    has no place in a bundle, `BundleRefused` for a head that no reader would take.
    """
    path = Path(path)
    with tempfile.TemporaryFile(dir=path.parent) as spool:
        members, parts = _spooled(spool, tables, files or {}, key.suite)
        _refuse_too_much(parts, spool.tell())
        manifest = manifest_of(head, tuple(sorted(parts, key=order_of)), key.public)
        signature = sign(key, SIGNED_AS + manifest.canonical).hex().encode()
        first = [_packed(MANIFEST, manifest.canonical), _packed(SIGNATURE, signature)]
        ordered = [members[part.member] for part in manifest.parts]
        replace_file(path, _archive(first, ordered, spool))
    return manifest


def _spooled(
    spool: BinaryIO,
    tables: Mapping[str, Iterable[Row]],
    attached: Mapping[str, Path | bytes],
    suite: Suite,
) -> tuple[dict[str, Member], list[Part]]:
    """Every part packed into the spool, one after the other; `start` is its place there."""
    members: dict[str, Member] = {}
    parts: list[Part] = []
    for name, rows in tables.items():
        _spool(spool, Part(name, Media.TABLE, 0, 0, ""), written_table(rows), suite, members, parts)
    for name, source in attached.items():
        _spool(spool, Part(name, Media.FILE, 0, 0, ""), _attachment(source), suite, members, parts)
    return members, parts


def _spool(
    spool: BinaryIO,
    part: Part,
    content: Iterator[bytes],
    suite: Suite,
    members: dict[str, Member],
    parts: list[Part],
) -> None:
    start, digest, deflater = spool.tell(), new_digest(suite), _deflater()
    crc = size = lines = 0
    for chunk in content:
        digest.update(chunk)
        crc, size, lines = zlib.crc32(chunk, crc), size + len(chunk), lines + chunk.count(b"\n")
        if size > LIMITS.member_bytes:
            raise NotWritable(f"{part.name} is larger than a reader takes")
        spool.write(deflater.compress(chunk))
    spool.write(deflater.flush())
    made = replace(
        part, lines=lines if part.media is Media.TABLE else 0, size=size, digest=digest.hexdigest()
    )
    packed = Member(part.member, DEFLATED, crc, spool.tell() - start, size, start)
    members[part.member] = _unsuspicious(spool, packed)
    parts.append(made)


def _unsuspicious(spool: BinaryIO, member: Member) -> Member:
    """The member; when it is packed as tightly as only a bomb should be, without packing."""
    if not is_bomb(member, LIMITS):
        return member
    start = spool.tell()
    for chunk in chunks(spool, member, replace(LIMITS, ratio=_TIGHTEST)):
        spool.seek(0, os.SEEK_END)
        spool.write(chunk)
    return replace(member, method=STORED, packed=member.size, start=start)


def _refuse_too_much(parts: list[Part], packed: int) -> None:
    """Nothing is written that no reader takes. Raises `NotWritable`."""
    held = (
        len(parts) + 2 <= LIMITS.members
        and sum(part.size for part in parts) <= LIMITS.total_bytes - 2 * LIMITS.manifest_bytes
        and sum(part.lines for part in parts) <= LIMITS.lines
        and packed <= LIMITS.archive_bytes - 2 * LIMITS.manifest_bytes
    )
    if not held:
        raise NotWritable("the bundle is larger than a reader takes")


def _attachment(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while chunk := file.read(MIB):
            yield chunk


def _deflater() -> "zlib._Compress":
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


def _packed(name: str, content: bytes) -> tuple[Member, bytes]:
    deflater = _deflater()
    packed = deflater.compress(content) + deflater.flush()
    return Member(name, DEFLATED, zlib.crc32(content), len(packed), len(content), 0), packed


def _archive(
    first: list[tuple[Member, bytes]], spooled: list[Member], spool: BinaryIO
) -> Iterator[bytes]:
    """The archive from its first byte to its last."""
    placed: list[Member] = []
    position = 0
    for member, content in [*first, *((member, None) for member in spooled)]:
        header = local_header(member)
        placed.append(replace(member, start=position + len(header)))
        position = placed[-1].end
        yield header
        if content is not None:
            yield content
        else:
            yield from _copied(spool, member)
    yield directory(placed)


def _copied(spool: BinaryIO, member: Member) -> Iterator[bytes]:
    spool.seek(member.start)
    left = member.packed
    while left:
        chunk = spool.read(min(MIB, left))
        left -= len(chunk)
        yield chunk
