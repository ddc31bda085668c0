"""`huanjie demo` says what is wrong with its folder before it makes or clears anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from huanjie.cli.main import app


@pytest.mark.parametrize(
    ("folder", "words"),
    [("nowhere", "没有示例县的文件目录"), ("empty", "R120 manifest.json")],
)
def test_a_folder_that_is_none_is_named_and_the_old_demo_stays(
    tmp_path: Path, folder: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    kept = tmp_path / "data" / "huanjie.sqlite3"
    kept.parent.mkdir()
    kept.write_text("what a visitor has done")
    where = ["--folder", str(tmp_path / folder), "--data", str(kept.parent)]
    done = CliRunner().invoke(app, ["demo", "--fresh", *where])
    assert done.exit_code == 1
    assert words in done.stderr
    assert kept.read_text() == "what a visitor has done"
