"""The folder as a whole: bytes, sums, dirt, and what it must not hold."""

import json
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from huanjie.samples.county import write_county
from huanjie.samples.identity import check_digit
from tests.samples.conftest import DIVISIONS, XIANGSHUI, write
from tests.samples.folder import Written

KINDS = {
    "lower-case-x",
    "full-width-digits",
    "letter-for-digit",
    "blank-around-number",
    "blank-in-name",
    "zero-width-in-name",
    "dot-bullet",
    "dot-full-stop",
    "dot-hyphenation",
    "fifteen-digits",
    "wrong-check-digit",
    "seventeen-digits",
    "day-month-swapped",
    "blank-birth",
    "unknown-village",
    "old-village",
    "formula-cell",
    "double-line",
    "two-villages",
    "fifteen-and-eighteen",
    "no-number-copy",
    "same-name-birthday",
    "same-name-birthday-no-number",
    "nobody",
    "eighteen-on-the-day",
    "eighteen-the-day-after",
    "born-29-february",
    "dead-but-listed",
    "rare-character",
}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(tmp_path / name, seed=seed, population=4000)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert (tmp_path / "a.truth.json").read_bytes() == (tmp_path / "b.truth.json").read_bytes()
    population = "population.csv"
    assert (tmp_path / "a" / population).read_bytes() != (tmp_path / "c" / population).read_bytes()


def test_a_tiny_county_is_written_within_five_seconds(tmp_path: Path) -> None:
    start = time.monotonic()
    write(tmp_path / "c", seed=1, population=4000)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("seed", range(20, 32))
def test_any_seed_makes_a_county(tmp_path: Path, seed: int) -> None:
    found = write(tmp_path / "c", seed=seed, population=4000)
    assert {one["kind"] for one in found.truth["dirt"]} == KINDS


def test_an_unknown_county_and_a_folder_that_is_not_ours_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no county"):
        write_county(divisions=DIVISIONS, county="990125000000", seed=1, out=tmp_path / "c")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(ValueError, match="holds no county election"):
        write(tmp_path / "mine", seed=1, population=4000)


def test_the_manifest_names_every_file_with_its_digest(written: Written) -> None:
    manifest = json.loads((written.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True
    assert manifest["county"]["code"] == XIANGSHUI
    assert {*manifest["files"], "manifest.json"} == {p.name for p in written.path.iterdir()}
    for name, facts in manifest["files"].items():
        assert sha256((written.path / name).read_bytes()).hexdigest() == facts["sha256"]
        assert len(written.table(name.removesuffix(".csv"))) == facts["rows"]


def test_lines_end_in_crlf_and_encodings_are_as_agreed(written: Written) -> None:
    for path in written.path.glob("*.csv"):
        raw = path.read_bytes()
        assert raw.count(b"\r\n") == raw.count(b"\n")
        assert raw.startswith(b"\xef\xbb\xbf") == (path.name != "population.csv")


def test_every_kind_of_dirt_occurs_more_than_once(written: Written) -> None:
    kinds = Counter(one["kind"] for one in written.truth["dirt"])
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 2


def test_numbers_belong_to_no_province_and_carry_their_check_digit(written: Written) -> None:
    for table in ("last-roll", "status", "arrivals", "signatures", "joint-nominations"):
        for row in written.table(table):
            number = row["公民身份号码"]
            if number:
                assert number.startswith("9988" if table == "arrivals" else "99")
                assert check_digit(number[:17]) == number[17]


def test_constituencies_sum_to_the_quota_and_to_the_population(written: Written) -> None:
    seats, people = Counter[str](), Counter[str]()
    for row in written.table("constituencies"):
        assert 1 <= int(row["应选名额"]) <= 3
        seats[row["选举代码"]] += int(row["应选名额"])
        people[row["选举代码"]] += int(row["人口"])
    for row in written.table("quota"):
        code = row["选举代码"]
        assert seats[code] + int(row["驻军名额"]) == int(row["代表总名额"])
        assert people[code] == int(row["人口"])


def test_population_per_deputy_is_roughly_equal(written: Written) -> None:
    for quota in written.table("quota"):
        rows = [r for r in written.table("constituencies") if r["选举代码"] == quota["选举代码"]]
        average = int(quota["人口"]) / sum(int(r["应选名额"]) for r in rows)
        for row in rows:
            assert int(row["人口"]) / int(row["应选名额"]) / average < 1.6


def test_some_electors_work_in_units_of_their_own(written: Written) -> None:
    kinds = Counter(
        r["类型"] for r in written.table("constituencies") if r["选举代码"] == XIANGSHUI
    )
    assert kinds["单一"] >= 1
    assert kinds["联合"] >= 1


def test_about_three_quarters_are_grown_up(written: Written) -> None:
    births = [r["出生日期"] for r in written.table("population") if r["出生日期"]]
    assert 0.72 < sum(birth <= "20081220" for birth in births) / len(births) < 0.85


def test_every_election_has_a_correction_and_an_appeal(written: Written) -> None:
    found = {(r["选举代码"], r["类型"]) for r in written.table("roll-changes")}
    for row in written.table("quota"):
        assert {(row["选举代码"], "更正"), (row["选举代码"], "申诉")} <= found


def test_changing_one_stream_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huanjie.samples import county
    from huanjie.samples.chance import stream

    plain = write(tmp_path / "a", seed=5, population=4000)
    monkeypatch.setattr(
        county, "stream", lambda seed, concern: stream(seed + (concern == "typing"), concern)
    )
    other = write(tmp_path / "b", seed=5, population=4000)
    for name in ("population", "signatures", "boxes", "count-rulings"):
        assert plain.table(name) == other.table(name)
