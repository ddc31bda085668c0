"""Two installations in one test: each has its tables and its secrets, and one is open at a time.

The units are the same in both, as every installation enters them from one list. What a site holds
is put aside when another is opened: rows as they are, under keys that no other site uses.
"""

from __future__ import annotations

import secrets as random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db.models import Model

from huanjie.evidence.signature import PrivateKey, Suite, new_key
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.people import secrets
from huanjie.office.people.models import Person, Unit
from huanjie.office.registration import services
from huanjie.office.registration.handing import Partner
from huanjie.office.registration.models import (
    DuplicateCase,
    HandedPerson,
    Handover,
    LastRollVoter,
    NonVoter,
    PersonStatus,
    PopulationImport,
    Roll,
    RollChange,
    RollEntry,
    RowIssue,
    StagedRow,
)
from huanjie.office.seats.models import Constituency, ConstituencyPart
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, TOWN, VILLAGES

if TYPE_CHECKING:
    from tests.office.registration.conftest import County

PASSPHRASE = "山水 田林 one two three"
DAY = date(2026, 11, 12)
AT = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)
TABLES: tuple[type[Model], ...] = (
    Election, Constituency, ConstituencyPart, Person, PopulationImport, StagedRow, RowIssue,
    DuplicateCase, PersonStatus, LastRollVoter, Roll, RollEntry, NonVoter, RollChange,
    Handover, HandedPerson,
)  # fmt: skip


@dataclass
class Site:
    """One installation: its unit, the key it signs with, its secrets, what it holds while shut."""

    code: str
    key: PrivateKey
    keys: secrets.Keys = field(
        default_factory=lambda: secrets.Keys(random.token_bytes(32), random.token_bytes(32))
    )
    rows: dict[type[Model], list[Model]] = field(default_factory=dict, repr=False)

    @property
    def unit(self) -> Unit:
        """Its unit."""
        return Unit.objects.get(code=self.code)

    def partner(self, other: Site) -> Partner:
        """How it knows the other site."""
        return Partner(other.code, other.unit.name, other.key.public, self.key)


@dataclass
class World:
    """The county's installation and the township's; the county's is open at first."""

    county: Site
    town: Site
    folder: Path
    open: Site

    @contextmanager
    def at(self, site: Site) -> Iterator[Site]:
        """Work in a site, and go back to the one before."""
        before = self.open
        self.move(site)
        yield site
        self.move(before)

    def move(self, site: Site) -> None:
        """Shut the open site and open another."""
        if site is self.open:
            return
        self.open.rows = {table: list(table._base_manager.all()) for table in TABLES}
        for table in reversed(TABLES):
            table._base_manager.all().delete()
        for table in TABLES:
            table._base_manager.bulk_create(site.rows.get(table, []))
        secrets._keys = lambda: site.keys  # type: ignore[assignment]
        self.open = site

    def give(self, site: Site, to: Site, *, passphrase: str = PASSPHRASE) -> Path:
        """Hand the town's register over; the file on the stick."""
        with self.at(site):
            given = services.hand_over(
                unit=site.unit, area=TOWN, to=site.partner(to), passphrase=passphrase, at=AT,
                actor=builders.actor(site.code),
            )  # fmt: skip
            return self.carried(given)

    def carried(self, given: Handover) -> Path:
        """The file of a handover, copied from the document onto the stick."""
        from huanjie.office.documents.queries import path

        assert given.document is not None
        stick = self.folder / given.document.name
        stick.write_bytes(path(given.document).read_bytes())
        return stick

    def take(
        self, site: Site, sender: Site, file: Path, *, passphrase: str = PASSPHRASE
    ) -> Handover:
        """Take a register in."""
        with self.at(site):
            return services.take_over(
                unit=site.unit, file=file, sender=site.partner(sender), passphrase=passphrase,
                at=AT, actor=builders.actor(site.code),
            )  # fmt: skip


@cache
def key_of(suite: Suite) -> PrivateKey:
    """The one key of its suite that all worlds sign with."""
    return new_key(suite)


def world_of(county: County, folder: Path) -> World:
    """The county's register with a last roll and two statuses; the township's office is empty.

    The county signs with Ed25519, the township with SM2.
    """
    site = Site(COUNTY, key_of(Suite.INTERNATIONAL))
    made = World(site, Site(TOWN, key_of(Suite.NATIONAL)), folder, site)
    secrets._keys = lambda: site.keys  # type: ignore[assignment]
    with made.at(made.town):
        builders.open_elections(county.units)
    county.switch()
    rows = county.population.rows
    moved = {**rows[1], "户籍地代码": VILLAGES[2]}  # stood elsewhere, lives in the town now
    services.load_last_roll(
        election=county.elections[COUNTY],
        path=builders.write_last_roll(folder / "last.csv", [rows[0], moved, rows[2]]),
        actor=county.office,
    )
    status(county.person("王山"), "in_custody")
    status(county.person("王田"), "certificate_out", destination=VILLAGES[1])
    return made


def handed(world: World) -> Path:
    """The register lies in the township; the file it came in."""
    file = world.give(world.county, world.town)
    world.take(world.town, world.county, file)
    return file


def status(person: Person, kind: str, *, destination: str = "") -> PersonStatus:
    """Record a fact about a person."""
    return services.record_status(
        person=person, kind=kind, body="县公安局", document_no="公1号", decided_on=DAY,
        ends_on=None, destination=destination, remark="", actor=builders.actor(COUNTY),
    )  # fmt: skip


def arrival(name: str, village: str, sequence: int) -> services.ArrivalRow:
    """Somebody with a certificate."""
    number = builders.id_number("19900101", sequence)
    return services.ArrivalRow(
        name, "1", date(1990, 1, 1), number, "01", "外县", village, None, "证1号", "外县", DAY
    )


def arrive(name: str, village: str, *, sequence: int) -> Person:
    """Register somebody from elsewhere."""
    row = vars(arrival(name, village, sequence))
    return services.register_arrival(
        county=Unit.objects.get(code=COUNTY), actor=builders.actor(COUNTY), **row
    )


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Why it was refused: the codes of the findings, or of the faults of the file."""
    return [str(found.facts.get("code", found.code)) for found in caught.value.findings]
