"""A signature holds for one key and one message; the algorithms are those of the standards."""

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given
from hypothesis import strategies as st

from huanjie.evidence import sm2
from huanjie.evidence.signature import (
    NotAKey,
    PrivateKey,
    PublicKey,
    Suite,
    digest_of,
    is_signed,
    new_key,
    public_key,
    sign,
)

BOTH = pytest.mark.parametrize("suite", Suite)

RFC_8032 = [  # section 7.1: secret, public, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        ("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
        "6bd25bf5f0595bbe24655141438e7a100b"),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        ("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
        "8c387b2eaeb4302aeeb00d291612bb0c00"),
    ),
]  # fmt: skip

# GB/T 32918.5 annex A (GM/T 0003.5 annex A): the identity is 1234567812345678.
SM2_PRIVATE = bytes.fromhex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
SM2_X = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
SM2_Y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
SM2_SIGNATURE = bytes.fromhex(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
SM2_NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_ed25519_signs_as_rfc_8032_says(secret, public, message, signature):
    key = PrivateKey(Suite.INTERNATIONAL, bytes.fromhex(secret))
    assert key.public.raw.hex() == public
    assert sign(key, bytes.fromhex(message)).hex() == signature
    assert is_signed(key.public, bytes.fromhex(message), bytes.fromhex(signature))


def test_sm2_has_the_public_key_and_accepts_the_signature_of_the_standard():
    key = PrivateKey(Suite.NATIONAL, SM2_PRIVATE)
    assert key.public.raw.hex() == ("03" if int(SM2_Y, 16) % 2 else "02") + SM2_X
    assert is_signed(key.public, b"message digest", SM2_SIGNATURE)
    assert not is_signed(key.public, b"message digest.", SM2_SIGNATURE)


def test_sm2_signs_as_the_standard_does_once_it_has_the_standards_nonce(monkeypatch):
    monkeypatch.setattr(sm2, "nonces", lambda *_: iter([SM2_NONCE]))
    assert sm2.sign(SM2_PRIVATE, b"message digest") == SM2_SIGNATURE


def test_the_nonces_are_those_of_rfc_6979():
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # A.2.5: P-256
    private = bytes.fromhex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
    digest = bytes.fromhex(digest_of(Suite.INTERNATIONAL, b"sample"))
    first = next(sm2.nonces(private, digest, order, hashes.SHA256()))
    assert first == 0xA6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60


def test_the_digest_of_the_national_suite_is_sm3():
    """GB/T 32905 annex A."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest_of(Suite.NATIONAL, b"abc") == expected


@BOTH
def test_a_signature_holds_for_its_key_and_message_only(suite):
    key, other = new_key(suite), new_key(suite)
    signature = sign(key, b"a")
    assert is_signed(key.public, b"a", signature)
    assert not is_signed(key.public, b"b", signature)
    assert not is_signed(other.public, b"a", signature)
    assert sign(key, b"a") == signature


@BOTH
@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\xff" * 64, b"\1" * 63, b"\1" * 65])
def test_what_is_no_signature_does_not_hold(suite, signature):
    assert not is_signed(new_key(suite).public, b"a", signature)


def test_the_signature_of_one_suite_says_nothing_in_the_other():
    ours, theirs = new_key(Suite.INTERNATIONAL), new_key(Suite.NATIONAL)
    assert not is_signed(theirs.public, b"a", sign(ours, b"a"))
    assert not is_signed(ours.public, b"a", sign(theirs, b"a"))


def test_a_flipped_bit_of_an_sm2_signature_is_seen():
    key = new_key(Suite.NATIONAL)
    signature = sign(key, b"a")
    for place in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[place] ^= 1
        assert not is_signed(key.public, b"a", bytes(changed))


@BOTH
def test_a_printed_key_is_read_back_however_it_was_typed(suite):
    public = new_key(suite).public
    assert public_key(public.text) == public
    assert public_key(f"  {public.text.lower().replace('-', ' ')}\n") == public
    _name, groups = public.text.split(":")
    assert [len(each) for each in groups.split("-")] == [4] * 14
    assert len(public.text) <= 80
    assert set(public.text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-")


@BOTH
@given(place=st.integers(0, 55), letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_mistyped_letter_of_a_key_is_seen(suite, place, letter):
    text = PrivateKey(suite, SM2_PRIVATE).public.text
    name, groups = text.split(":")
    letters = list(groups.replace("-", ""))
    same = letters[place] == letter
    letters[place] = letter
    typed = f"{name}:{''.join(letters)}"
    if same:
        assert public_key(typed).text == text
    else:
        with pytest.raises(NotAKey):
            public_key(typed)


@pytest.mark.parametrize(
    "text", ["", "ED25519:", "RSA:AAAA", "ED25519:1111", "ED25519:AAAA", "SM2:" + "A" * 56, "字"]
)
def test_what_is_no_printed_key_is_refused(text):
    with pytest.raises(NotAKey):
        public_key(text)


@pytest.mark.parametrize(
    ("suite", "raw"),
    [
        (Suite.INTERNATIONAL, b"\1" * 31),
        (Suite.NATIONAL, b"\2" + b"\0" * 31),
        (Suite.NATIONAL, b"\4" + b"\1" * 32),
        (Suite.NATIONAL, b"\2" + b"\xff" * 32),
        (Suite.NATIONAL, b"\2" + (3).to_bytes(32, "big")),
    ],
)
def test_bytes_that_are_no_point_are_no_public_key(suite, raw):
    with pytest.raises(NotAKey):
        PublicKey(suite, raw)


@pytest.mark.parametrize("number", [0, sm2.ORDER - 1, sm2.ORDER, 2**256 - 1])
def test_numbers_outside_the_order_are_no_sm2_key(number):
    with pytest.raises(NotAKey):
        PrivateKey(Suite.NATIONAL, number.to_bytes(32, "big"))


@BOTH
def test_a_private_key_has_its_length_and_is_never_shown(suite):
    key = new_key(suite)
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)
    with pytest.raises(NotAKey):
        PrivateKey(suite, key.raw[:-1])


@BOTH
def test_a_fingerprint_is_eight_groups_of_four(suite):
    groups = new_key(suite).public.fingerprint.split(" ")
    assert [len(each) for each in groups] == [4] * 8
    assert all(int(each, 16) >= 0 for each in groups)
