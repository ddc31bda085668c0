"""SM2 signatures with SM3 (GB/T 32918.2, GM/T 0003.2) on sm2p256v1, with the usual identity.

The arithmetic is `gmalg`'s. What is added here: keys and signatures of fixed length, and a nonce
that is computed (RFC 6979, with SM3), so that the same content gives the same bytes and no poor
random source can give the key away.
"""

from collections.abc import Iterator

from cryptography.hazmat.primitives import hashes, hmac
from gmalg.errors import PointNotOnCurveError
from gmalg.sm2 import PC_MODE, SM2

IDENTITY = b"1234567812345678"
"""The identity that GM/T 0009 prescribes where nothing else was agreed."""
ORDER = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
FIELD = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF
LENGTH = 32
"""Bytes of a number modulo the order of the curve."""


def new_private() -> bytes:
    """A private key, 32 bytes."""
    private: bytes = SM2().generate_keypair()[0]
    return private.rjust(LENGTH, b"\0")


def public_of(private: bytes) -> bytes:
    """The public key as a compressed point, 33 bytes. Raises `ValueError` when there is none."""
    _refuse_no_key(private)
    point: bytes = SM2(pc_mode=PC_MODE.COMPRESS).generate_pk(private)
    return point


def point_of(private: bytes) -> bytes:
    """The public key as an uncompressed point, 65 bytes. Raises `ValueError` when there is none."""
    _refuse_no_key(private)
    point: bytes = SM2(pc_mode=PC_MODE.RAW).generate_pk(private)
    return point


def is_public(public: bytes) -> bool:
    """True for a point of the curve in the compressed form."""
    if len(public) != LENGTH + 1 or public[0] not in (2, 3):
        return False
    if int.from_bytes(public[1:], "big") >= FIELD:
        return False
    try:
        SM2(uid=IDENTITY, pk=public)
    except PointNotOnCurveError:
        return False
    return True


def _refuse_no_key(private: bytes) -> None:
    if len(private) != LENGTH or not 0 < int.from_bytes(private, "big") < ORDER - 1:
        raise ValueError("no SM2 private key")


def sign(private: bytes, message: bytes) -> bytes:
    """r and s, 32 bytes each, one after the other."""
    public = public_of(private)
    fingerprint = hashes.Hash(hashes.SM3())
    fingerprint.update(public + message)
    drawn = nonces(private, fingerprint.finalize(), ORDER, hashes.SM3())
    signer = SM2(sk=private, pk=public, uid=IDENTITY, rnd_fn=lambda _bits: next(drawn))
    r, s = signer.sign(message)
    signature: bytes = r.rjust(LENGTH, b"\0") + s.rjust(LENGTH, b"\0")
    return signature


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """True when the signature is that key's over that message."""
    if len(signature) != 2 * LENGTH or not is_public(public):
        return False
    checker = SM2(uid=IDENTITY, pk=public)
    return bool(checker.verify(message, signature[:LENGTH], signature[LENGTH:]))


def nonces(
    private: bytes, digest: bytes, order: int, algorithm: hashes.HashAlgorithm
) -> Iterator[int]:
    """The candidates of RFC 6979 §3.2, for an order and a hash of 256 bits each."""
    reduced = int.from_bytes(digest, "big") % order
    seed = private + reduced.to_bytes(LENGTH, "big")
    key, value = b"\0" * LENGTH, b"\1" * LENGTH
    for step in (b"\0", b"\1"):
        key = _mac(key, value + step + seed, algorithm)
        value = _mac(key, value, algorithm)
    while True:
        value = _mac(key, value, algorithm)
        yield int.from_bytes(value, "big")
        key = _mac(key, value + b"\0", algorithm)
        value = _mac(key, value, algorithm)


def _mac(key: bytes, message: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    mac = hmac.HMAC(key, algorithm)
    mac.update(message)
    return mac.finalize()
