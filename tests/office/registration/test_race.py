"""A status is recorded while its register is handed over: it is in the bundle, or nowhere."""

from __future__ import annotations

from pathlib import Path

from tests.office.racing import outcome
from tests.office.registration.race import PEOPLE, ROUNDS


def test_what_is_accepted_is_in_the_bundle_and_what_comes_after_is_refused(
    database_url: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    found = outcome("registration.race", database=database_url, data=data)
    assert len(found["rounds"]) == ROUNDS
    for race in found["rounds"]:
        said = race["said"]
        accepted, refused = said.get("accepted", 0), said.get("register-handed-over", 0)
        assert accepted + refused == PEOPLE, said
        assert race["sealed"] == race["stored"] == accepted
    assert any(0 < race["stored"] < PEOPLE for race in found["rounds"])
    assert found["broken"] == 0
