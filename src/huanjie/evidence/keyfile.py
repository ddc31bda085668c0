"""Where a private key lies: PKCS#8 in PEM, sealed with a passphrase or for its owner's eyes only.

Ed25519 as RFC 8410 has it, sealed as OpenSSL seals it today (PBES2). SM2 as `ecPublicKey` on its
curve, sealed with PBES2 too: PBKDF2 with HMAC-SM3, SM4 in CBC mode. Of SM2 files we read the form
that we write.
"""

import os
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from huanjie.evidence import sm2
from huanjie.evidence.bundle.problems import BundleRefused, problem
from huanjie.evidence.signature import NotAKey, PrivateKey, Suite

_ITERATIONS = 600_000
_OWNER_ONLY = 0o600
_BLOCK = 16
_LARGEST = 64 * 1024
_INTEGER, _BITS, _OCTETS, _NULL, _OID, _SEQUENCE, _PUBLIC = 2, 3, 4, 5, 6, 0x30, 0xA1
_EC_PUBLIC_KEY = bytes.fromhex("2a8648ce3d0201")
_SM2 = bytes.fromhex("2a811ccf5501822d")
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_PBKDF2 = bytes.fromhex("2a864886f70d01050c")
_HMAC_SM3 = bytes.fromhex("2a811ccf550183110301")
_SM4_CBC = bytes.fromhex("2a811ccf55016802")


class KeyRefused(BundleRefused):
    """The file holds no key that may be used; `problems` says why."""


def save_key(path: Path, key: PrivateKey, *, passphrase: str | None = None) -> None:
    """Writes a new file that only its owner may read. Raises `FileExistsError`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(key_pem(key, passphrase=passphrase))
        file.flush()
        os.fsync(file.fileno())


def load_key(path: Path, *, passphrase: str | None = None) -> PrivateKey:
    """The key of the file. Raises `KeyRefused`, and `OSError` when the file cannot be read."""
    with path.open("rb") as file:
        pem = file.read(_LARGEST)
        others = os.fstat(file.fileno()).st_mode & 0o077
    is_sealed = b"ENCRYPTED" in pem
    if others and not is_sealed and os.name == "posix":
        raise _refused("key-open-to-others", path)
    if is_sealed and not passphrase:
        raise _refused("key-needs-passphrase", path)
    try:
        return key_of(pem, passphrase=passphrase if is_sealed else None)
    except NotAKey:
        raise _refused("key-wrong-passphrase" if is_sealed else "key-unreadable", path) from None


def _refused(code: str, path: Path) -> KeyRefused:
    return KeyRefused([problem(code, path.name)])


def key_pem(key: PrivateKey, *, passphrase: str | None = None) -> bytes:
    """The key in PEM, sealed when there is a passphrase. Raises `ValueError` for an empty one."""
    if passphrase == "":
        raise ValueError("an empty passphrase seals nothing")
    if key.suite is Suite.NATIONAL:
        return _sm2_pem(key.raw, passphrase)
    sealing: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        sealing = serialization.BestAvailableEncryption(passphrase.encode())
    return Ed25519PrivateKey.from_private_bytes(key.raw).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealing
    )


def key_of(pem: bytes, *, passphrase: str | None = None) -> PrivateKey:
    """The key in the PEM. Raises `NotAKey`, also when the passphrase is wrong."""
    content = _body(pem)
    if _SM2 in content or _SM4_CBC in content:
        return PrivateKey(Suite.NATIONAL, _sm2_raw(content, passphrase))
    try:
        key = serialization.load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NotAKey("no key, or another passphrase") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey("neither Ed25519 nor SM2")
    return PrivateKey(Suite.INTERNATIONAL, key.private_bytes_raw())


def _body(pem: bytes) -> bytes:
    lines = [line.strip() for line in pem.splitlines() if line.strip()]
    if len(lines) < 3 or not lines[0].startswith(b"-----BEGIN "):
        raise NotAKey("no PEM")
    try:
        return b64decode(b"".join(lines[1:-1]), validate=True)
    except NotBase64:
        raise NotAKey("no PEM") from None


def _sm2_pem(raw: bytes, passphrase: str | None) -> bytes:
    if passphrase is None:
        return _pem("PRIVATE KEY", _open(raw))
    salt, start = secrets.token_bytes(_BLOCK), secrets.token_bytes(_BLOCK)
    padder = padding.PKCS7(8 * _BLOCK).padder()
    padded = padder.update(_open(raw)) + padder.finalize()
    encryptor = _sm4(passphrase, salt, start).encryptor()
    return _pem(
        "ENCRYPTED PRIVATE KEY",
        _sealed(salt, start, encryptor.update(padded) + encryptor.finalize()),
    )


def _sm2_raw(content: bytes, passphrase: str | None) -> bytes:
    if passphrase is None:
        return _raw(content)
    salt, start, packed = _unsealed(content)
    decryptor = _sm4(passphrase, salt, start).decryptor()
    unpadder = padding.PKCS7(8 * _BLOCK).unpadder()
    try:
        padded = unpadder.update(decryptor.update(packed) + decryptor.finalize())
        return _raw(padded + unpadder.finalize())
    except ValueError:
        raise NotAKey("another passphrase") from None


def _sm4(passphrase: str, salt: bytes, start: bytes) -> "Cipher[modes.CBC]":
    derived = PBKDF2HMAC(hashes.SM3(), _BLOCK, salt, _ITERATIONS).derive(passphrase.encode())
    return Cipher(algorithms.SM4(derived), modes.CBC(start))


def _open(raw: bytes) -> bytes:
    """PrivateKeyInfo with the ECPrivateKey of RFC 5915 inside."""
    inner = _der(
        _SEQUENCE,
        _der(_INTEGER, b"\1"),
        _der(_OCTETS, raw),
        _der(_PUBLIC, _der(_BITS, b"\0", sm2.point_of(raw))),
    )
    curve = _der(_SEQUENCE, _der(_OID, _EC_PUBLIC_KEY), _der(_OID, _SM2))
    return _der(_SEQUENCE, _der(_INTEGER, b"\0"), curve, _der(_OCTETS, inner))


def _raw(content: bytes) -> bytes:
    """The private number of what `_open` wrote. Raises `NotAKey` for any other form."""
    place = len(_open(b"\0" * 31 + b"\1")) - 70 - sm2.LENGTH
    raw = content[place : place + sm2.LENGTH]
    try:
        is_ours = _open(raw) == content
    except ValueError:
        is_ours = False
    if not is_ours:
        raise NotAKey("an SM2 key in another form")
    return raw


def _sealed(salt: bytes, start: bytes, packed: bytes) -> bytes:
    """EncryptedPrivateKeyInfo with PBES2 (RFC 8018)."""
    iterations = _der(_INTEGER, _ITERATIONS.to_bytes(3, "big"))
    prf = _der(_SEQUENCE, _der(_OID, _HMAC_SM3), _der(_NULL))
    derivation = _der(
        _SEQUENCE,
        _der(_OID, _PBKDF2),
        _der(_SEQUENCE, _der(_OCTETS, salt), iterations, prf),
    )
    cipher = _der(_SEQUENCE, _der(_OID, _SM4_CBC), _der(_OCTETS, start))
    scheme = _der(_SEQUENCE, _der(_OID, _PBES2), _der(_SEQUENCE, derivation, cipher))
    return _der(_SEQUENCE, scheme, _der(_OCTETS, packed))


def _unsealed(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Salt, start and ciphertext of what `_sealed` wrote. Raises `NotAKey` for any other form."""
    marks = [b"\1" * _BLOCK, b"\2" * _BLOCK, b"\3" * 144]
    places = [_sealed(*marks).index(mark) for mark in marks]
    salt, start, packed = (
        content[place : place + len(mark)] for place, mark in zip(places, marks, strict=True)
    )
    if _sealed(salt, start, packed) != content:
        raise NotAKey("an SM2 key sealed in another form")
    return salt, start, packed


def _der(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    length = len(content)
    head = [tag, length] if length < 128 else [tag, 0x81, length]
    return bytes(head) + content


def _pem(label: str, content: bytes) -> bytes:
    letters = b64encode(content).decode()
    lines = [letters[start : start + 64] for start in range(0, len(letters), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()
