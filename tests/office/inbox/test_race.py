"""Two workers at once send every digest exactly once."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.office.inbox.race import ACCOUNTS

ROOT = Path(__file__).parents[3]


def test_two_workers_at_once_send_each_digest_once(database_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "HUANJIE_DATABASE": database_url,
        "HUANJIE_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "huanjie.office.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.office.inbox.race"],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    sent = json.loads(ran.stdout.splitlines()[-1])
    assert (len(sent), sum(sent)) == (2, ACCOUNTS)
    assert len(list((tmp_path / "data" / "outbox").iterdir())) == ACCOUNTS
