"""docs/reference/bundle.md is enough: a reader written from that page alone reads our bundles."""

import hashlib
import json
from base64 import b32decode
from zipfile import ZipFile

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from huanjie.evidence.bundle import Receipt, Verdict, write_receipt
from tests.evidence.bundle.forge import AT, KEY, ROWS, UNIT, write


def read(path) -> tuple[str, dict, dict]:
    """Digest, manifest and parts; raises where anything is wrong."""
    with ZipFile(path) as archive:
        content = archive.read("manifest.json")
        manifest = json.loads(content)
        assert manifest["suite"] == "ed25519-sha256"
        letters = manifest["signer"].removeprefix("ED25519:").replace("-", "")
        raw = b32decode(letters)
        named = hashlib.sha256(b"ed25519-sha256\0" + raw[:32]).digest()
        assert raw[32:] == named[:3]
        signature = bytes.fromhex(archive.read("signature").decode())
        Ed25519PublicKey.from_public_bytes(raw[:32]).verify(
            signature, b"huanjie bundle 1\n" + content
        )
        parts = {}
        for part in manifest["parts"]:
            is_table = part["media"] == "jsonl"
            name = f"parts/{part['name']}.jsonl" if is_table else f"files/{part['name']}"
            parts[name] = archive.read(name)
            assert hashlib.sha256(parts[name]).hexdigest() == part["digest"]
        order = ["manifest.json", "signature", *parts]
        assert archive.namelist() == order
    return hashlib.sha256(content).hexdigest(), manifest, parts


def test_a_stranger_reads_our_bundle_with_nothing_but_the_page(tmp_path):
    made = write(tmp_path / "a.hjb", files={"报告.txt": b"text"})
    digest, manifest, parts = read(tmp_path / "a.hjb")
    assert digest == made.digest
    assert manifest["unit"] == UNIT
    assert manifest["as_of"] == "2026-12-20T09:30:00.000000Z"
    lines = parts["parts/figures.jsonl"].decode().splitlines()
    assert [json.loads(line) for line in lines] == ROWS
    assert parts["files/报告.txt"] == b"text"


def test_a_stranger_checks_our_receipt_with_nothing_but_the_page(tmp_path):
    receipt = Receipt(
        digest="1" * 64, sequence=1, unit=UNIT, received_at=AT, receiver="433100000000",
        verdict=Verdict.ACCEPTED,
    )  # fmt: skip
    write_receipt(tmp_path / "a.hjr", receipt, key=KEY)
    whole = json.loads((tmp_path / "a.hjr").read_bytes())
    signed = json.dumps(
        whole["receipt"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()
    key = Ed25519PublicKey.from_public_bytes(KEY.public.raw)
    key.verify(bytes.fromhex(whole["signature"]), b"huanjie receipt 1\n" + signed)
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(whole["signature"]), b"huanjie bundle 1\n" + signed)
