"""Which unit lies within which, read from the codes."""

import pytest

from huanjie.office.ledger.scope import covers


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("433100000000", "433124102200"),
        ("433124000000", "433124102200"),
        ("433124102000", "433124102200"),
        ("433124102000", "433124102000"),
        ("433130000000", "433130102000"),
    ],
)
def test_a_unit_covers_itself_and_what_lies_within(upper: str, lower: str) -> None:
    assert covers(upper, lower)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("433124102000", "433124000000"),
        ("433124102000", "433124103000"),
        ("433130000000", "433131102000"),
        ("433124102200", "433124102201"),
    ],
)
def test_a_unit_covers_neither_its_superior_nor_its_neighbour(upper: str, lower: str) -> None:
    assert not covers(upper, lower)
