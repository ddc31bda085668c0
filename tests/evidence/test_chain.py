"""Whoever changes, drops, adds or swaps an entry is found at the first place it shows."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from huanjie.evidence.chain import (
    GENESIS,
    Link,
    daily_head,
    entry_hash,
    is_head_of,
    merkle_root,
    verify_chain,
)


def chain(count: int) -> list[Link]:
    links, previous = [], GENESIS
    for number in range(count):
        payload = {"sequence": number}
        links.append(Link(previous, payload, entry_hash(previous, payload)))
        previous = links[-1].hash
    return links


@pytest.mark.parametrize("count", [0, 1, 5])
def test_an_untouched_chain_holds(count):
    assert verify_chain(chain(count)) is None


def test_a_changed_entry_is_found():
    links = chain(5)
    links[2] = replace(links[2], payload={"sequence": 99})
    assert verify_chain(links) == 2


def test_a_changed_entry_with_a_new_hash_is_found_at_the_next():
    links = chain(5)
    payload = {"sequence": 99}
    links[2] = Link(links[2].previous, payload, entry_hash(links[2].previous, payload))
    assert verify_chain(links) == 3


def test_a_dropped_first_and_swapped_entries_are_found():
    links = chain(5)
    assert verify_chain(links[1:]) == 0
    assert verify_chain([links[0], links[2], links[1]]) == 1


def test_a_part_of_a_chain_holds_from_the_hash_before_it():
    links = chain(5)
    assert verify_chain(links[2:], first_previous=links[1].hash) is None


@pytest.mark.parametrize("previous", ["", "0" * 63, "G" * 64, "A" * 64])
def test_what_is_no_hash_cannot_stand_before(previous):
    with pytest.raises(ValueError, match=previous or "^$"):
        entry_hash(previous, {})


def test_the_root_is_built_as_rfc_6962_says():
    def leaf(content: bytes) -> bytes:
        return hashlib.sha256(b"\0" + content).digest()

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\1" + left + right).digest()

    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()
    assert merkle_root([b"a"]) == leaf(b"a").hex()
    three = node(node(leaf(b"a"), leaf(b"b")), leaf(b"c"))
    assert merkle_root([b"a", b"b", b"c"]) == three.hex()


def test_a_daily_head_holds_for_its_chains_only():
    heads = {"乙": (3, "b" * 64), "甲": (2, "a" * 64)}
    head = daily_head(date(2026, 12, 20), GENESIS, heads)
    assert is_head_of(head, dict(reversed(list(heads.items()))))
    assert not is_head_of(head, {**heads, "甲": (2, "c" * 64)})
    assert not is_head_of(head, {**heads, "甲": (1, "a" * 64)})
    assert not is_head_of(head, {"甲": heads["甲"]})
    assert not is_head_of(replace(head, day=date(2026, 12, 21)), heads)
