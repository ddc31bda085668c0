"""Two clerks who post the same sheet at the same moment: one succeeds, the other is told."""

from collections import Counter
from pathlib import Path

from tests.office.counting.race import ROUNDS
from tests.office.racing import outcome


def test_exactly_one_of_two_posts_of_a_sheet_succeeds(database_url: str, tmp_path: Path) -> None:
    found = outcome("counting.race", database=database_url, data=tmp_path / "data")
    accepted = Counter(pk for pk, _, answer in found["answers"] if answer == "accepted")
    assert len(found["answers"]) == 2 * ROUNDS
    assert set(accepted.values()) == {1}
    assert len(accepted) == ROUNDS
    refused = {answer for _, _, answer in found["answers"]} - {"accepted"}
    assert refused == {"entry-taken"}
    assert (found["entries"], found["rows"], found["finished"]) == (ROUNDS,) * 3
    assert found["broken"] == 0
