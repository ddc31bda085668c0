"""Who signed this, and over which bytes? Keys, signatures and digests of two suites.

`ed25519-sha256` is the default; `sm2-sm3` is for offices that must use national algorithms. A
public key has a printed form of one line; who receives it compares the fingerprint by telephone.
"""

import hashlib
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from huanjie.evidence import sm2

_PRINTED = 35
"""Bytes behind the 56 characters of a printed key: the key, then as much of its digest as fits."""


class Suite(StrEnum):
    """Which signature goes with which digest."""

    INTERNATIONAL = "ed25519-sha256"
    NATIONAL = "sm2-sm3"


_NAMES = {Suite.INTERNATIONAL: "ED25519", Suite.NATIONAL: "SM2"}
_LENGTHS = {Suite.INTERNATIONAL: 32, Suite.NATIONAL: 33}


class NotAKey(ValueError):
    """The text or the bytes are no key of that suite."""


class Digest(Protocol):
    """A digest that grows with what it is given."""

    def update(self, data: bytes, /) -> None:
        """Takes more bytes."""

    def hexdigest(self) -> str:
        """The digest of everything so far, 64 hexadecimal digits."""


class _Sm3:
    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.copy().finalize().hex()


def new_digest(suite: Suite) -> Digest:
    """An empty digest: SHA-256 or SM3."""
    return hashlib.sha256() if suite is Suite.INTERNATIONAL else _Sm3()


def digest_of(suite: Suite, content: bytes) -> str:
    """The digest of the bytes, 64 hexadecimal digits."""
    growing = new_digest(suite)
    growing.update(content)
    return growing.hexdigest()


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: 32 bytes of Ed25519, or a compressed SM2 point of 33. Raises `NotAKey`."""

    suite: Suite
    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _LENGTHS[self.suite]:
            raise NotAKey("wrong length")
        if self.suite is Suite.NATIONAL and not sm2.is_public(self.raw):
            raise NotAKey("no point of the curve")

    @property
    def text(self) -> str:
        """The printed form: the algorithm and 14 groups of 4 letters and digits, easy on a QR code.

        Base32 of the key followed by the first bytes of its digest, 35 bytes in all.
        """
        letters = b32encode(self.raw + _check(self.suite, self.raw)).decode()
        groups = (letters[start : start + 4] for start in range(0, len(letters), 4))
        return f"{_NAMES[self.suite]}:{'-'.join(groups)}"

    @property
    def fingerprint(self) -> str:
        """Eight groups of four hexadecimal digits, to be read out on the telephone."""
        digits = digest_of(self.suite, _named(self.suite, self.raw))[:32]
        return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key, 32 bytes in both suites. It is never shown. Raises `NotAKey`.

    `public` is what others check the signatures with.
    """

    suite: Suite
    raw: bytes = field(repr=False)
    public: PublicKey = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.raw) != sm2.LENGTH:
            raise NotAKey("wrong length")
        try:
            public = _public_of(self.suite, self.raw)
        except ValueError:  # a number outside the curve's order
            raise NotAKey("no private key of this suite") from None
        object.__setattr__(self, "public", PublicKey(self.suite, public))


def _public_of(suite: Suite, private: bytes) -> bytes:
    if suite is Suite.NATIONAL:
        return sm2.public_of(private)
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def new_key(suite: Suite) -> PrivateKey:
    """A fresh private key from the system's random source."""
    if suite is Suite.NATIONAL:
        return PrivateKey(suite, sm2.new_private())
    return PrivateKey(suite, Ed25519PrivateKey.generate().private_bytes_raw())


def sign(key: PrivateKey, message: bytes) -> bytes:
    """The signature, 64 bytes; the same for the same key and message."""
    if key.suite is Suite.NATIONAL:
        return sm2.sign(key.raw, message)
    return Ed25519PrivateKey.from_private_bytes(key.raw).sign(message)


def is_signed(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """True when the signature is that key's over exactly these bytes."""
    if key.suite is Suite.NATIONAL:
        return sm2.is_signed(key.raw, message, signature)
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def public_key(text: str) -> PublicKey:
    """The key of a printed form; blanks, dashes and case do not matter. Raises `NotAKey`."""
    name, _, letters = "".join(text.upper().split()).replace("-", "").partition(":")
    suite = next((suite for suite, known in _NAMES.items() if known == name), None)
    if suite is None:
        raise NotAKey("neither ED25519 nor SM2")
    try:
        content = b32decode(letters)
    except NotBase32:
        raise NotAKey("a character that no key has") from None
    raw, check = content[: _LENGTHS[suite]], content[_LENGTHS[suite] :]
    if len(content) != _PRINTED or check != _check(suite, raw):
        raise NotAKey("a mistyped character")
    return PublicKey(suite, raw)


def _check(suite: Suite, raw: bytes) -> bytes:
    return bytes.fromhex(digest_of(suite, _named(suite, raw)))[: _PRINTED - len(raw)]


def _named(suite: Suite, raw: bytes) -> bytes:
    return suite.encode() + b"\0" + raw
