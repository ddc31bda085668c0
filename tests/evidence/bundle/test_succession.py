"""Lost, repeated, out of order, forked, from elsewhere: each has its own name."""

from dataclasses import replace

import pytest

from huanjie.evidence.bundle import follow, head_of
from tests.evidence.bundle.forge import HEAD, write


@pytest.fixture
def chain(tmp_path):
    """Four bundles of one sender, one after the other."""
    made, head = [], HEAD
    for number in range(1, 5):
        made.append(write(tmp_path / f"{number}.hjb", head, tables={"figures": [{"n": number}]}))
        head = replace(HEAD, sequence=number + 1, previous=made[-1].digest)
    return made


def heads(chain, count):
    head = None
    for manifest in chain[:count]:
        head = head_of(manifest, head)
    return head


def code(previous, manifest) -> str:
    (problem,) = follow(previous, manifest)
    assert all((problem.message_zh, problem.message_en, problem.next_zh, problem.next_en))
    return problem.code


def test_each_bundle_follows_the_one_before(chain):
    assert follow(None, chain[0]) == []
    for count in range(1, 4):
        assert follow(heads(chain, count), chain[count]) == []


def test_a_gap_names_the_numbers_that_are_lost(chain):
    assert code(heads(chain, 1), chain[3]) == "chain-lost"
    assert "第2–3号" in follow(heads(chain, 1), chain[3])[0].message_zh
    assert "第2号没有" in follow(heads(chain, 1), chain[2])[0].message_zh
    assert code(None, chain[2]) == "chain-lost"


def test_the_same_bundle_again_is_repeated_also_when_it_is_an_old_one(chain):
    assert code(heads(chain, 3), chain[2]) == "chain-repeated"
    assert code(heads(chain, 3), chain[0]) == "chain-repeated"


def test_an_older_number_that_never_came_is_out_of_order(chain):
    late = replace(heads(chain, 3), earlier=frozenset())
    assert code(late, chain[1]) == "chain-out-of-order"


def test_another_bundle_of_the_same_number_is_a_fork(chain, tmp_path):
    other = write(tmp_path / "x.hjb", replace(HEAD, sequence=3, previous=chain[1].digest))
    assert code(heads(chain, 3), other) == "chain-forked"
    same_link = write(tmp_path / "x.hjb", replace(HEAD, sequence=3, previous=chain[2].digest))
    assert code(heads(chain, 3), same_link) == "chain-forked"


def test_the_next_number_after_another_bundle_is_a_fork(chain, tmp_path):
    other = write(tmp_path / "x.hjb", replace(HEAD, sequence=4, previous="1" * 64))
    assert code(heads(chain, 3), other) == "chain-forked"


@pytest.mark.parametrize(
    ("column", "value"),
    [("unit", "433125000000"), ("kind", "study"), ("election", {"id": "x"}), ("election", None)],
)
def test_what_belongs_elsewhere_is_named(chain, tmp_path, column, value):
    head = replace(HEAD, sequence=2, previous=chain[0].digest, **{column: value})
    assert code(heads(chain, 1), write(tmp_path / "x.hjb", head)) == f"chain-other-{column}"
