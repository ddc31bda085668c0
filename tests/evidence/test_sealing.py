"""Bytes sealed under a passphrase open under it alone, and only where they belong."""

from __future__ import annotations

import pytest

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
