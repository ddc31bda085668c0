"""One sound county for all tests of this folder, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.samples.county import write_county

ROOT = Path(__file__).parents[2]
DIVISIONS = ROOT / "examples" / "xiangshui-divisions.csv"
XIANGSHUI = "990124000000"

Rehearse = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "xiangshui"
    write_county(divisions=DIVISIONS, county=XIANGSHUI, seed=7, out=out, population=2400)
    return out


@pytest.fixture
def rehearse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rehearse:
    """`huanjie rehearse` on the database of the test: exit status and standard error."""
    monkeypatch.setenv("HUANJIE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "1000")

    def run(folder: Path, *more: str) -> tuple[int, str]:
        report = ["--report", str(tmp_path / "report.html")]
        done = CliRunner().invoke(app, ["rehearse", str(folder), *report, *more])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stderr

    return run
