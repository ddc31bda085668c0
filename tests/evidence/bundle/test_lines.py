"""A table's line has one form only; what has another is refused by name, line and key."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie.evidence.bundle import LIMITS, BundleRefused, open_bundle, verify
from huanjie.evidence.bundle.tables import read_table
from huanjie.evidence.canonical import canonical_json
from tests.evidence.bundle.forge import KEY, KNOWN, forged, members, pack

GOOD = b'{"a":1}'


def rows(*lines: bytes) -> list[dict]:
    return list(read_table([b"".join(line + b"\n" for line in lines)], "parts/x.jsonl", LIMITS))


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (b'{"a":1.5}', "line-float", "a"),
        (b'{"a":1e3}', "line-float", "a"),
        (b'{"a":{"b":[0,NaN]}}', "line-float", "b"),
        (b'{"a":-Infinity}', "line-float", "a"),
        (b'{"a":[[1.5]]}', "line-float", ""),
        (b'{"a":9223372036854775808}', "line-number-too-large", "a"),
        (b'{"a":-9223372036854775808}', "line-number-too-large", "a"),
        (b'{"a":' + b"9" * 100_000 + b"}", "line-number-too-large", "a"),
        (b'{"a":1,"a":1}', "line-key-twice", "a"),
        (b'{"a":{"b":1,"b":2}}', "line-key-twice", "b"),
        (b'{"a":"\xff"}', "line-not-utf8", ""),
        (b'{"a":"\xed\xa0\x80"}', "line-not-utf8", ""),
        (b'{"b":1,"a":1}', "line-not-canonical", ""),
        (b'{"a": 1}', "line-not-canonical", ""),
        (b' {"a":1}', "line-not-canonical", ""),
        (b'{"a":1}\r', "line-not-canonical", ""),
        (b'{"a":-0}', "line-not-canonical", ""),
        (b'{"a":"\\u4e00"}', "line-not-canonical", ""),
        (b'{"a":"\\ud800"}', "line-not-canonical", ""),
        (b'{"a":"\\/"}', "line-not-canonical", ""),
        (b"", "line-not-json", ""),
        (b"{", "line-not-json", ""),
        (b"{'a':1}", "line-not-json", ""),
        (b'{"a":1},{"b":2}', "line-not-json", ""),
        (b'{"a":"\t"}', "line-not-json", ""),
        (b'{"a":01}', "line-not-json", ""),
        (b"\xef\xbb\xbf" + GOOD, "line-not-json", ""),
        (b"[1]", "line-not-an-object", ""),
        (b"1", "line-not-an-object", ""),
        (b'"a"', "line-not-an-object", ""),
        (b"null", "line-not-an-object", ""),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_key(tmp_path, line, code, column):
    table = b"\n".join([GOOD, GOOD, line, GOOD, b""])
    (problem,) = verify(forged(tmp_path / "a.hjb", table), known=KNOWN)
    assert (problem.code, problem.line, problem.column) == (code, 3, column)
    assert problem.file == "parts/figures.jsonl"
    assert all((problem.message_zh, problem.message_en, problem.next_zh, problem.next_en))
    assert len(problem.message_zh) < 300
    with open_bundle(tmp_path / "a.hjb") as bundle, pytest.raises(BundleRefused):
        list(bundle.rows("figures"))


def test_a_last_line_without_its_end_is_named(tmp_path):
    (problem,) = verify(forged(tmp_path / "a.hjb", GOOD + b"\n" + GOOD), known=KNOWN)
    assert (problem.code, problem.line) == ("line-without-end", 2)


@pytest.mark.parametrize(
    "lines",
    [
        (b'{"a":1},{"b":[{}', b"{}]}"),
        (b'{"a":[{}', b"{}]}", b'{"a":1}'),
        (b'{"a":"},{"}', b'{"b":1},{"c":2}'),
        (b'{"a":1},{"a":1}', b""),
        (b'{"a":"x', b'y"}'),
    ],
)
def test_lines_that_are_rows_only_when_joined_are_refused(lines):
    with pytest.raises(BundleRefused):
        rows(*lines)


TOKENS = st.sampled_from(
    [b"{", b"}", b"[", b"]", b",", b":", b'"', b'"a"', b'"b"', b"1", b"1.5", b"\\", b"},{", b" "]
)


@given(lines=st.lists(st.lists(TOKENS, max_size=8).map(b"".join) | st.just(GOOD), max_size=6))
def test_only_lines_in_canonical_form_are_rows(lines):
    try:
        found = rows(*lines)
    except BundleRefused:
        return
    assert [canonical_json(row) for row in found] == lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 30), max_size=20))
def test_it_does_not_matter_where_a_table_is_cut_while_it_is_read(sizes):
    table = b"".join(canonical_json({"n": n, "t": "选" * n}) + b"\n" for n in range(20))
    pieces, start = [], 0
    for size in sizes:
        pieces.append(table[start : start + size])
        start += size
    found = list(read_table([*pieces, table[start:]], "x", LIMITS))
    assert [row["n"] for row in found] == list(range(20))


def test_a_wrong_line_among_thousands_is_found_by_its_number():
    lines = [canonical_json({"n": n}) for n in range(5000)]
    lines[4321] = b'{"n":1.0}'
    with pytest.raises(BundleRefused) as refused:
        rows(*lines)
    assert refused.value.problems[0].line == 4322


def test_digits_in_texts_are_no_large_numbers():
    text = "1" * 500
    assert rows(b'{"a":"%s"}' % text.encode(), b'{"a":":%s"}' % text.encode())[0] == {"a": text}


def test_a_changed_table_is_named_with_the_line_that_shows_it(tmp_path):
    made = members(GOOD + b"\n" + GOOD + b"\n")
    made["parts/figures.jsonl"] = GOOD + b'\n{"a": 1}\n'
    (tmp_path / "a.hjb").write_bytes(pack(made))
    found = verify(tmp_path / "a.hjb", known=KNOWN)
    assert [(each.code, each.line) for each in found] == [
        ("part-digest", 0),
        ("line-not-canonical", 2),
    ]


def test_a_changed_figure_is_seen_by_the_digest(tmp_path):
    made = members(GOOD + b"\n")
    made["parts/figures.jsonl"] = b'{"a":2}\n'
    (tmp_path / "a.hjb").write_bytes(pack(made))
    (problem,) = verify(tmp_path / "a.hjb", known=KNOWN)
    assert (problem.code, problem.file) == ("part-digest", "parts/figures.jsonl")


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"schema": 2}, "schema-unknown", "schema"),
        ({"schema": True}, "schema-unknown", "schema"),
        ({"schema": None}, "schema-unknown", "schema"),
        ({"kind": 1}, "manifest-value", "kind"),
        ({"extra": 1}, "manifest-value", "extra"),
        ({"unit": None}, "manifest-value", "unit"),
        ({"election": []}, "manifest-value", "election"),
        ({"election": {"id": 1}}, "manifest-value", "election.id"),
        ({"as_of": "2026-12-20"}, "manifest-value", "as_of"),
        ({"as_of": "2026-12-20T09:30:00.0Z"}, "manifest-value", "as_of"),
        ({"made_at": "2026-13-20T09:30:00.000000Z"}, "manifest-value", "made_at"),
        ({"sequence": 0}, "manifest-value", "sequence"),
        ({"sequence": True}, "manifest-value", "sequence"),
        ({"sequence": -1}, "manifest-value", "sequence"),
        ({"sequence": 2}, "manifest-value", "previous"),
        ({"previous": "A" * 64}, "manifest-value", "previous"),
        ({"supersedes": 1}, "manifest-value", "supersedes"),
        ({"supersedes": "0" * 64}, "manifest-value", "reason"),
        ({"suite": "md5"}, "manifest-value", "suite"),
        ({"suite": "sm2-sm3"}, "manifest-value", "signer"),
        ({"signer": "ED25519:AAAA"}, "manifest-value", "signer"),
        ({"signer": KEY.public.text.lower()}, "manifest-value", "signer"),
        ({"parts": None}, "manifest-value", "parts"),
        ({"parts": [1]}, "manifest-value", "parts"),
        ({"parts": [{}]}, "manifest-value", "parts.digest"),
    ],
)
def test_a_wrong_value_of_the_manifest_is_named_by_its_key(tmp_path, changes, code, column):
    (problem,) = verify(forged(tmp_path / "a.hjb", GOOD + b"\n", **changes), known=KNOWN)
    assert (problem.code, problem.file, problem.column) == (code, "manifest.json", column)


PART = {
    "digest": hashlib.sha256(b"").hexdigest(),
    "lines": 0,
    "media": "jsonl",
    "name": "x",
    "size": 0,
}


@pytest.mark.parametrize(
    "parts",
    [
        [{**PART, "name": "../x"}],
        [{**PART, "name": ""}],
        [{**PART, "media": "exe"}],
        [{**PART, "lines": "1"}],
        [{**PART, "size": -1}],
        [{**PART, "digest": "x"}],
        [PART, PART],
        [{**PART, "name": "y"}, PART],
        [{**PART, "media": "file"}, PART],
    ],
)
def test_a_wrong_list_of_parts_is_refused(tmp_path, parts):
    (problem,) = verify(forged(tmp_path / "a.hjb", GOOD + b"\n", parts=parts), known=KNOWN)
    assert problem.code == "manifest-value"
    assert problem.column.startswith("parts")


@pytest.mark.parametrize(
    "signature", [b"", b"0" * 128, b"0" * 127, b"g" * 128, b"\xff" * 128, b" " * 128]
)
def test_a_signature_that_is_none_is_refused(tmp_path, signature):
    made = members(GOOD + b"\n")
    made["signature"] = signature
    (tmp_path / "a.hjb").write_bytes(pack(made))
    (problem,) = verify(tmp_path / "a.hjb", known=KNOWN)
    assert problem.code == "signature-wrong"


def test_a_signature_in_capitals_is_refused(tmp_path):
    made = members(GOOD + b"\n")
    made["signature"] = made["signature"].upper()
    (tmp_path / "a.hjb").write_bytes(pack(made))
    assert verify(tmp_path / "a.hjb")[0].code == "signature-wrong"


def test_a_manifest_that_is_no_json_is_refused(tmp_path):
    made = members(GOOD + b"\n")
    made["manifest.json"] = b"{"
    (tmp_path / "a.hjb").write_bytes(pack(made))
    (problem,) = verify(tmp_path / "a.hjb")
    assert (problem.code, problem.file) == ("line-not-json", "manifest.json")
