"""Persons in service: the army's own election, and where a province lists armed police."""

import pytest

from huanjie.law.pack import Level, shipped_packs
from huanjie.law.pack.words import Place
from huanjie.law.registration import Outcome, Service
from tests.law.answers import codes
from tests.law.test_registration import answer, is_listed

SERVICE_CITED = {
    "national-2020": ("PLA 5¶1", "PLA 40"),
    "zhejiang-2021": ("ZJ 6", "PLA 40"),
    "beijing-2021": ("BJ 8", "BJ 8"),
    "shandong-2021": ("SD 60", "PLA 40"),
}


@pytest.mark.parametrize("name", SERVICE_CITED)
def test_servicemen_and_armed_police_are_on_no_local_roll(name):
    pack = shipped_packs()[name]
    serving = answer(pack, service=Service.SERVING)
    police = answer(pack, service=Service.ARMED_POLICE, service_agreement="协议1号")
    assert codes(serving.findings) == ["not-listed-military"]
    assert codes(police.findings) == ["not-listed-armed-police"]
    assert (serving.article.key, police.article.key) == SERVICE_CITED[name]
    assert is_listed(pack, service=Service.LOCAL_REPRESENTATIVE)


def test_family_in_the_armys_election_is_left_out_by_the_words_on_family():
    pack = shipped_packs()["zhejiang-2021"]
    assert answer(pack, service=Service.FAMILY).article.key == "PLA 5¶2"


def test_shanghai_lists_armed_police_at_their_unit_once_an_agreement_is_recorded():
    shanghai = shipped_packs()["shanghai-2021"]
    waits = answer(shanghai, service=Service.ARMED_POLICE)
    assert waits.outcome is Outcome.PENDING
    assert codes(waits.findings) == ["armed-police-open"]
    assert waits.findings[0].article.key == "SH 20¶1(8)"
    found = answer(shanghai, service=Service.ARMED_POLICE, service_agreement="协议1号")
    assert found.outcome is Outcome.LISTED
    assert (found.places, found.levels) == ((Place.WORK_UNIT,), (Level.COUNTY,))
    assert answer(shanghai, service=Service.SERVING).article.key == "SH 5"
