"""How the boxes of a rehearsed county were opened would stand under the rules of any province."""

from __future__ import annotations

from pathlib import Path

import pytest

from huanjie.law.pack import shipped_packs
from huanjie.office.committee.models import Election
from huanjie.office.counting.models import Determination
from huanjie.office.counting.queries import case_of, opening_findings
from tests.rehearsal.conftest import Rehearse

pytestmark = pytest.mark.django_db


def test_every_round_has_a_record_that_no_province_objects_to(
    sound: Path, rehearse: Rehearse
) -> None:
    assert rehearse(sound, "--until", "counting") == (0, "")
    rounds = list(Determination.objects.values_list("round_id", flat=True))
    assert len(rounds) > 30
    for pack in shipped_packs().values():
        Election.objects.update(province=pack.province or "99")
        assert not [pk for pk in rounds if opening_findings(case_of(pk))]
