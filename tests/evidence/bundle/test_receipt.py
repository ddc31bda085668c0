"""A receipt says what became of a bundle, in words that only the receiver can have signed."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie.evidence.bundle import (
    LIMITS,
    BundleRefused,
    NotWritable,
    Receipt,
    Verdict,
    read_receipt,
    write_receipt,
)
from huanjie.evidence.canonical import canonical_json
from huanjie.evidence.signature import Suite, new_key
from tests.evidence.bundle.forge import AT, KEY, STRANGER, UNIT

CITY = "433100000000"
KNOWN = {CITY: KEY.public}
REMARK = {"line": 3, "column": "n", "code": "X3.1", "message": "选民数与名单不符"}
RECEIPT = Receipt(
    digest="1" * 64, sequence=4, unit=UNIT, received_at=AT, receiver=CITY,
    verdict=Verdict.REMARKED, remarks={"parts/figures.jsonl": [REMARK]},
)  # fmt: skip


@pytest.mark.parametrize("suite", Suite)
@pytest.mark.parametrize(
    "receipt", [RECEIPT, replace(RECEIPT, verdict=Verdict.ACCEPTED, remarks={})]
)
def test_a_receipt_is_read_back_as_it_was_written(tmp_path, suite, receipt):
    key = new_key(suite)
    made = write_receipt(tmp_path / "a.hjr", receipt, key=key)
    assert read_receipt(tmp_path / "a.hjr", known={CITY: key.public}) == made
    assert made == replace(receipt, suite=suite, signer=key.public.text)
    first = (tmp_path / "a.hjr").read_bytes()
    write_receipt(tmp_path / "a.hjr", receipt, key=key)
    assert (tmp_path / "a.hjr").read_bytes() == first


def refused(path, known=KNOWN, **limits) -> tuple[str, str]:
    with pytest.raises(BundleRefused) as raised:
        read_receipt(path, known=known, limits=replace(LIMITS, **limits))
    (problem,) = raised.value.problems
    assert all((problem.message_zh, problem.message_en, problem.next_zh, problem.next_en))
    return problem.code, problem.column


def test_only_the_receiver_can_sign_a_receipt(tmp_path):
    path = tmp_path / "a.hjr"
    write_receipt(path, RECEIPT, key=STRANGER)
    assert refused(path) == ("signer-unknown", "signer")
    assert refused(path, {**KNOWN, UNIT: STRANGER.public}) == ("signer-of-another-unit", "signer")
    assert read_receipt(path).unit == UNIT


def test_a_receipt_without_a_zone_or_with_a_value_no_reader_takes_is_not_written(tmp_path):
    naive = replace(RECEIPT, received_at=datetime(2026, 12, 20))  # noqa: DTZ001
    with pytest.raises(NotWritable):
        write_receipt(tmp_path / "a.hjr", naive, key=KEY)
    for wrong in (
        replace(RECEIPT, digest="x"),
        replace(RECEIPT, sequence=-1),
        replace(RECEIPT, remarks={"a": [{"line": 1}]}),
        replace(RECEIPT, schema=2),
    ):
        with pytest.raises(BundleRefused):
            write_receipt(tmp_path / "a.hjr", wrong, key=KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("digest", "x"), ("sequence", None), ("unit", 1), ("received_at", "2026"), ("receiver", []),
        ("verdict", "perhaps"), ("remarks", []), ("schema", 2), ("suite", "x"), ("signer", "x"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_key(tmp_path, column, value):
    path = tmp_path / "a.hjr"
    write_receipt(path, RECEIPT, key=KEY)
    content = json.loads(path.read_bytes())
    content["receipt"][column] = value
    path.write_bytes(canonical_json(content))
    assert refused(path) == ("receipt-value", f"receipt.{column}")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "line-not-json"),
        (b"{}", "receipt-value"),
        (b'{"receipt":1,"signature":""}', "receipt-value"),
        (b'{"receipt":{},"signature":1}', "receipt-value"),
        (b"[" * 100_000, "line-too-deep"),
    ],
)
def test_what_is_no_receipt_is_refused(tmp_path, content, code):
    (tmp_path / "a.hjr").write_bytes(content)
    assert refused(tmp_path / "a.hjr")[0] == code


def test_a_receipt_that_is_too_large_is_not_parsed(tmp_path):
    (tmp_path / "a.hjr").write_bytes(b" " * 2_000_000)
    assert refused(tmp_path / "a.hjr")[0] == "receipt-too-large"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_seen(tmp_path, data):
    path = tmp_path / "a.hjr"
    write_receipt(path, RECEIPT, key=KEY)
    honest = path.read_bytes()
    place = data.draw(st.integers(0, len(honest) - 1))
    mask = data.draw(st.integers(1, 255))
    path.write_bytes(honest[:place] + bytes([honest[place] ^ mask]) + honest[place + 1 :])
    with pytest.raises(BundleRefused):
        read_receipt(path, known=KNOWN)


def test_a_signed_manifest_cannot_pass_for_a_signed_receipt(tmp_path):
    path = tmp_path / "a.hjr"
    made = write_receipt(path, RECEIPT, key=KEY)
    from huanjie.evidence.bundle.writing import SIGNED_AS
    from huanjie.evidence.signature import sign

    signature = sign(KEY, SIGNED_AS + made.canonical).hex()
    content = {"receipt": json.loads(made.canonical), "signature": signature}
    path.write_bytes(canonical_json(content))
    assert refused(path) == ("signature-wrong", "")
