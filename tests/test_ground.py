"""The ground the tests stand on: the server that speaks Chinese, and the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.postgres
def test_the_test_server_knows_chinese_letters(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT current_database(), datctype, '换' ~ '^[[:alpha:]]$' FROM pg_database "
            "WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    assert row[0].startswith("empty_")
    assert row[1:] == ("C.UTF-8", True)


@pytest.mark.browser
def test_the_browser_has_a_font_for_chinese(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<span id=a>换</span><span id=b>届</span>")
    widths = [page.locator(f"#{each}").bounding_box() for each in "ab"]
    assert all(box is not None and box["width"] > 10 for box in widths)
    page.close()
