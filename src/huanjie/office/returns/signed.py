"""Small signed texts between two installations: enrolments and receipts.

A signed text is canonical JSON with the fields `public_key` and `signature`; the signature is of
the canonical form of everything else. Knows no database.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from huanjie.evidence.canonical import canonical_json, canonical_text
from huanjie.evidence.signature import PrivateKey, PublicKey, is_signed, public_key, sign

LARGEST = 4 * 2**20


class NotSigned(ValueError):
    """A text that is no signed text of ours, or was changed after it was signed."""


def signed_text(content: Mapping[str, Any], key: PrivateKey) -> str:
    """The content with the signature of a key."""
    whole = {**content, "public_key": key.public.text}
    signature = base64.b64encode(sign(key, canonical_json(whole))).decode("ascii")
    return canonical_text({**whole, "signature": signature})


def read_signed(text: str, kind: str) -> tuple[dict[str, Any], PublicKey]:
    """The content of a signed text of one kind and the key that signed it. Raises `NotSigned`."""
    if len(text) > LARGEST:
        raise NotSigned("too long")
    try:
        whole = json.loads(text)
        signature = base64.b64decode(whole.pop("signature"), validate=True)
        key = public_key(whole["public_key"])
        if whole["kind"] != kind or not is_signed(key, canonical_json(whole), signature):
            raise NotSigned(kind)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as bad:
        raise NotSigned(str(bad)) from bad
    return whole, key
