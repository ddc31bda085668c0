"""A township's register goes to another installation and comes back: one of them writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huanjie.evidence.bundle import open_bundle
from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people import secrets
from huanjie.office.people.models import Person
from huanjie.office.people.queries import person_with_id
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import (
    DuplicateCase,
    HandedPerson,
    Handover,
    LastRollVoter,
    NonVoter,
    PersonStatus,
    PopulationImport,
    Roll,
    RollEntry,
)
from tests.office.registration import builders, two_sites
from tests.office.registration.builders import COUNTY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import County
from tests.office.registration.two_sites import (
    PASSPHRASE,
    Site,
    World,
    arrive,
    codes,
    handed,
    status,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


def names(area: str = TOWN) -> list[str]:
    return sorted(queries.residents_of(area, COUNTY).values_list("name", flat=True))


def test_the_register_arrives_whole_with_what_its_rolls_depend_on(
    world: World, county: County
) -> None:
    before = names()
    file = world.give(world.county, world.town)
    taken = world.take(world.town, world.county, file)
    given = Handover.objects.get()
    figures = (given.persons, given.statuses, given.last_roll)
    assert figures == (taken.persons, taken.statuses, taken.last_roll) == (6, 2, 1)
    with world.at(world.town):
        assert names() == before
        assert sorted(names(ETHNIC)) == ["王田"]  # certified to a village of the town
        assert set(PersonStatus.objects.values_list("kind", "person__name")) == {
            ("in_custody", "王山"), ("certificate_out", "王田"),
        }  # fmt: skip
        held = LastRollVoter.objects.order_by("id").values_list("name", "village")
        assert list(held) == [("王山", VILLAGES[0]), ("王水", VILLAGES[2]), ("王田", VILLAGES[2])]
        source = PopulationImport.objects.get()
        assert (source.state, source.unit_id) == ("switched", COUNTY)


def test_numbers_are_found_and_shown_under_the_keys_of_the_township(
    world: World, county: County
) -> None:
    number = county.population.rows[0]["公民身份号码"]
    here = person_with_id(COUNTY, number)
    assert here is not None
    index = here.id_index
    handed(world)
    with world.at(world.town):
        there = person_with_id(COUNTY, number)
        assert there is not None
        assert (there.name, there.id_tail) == ("王山", number[-4:])
        assert there.id_index != index
        assert secrets.unseal(bytes(there.sealed_id or b"")) == number


def test_the_township_drafts_what_the_county_would_have_drafted(
    world: World, county: County
) -> None:
    expected = county.draft(TOWN)
    for table in (NonVoter, RollEntry, Roll):
        table.objects.all().delete()
    handed(world)
    with world.at(world.town):
        held = Election.objects.get(unit_id=TOWN)
        drafted = services.draft_rolls(election=held, on=DAY, actor=builders.actor(TOWN))
        assert drafted == expected


def test_nothing_personal_stands_in_the_file_or_in_the_ledger(world: World, county: County) -> None:
    entries = Entry.objects.count()
    file = handed(world)
    content = file.read_bytes()
    with open_bundle(file) as bundle:
        content += b"".join(bundle.file(name) for name in bundle.files)
        content += str([list(bundle.rows(name)) for name in bundle.tables]).encode()
    said = "".join(Entry.objects.order_by("id").values_list("payload", flat=True)[entries:])
    for row in county.population.rows:
        for secret in (row["姓名"], row["公民身份号码"]):
            assert secret.encode() not in content
            assert secret not in said
    assert PASSPHRASE not in said
    events = Entry.objects.filter(event__startswith="Register").values_list("event", flat=True)
    assert list(events.order_by("id")) == ["RegisterHandedOver", "RegisterTakenOver"]


def test_the_receipt_is_entered_once_or_twice(world: World) -> None:
    file = world.give(world.county, world.town)
    taken = world.take(world.town, world.county, file)
    receipt = world.folder / "receipt.hjr"
    receipt.write_text(taken.receipt, "utf-8")
    for _ in range(2):
        given = enter(world, receipt)
        assert (given.state, given.taken_at) == ("received", two_sites.AT)


def enter(world: World, receipt: Path, *, site: Site | None = None) -> Handover:
    here = site or world.county
    other = world.town if here is world.county else world.county
    return services.enter_receipt(
        unit=here.unit, file=receipt, sender=here.partner(other), actor=builders.actor(here.code)
    )


def test_a_receipt_of_another_bundle_or_changed_is_not_entered(world: World) -> None:
    file = world.give(world.county, world.town)
    taken = world.take(world.town, world.county, file)
    receipt = world.folder / "receipt.hjr"
    receipt.write_text(taken.receipt.replace(taken.digest, "0" * 64), "utf-8")
    with pytest.raises(Refused) as caught:
        enter(world, receipt)
    assert codes(caught) == ["signature-wrong"]
    receipt.write_text(taken.receipt, "utf-8")
    Handover.objects.update(digest="0" * 64)
    with pytest.raises(Refused) as caught:
        enter(world, receipt)
    assert codes(caught) == ["handover-receipt-unknown"]


def test_it_comes_back_and_replaces_what_the_county_had(world: World, county: County) -> None:
    keys = {p.name: p.pk for p in queries.residents_of(TOWN, COUNTY)}
    handed(world)
    with world.at(world.town):
        known = Person.objects.get(name="王山")
        status(known, "died")
        PersonStatus.objects.filter(kind="in_custody").delete()
        Person.objects.filter(pk=known.pk).update(household="H9", work_unit="白岩小学")
        arrive("外来人", VILLAGES[1], sequence=400)
    back = world.give(world.town, world.county)
    taken = world.take(world.county, world.town, back)
    assert (taken.persons, taken.sequence) == (7, 2)
    after = {p.name: p.pk for p in queries.residents_of(TOWN, COUNTY)}
    assert {name: after[name] for name in keys} == keys
    assert after.keys() - keys.keys() == {"外来人"}
    first = Person.objects.get(name="王山")
    assert (first.household, first.work_unit) == ("H9", "白岩小学")
    assert sorted(first.statuses.values_list("kind", flat=True)) == ["died"]
    assert Person.objects.filter(county=COUNTY).count() == 13
    assert LastRollVoter.objects.count() == 3
    assert sorted(Handover.objects.values_list("sequence", "state")) == [
        (1, "returned"), (2, "held"),
    ]  # fmt: skip
    status(first, "in_custody")  # written here again
    with world.at(world.town), pytest.raises(Refused) as caught:
        status(Person.objects.get(name="王山"), "moved_out")
    assert codes(caught) == ["register-handed-over"]


def test_it_goes_to_and_fro_in_one_chain_and_nobody_is_doubled(world: World) -> None:
    handed(world)
    with world.at(world.town):
        arrive("外来人", VILLAGES[1], sequence=400)
    world.take(world.county, world.town, world.give(world.town, world.county))
    status(Person.objects.get(name="外来人"), "died")
    taken = world.take(world.town, world.county, world.give(world.county, world.town))
    assert taken.sequence == 3
    with world.at(world.town):
        assert len(names()) == 7
        assert Person.objects.count() == 8
        assert Person.objects.get(name="外来人").statuses.filter(kind="died").exists()
        assert HandedPerson.objects.count() == 8


def test_one_number_in_two_places_becomes_a_case(world: World) -> None:
    handed(world)
    arrive("同一人", VILLAGES[2], sequence=450)
    with world.at(world.town):
        arrive("同一人", VILLAGES[1], sequence=450)
    taken = world.take(world.county, world.town, world.give(world.town, world.county))
    assert taken.persons == 7
    case = DuplicateCase.objects.get()
    assert (case.rule, case.ruling) == ("M1", "")
    assert case.left is not None
    assert case.right is not None
    assert (case.left.village, case.right.village) == (VILLAGES[2], VILLAGES[1])
    assert case.right.id_index is None
    services.rule_duplicate(
        case=case, ruling="keep_left", basis="户口簿", ruled_by="张", ruled_on=DAY,
        actor=builders.actor(COUNTY),
    )  # fmt: skip
    assert Person.objects.filter(name="同一人", status="duplicate").get().village == VILLAGES[1]


def test_a_forgotten_passphrase_is_replaced_and_either_file_opens_the_way_back(
    world: World,
) -> None:
    first = world.give(world.county, world.town)
    first = first.rename(first.with_name("first.hjb"))
    second = world.give(world.county, world.town, passphrase="another passphrase")
    given = Handover.objects.get()
    assert len(given.digests) == 2
    assert given.sequence == 1
    world.take(world.town, world.county, first)
    with pytest.raises(Refused) as caught:
        world.take(world.town, world.county, second, passphrase="another passphrase")
    assert codes(caught) == ["chain-forked"]
    world.move(world.county)
    world.take(world.county, world.town, world.give(world.town, world.county))
    assert Handover.objects.get(sequence=1).state == "returned"
