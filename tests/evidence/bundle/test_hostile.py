"""A bundle that somebody built to do harm is refused by name, at little cost, and harms nothing."""

import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

import pytest

from huanjie.evidence.bundle import LIMITS, BundleRefused, open_bundle, verify
from huanjie.evidence.bundle.container import (
    DEFLATED,
    STORED,
    Member,
    chunks,
    directory,
    local_header,
)
from huanjie.evidence.canonical import canonical_json
from tests.evidence.bundle.forge import (
    KNOWN,
    ROWS,
    STRANGER,
    deflated,
    forged,
    members,
    pack,
    write,
)

HONEST = b"".join(canonical_json(row) + b"\n" for row in ROWS)
MIB = 2**20


def codes(path, **limits) -> list[str]:
    """The codes that the file is refused with; opening it must agree with examining it."""
    held = replace(LIMITS, **limits)
    found = [each.code for each in verify(path, known=KNOWN, limits=held)]
    for each in verify(path, known=KNOWN, limits=held):
        assert all((each.message_zh, each.message_en, each.next_zh, each.next_en)), each
    return found


def refused(path, **limits) -> str:
    with pytest.raises(BundleRefused) as raised:
        open_bundle(path, limits=replace(LIMITS, **limits))
    (problem,) = raised.value.problems
    assert codes(path, **limits) == [problem.code]
    return problem.code


def archive(path, *extra: tuple[str, bytes]):
    """The honest bundle with further members."""
    path.write_bytes(pack([*members(HONEST).items(), *extra]))
    return path


def test_the_forge_makes_a_bundle_that_is_taken(tmp_path):
    assert codes(archive(tmp_path / "a.hjb")) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "/etc/passwd", "files/../../x", "C:\\x", "files\\x", "files//x", "./x",
        "files/x\n", "files/\u202egpj.exe", "",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(tmp_path, name):
    assert refused(archive(tmp_path / "a.hjb", (name, b"x"))) == "member-name"


def test_a_name_that_is_not_utf8_is_refused(tmp_path):
    path = archive(tmp_path / "a.hjb", ("files/abc", b"x"))
    path.write_bytes(path.read_bytes().replace(b"files/abc", b"files/\xff\xfe\xfd"))
    assert refused(path) == "member-name"


def test_a_member_that_stands_twice_is_refused(tmp_path):
    path = archive(tmp_path / "a.hjb", ("parts/figures.jsonl", b"{}\n"))
    assert refused(path) == "member-twice"


def test_a_member_that_the_manifest_does_not_list_is_refused(tmp_path):
    assert refused(archive(tmp_path / "a.hjb", ("files/x.exe", b"x"))) == "member-unlisted"


@pytest.mark.parametrize("name", ["manifest.json", "signature", "parts/figures.jsonl"])
def test_a_member_that_is_missing_is_named(tmp_path, name):
    kept = members(HONEST)
    del kept[name]
    path = tmp_path / "a.hjb"
    path.write_bytes(pack(kept))
    assert refused(path) == "member-missing"
    assert verify(path)[0].file == name


def test_members_in_another_order_are_refused(tmp_path):
    made = members(HONEST)
    path = tmp_path / "a.hjb"
    path.write_bytes(pack({name: made[name] for name in reversed(made)}))
    assert refused(path) == "archive-altered"


def central_change(path, offset: int, value: bytes) -> None:
    """Writes into the first header of the directory."""
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\1\2") + offset
    content[place : place + len(value)] = value
    path.write_bytes(content)


def test_a_link_is_refused(tmp_path):
    path = archive(tmp_path / "a.hjb")
    central_change(path, 38, struct.pack("<I", 0o120777 << 16))
    assert refused(path) == "member-is-a-link"


def test_a_member_under_a_password_is_refused(tmp_path):
    path = archive(tmp_path / "a.hjb")
    central_change(path, 8, struct.pack("<H", 0x0801))
    assert refused(path) == "member-encrypted"


@pytest.mark.parametrize(
    ("offset", "value"), [(10, b"\x09"), (12, b"\x01"), (5, b"\x00"), (36, b"\1")]
)
def test_headers_that_differ_from_what_we_write_are_refused(tmp_path, offset, value):
    path = archive(tmp_path / "a.hjb")
    central_change(path, offset, value)
    assert refused(path) == "archive-altered"


def test_a_bundle_packed_again_by_another_tool_is_refused(tmp_path):
    path = tmp_path / "a.hjb"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other:
        for name, content in members(HONEST).items():
            other.writestr(name, content)
    assert refused(path) == "archive-altered"


def test_bytes_before_and_after_the_archive_are_refused(tmp_path):
    path = archive(tmp_path / "a.hjb")
    honest = path.read_bytes()
    path.write_bytes(b"#!/bin/sh\n" + honest)
    assert refused(path) == "archive-not-a-bundle"
    path.write_bytes(b"PK\3\4" + honest)
    assert refused(path) == "archive-altered"
    path.write_bytes(honest + b"\0")
    assert refused(path) == "archive-truncated"


@pytest.mark.parametrize("content", [b"", b"P", b"%PDF-1.7", b"PK\5\6" + b"\0" * 18, b"\0" * 500])
def test_what_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "a.hjb"
    path.write_bytes(content)
    assert refused(path) == "archive-not-a-bundle"


def test_a_truncated_archive_is_refused_wherever_it_ends(tmp_path):
    path = archive(tmp_path / "a.hjb")
    honest = path.read_bytes()
    for length in range(4, len(honest)):
        path.write_bytes(honest[:length])
        assert refused(path) == "archive-truncated"


def test_a_directory_that_claims_more_than_there_is_costs_nothing(tmp_path):
    path = archive(tmp_path / "a.hjb")
    honest = path.read_bytes()
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 0, 0)
    path.write_bytes(honest[:-22] + end)
    assert refused(path) == "archive-too-many-members"
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 3, 3, 2**32 - 1, 0, 0)
    path.write_bytes(honest[:-22] + end)
    assert refused(path) == "archive-altered"
    path.write_bytes(b"PK\3\4" + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, 4, 0, 0))
    assert refused(path) == "archive-truncated"


def test_too_many_members_are_refused(tmp_path):
    extra = [(f"files/{number}", b"") for number in range(300)]
    assert refused(archive(tmp_path / "a.hjb", *extra)) == "archive-too-many-members"


def test_a_file_larger_than_a_bundle_may_be_is_not_read(tmp_path):
    path = tmp_path / "a.hjb"
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(300 * MIB)
    started = time.perf_counter()
    assert refused(path) == "archive-too-large"
    assert time.perf_counter() - started < 1


def peak(path, **limits) -> tuple[list[str], int]:
    """The codes, and the most memory that Python held meanwhile, in MiB."""
    tracemalloc.start()
    try:
        return codes(path, **limits), tracemalloc.get_traced_memory()[1] // MIB
    finally:
        tracemalloc.stop()


def bomb(path, unpacked: int, *, declared: int | None = None):
    """A bundle whose table is that many zeros; its headers may say otherwise."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(deflater.compress(b"0" * MIB) for _ in range(unpacked // MIB))
    packed += deflater.flush()
    made = members(HONEST)
    table = Member("parts/figures.jsonl", DEFLATED, 0, len(packed), declared or unpacked, 0)
    content, placed, position = [], [], 0
    for name, raw in made.items():
        body = packed if name == table.name else deflated(raw)
        member = (
            table
            if name == table.name
            else Member(name, DEFLATED, zlib.crc32(raw), len(body), len(raw), 0)
        )
        header = local_header(member)
        placed.append(replace(member, start=position + len(header)))
        position = placed[-1].end
        content += [header, body]
    path.write_bytes(b"".join([*content, directory(placed)]))
    return path


def test_a_zip_bomb_that_tells_its_size_is_refused_before_it_is_unpacked(tmp_path):
    found, memory = peak(bomb(tmp_path / "a.hjb", 200 * MIB))
    assert found == ["member-is-a-bomb"]
    assert memory < 20
    assert codes(bomb(tmp_path / "a.hjb", 300 * MIB)) == ["member-too-large"]


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_it_is_unpacked(tmp_path):
    found, memory = peak(bomb(tmp_path / "a.hjb", 200 * MIB, declared=len(HONEST)))
    assert found == ["member-damaged"]
    assert memory < 20


def test_members_that_are_too_large_only_together_are_refused(tmp_path):
    path = archive(tmp_path / "a.hjb", ("files/a", b"x" * 1600), ("files/b", b"x" * 1600))
    assert refused(path, total_bytes=3000, member_bytes=2000) == "member-too-large"


def test_a_manifest_that_is_too_large_is_refused(tmp_path):
    assert refused(archive(tmp_path / "a.hjb"), manifest_bytes=100) == "member-too-large"


def test_ten_million_lines_are_refused_before_they_are_parsed(tmp_path):
    path = forged(tmp_path / "a.hjb", b"{}\n" * 10_000_000)
    started = time.perf_counter()
    found, memory = peak(path, ratio=10_000)
    assert found == ["too-many-lines"]
    assert memory < 20
    assert time.perf_counter() - started < 2


def test_ten_million_lines_that_the_manifest_denies_are_refused_while_they_are_read(tmp_path):
    made = members(HONEST)
    made["parts/figures.jsonl"] = b"{}\n" * 10_000_000
    path = tmp_path / "a.hjb"
    path.write_bytes(pack(made))
    found, memory = peak(path, ratio=10_000)
    assert found == ["part-digest"]
    assert memory < 20


def test_a_line_of_a_hundred_megabytes_is_refused_in_little_memory(tmp_path):
    path = forged(tmp_path / "a.hjb", b'{"a":"' + b"x" * 100 * MIB + b'"}\n')
    found, memory = peak(path, ratio=10_000)
    assert found == ["line-too-long"]
    assert memory < 40


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_deep_nesting_is_refused_before_it_is_parsed(tmp_path, opening):
    closing = b"]" if opening == b"[" else b"}"
    line = b'{"a":' + opening * 90_000 + b"1" + closing * 90_000 + b"}\n"
    started = time.perf_counter()
    assert codes(forged(tmp_path / "a.hjb", line)) == ["line-too-deep"]
    assert codes(forged(tmp_path / "a.hjb", line[:100_000] + b"\n")) == ["line-too-deep"]
    assert time.perf_counter() - started < 5


def test_a_line_of_a_million_tiny_values_is_refused_in_little_memory(tmp_path):
    line = b'{"a":[' + b"[]," * 1_000_000 + b"1]}\n"
    found, memory = peak(forged(tmp_path / "a.hjb", line), ratio=10_000)
    assert found == ["line-too-full"]
    assert memory < 40


def test_brackets_inside_texts_nest_nothing(tmp_path):
    write(tmp_path / "a.hjb", tables={"figures": [{"a": '[{"' * 50, "b": "\\"}]})
    assert codes(tmp_path / "a.hjb") == []


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_what_follows_the_packed_data_is_seen(method):
    packed = b"abc" if method == STORED else deflated(b"abc")
    for body, whole in ((packed, True), (packed + b"x", False), (packed[:-1], False)):
        member = Member("x", method, zlib.crc32(b"abc"), len(body), 3, 0)
        if whole:
            assert b"".join(chunks(BytesIO(body), member, LIMITS)) == b"abc"
        else:
            with pytest.raises(BundleRefused):
                list(chunks(BytesIO(body), member, LIMITS))


def test_a_large_tail_after_the_packed_data_is_seen():
    body = deflated(b"abc") + b"x" * 600_000
    member = Member("x", DEFLATED, zlib.crc32(b"abc"), len(body), 3, 0)
    with pytest.raises(BundleRefused):
        list(chunks(BytesIO(body), member, LIMITS))


def test_a_file_that_shrinks_while_it_is_read_is_seen():
    member = Member("x", STORED, 0, 10, 10, 0)
    with pytest.raises(BundleRefused):
        list(chunks(BytesIO(b"abc"), member, LIMITS))


def test_what_changes_after_the_bundle_was_opened_is_seen(tmp_path):
    path = tmp_path / "a.hjb"
    write(path, files={"a.bin": random.Random(1).randbytes(MIB)})
    with open_bundle(path) as bundle:
        with path.open("r+b") as file:
            file.seek(MIB // 2)
            file.write(b"changed")
        with pytest.raises(BundleRefused):
            bundle.file("a.bin")


def test_a_stranger_cannot_make_us_parse(tmp_path):
    path = forged(tmp_path / "a.hjb", b'{"a":1.5}\n', key=STRANGER)
    assert codes(path) == ["signer-unknown"]
