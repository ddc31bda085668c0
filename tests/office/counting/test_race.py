"""Two clerks who post the same sheet at the same moment: one succeeds, the other is told."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.office.counting.race import ROUNDS

ROOT = Path(__file__).parents[3]


def test_exactly_one_of_two_posts_of_a_sheet_succeeds(database_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HUANJIE_DATABASE": database_url,
        "HUANJIE_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.office.counting.race"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    accepted = Counter(pk for pk, _, answer in found["answers"] if answer == "accepted")
    assert len(found["answers"]) == 2 * ROUNDS
    assert set(accepted.values()) == {1}
    assert len(accepted) == ROUNDS
    refused = {answer for _, _, answer in found["answers"]} - {"accepted"}
    assert refused == {"entry-taken"}
    assert (found["entries"], found["rows"], found["finished"]) == (ROUNDS,) * 3
    assert found["broken"] == 0
