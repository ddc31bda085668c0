"""Two people who approve at once never give two equal numbers, and leave none out."""

from pathlib import Path

from tests.office.briefing.race import EACH
from tests.office.racing import outcome


def test_numbers_given_at_once_are_all_different(database_url: str, tmp_path: Path) -> None:
    numbers = outcome("briefing.race", database=database_url, data=tmp_path / "data")
    assert numbers == [*range(1, 2 * EACH + 1)]
