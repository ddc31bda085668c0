"""An office of its own: founded by `huanjie init`, served by `huanjie serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

START = "from huanjie.cli.main import main; main()"
ROOT = Path(__file__).parents[2]
PATIENCE = 40.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@dataclass
class Office:
    """One installation with its own folder, database, port and day."""

    folder: Path
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The file with its tables."""
        return self.folder / "huanjie.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "HUANJIE_DATA": str(self.folder),
            "HUANJIE_DATABASE": f"sqlite:///{self.database}",
            "HUANJIE_PRACTICE": "1",
            "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
            "COLUMNS": "120",
        }

    def found(self, divisions: Path, county: str) -> str:
        """Found the installation; the administrator's password as it was printed."""
        said = self._run("-c", START, "init", "--divisions", str(divisions), "--county", county)
        return said.split("password")[1].split()[0]

    def work(self, chapter: str, *, story: str = "the_rest", day: str = "") -> str:
        """Do a chapter of a module of `tests/browser` in this office's database, on a day."""
        return self._run("-m", f"tests.browser.{story}", chapter, day=day)

    def _run(self, *arguments: str, day: str = "") -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**self.environment, "HUANJIE_PRACTICE_DAY": day},
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:] + done.stdout[-1000:]
        return done.stdout

    def stand_on(self, day: str) -> None:
        """Serve on this day; what is served already ends first."""
        self.close()
        command = [sys.executable, "-c", START, "serve", "--port", str(self.port)]
        environment = {**self.environment, "HUANJIE_PRACTICE_DAY": day}
        with (self.folder / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.server, "nothing is being served"
            assert self.server.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.url}/health/", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"no answer in {PATIENCE} s: {self.log}")

    @property
    def log(self) -> str:
        """What the server has said."""
        return (self.folder / "serve.log").read_text("utf-8")[-4000:]

    def close(self) -> None:
        """End the server; its worker ends with it."""
        if self.server is None:
            return
        self.server.terminate()
        try:
            self.server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.server = None
