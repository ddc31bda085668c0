"""Sealing ID numbers: AES-GCM to keep them, HMAC-SHA256 to find them.

The keys are made at the first start and lie in `keys.json` of the data folder, readable by its
owner only. Losing them loses the ID numbers; the backup carries them apart from the database.
"""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """The two secrets of an installation, 32 bytes each."""

    seal: bytes
    index: bytes


def load_keys(path: Path) -> Keys:
    """Read the keys, or make them when the file is not there yet."""
    if not path.exists():
        _make_keys(path)
    held = json.loads(path.read_text("ascii"))
    return Keys(bytes.fromhex(held["seal"]), bytes.fromhex(held["index"]))


def _make_keys(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: os.urandom(_KEY_BYTES).hex() for name in ("seal", "index")})
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


@cache
def _keys() -> Keys:
    return load_keys(Path(settings.DATA_DIR) / "keys.json")


def seal(id_number: str) -> bytes:
    """The ID number encrypted, a fresh nonce in front."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_keys().seal).encrypt(nonce, id_number.encode(), None)


def unseal(sealed: bytes) -> str:
    """The ID number in clear. Raises `InvalidTag` when it was sealed with other keys."""
    head, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    return AESGCM(_keys().seal).decrypt(head, body, None).decode()


def index_of(id_number: str) -> str:
    """The blind index: equal for equal numbers, telling nothing about them without the key."""
    return hmac.new(_keys().index, id_number.encode(), hashlib.sha256).hexdigest()


def masked(tail: str) -> str:
    """An ID number as it is shown: only its last four characters."""
    return f"**************{tail}" if tail else "（无证件号）"
