"""Two people who approve at once never give two equal numbers, and leave none out."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.office.briefing.race import EACH

ROOT = Path(__file__).parents[3]


def test_numbers_given_at_once_are_all_different(database_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HUANJIE_DATABASE": database_url,
        "HUANJIE_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.office.briefing.race"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == [*range(1, 2 * EACH + 1)]
