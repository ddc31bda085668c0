"""The offices of the stories, each played once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.three_installations import worlds
from tests.stories.three_installations.installation import Installation


@pytest.fixture(scope="session")
def played_township(tmp_path_factory: pytest.TempPathFactory, sqlite_tables: Path) -> Installation:
    """The township on the eve, with its declared election."""
    return worlds.township(tmp_path_factory.mktemp("offices") / "township", sqlite_tables)


@pytest.fixture(scope="session")
def played_county(tmp_path_factory: pytest.TempPathFactory, sqlite_tables: Path) -> Installation:
    """The county on the eve, with its declared elections."""
    return worlds.county(tmp_path_factory.mktemp("offices") / "county", sqlite_tables)
