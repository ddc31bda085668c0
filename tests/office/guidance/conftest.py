"""Every test between the levels has the units."""

import pytest

from tests.office.guidance import scene


@pytest.fixture(autouse=True)
def _units(db: None) -> None:
    scene.units()
