"""The one command: what it offers, and that it imports only what a run needs."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

from huanjie.cli.main import MODULES, app


def test_every_command_is_named_in_the_help() -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout
    assert all(f"│ {name} " in said for name in MODULES)


def test_a_misspelt_command_is_met_with_the_nearest() -> None:
    done = CliRunner().invoke(app, ["retrns"])
    assert done.exit_code == 2
    assert "'returns'" in done.stderr


def test_a_command_does_not_wait_for_the_modules_of_the_others() -> None:
    look = (
        "import sys; from huanjie.cli.main import app; "
        "app(['ledger', '--help'], standalone_mode=False); "
        "print('huanjie.cli.ledger' in sys.modules, 'huanjie.law' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("True False\n")
