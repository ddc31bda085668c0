"""Bad input is refused with its place, its code and what to do; the database stays as it was."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from huanjie.office.ledger.queries import broken_links
from huanjie.rehearsal.play import STEP_NAMES
from tests.rehearsal.conftest import Rehearse
from tests.rehearsal.damage import Damaged, Row

pytestmark = pytest.mark.django_db

LONG = 10_000_000
Dump = dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Case:
    """What is done to the folder, and what has to be said: code, file, line, column.

    `step` is the one that meets the fault; without it nothing at all may have been written.
    """

    damage: Callable[[Damaged], int]
    code: str
    file: str
    column: str = ""
    step: str = ""


def in_utf_16(folder: Damaged) -> int:
    text = (folder.path / "population.csv").read_text("gb18030")
    folder.write("population.csv", text.encode("utf-16"))
    return 1


def in_two_encodings(folder: Damaged) -> int:
    content = (folder.path / "quota.csv").read_bytes()
    folder.write("quota.csv", content + "后加的一行,\r\n".encode("gb18030"))
    return content.count(b"\n") + 1


def without_column(name: str, column: str) -> Callable[[Damaged], int]:
    def damage(folder: Damaged) -> int:
        rows = [{k: v for k, v in row.items() if k != column} for row in folder.rows(name)]
        folder.write_rows(name, rows)
        return 1

    return damage


def cell(name: str, column: str, value: Callable[[str], str], index: int = 3) -> Callable[..., int]:
    """One cell changed; the line it stands in."""

    def damage(folder: Damaged) -> int:
        def change(rows: list[Row]) -> int:
            rows[index][column] = value(rows[index][column])
            return index

        return folder.change(name, change)

    return damage


def a_code_twice(folder: Damaged) -> int:
    def change(rows: list[Row]) -> int:
        rows[4]["code"] = rows[3]["code"]
        return 4

    return folder.change("divisions.csv", change)


def one_seat_less(folder: Damaged) -> int:
    def change(rows: list[Row]) -> int:
        index = next(i for i, row in enumerate(rows) if int(row["应选名额"]) > 1)
        rows[index]["应选名额"] = str(int(rows[index]["应选名额"]) - 1)
        return -2  # the sum has no line of its own

    return folder.change("constituencies.csv", change)


def sheets_changed_over(folder: Damaged) -> int:
    """Both clerks take the first two constituencies for one another."""
    for name in ("sheets-1.csv", "sheets-2.csv"):
        rows = folder.rows(name)
        election = rows[0]["选举代码"]
        other = {"1": "2", "2": "1"}
        for row in rows:
            if row["选举代码"] == election:
                row["选区号"] = other.get(row["选区号"], row["选区号"])
        folder.write_rows(name, rows)
    rows = folder.rows("sheets-1.csv")
    return 2 + next(i for i, row in enumerate(rows) if row["选区号"] == "1")


def a_sheet_of_a_constituency_that_has_one(folder: Damaged) -> int:
    def change(rows: list[Row]) -> int:
        election = rows[0]["选举代码"]
        own = [i for i, row in enumerate(rows) if row["选区号"] == "2"]
        for row in rows:
            if row["选举代码"] == election and row["选区号"] == "1":
                row["选区号"] = "2"
        return own[0]

    return folder.change("sheets-1.csv", change)


def changed_unseen(folder: Damaged) -> int:
    path = folder.path / "participants.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    return 0


def missing(folder: Damaged) -> int:
    (folder.path / "boxes.csv").unlink()
    return 0


CASES = {
    "wrong encoding of the register": Case(in_utf_16, "R101", "population.csv", step="import"),
    "two encodings in one file": Case(in_two_encodings, "R101", "quota.csv"),
    "a missing column": Case(
        without_column("constituencies.csv", "应选名额"), "R102", "constituencies.csv"
    ),
    "a missing column of the register": Case(
        without_column("population.csv", "出生日期"), "R102", "population.csv", step="import"
    ),
    "a cell of ten million characters": Case(
        cell("signatures.csv", "姓名", lambda text: "长" * LONG), "R104", "signatures.csv"
    ),
    "such a cell in the register": Case(
        cell("population.csv", "姓名", lambda text: "长" * LONG),
        "R104", "population.csv", step="import",
    ),
    "a unit code twice": Case(a_code_twice, "R301", "divisions.csv", "code"),
    "a sum of seats off by one": Case(
        one_seat_less, "seats-unbalanced", "constituencies.csv", "应选名额", step="seats"
    ),
    "an ID number of 17 digits under a petition": Case(
        cell("signatures.csv", "公民身份号码", lambda n: n[:17]),
        "R201", "signatures.csv", "公民身份号码",
    ),
    "an ID number of 17 digits of one deprived": Case(
        cell("status.csv", "公民身份号码", lambda n: n[:17]), "R201", "status.csv", "公民身份号码"
    ),
    "an ID number of 17 digits in the register": Case(
        cell("population.csv", "公民身份号码", lambda n: n[:17]),
        "R201", "population.csv", "公民身份号码", step="import",
    ),
    "sheets of each other's constituencies": Case(
        sheets_changed_over, "J101", "sheets-1.csv", "选区号", step="counting"
    ),
    "a sheet where one lies already": Case(
        a_sheet_of_a_constituency_that_has_one, "R125", "sheets-1.csv", "栏目"
    ),
    "a sheet of a constituency that does not exist": Case(
        cell("sheets-2.csv", "选区号", lambda _: "99"), "R124", "sheets-2.csv", "选区号"
    ),
    "a box without its register": Case(
        cell("participants.csv", "票箱号", lambda _: "99"),
        "R126", "boxes.csv", "票箱号", step="polling",
    ),
    "a formula": Case(
        cell("withdrawals.csv", "依据", lambda _: '=HYPERLINK("http://x")', 1),
        "R105", "withdrawals.csv", "依据",
    ),
    "a formula in the register": Case(
        cell("population.csv", "户籍地址", lambda _: "=1+1"),
        "R105", "population.csv", "户籍地址", step="import",
    ),
    "a file changed on the way": Case(changed_unseen, "R122", "participants.csv"),
    "a missing file": Case(missing, "R121", "boxes.csv"),
    "an unknown election": Case(
        cell("schedule.csv", "选举代码", lambda _: "990124999000"),
        "R123", "schedule.csv", "选举代码",
    ),
    "a date that does not exist": Case(
        cell("committee.csv", "任命日期", lambda _: "2026-02-30"),
        "R204", "committee.csv", "任命日期",
    ),
    "a word that is none of those asked for": Case(
        cell("boxes.csv", "类型", lambda _: "票柜"), "R114", "boxes.csv", "类型"
    ),
}  # fmt: skip


def dump() -> Dump:
    """Every table of the office: how many rows, and a digest over all of them."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("huanjie."):
            continue
        rows = model._base_manager.order_by("pk").values_list()
        text = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])
        digest = hashlib.sha256(text.encode()).hexdigest()
        found[model._meta.label] = (len(rows), digest)
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input_is_named_and_changes_nothing(
    case: Case, sound: Path, tmp_path: Path, rehearse: Rehearse
) -> None:
    folder = Damaged.copy_of(sound, tmp_path / "county")
    line = case.damage(folder)
    if case.step:
        before = STEP_NAMES[STEP_NAMES.index(case.step) - 1]
        assert rehearse(folder.path, "--until", before) == (0, "")
        status, said = rehearse(folder.path, "--until", case.step)
        standing = dump()
    else:
        standing = dump()
        status, said = rehearse(folder.path)
    assert status == 1, said
    assert names(said, case, line), said
    assert_nothing_of_it_stands(case)

    assert rehearse(folder.path) == (1, said), "run again, it says the same"
    assert dump() == standing
    assert not list(broken_links())


def names(said: str, case: Case, line: int) -> bool:
    """Whether code, file, line, column, message and next step are told."""
    place = f"{case.file}:{line}" if line else case.file
    column = f" 〔{case.column}〕" if case.column else ""
    wanted = rf"■ {case.code} {re.escape(place + column)} \S.*\n  → \S"
    return re.search(wanted, said) is not None


def assert_nothing_of_it_stands(case: Case) -> None:
    """What the refused file would have brought is not there, not in part either."""
    empty = {
        "": ("people.Unit", "committee.Election", "ledger.Entry"),
        "seats": ("seats.Constituency", "seats.ConstituencyPart"),
        "import": ("people.Person", "registration.RollEntry"),
        "polling": ("counting.TallySheet", "counting.Determination"),
        "counting": ("counting.SheetEntry", "counting.Determination"),
    }[case.step]
    found = dump()
    assert {label: found[label][0] for label in empty} == dict.fromkeys(empty, 0)
