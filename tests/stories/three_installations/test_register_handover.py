"""A county's register of a township goes to the township's laptop on a stick, and comes back."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import tables
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, TOWN, UNITS, VILLAGES, Population
from tests.stories.rehearsals import ROOT
from tests.stories.three_installations.installation import Installation
from tests.stories.three_installations.worlds import EVE

pytestmark = pytest.mark.xdist_group("three installations")
DESK = "from tests.stories.three_installations.registers import main; main()"
PASSPHRASE = "清江 月夜 hand over"


def do(office: Installation, act: str, **arguments: Any) -> Any:
    """Let somebody at the desk of an installation do something."""
    done = subprocess.run(
        [sys.executable, "-c", DESK], cwd=ROOT, env=office.environment, check=False, text=True,
        capture_output=True, input=json.dumps({"act": act, **arguments}),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def founded(folder: Path, kept: Path, name: str) -> Installation:
    """An installation with the county's units and its elections, and nobody in its register."""
    folder.mkdir()
    listed = folder / "divisions.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        rows = [
            (level, code, unit, parent or "990100000000") for code, unit, level, _, parent in UNITS
        ]
        csv.writer(file).writerows([("level", "code", "name", "parent"), *rows])
    tables.put_sqlite_tables(folder / "huanjie.sqlite3", kept=kept)
    made = Installation(name, f"sqlite:///{folder}/huanjie.sqlite3", folder / "data", EVE)
    made.huanjie("init", "--divisions", str(listed), "--unit", COUNTY)
    do(made, "open_elections")
    return made


def exchange_keys(county: Installation, town: Installation, stick: Path) -> None:
    """Each learns the other's key from a file and a fingerprint."""
    for giver, code, taker, other, more in (
        (county, COUNTY, town, TOWN, ("--to", TOWN)), (town, TOWN, county, COUNTY, ()),
    ):  # fmt: skip
        said = giver.huanjie("returns", "keys", "make", "--unit", code)
        mark, file = said.splitlines()[0].split("  ")[-1], str(stick / f"{code}.hjk")
        giver.huanjie("returns", "keys", "export", "--unit", code, "--out", file, *more)
        taker.huanjie("returns", "keys", "add", file, "--unit", other, "--fingerprint", mark)


def test_a_register_goes_over_and_comes_back(tmp_path: Path, sqlite_tables: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    county = founded(tmp_path / "county", sqlite_tables, "county")
    town = founded(tmp_path / "town", sqlite_tables, "town")
    exchange_keys(county, town, stick)
    people = Population()
    for number, village in enumerate(VILLAGES * 3):
        birth = f"19{60 + number}0101"
        people.add(f"黄{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", birth, 户籍地代码=village)
    population = people.write(tmp_path / "population.csv")
    last_roll = builders.write_last_roll(tmp_path / "last.csv", people.rows[:4])
    do(county, "take_in", population=str(population), last_roll=str(last_roll), county=COUNTY)
    ours, others = people.id_of(2), people.id_of(4)
    assert do(county, "record", county=COUNTY, number=ours, kind="in_custody") == []
    before = do(county, "register", county=COUNTY)
    secret = tmp_path / "passphrase"
    secret.write_text(f"{PASSPHRASE}\n", "utf-8")
    with_secret = ("--passphrase-file", str(secret))

    bundle, receipt = stick / "town.hjb", stick / "town.hjr"
    giving = ("register", "hand-over", "--area", TOWN)
    county.huanjie(*giving, "--unit", COUNTY, "--out", str(bundle), *with_secret)
    for row in people.rows:
        assert row["姓名"].encode() not in bundle.read_bytes()
        assert row["公民身份号码"].encode() not in bundle.read_bytes()
    assert do(county, "record", county=COUNTY, number=ours, kind="died") == ["register-handed-over"]
    assert do(county, "draft", unit=COUNTY) == ["register-handed-over"]
    assert do(county, "record", county=COUNTY, number=others, kind="in_custody") == []

    taking = ("register", "take-over", str(bundle), "--unit", TOWN, *with_secret)
    wrong = tmp_path / "wrong"
    wrong.write_text("not this passphrase\n", "utf-8")
    said = town.huanjie(*taking[:-1], str(wrong), status=1)
    assert "handover-wrong-passphrase" in said
    town.huanjie(*taking)
    county.huanjie("register", "receipt", str(receipt), "--unit", COUNTY)
    assert "received" in county.huanjie("register", "show", "--unit", COUNTY)
    assert "chain-repeated" in town.huanjie(*taking, status=1)
    there = do(town, "register", county=COUNTY)
    assert there == {name: row for name, row in before.items() if row[0].startswith(TOWN[:9])}
    assert do(town, "record", county=COUNTY, number=ours, kind="died") == []
    assert do(town, "record", county=COUNTY, number=others, kind="died") == ["nobody"]

    back = stick / "back.hjb"
    town.huanjie("register", "hand-over", "--unit", TOWN, "--out", str(back), *with_secret)
    assert do(town, "draft", unit=TOWN) == ["register-handed-over"]
    county.huanjie("register", "take-over", str(back), "--unit", COUNTY, *with_secret)
    town.huanjie("register", "receipt", str(stick / "back.hjr"), "--unit", TOWN)
    after = do(county, "register", county=COUNTY)
    assert after.keys() == before.keys()
    assert after["黄甲"][2] == ["died", "in_custody"]
    assert do(county, "draft", unit=TOWN) == 5
    for office in (county, town):
        kept = "".join(do(office, "ledger"))
        assert not [row for row in people.rows if row["公民身份号码"] in kept]
