"""A county whose population is read, ruled and switched in, ready for its rolls."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from huanjie.evidence import sealing
from huanjie.office.committee.models import Election
from huanjie.office.ledger.actor import Actor
from huanjie.office.people import secrets
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import services
from huanjie.office.registration.models import PopulationImport, Roll
from tests.office.registration import builders, two_sites
from tests.office.registration.builders import COUNTY, VILLAGES, Population

DRAFTED = date(2026, 11, 18)
PUBLISHED = date(2026, 11, 20)


@dataclass
class County:
    """What the tests of this stage start from."""

    units: dict[str, Unit]
    elections: dict[str, Election]
    population: Population
    folder: Path
    office: Actor
    committee: Actor

    def receive(self) -> PopulationImport:
        """Read the population file as it now stands."""
        path = self.population.write(self.folder / "population.csv")
        return services.receive_population(unit=self.units[COUNTY], file=path, actor=self.office)

    def switch(self) -> PopulationImport:
        """Read it and switch it in."""
        return services.switch_import(source=self.receive(), actor=self.office)

    def draft(self, code: str = COUNTY) -> services.DraftSummary:
        """Draft the rolls of one election."""
        return services.draft_rolls(
            election=self.elections[code], on=DRAFTED, actor=builders.actor(code)
        )

    def publish(self, code: str = COUNTY) -> int:
        """Publish the rolls of one election."""
        return services.publish_rolls(
            election=self.elections[code], on=PUBLISHED, actor=builders.actor(code)
        )

    def person(self, name: str) -> Person:
        """The person of that name."""
        return Person.objects.exclude(status="duplicate").get(name=name)

    def roll(self, number: int, code: str = COUNTY) -> Roll:
        """The roll of a constituency."""
        return Roll.objects.get(
            constituency__election=self.elections[code], constituency__number=number
        )


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a passphrase costs to guess is a matter of `tests/evidence/test_sealing.py`."""
    monkeypatch.setattr(sealing, "_COST", 2)


@pytest.fixture
def county(db: None, tmp_path: Path, settings: Settings) -> County:
    """Twelve people in four villages; nothing read yet."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    units = builders.found_units()
    elections = builders.open_elections(units)
    population = Population()
    for number, family in enumerate("王李石", 1):
        for village, given in zip(VILLAGES, "山水田林", strict=True):
            birth = f"19{60 + number}0{number}1{number}"
            place = {"户籍地代码": village, "村民小组": str(1 + number % 2)}
            population.add(family + given, birth, **place)
    office = builders.actor(COUNTY, Role.OFFICE)
    return County(
        units,
        elections,
        population,
        tmp_path,
        office,
        builders.actor(COUNTY, Role.COMMITTEE, name="李主任"),
    )


@pytest.fixture
def world(county: County, tmp_path: Path) -> Iterator[two_sites.World]:
    """The county's office and the township's, each with keys of its own."""
    before = secrets._keys
    made = two_sites.world_of(county, tmp_path)
    yield made
    made.move(made.county)
    secrets._keys = before
