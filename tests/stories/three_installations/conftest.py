"""The offices of the stories, each played once for all of them."""

from __future__ import annotations

import pytest

from tests.stories.three_installations import worlds
from tests.stories.three_installations.installation import Installation


@pytest.fixture(scope="session")
def played_township(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The township on the eve, with its declared election."""
    return worlds.township(tmp_path_factory.mktemp("offices") / "township")


@pytest.fixture(scope="session")
def played_county(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The county on the eve, with its declared elections."""
    return worlds.county(tmp_path_factory.mktemp("offices") / "county")
