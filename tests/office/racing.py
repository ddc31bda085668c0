"""Running a race as two workers of an office would: processes of their own on a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def outcome(race: str, *, database: str, data: Path) -> Any:
    """What a module of `tests.office` prints on its last line, held on a database."""
    environment = {
        **os.environ,
        "HUANJIE_DATABASE": database,
        "HUANJIE_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.office.{race}"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
