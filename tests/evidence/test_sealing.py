"""Bytes sealed under a passphrase open under it alone, and only where they belong."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from huanjie.evidence.sealing import NotOpened, is_long_enough, opened, sealed

WORDS, HEAD = "清江 one two three", b"for the town"
CONTENT = "王山 990124".encode() * 50


def test_what_is_sealed_opens_under_the_same_words_however_they_are_typed() -> None:
    kept = sealed(CONTENT, WORDS, belongs_to=HEAD)
    assert opened(kept, f" {WORDS.replace(' ', '　')} ", belongs_to=HEAD) == CONTENT
    assert "王山".encode() not in kept
    assert sealed(CONTENT, WORDS, belongs_to=HEAD) != kept


def test_other_words_another_place_and_other_bytes_open_nothing() -> None:
    kept = sealed(CONTENT, WORDS, belongs_to=HEAD)
    changed = kept[:-1] + bytes([kept[-1] ^ 1])
    for content, words, head in (
        (kept, "another passphrase", HEAD), (kept, WORDS, b"for another"), (changed, WORDS, HEAD),
        (kept[:30], WORDS, HEAD), (b"x" + kept[1:], WORDS, HEAD), (b"", WORDS, HEAD),
    ):  # fmt: skip
        with pytest.raises(NotOpened):
            opened(content, words, belongs_to=head)


@pytest.mark.parametrize(("words", "enough"), [("elevenchars", False), ("twelve chars", True)])
def test_a_passphrase_has_twelve_characters_without_the_spaces_at_its_ends(
    words: str, enough: bool
) -> None:
    assert is_long_enough(f"  {words}  ") is enough


def test_the_sealed_form_is_the_one_told_and_a_guess_costs_what_it_should() -> None:
    """Made here without our code: 64 MiB and two to the sixteenth rounds for every guess."""
    salt, nonce = bytes(range(16)), bytes(range(12))
    key = hashlib.scrypt(WORDS.encode(), salt=salt, n=2**16, r=8, p=1, dklen=32, maxmem=2**27)
    mark = b"huanjie sealed 1\n"
    body = AESGCM(key).encrypt(nonce, zlib.compress(CONTENT), mark + HEAD)
    assert opened(mark + salt + nonce + body, WORDS, belongs_to=HEAD) == CONTENT
