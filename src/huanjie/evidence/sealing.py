"""Bytes sealed under a passphrase: scrypt makes the key of it, AES-256-GCM keeps them whole.

The sealed form is a mark of 17 bytes, a salt of 16, a nonce of 12, and the ciphertext of the packed
bytes with its tag of 16. What it belongs to is authenticated along with it and not stored: sealed
bytes taken out of one bundle open in no other.
"""

import os
import unicodedata
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from huanjie.evidence.bundle.limits import LIMITS

SHORTEST = 12
"""Characters of a passphrase that is told by telephone and protects a whole township."""
_MARK = b"huanjie sealed 1\n"
_SALT, _NONCE, _KEY = 16, 12, 32
_COST, _BLOCK, _LANES = 2**16, 8, 1


class NotOpened(ValueError):
    """Another passphrase, other bytes, or sealed for something else: which, nobody can tell."""


def is_long_enough(passphrase: str) -> bool:
    """Whether it has the characters that a passphrase needs, spaces at its ends not counted."""
    return len(_typed(passphrase)) >= SHORTEST


def sealed(content: bytes, passphrase: str, *, belongs_to: bytes) -> bytes:
    """The bytes packed and sealed, with a fresh salt and nonce."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    packed = zlib.compress(content)
    body = AESGCM(_key(passphrase, salt)).encrypt(nonce, packed, _MARK + belongs_to)
    return _MARK + salt + nonce + body


def opened(content: bytes, passphrase: str, *, belongs_to: bytes) -> bytes:
    """The bytes as they were sealed. Raises `NotOpened`."""
    mark, rest = content[: len(_MARK)], content[len(_MARK) :]
    salt, nonce, body = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    if mark != _MARK or len(nonce) != _NONCE:
        raise NotOpened("not sealed in this form")
    try:
        packed = AESGCM(_key(passphrase, salt)).decrypt(nonce, body, _MARK + belongs_to)
    except InvalidTag:
        raise NotOpened("another passphrase or other bytes") from None
    inflater = zlib.decompressobj()
    unpacked = inflater.decompress(packed, LIMITS.total_bytes)
    if not inflater.eof:
        raise NotOpened("larger than a reader takes")
    return unpacked


def _key(passphrase: str, salt: bytes) -> bytes:
    derivation = Scrypt(salt=salt, length=_KEY, n=_COST, r=_BLOCK, p=_LANES)
    return derivation.derive(_typed(passphrase).encode())


def _typed(passphrase: str) -> str:
    """One form for what keyboards and input methods type in several: full width is half width."""
    return unicodedata.normalize("NFKC", passphrase).strip()
