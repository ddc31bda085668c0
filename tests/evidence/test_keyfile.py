"""A private key rests sealed, or where only its owner can read it."""

import os
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from huanjie.evidence.keyfile import KeyRefused, key_of, key_pem, load_key, save_key
from huanjie.evidence.signature import NotAKey, PrivateKey, Suite, is_signed, new_key, sign
from tests.conftest import leave_out

BOTH = pytest.mark.parametrize("suite", Suite)


def code(path, passphrase=None) -> str:
    with pytest.raises(KeyRefused) as refused:
        load_key(path, passphrase=passphrase)
    (problem,) = refused.value.problems
    assert all((problem.message_zh, problem.message_en, problem.next_zh, problem.next_en))
    return problem.code


@BOTH
@pytest.mark.parametrize("passphrase", [None, "换届选举 2026"])
def test_a_key_is_read_back_from_its_file(tmp_path, suite, passphrase):
    key, path = new_key(suite), tmp_path / "key.pem"
    save_key(path, key, passphrase=passphrase)
    assert load_key(path, passphrase=passphrase) == key
    assert is_signed(key.public, b"a", sign(load_key(path, passphrase=passphrase), b"a"))
    assert path.stat().st_mode & 0o777 == 0o600
    label = "ENCRYPTED PRIVATE KEY" if passphrase else "PRIVATE KEY"
    assert path.read_text().startswith(f"-----BEGIN {label}-----\n")


@BOTH
def test_no_key_is_overwritten(tmp_path, suite):
    save_key(tmp_path / "key.pem", new_key(suite))
    with pytest.raises(FileExistsError):
        save_key(tmp_path / "key.pem", new_key(suite))


@BOTH
def test_an_open_key_that_others_can_read_is_not_used(tmp_path, suite):
    path = tmp_path / "key.pem"
    save_key(path, new_key(suite))
    path.chmod(0o640)
    assert code(path) == "key-open-to-others"
    path.unlink()
    save_key(path, new_key(suite), passphrase="geheim")
    path.chmod(0o644)
    assert load_key(path, passphrase="geheim").suite is suite


@BOTH
def test_a_sealed_key_asks_for_its_passphrase_and_takes_no_other(tmp_path, suite):
    path = tmp_path / "key.pem"
    save_key(path, new_key(suite), passphrase="geheim")
    assert code(path) == "key-needs-passphrase"
    assert code(path, "") == "key-needs-passphrase"
    assert code(path, "Geheim") == "key-wrong-passphrase"


@BOTH
def test_an_empty_passphrase_is_none(suite):
    with pytest.raises(ValueError, match="empty"):
        key_pem(new_key(suite), passphrase="")


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n", b"\xff" * 99],
)
def test_what_is_no_key_is_refused(tmp_path, content):
    path = tmp_path / "key.pem"
    path.touch(0o600)
    path.write_bytes(content)
    assert code(path) == "key-unreadable"


def test_a_key_of_another_kind_is_refused(tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(NotAKey):
        key_of(pem)


@pytest.mark.parametrize(("passphrase", "step"), [(None, 5), ("geheim", 60)])
def test_a_damaged_sm2_key_is_refused(passphrase, step):
    pem = key_pem(new_key(Suite.NATIONAL), passphrase=passphrase)
    for place in range(40, len(pem) - 40, step):
        damaged = pem[:place] + bytes([pem[place] ^ 1]) + pem[place + 1 :]
        with pytest.raises(NotAKey):
            key_of(damaged, passphrase=passphrase)


@pytest.fixture
def openssl():
    """Another program that knows these keys."""
    found = shutil.which("openssl")
    return found or leave_out("openssl", "apt-get install openssl")


@BOTH
def test_openssl_reads_an_open_key_and_finds_the_same_public_key(tmp_path, suite, openssl):
    key = PrivateKey(suite, bytes(range(1, 33)))
    save_key(tmp_path / "key.pem", key)
    found = subprocess.run(
        [openssl, "pkey", "-in", os.fspath(tmp_path / "key.pem"), "-pubout", "-outform", "DER"],
        capture_output=True,
        check=True,
    ).stdout
    x = key.public.raw if suite is Suite.INTERNATIONAL else key.public.raw[1:]
    assert x in found


def test_openssl_takes_our_sm2_signature(tmp_path, openssl):
    key = new_key(Suite.NATIONAL)
    save_key(tmp_path / "key.pem", key)
    (tmp_path / "message").write_bytes("选民".encode())
    signature = sign(key, "选民".encode())
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    (tmp_path / "signature").write_bytes(encode_dss_signature(r, s))
    said = subprocess.run(
        [
            openssl, "pkeyutl", "-verify", "-inkey", "key.pem", "-in", "message", "-rawin",
            "-sigfile", "signature", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verified Successfully" in said.stdout, said.stderr
