"""What keeps a register from leaving, and what is not taken in: each named, nothing changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huanjie.evidence.bundle import ManifestHead, open_bundle, write_bundle
from huanjie.evidence.signature import Suite, new_key
from huanjie.office.committee.models import Election
from huanjie.office.documents.models import Document
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.handing import SEALED, head_of, sealed_rows
from huanjie.office.registration.models import Handover, PersonStatus
from huanjie.office.registration.services.taking import manifest_of
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import County
from tests.office.registration.two_sites import (
    AT,
    PASSPHRASE,
    World,
    codes,
    handed,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


def refused_in_town(world: World, file: Path, *, passphrase: str = PASSPHRASE) -> list[str]:
    """Why the township does not take a file; nothing of it stays."""
    with world.at(world.town):
        before = (Person.objects.count(), Handover.objects.count(), Entry.objects.count())
        documents = Document.objects.count()
        with pytest.raises(Refused) as caught:
            services.take_over(
                unit=world.town.unit, file=file, sender=world.town.partner(world.county),
                passphrase=passphrase, at=AT, actor=builders.actor(TOWN),
            )  # fmt: skip
        assert Document.objects.count() == documents
        after = (Person.objects.count(), Handover.objects.count(), Entry.objects.count())
        assert after == before
    return codes(caught)


def forged(
    world: World, *, key: Any = None, rows: Any = (), sequence: int = 1, **head: Any
) -> Path:
    """A bundle with a head of its own, signed by the county or by a key of one's own."""
    place = world.folder / "forged.hjb"
    area = head.pop("election", None) or head_of(TOWN, TOWN, sequence)
    stated = {
        "kind": "register", "unit": COUNTY, "unit_name": "湘水县", "election": area,
        "as_of": AT, "sequence": sequence, "previous": "0" * 64, "made_at": AT,
    } | head  # fmt: skip
    files = {SEALED: sealed_rows(rows, PASSPHRASE, area)}
    write_bundle(
        place, ManifestHead(**stated), tables={"figures": []}, files=files,
        key=key or world.county.key,
    )  # fmt: skip
    return place


def test_another_passphrase_opens_nothing(world: World) -> None:
    file = world.give(world.county, world.town)
    assert refused_in_town(world, file, passphrase="another one, as long") == [
        "handover-wrong-passphrase"
    ]
    world.take(world.town, world.county, file, passphrase=f" {PASSPHRASE.replace(' ', '　')} ")


def test_a_changed_byte_is_named(world: World) -> None:
    file = world.give(world.county, world.town)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert set(refused_in_town(world, file)) & {"part-digest", "member-damaged"}


def test_a_file_that_is_none_is_named(world: World) -> None:
    file = world.folder / "photo.hjb"
    file.write_bytes(b"not a bundle at all")
    assert refused_in_town(world, file) == ["archive-not-a-bundle"]


def test_a_strangers_signature_is_not_read(world: World) -> None:
    stranger = new_key(Suite.INTERNATIONAL)
    assert refused_in_town(world, forged(world, key=stranger)) == ["signer-unknown"]


def test_another_county_is_named(world: World) -> None:
    other = forged(world, unit="990125000000", unit_name="永水县")
    assert refused_in_town(world, other) == ["handover-other-sender"]


@pytest.mark.parametrize(
    "head", [head_of(TOWN, ETHNIC, 1), head_of(ETHNIC, TOWN, 1), head_of(TOWN, TOWN, 2), {}]
)
def test_another_addressee_is_named(world: World, head: dict[str, str]) -> None:
    assert refused_in_town(world, forged(world, election=head or {"x": "y"})) == [
        "handover-for-another"
    ]


def test_another_kind_of_bundle_is_named(world: World) -> None:
    assert refused_in_town(world, forged(world, kind="returns")) == ["handover-other-kind"]


def test_a_repeated_a_lost_and_a_forked_bundle_are_named(world: World) -> None:
    assert refused_in_town(world, forged(world, sequence=3, previous="1" * 64)) == ["chain-lost"]
    file = handed(world)
    assert refused_in_town(world, file) == ["chain-repeated"]
    assert refused_in_town(world, forged(world)) == ["chain-forked"]


def test_a_second_register_is_not_put_over_one_that_is_here(world: World) -> None:
    handed(world)
    with world.at(world.town):
        last = Handover.objects.get().digest
    second = forged(world, sequence=2, previous=last)
    assert refused_in_town(world, second) == ["handover-register-here"]


def test_a_register_is_not_put_over_an_imported_one(world: World, county: County) -> None:
    file = world.give(world.county, world.town)
    with world.at(world.town):
        county.switch()
    assert refused_in_town(world, file) == ["handover-register-here"]


@pytest.mark.parametrize(
    "rows",
    [
        [{"row": "photo"}],
        [{"row": "person", "key": 1}],
        [{"row": "person", "key": 1, "yours": 999999999, "village": VILLAGES[0]}],
        [{"row": "status", "person": 4}],
    ],
)
def test_a_content_that_is_no_register_is_named(world: World, rows: list[Any]) -> None:
    assert refused_in_town(world, forged(world, rows=rows)) == ["handover-unreadable"]


def test_a_bundle_without_its_sealed_part_is_named(world: World) -> None:
    place = world.folder / "empty.hjb"
    head = ManifestHead(
        kind="register", unit=COUNTY, unit_name="湘水县", election=head_of(TOWN, TOWN, 1),
        as_of=AT, sequence=1, previous="0" * 64, made_at=AT,
    )  # fmt: skip
    write_bundle(place, head, tables={}, key=world.county.key)
    assert refused_in_town(world, place) == ["handover-unreadable"]


def test_the_last_roll_needs_the_countys_election(world: World) -> None:
    file = world.give(world.county, world.town)
    with world.at(world.town):
        Election.objects.all().delete()
    assert refused_in_town(world, file) == ["handover-no-election"]


def test_nobody_is_lacking_in_what_comes_back(world: World) -> None:
    handed(world)
    with world.at(world.town):
        Person.objects.filter(name="石山").delete()
    back = world.give(world.town, world.county)
    before = Person.objects.count()
    with pytest.raises(Refused) as caught:
        world.take(world.county, world.town, back)
    assert codes(caught) == ["handover-incomplete"]
    assert Person.objects.count() == before


def test_what_comes_back_puts_nobody_in_the_place_of_another_townships_person(
    world: World,
) -> None:
    handed(world)
    other = Person.objects.get(name="石林")
    with world.at(world.town):
        known = Handover.objects.get().digest
        rows = list(queries.rows_of(TOWN, COUNTY))
    stolen = next(row for row in rows if row.get("name") == "王山")
    head = {"election": head_of(TOWN, COUNTY, 2), "unit": TOWN, "previous": known}
    for claimed in (other.pk, "x", 2**60):
        place = rows.index(stolen)
        rows[place] = stolen = {**stolen, "yours": claimed}
        file = forged(world, key=world.town.key, rows=rows, sequence=2, **head)
        with pytest.raises(Refused) as caught:
            world.take(world.county, world.town, file)
        assert codes(caught) == ["handover-unreadable"]
    other.refresh_from_db()
    assert other.name == "石林"


def test_a_value_that_no_table_holds_is_named(world: World) -> None:
    rows = list(queries.rows_of(TOWN, COUNTY))
    first = next(row for row in rows if row["row"] == "person")
    rows[rows.index(first)] = {**first, "household": None}
    assert refused_in_town(world, forged(world, rows=rows)) == ["handover-unreadable"]


def test_a_bundle_is_sealed_for_its_own_head(world: World) -> None:
    file = world.give(world.county, world.town)
    with open_bundle(file) as bundle:
        sealed = bundle.file(SEALED)
        made = bundle.manifest
    moved = world.folder / "moved.hjb"
    head = ManifestHead(
        kind="register", unit=COUNTY, unit_name="x", as_of=AT, made_at=AT, sequence=1,
        previous=made.previous, election=head_of(TOWN, TOWN, 1) | {"more": "x"},
    )  # fmt: skip
    write_bundle(moved, head, tables={}, files={SEALED: sealed}, key=world.county.key)
    with pytest.raises(Refused):
        manifest_of(moved, unit=TOWN, sender=world.town.partner(world.county))


# ---- what keeps a register from leaving -------------------------------------------------------


def why_not(world: World, *, passphrase: str = PASSPHRASE) -> list[str]:
    with pytest.raises(Refused) as caught:
        world.give(world.county, world.town, passphrase=passphrase)
    assert not Handover.objects.exists()
    return codes(caught)


def test_a_short_passphrase_seals_nothing(world: World) -> None:
    assert why_not(world, passphrase="  elevenchars  ") == ["handover-passphrase-short"]


@pytest.mark.parametrize("code", [TOWN, COUNTY])
def test_a_drafted_or_published_roll_keeps_its_register(
    world: World, county: County, code: str
) -> None:
    county.draft(code)
    assert why_not(world) == ["handover-rolls-drafted"]
    county.publish(code)
    assert why_not(world) == ["handover-rolls-drafted"]


def test_the_roll_of_another_township_does_not(world: World, county: County) -> None:
    county.draft(ETHNIC)
    world.give(world.county, world.town)


def test_open_matters_keep_a_register(world: World, county: County) -> None:
    first = county.population.rows[0]
    county.population.add(first["姓名"], first["出生日期"], **first)
    source = county.receive()
    assert why_not(world) == ["handover-matters-open"]
    services.switch_import(source=source, actor=county.office)
    assert queries.duplicates_open(COUNTY).count() == 1
    assert why_not(world) == ["handover-matters-open"]


def test_a_case_of_another_township_does_not(world: World, county: County) -> None:
    third = county.population.rows[2]
    county.population.add(third["姓名"], third["出生日期"], **third)
    county.switch()
    world.give(world.county, world.town)


def test_an_empty_register_is_not_handed_over(world: World) -> None:
    PersonStatus.objects.all().delete()
    queries.residents_of(TOWN, COUNTY).update(village=VILLAGES[2])
    assert why_not(world) == ["register-empty"]


def test_only_county_and_township_hand_over_to_one_another(world: World) -> None:
    with pytest.raises(Refused) as caught:
        services.hand_over(
            unit=world.county.unit, area=ETHNIC, to=world.county.partner(world.town),
            passphrase=PASSPHRASE, at=AT, actor=builders.actor(COUNTY),
        )  # fmt: skip
    assert codes(caught) == ["handover-wrong-units"]
    with pytest.raises(NotAllowed):
        services.hand_over(
            unit=world.county.unit, area=TOWN, to=world.county.partner(world.town),
            passphrase=PASSPHRASE, at=AT, actor=builders.actor(COUNTY, Role.REGISTRAR),
        )  # fmt: skip
