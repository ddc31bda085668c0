"""Running `huanjie rehearse` as a user would: a process of its own on a database of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from huanjie.samples.county import write_county

ROOT = Path(__file__).parents[2]
DIVISIONS = ROOT / "examples" / "xiangshui-divisions.csv"
COUNTY = "990124000000"
COUNT = "SELECT count(*) FROM ledger_entry"
START = "from huanjie.cli.main import main; main()"


def make_folder(out: Path, *, seed: int = 7, population: int = 4000) -> Path:
    """The example county's files, made anew."""
    write_county(divisions=DIVISIONS, county=COUNTY, seed=seed, out=out, population=population)
    return out


def command(folder: Path, database: str, data: Path, *more: str) -> list[str]:
    return [
        sys.executable, "-c", START, "rehearse", str(folder), "--database", database,
        "--data", str(data), "--report", str(data / "report.html"),
        "--json", str(data / "report.json"), *more,
    ]  # fmt: skip


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "120"}


def rehearse(folder: Path, database: str, data: Path, *more: str) -> dict[str, Any]:
    """Play to the end, or as far as `more` says; the report as it stands in the database."""
    data.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command(folder, database, data, *more),
        env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:] + done.stdout[-2000:]
    return json.loads((data / "report.json").read_text("utf-8"))


def kill_at(folder: Path, database: str, data: Path, entries: int) -> bool:
    """Start playing and kill the process with SIGKILL once the ledger holds so many entries.

    False when it ended before.
    """
    data.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        command(folder, database, data),
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    with ledger_counter(database) as count:
        while process.poll() is None:
            if count() >= entries:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                return True
            time.sleep(0.005)
    _, complaint = process.communicate()
    assert process.returncode == 0, complaint.decode()[-4000:]
    return False


@contextmanager
def ledger_counter(database: str) -> Iterator[Callable[[], int]]:
    """A look at how far the ledger has grown, past the program that writes it."""
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            yield lambda: connection.execute(COUNT).fetchone()[0]
        return
    with psycopg.connect(database, autocommit=True) as server:
        yield lambda: server.execute(COUNT).fetchone()[0]  # type: ignore[index]


def ledger_holds(database: str, data: Path) -> None:
    """`huanjie ledger check` finds every chain whole."""
    done = subprocess.run(
        [sys.executable, "-c", START, "ledger", "check", "--database", database],
        env={**environment(), "HUANJIE_DATA": str(data)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]


def winners(report: dict[str, Any]) -> dict[tuple[str, int], dict[str, int]]:
    """As the report gives them: contest → winner → ordinal of the round."""
    return {
        (contest["election"], contest["number"]): {
            won["name"]: won["round"] for won in contest["winners"]
        }
        for contest in report["contests"]
    }


def answer_of(module: str, database: str, data: Path, *arguments: str) -> Any:
    """What a script of this folder prints of a played county, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.stories.{module}", *arguments],
        env={
            **environment(),
            "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
            "HUANJIE_DATABASE": database,
            "HUANJIE_DATA": str(data),
        },
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
