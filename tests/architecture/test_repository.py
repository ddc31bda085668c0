"""What a clone brings: locks without hosts, no path of our machines, the commands, the data."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.architecture.source import PACKAGE, ROOT, files, project, shown

LOCKS = ["requirements.lock", "requirements-dev.lock"]
MACHINE_PATH = re.compile(rb"(?<![\w.])/(?:work|root)/")
CREDENTIAL = re.compile(r"https?:|^--(?:index|extra-index|find-links|trusted)", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][\w.\[\]-]*==.*$", text, re.MULTILINE)
    assert not CREDENTIAL.findall(text)
    assert packages
    assert all(line.endswith("\\") for line in packages)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_dependency_of_the_project(lock: str) -> None:
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / lock).read_text(), re.MULTILINE))
    wanted = project()["project"]["dependencies"] + project()["dependency-groups"]["build"]
    if lock == "requirements-dev.lock":
        wanted += [each for each in project()["dependency-groups"]["dev"] if isinstance(each, str)]
    names = {re.split(r"[^\w.-]", each, maxsplit=1)[0].lower() for each in wanted}
    assert not names - locked, "run ./run lock"


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    named = [shown(path) for path in files(ROOT) if MACHINE_PATH.search(path.read_bytes())]
    assert not named


@pytest.mark.parametrize("command", ["./run demo", "./run test"])
def test_the_readme_names_the_two_commands(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_calls_the_command_of_the_readme() -> None:
    assert "./run test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_run_is_a_script_that_every_posix_shell_reads() -> None:
    script = ROOT / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def test_the_wheel_takes_every_file_of_the_package_along() -> None:
    builder = WheelBuilder(str(ROOT))
    taken = {Path(each.path) for each in builder.recurse_included_files()}
    assert not [shown(path) for path in files(PACKAGE) if path not in taken]
