"""`huanjie library`: statutes imported and asked from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from typer.testing import CliRunner

from huanjie.cli.main import app
from huanjie.office.library.models import Statute
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY
from tests.office.library.shelf import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path / "documents"
    builders.units()
    builders.account(COUNTY, Role.OFFICE, username="office")
    builders.account(COUNTY, Role.GUIDE, username="guide")


def run(*words: str) -> int:
    return CliRunner().invoke(app, ["library", *words]).exit_code


def test_a_statute_is_imported_once_and_its_articles_are_found(tmp_path: Path) -> None:
    path = tmp_path / "el.md"
    path.write_text(SMALL, "utf-8")
    assert run("import", str(path), "--account", "office") == 0
    assert run("import", str(path), "--account", "office") == 0
    assert Statute.objects.count() == 1
    assert run("search", "选举法第二条", "--unit", COUNTY) == 0
    assert run("search", "吗", "--unit", COUNTY) == 1


def test_a_file_with_faults_and_an_account_that_may_not_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "el.md"
    path.write_text(SMALL.replace("第三条", "第二条"), "utf-8")
    for account in ("office", "guide", "nobody"):
        assert run("import", str(path), "--account", account) == 1
    assert not Statute.objects.exists()
