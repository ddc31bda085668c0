"""The house in which the story plays; its album is a folder of the run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.desk import House
from tests.browser.office import Office
from tests.tables import put_sqlite_tables

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def house(browser: Browser, sqlite_tables: Path, tmp_path: Path) -> Iterator[House]:
    album = tmp_path / "album"
    album.mkdir()
    folder = tmp_path / "office"
    folder.mkdir()
    office = Office(folder)
    put_sqlite_tables(office.database, kept=sqlite_tables)
    yield House(office, browser, album, {})
    office.close()
