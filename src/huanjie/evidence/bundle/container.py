"""The archive around a bundle: a ZIP file of one layout, every byte of which is accounted for.

Any ZIP tool can open it. What we read is narrower: members follow one another without a gap, both
of their headers say the same, and nothing stands before, between, beside or after them. So there is
no second way to understand a file, and no place to hide anything. `docs/reference/bundle.md` has
the layout byte by byte.
"""

import os
import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from huanjie.evidence.bundle.limits import KIB, MIB, Limits
from huanjie.evidence.bundle.problems import refusal

STORED, DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_VERSION, _MADE_BY = 20, 0x0314
_UTF8, _ENCRYPTED = 0x0800, 0x0001
_NO_TIME, _FIRST_DAY = 0, 0x0021
_REGULAR = (stat.S_IFREG | 0o644) << 16
_LONGEST_NAME = 512
_CHUNK = 256 * KIB


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: where its packed bytes begin, and what both headers say of it."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def end(self) -> int:
        """Where the next header begins."""
        return self.start + self.packed


def local_header(member: Member) -> bytes:
    """What stands before the packed bytes."""
    name = member.name.encode()
    return (
        _LOCAL.pack(
            _LOCAL_MARK, _VERSION, _UTF8, member.method, _NO_TIME, _FIRST_DAY,
            member.crc, member.packed, member.size, len(name), 0,
        ) + name
    )  # fmt: skip


def central_header(member: Member, offset: int) -> bytes:
    """What stands in the directory at the end; `offset` is where the local header begins."""
    name = member.name.encode()
    return (
        _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY, _VERSION, _UTF8, member.method, _NO_TIME, _FIRST_DAY,
            member.crc, member.packed, member.size, len(name), 0, 0, 0, 0, _REGULAR, offset,
        ) + name
    )  # fmt: skip


def directory(members: Sequence[Member]) -> bytes:
    """The directory and the end of the archive."""
    offsets = [0, *(member.end for member in members)]
    headers = b"".join(map(central_header, members, offsets))
    count = len(members)
    return headers + _END.pack(_END_MARK, 0, 0, count, count, len(headers), offsets[-1], 0)


def members_of(file: BinaryIO, archive: str, limits: Limits) -> list[Member]:
    """The members in their order, once the whole layout holds. Raises `BundleRefused`."""
    size = file.seek(0, os.SEEK_END)
    if size > limits.archive_bytes:
        raise refusal("archive-too-large", archive, limit=limits.archive_bytes // MIB)
    file.seek(0)
    if file.read(4) != _LOCAL_MARK:
        raise refusal("archive-not-a-bundle", archive)
    listed = _listed(file, archive, size, limits)
    offset = 0
    for member in listed:
        file.seek(offset)
        if file.read(member.start - offset) != local_header(member):
            raise refusal("archive-altered", archive, detail=member.name)
        offset = member.end
    file.seek(offset)
    if file.read() != directory(listed):
        raise refusal("archive-altered", archive, detail="directory")
    return listed


def _listed(file: BinaryIO, archive: str, size: int, limits: Limits) -> list[Member]:
    """What the directory says, its bounds held before it is read."""
    file.seek(max(0, size - _END.size))
    end = file.read()
    if len(end) != _END.size or end[:4] != _END_MARK:
        raise refusal("archive-truncated", archive)
    *_, count, length, start, comment = _END.unpack(end)
    if count > limits.members:
        raise refusal("archive-too-many-members", archive, count=count, limit=limits.members)
    if comment or start + length + _END.size != size or length > count * (46 + _LONGEST_NAME):
        raise refusal("archive-altered", archive, detail="end")
    file.seek(start)
    return _parsed(file.read(length), archive, limits)


def _parsed(headers: bytes, archive: str, limits: Limits) -> list[Member]:
    found: dict[str, Member] = {}
    position = offset = total = 0
    while position < len(headers):
        member = _member(headers[position:], offset, archive)
        if member.name in found:
            raise refusal("member-twice", archive, detail=member.name)
        total += member.size
        if member.size > limits.member_bytes or total > limits.total_bytes:
            raise refusal("member-too-large", member.name, limit=limits.member_bytes // MIB)
        found[member.name] = member
        position += _CENTRAL.size + len(member.name.encode())
        offset = member.end
    return list(found.values())


def _member(header: bytes, offset: int, archive: str) -> Member:
    """One entry of the directory; what no bundle has is named. Raises `BundleRefused`."""
    if len(header) < _CENTRAL.size:
        raise refusal("archive-truncated", archive)
    (mark, _, _, flags, method, _, _, crc, packed, size, length, _, _, _, _, attributes, _) = (
        _CENTRAL.unpack_from(header)
    )
    name = _name(header[_CENTRAL.size : _CENTRAL.size + length], archive)
    if flags & _ENCRYPTED:
        raise refusal("member-encrypted", archive, detail=name)
    if stat.S_ISLNK(attributes >> 16):
        raise refusal("member-is-a-link", archive, detail=name)
    member = Member(name, method, crc, packed, size, offset + _LOCAL.size + length)
    if mark != _CENTRAL_MARK or method not in (STORED, DEFLATED):
        raise refusal("archive-altered", archive, detail=name)
    return member


def _name(raw: bytes, archive: str) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        raise refusal("member-name", archive, detail=raw) from None
    parts = name.split("/")
    is_path = name.startswith("/") or "\\" in name or ":" in name
    if is_path or not name.isprintable() or any(part in ("", ".", "..") for part in parts):
        raise refusal("member-name", archive, detail=name)
    return name


def chunks(file: BinaryIO, member: Member, limits: Limits) -> Iterator[bytes]:
    """The member unpacked, a little at a time, held to its own figures. Raises `BundleRefused`."""
    crc = size = 0
    for chunk in _unpacked(file, member, limits):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        if size > member.size:
            raise refusal("member-damaged", member.name)
        yield chunk
    if (size, crc) != (member.size, member.crc):
        raise refusal("member-damaged", member.name)


def is_bomb(member: Member, limits: Limits) -> bool:
    """Whether it says itself that it is packed more tightly than an honest one."""
    return member.size > MIB + limits.ratio * member.packed


def _unpacked(file: BinaryIO, member: Member, limits: Limits) -> Iterator[bytes]:
    if is_bomb(member, limits):
        raise refusal("member-is-a-bomb", member.name, limit=limits.ratio)
    packed = _packed(file, member)
    if member.method == STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for each in packed:
            if inflater.eof:
                raise refusal("member-damaged", member.name)
            waiting = each
            while waiting and not inflater.eof:
                yield inflater.decompress(waiting, _CHUNK)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error:
        raise refusal("member-damaged", member.name) from None
    if not inflater.eof or inflater.unused_data:
        raise refusal("member-damaged", member.name)


def _packed(file: BinaryIO, member: Member) -> Iterator[bytes]:
    position = member.start
    while position < member.end:
        file.seek(position)
        piece = file.read(min(_CHUNK, member.end - position))
        if not piece:
            raise refusal("member-damaged", member.name)
        position += len(piece)
        yield piece
