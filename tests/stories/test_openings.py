"""How the boxes of a rehearsed county were opened would stand under the rules of any province."""

from __future__ import annotations

from tests.stories.conftest import Played
from tests.stories.rehearsals import answer_of


def test_every_round_has_a_record_that_no_province_objects_to(played: Played) -> None:
    found = answer_of("opened", played.database, played.data)
    assert found["rounds"] > 30
    assert len(found["objected"]) > 4
    assert not any(found["objected"].values())
