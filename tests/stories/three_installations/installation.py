"""One installation: a database, a data folder, its command line, its desk. Nothing is shared."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.stories.recomputed.tables import day_of
from tests.stories.rehearsals import ROOT
from tests.stories.three_installations.clock import DAYS

START = "from tests.stories.three_installations.clock import main; main()"
DESK = "from tests.stories.three_installations.desk import main; main()"


def days_to(day: date) -> int:
    """How far a clock must be put forward."""
    return (day - day_of(datetime.now(UTC))).days


@dataclass
class Installation:
    """`database` as HUANJIE_DATABASE has it."""

    name: str
    database: str
    data: Path
    day: date
    desk: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def environment(self) -> dict[str, str]:
        """What its processes know of the world: their own database and folder, and the day."""
        return {
            **os.environ,
            "HUANJIE_DATABASE": self.database,
            "HUANJIE_DATA": str(self.data),
            DAYS: str(days_to(self.day)),
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "200",
        }

    def huanjie(self, *arguments: str, status: int = 0) -> str:
        """Run a command; what it said. It must end with that exit status."""
        self.data.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", START, *arguments], cwd=ROOT, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == status, f"{self.name}: {arguments}\n{said[-4000:]}"
        return said

    def do(self, act: str, **arguments: Any) -> Any:
        """Let the desk do something."""
        if self.desk is None:
            self.desk = subprocess.Popen(
                [sys.executable, "-c", DESK], cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
            self.do("move_clock", days=days_to(self.day))
        assert self.desk.stdin is not None
        assert self.desk.stdout is not None
        self.desk.stdin.write(json.dumps({"act": act, **arguments}) + "\n")
        self.desk.stdin.flush()
        line = self.desk.stdout.readline()
        assert line, f"{self.name}: the desk broke off at {act}"
        return json.loads(line)

    def wake_on(self, day: date) -> None:
        """Another morning: the days before are closed."""
        self.day = day
        self.do("move_clock", days=days_to(day))
        self.do("close_days")

    def close(self) -> None:
        """Everybody goes home."""
        if self.desk is not None:
            assert self.desk.stdin is not None
            self.desk.stdin.close()
            self.desk.wait(timeout=30)
            self.desk = None

    def copied_to(self, folder: Path, name: str) -> Installation:
        """The same installation once more, as from a backup; only of one that keeps a file."""
        self.close()
        source = Path(self.database.removeprefix("sqlite:///"))
        shutil.copytree(self.data, folder / "data")
        shutil.copy(source, folder / "huanjie.sqlite3")
        wal = source.with_name(f"{source.name}-wal")
        if wal.exists():
            shutil.copy(wal, folder / "huanjie.sqlite3-wal")
        return Installation(name, f"sqlite:///{folder}/huanjie.sqlite3", folder / "data", self.day)

    def files(self) -> set[str]:
        """The files of its data folder."""
        return {str(p.relative_to(self.data)) for p in self.data.rglob("*") if p.is_file()}
