"""`huanjie init` founds an installation once, as a process of its own would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tables import put_sqlite_tables

START = "from huanjie.cli.main import main; main()"
DIVISIONS = """level,code,name,parent
county,990124000000,湘水县,990100000000
township,990124101000,枫林镇,990124000000
village,990124101202,竹坪村,990124101000
"""


def init(tmp_path: Path, county: str = "990124000000") -> subprocess.CompletedProcess[str]:
    divisions = tmp_path / "divisions.csv"
    divisions.write_text(DIVISIONS, "utf-8")
    command = [
        sys.executable, "-c", START, "init", "--divisions", str(divisions), "--county", county,
        "--data", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'huanjie.sqlite3'}",
    ]  # fmt: skip
    environment = {**os.environ, "COLUMNS": "120"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_enters_the_units_and_shows_the_password_once(tmp_path: Path) -> None:
    first = init(tmp_path)
    assert first.returncode == 0, first.stderr
    assert "湘水县，3 个单位" in first.stdout
    assert "admin" in first.stdout
    password = first.stdout.split("password")[1].split()[0]
    assert len(password) == len("0000-0000-0000-0000")
    again = init(tmp_path)
    assert again.returncode == 1
    assert "不能再次设立" in again.stderr


def test_a_county_that_is_not_in_the_list_is_refused_before_anything_is_made(
    tmp_path: Path,
) -> None:
    refused = init(tmp_path, county="990125000000")
    assert refused.returncode == 1
    assert "990125000000" in refused.stderr
    assert not (tmp_path / "huanjie.sqlite3").exists()


def test_a_city_is_founded_with_its_counties(tmp_path: Path, sqlite_tables: Path) -> None:
    put_sqlite_tables(tmp_path / "huanjie.sqlite3", kept=sqlite_tables)
    divisions = tmp_path / "divisions.csv"
    with_city = DIVISIONS.replace("\n", "\ncity,990100000000,衡水市,990000000000\n", 1)
    divisions.write_text(with_city, "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-c", START, "init", "--divisions", str(divisions),
            "--unit", "990100000000", "--data", str(tmp_path),
            "--database", f"sqlite:///{tmp_path / 'huanjie.sqlite3'}",
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "衡水市，4 个单位" in done.stdout
