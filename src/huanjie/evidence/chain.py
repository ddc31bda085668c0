"""Hash chains and the head of a day: whoever changes an entry must change everything after it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huanjie.evidence.canonical import canonical_json

GENESIS = "0" * 64
"""What stands before the first entry of a chain."""
LEAF, NODE = b"\x00", b"\x01"
"""A leaf can never be passed off as a node (RFC 6962)."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it was recorded: what stood before, what it says, and its own hash."""

    previous: str
    payload: Mapping[str, object]
    hash: str


@dataclass(frozen=True, slots=True)
class DailyHead:
    """What is signed at the end of a day: one root over the last hash of every chain."""

    day: date
    previous: str
    root: str
    chains: int
    hash: str


def entry_hash(previous: str, payload: Mapping[str, object]) -> str:
    """SHA-256 over the 32 bytes of the hash before and the canonical form of the payload.

    Raises `ValueError` when `previous` is no hash, `NotCanonical` for the payload.
    """
    return hashlib.sha256(_bytes(previous) + canonical_json(payload)).hexdigest()


def verify_chain(entries: Iterable[Link], *, first_previous: str = GENESIS) -> int | None:
    """The position, from 0, of the first entry that does not hold; None when all do."""
    expected = first_previous
    for position, entry in enumerate(entries):
        if entry.previous != expected or entry.hash != entry_hash(expected, entry.payload):
            return position
        expected = entry.hash
    return None


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The root over leaves in order, as RFC 6962 builds it; of nothing, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    return _root(leaves).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return hashlib.sha256(LEAF + leaves[0]).digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(NODE + _root(leaves[:half]) + _root(leaves[half:])).digest()


def daily_head(day: date, previous: str, heads: Mapping[str, tuple[int, str]]) -> DailyHead:
    """The head of a day. `heads` is chain → number of its entries and hash of the last one.

    `previous` is the hash of the head before, `GENESIS` at the beginning.
    """
    leaves = [
        canonical_json({"chain": chain, "entries": entries, "hash": last})
        for chain, (entries, last) in sorted(heads.items())
    ]
    root = merkle_root(leaves)
    return DailyHead(day, previous, root, len(leaves), head_hash(previous, day, root, len(leaves)))


def head_hash(previous: str, day: date, root: str, chains: int) -> str:
    """The hash of a day's head, for those who hold the head and not the chains below its root.

    Raises `ValueError` when `previous` is no hash.
    """
    return entry_hash(previous, {"chains": chains, "day": day, "root": root})


def is_head_of(head: DailyHead, heads: Mapping[str, tuple[int, str]]) -> bool:
    """True when the head was made over exactly these chains."""
    return head == daily_head(head.day, head.previous, heads)


def _bytes(hexadecimal: str) -> bytes:
    if len(hexadecimal) != len(GENESIS) or hexadecimal != hexadecimal.lower():
        raise ValueError(hexadecimal)
    return bytes.fromhex(hexadecimal)
