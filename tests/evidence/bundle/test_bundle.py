"""What is written is read back the same, and nothing else is."""

import os
import threading
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huanjie.evidence.bundle import (
    LIMITS,
    BundleRefused,
    NotWritable,
    examine,
    open_bundle,
    remarks,
    verify,
)
from huanjie.evidence.canonical import NotCanonical, canonical_json
from huanjie.evidence.signature import Suite, new_key
from tests.evidence.bundle.forge import AT, HEAD, KEY, KNOWN, ROWS, STRANGER, UNIT, write

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1)
VALUES = st.none() | st.booleans() | NUMBERS | TEXTS
NESTED = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
PLAIN_ROWS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=5), max_size=8)
NESTED_ROWS = st.lists(st.dictionaries(TEXTS, NESTED, max_size=4), max_size=8)
FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@FOLDER
@given(rows=PLAIN_ROWS | NESTED_ROWS)
@example(rows=[{"a": "},{"}, {"b": "}\n{"}])
@example(rows=[{"a": [{}, {"b": []}]}, {}])
@example(rows=[{"n": 2**63 - 1}, {"n": -(2**63) + 1}])
@example(rows=[{"文": '\u2028\x7f\x00"\\/😀'}])
def test_any_table_of_plain_rows_is_read_back(tmp_path, rows):
    path = tmp_path / "a.hjb"
    write(path, tables={"figures": rows})
    assert verify(path, known=KNOWN) == []
    with open_bundle(path) as bundle:
        assert list(bundle.rows("figures")) == rows
        lines = ZipFile(path).read("parts/figures.jsonl")
        assert lines == b"".join(canonical_json(row) + b"\n" for row in rows)


def test_many_rows_are_read_back_in_their_order(tmp_path):
    rows = [{"n": number, "name": "选" * (number % 50)} for number in range(20_000)]
    write(tmp_path / "a.hjb", tables={"figures": rows})
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert list(bundle.rows("figures")) == rows
        assert bundle.manifest.parts[0].lines == 20_000


def test_rows_may_hold_what_the_canonical_form_knows(tmp_path):
    row = {"share": Fraction(1, 3), "at": AT, "suite": Suite.NATIONAL, "pair": (1, 2)}
    write(tmp_path / "a.hjb", tables={"figures": iter([row])})
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert list(bundle.rows("figures")) == [
            {
                "at": "2026-12-20T09:30:00.000000Z",
                "pair": [1, 2],
                "share": "1/3",
                "suite": "sm2-sm3",
            }
        ]


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ({"a": 1.5}, NotCanonical),
        ({"a": [1.5]}, NotCanonical),
        ({1: "a"}, NotCanonical),
        ({"a": {1: 2}}, NotCanonical),
        ({"a": "\ud800"}, NotCanonical),
        ({"a": b"x"}, NotCanonical),
        ({"a": 2**63}, NotWritable),
        ({"a": {"b": [-(2**63)]}}, NotWritable),
    ],
)
def test_what_has_no_canonical_form_is_not_written_and_leaves_no_file(tmp_path, row, refused):
    with pytest.raises(refused):
        write(tmp_path / "a.hjb", tables={"figures": [{"a": 1}, row]})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suite", Suite)
def test_the_same_content_gives_the_same_bytes(tmp_path, suite):
    key = new_key(suite)
    one, two = tmp_path / "1.hjb", tmp_path / "2.hjb"
    tables = {"b": [{"y": 1, "x": 2}], "a": [{"z": "数"}]}
    again = {"a": [{"z": "数"}], "b": [{"x": 2, "y": 1}]}
    first = write(one, key=key, tables=tables, files={"乙.txt": b"2", "甲.txt": b"1"})
    second = write(two, key=key, tables=again, files={"甲.txt": b"1", "乙.txt": b"2"})
    assert one.read_bytes() == two.read_bytes()
    assert first == second
    assert verify(one, known={UNIT: key.public}) == []


def test_attachments_come_from_memory_or_disk_and_are_read_back(tmp_path):
    report = tmp_path / "报告.docx"
    report.write_bytes(os.urandom(3_000_000))
    write(tmp_path / "a.hjb", files={"情况报告.docx": report, "小结.txt": b""})
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert bundle.files == ("小结.txt", "情况报告.docx")
        assert bundle.tables == ("figures",)
        assert bundle.file("情况报告.docx") == report.read_bytes()
        assert b"".join(bundle.stream("小结.txt")) == b""
        with pytest.raises(KeyError):
            bundle.file("figures")
        with pytest.raises(KeyError):
            list(bundle.rows("情况报告.docx"))


def test_the_manifest_says_what_was_stated_and_what_was_written(tmp_path):
    made = write(tmp_path / "a.hjb")
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert bundle.manifest == made
    assert (made.unit, made.sequence, made.signer) == (UNIT, 1, KEY.public.text)
    assert made.parts[0].lines == 2
    assert len(made.digest) == 64


def test_any_tool_that_knows_zip_can_open_a_bundle(tmp_path):
    write(tmp_path / "a.hjb", files={"报告.txt": b"text"})
    with ZipFile(tmp_path / "a.hjb") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "manifest.json", "signature", "parts/figures.jsonl", "files/报告.txt",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        {"kind": ""},
        {"kind": "返回"},
        {"unit": ""},
        {"sequence": 0},
        {"sequence": 2},
        {"previous": "ab"},
        {"previous": "1" * 64},
        {"supersedes": "x"},
        {"supersedes": "1" * 64},
        {"supersedes": "1" * 64, "reason": "  "},
    ],
)
def test_a_head_that_no_reader_would_take_is_not_written(tmp_path, head):
    with pytest.raises(BundleRefused) as refused:
        write(tmp_path / "a.hjb", replace(HEAD, **head))
    assert refused.value.problems[0].code == "manifest-value"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a", "a/b", "a\\b", ".a", "a.", "a ", "a:b", "a\n", "é" * 101, "e\u0301"],
)
def test_an_attachment_has_a_name_that_every_system_takes(tmp_path, name):
    with pytest.raises(BundleRefused):
        write(tmp_path / "a.hjb", files={name: b""})


@pytest.mark.parametrize("name", ["", "A", "../a", "a/b", "选民", "-a", "a" * 65])
def test_a_table_has_a_plain_name(tmp_path, name):
    with pytest.raises(BundleRefused):
        write(tmp_path / "a.hjb", tables={name: []})


def test_a_moment_without_a_zone_is_not_written(tmp_path):
    with pytest.raises(NotWritable):
        write(tmp_path / "a.hjb", replace(HEAD, as_of=datetime(2026, 12, 20)))  # noqa: DTZ001


def test_a_correction_names_what_it_supersedes_and_why(tmp_path):
    head = replace(
        HEAD, sequence=2, previous="1" * 64, supersedes="1" * 64, reason="漏报一个投票站"
    )
    made = write(tmp_path / "a.hjb", head)
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert bundle.manifest == made


def test_a_broken_write_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.hjb"
    write(path)
    before = path.read_bytes()

    def fail(handle: int) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        write(path, tables={"figures": []})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_two_writers_of_one_path_leave_one_whole_bundle(tmp_path):
    path = tmp_path / "a.hjb"
    writers = [
        threading.Thread(
            target=write, args=(path,), kwargs={"tables": {"figures": [{"n": n}] * 2000}}
        )
        for n in range(4)
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert verify(path, known=KNOWN) == []
    assert list(tmp_path.iterdir()) == [path]


def test_a_stranger_is_named_and_nothing_of_his_is_read(tmp_path):
    path = tmp_path / "a.hjb"
    write(path, key=STRANGER)
    found = examine(path, known=KNOWN)
    assert [each.code for each in found.problems] == ["signer-unknown"]
    assert found.manifest is not None
    assert found.manifest.unit_name == "花垣县"
    assert STRANGER.public.fingerprint in found.problems[0].message_zh
    assert verify(path, known={}) == list(found.problems)
    assert verify(path) == []


def test_the_key_of_another_unit_is_named(tmp_path):
    path = tmp_path / "a.hjb"
    write(path, key=STRANGER)
    (found,) = verify(path, known={**KNOWN, "433125000000": STRANGER.public})
    assert found.code == "signer-of-another-unit"
    assert "433125000000" in found.message_zh


def test_problems_are_sent_back_by_file(tmp_path):
    write(tmp_path / "a.hjb", key=STRANGER)
    problems = verify(tmp_path / "a.hjb", known={})
    (remark,) = remarks(problems)["manifest.json"]
    assert remark["line"] == 1
    assert remark["column"] == "signer"
    assert remark["code"] == "signer-unknown"
    assert "指纹" in str(remark["message"])
    assert "telephone" in str(remarks(problems, "en")["manifest.json"][0]["message"])


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_bundle(tmp_path / "a.hjb")


def test_the_limits_hold_an_honest_county_with_room():
    assert LIMITS.lines >= 4 * 250_000
    assert LIMITS.member_bytes >= 4 * 52_000_000


def test_rows_are_read_again_while_the_bundle_is_open(tmp_path):
    write(tmp_path / "a.hjb")
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert list(bundle.rows("figures")) == list(bundle.rows("figures")) == ROWS


def test_a_table_that_packs_like_a_bomb_is_written_unpacked(tmp_path):
    rows = [{"code": "T9.02", "n": 0}] * 200_000
    write(tmp_path / "a.hjb", tables={"figures": rows}, files={"a.txt": b"after"})
    assert (tmp_path / "a.hjb").stat().st_size > 4_000_000
    assert verify(tmp_path / "a.hjb", known=KNOWN) == []
    with open_bundle(tmp_path / "a.hjb") as bundle:
        assert bundle.file("a.txt") == b"after"


@pytest.mark.parametrize(
    "content",
    [
        {"tables": {"figures": [{"a": [[[[[[[[1]]]]]]]]}]}},
        {"tables": {"figures": [{"a": "x" * 5_000_000}]}},
        {"tables": {"figures": [{"a": [1] * 200_000}]}},
        {"files": {f"{number}.txt": b"" for number in range(300)}},
    ],
)
def test_what_no_reader_takes_is_not_written(tmp_path, content):
    with pytest.raises(NotWritable):
        write(tmp_path / "a.hjb", **content)
    assert list(tmp_path.iterdir()) == []


def test_a_batch_of_wide_rows_is_written_and_read(tmp_path):
    rows = [{f"T{n}": {"count": n, "of": [n] * 3} for n in range(300)} for _ in range(300)]
    write(tmp_path / "a.hjb", tables={"figures": rows})
    assert verify(tmp_path / "a.hjb", known=KNOWN) == []
