"""One installation writes a register: the other refuses every act that would, and names why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from huanjie.office.committee.models import Election
from huanjie.office.ledger.commands import Refused
from huanjie.office.people import secrets
from huanjie.office.people.models import Person
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import DuplicateCase, PopulationImport, Roll
from tests.office.registration import builders
from tests.office.registration.builders import COUNTY, ETHNIC, TOWN, VILLAGES
from tests.office.registration.conftest import County
from tests.office.registration.two_sites import World, arrival, arrive, codes, handed, status

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


Write = Callable[[County, str], object]


def list_statuses(county: County, village: str) -> object:
    known = Person.objects.filter(village=village, id_index__isnull=False).first()
    assert known is not None
    number = secrets.unseal(bytes(known.sealed_id or b""))
    row = services.StatusRow(known.name, number, "died", "派出所", "1", DAY)
    return services.record_statuses(
        county=county.units[COUNTY], rows=[row], actor=builders.actor(COUNTY)
    )


def list_arrivals(county: County, village: str) -> object:
    return services.register_arrivals(
        county=county.units[COUNTY], rows=[arrival("来", village, 300)],
        actor=builders.actor(COUNTY),
    )  # fmt: skip


def rule_a_case(county: County, village: str) -> object:
    people = list(Person.objects.filter(village=village).order_by("pk")[:2])
    case = DuplicateCase.objects.create(
        source=queries.latest_switched(COUNTY), left_line=1, right_line=hash(village) % 10**6,
        left=people[0], right=people[1], rule="M2",
    )  # fmt: skip
    return services.rule_duplicate(
        case=case, ruling="two_people", basis="户口簿", ruled_by="张", ruled_on=DAY,
        actor=builders.actor(COUNTY),
    )  # fmt: skip


def draft(county: County, village: str) -> object:
    code = f"{village[:9]}000"
    held = Election.objects.get(unit_id=code)
    return services.draft_rolls(election=held, on=DAY, actor=builders.actor(code))


WRITES: dict[str, Write] = {
    "a status": lambda county, village: status(Person.objects.filter(village=village)[0], "died"),
    "a list of statuses": list_statuses,
    "an arrival": lambda county, village: arrive("来", village, sequence=300),
    "a list of arrivals": list_arrivals,
    "a ruling on duplicates": rule_a_case,
    "a draft": draft,
}
HERE, THERE = VILLAGES[0], VILLAGES[2]


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_the_county_writes_no_more_in_the_town_and_goes_on_elsewhere(
    world: World, county: County, write: Write
) -> None:
    world.give(world.county, world.town)
    with pytest.raises(Refused) as caught:
        write(county, HERE)
    assert codes(caught) == ["register-handed-over"]
    (found,) = caught.value.findings
    assert found.facts == {"area": "白岩镇", "to": "白岩镇", "on": date(2026, 11, 10)}
    write(county, THERE)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_the_township_writes_in_its_area_and_nowhere_else(
    world: World, county: County, write: Write
) -> None:
    handed(world)
    with world.at(world.town):
        beside = Person.objects.get(name="王田")  # a second one there, for a pair
        beside.pk, beside.id_index = None, None
        beside.save()
        with pytest.raises(Refused) as caught:
            write(county, THERE)
        assert codes(caught) == ["register-not-held-here"]
        write(county, HERE)


def whole_file(county: County) -> object:
    return county.receive()


def last_roll(county: County) -> object:
    path = builders.write_last_roll(county.folder / "again.csv", county.population.rows[:1])
    held = Election.objects.get(unit_id=COUNTY)
    return services.load_last_roll(election=held, path=path, actor=county.office)


def county_draft(county: County) -> object:
    held = Election.objects.get(unit_id=COUNTY)
    return services.draft_rolls(election=held, on=DAY, actor=county.office)


WHOLE: dict[str, Callable[[County], object]] = {
    "a population file": whole_file, "the last roll": last_roll, "the county's draft": county_draft,
}  # fmt: skip


@pytest.mark.parametrize("write", WHOLE.values(), ids=WHOLE)
def test_what_concerns_the_whole_county_waits_until_every_register_is_back(
    world: World, county: County, write: Callable[[County], object]
) -> None:
    handed(world)
    with pytest.raises(Refused) as caught:
        write(county)
    assert codes(caught) == ["register-handed-over"]
    with world.at(world.town), pytest.raises(Refused) as caught:
        write(county)
    assert codes(caught) == ["register-not-held-here"]
    world.take(world.county, world.town, world.give(world.town, world.county))
    write(county)


def switch(county: County) -> object:
    source = PopulationImport.objects.create(unit_id=COUNTY, state="staged")
    return services.switch_import(source=source, actor=county.office)


def rule_row(county: County) -> object:
    source = queries.latest_switched(COUNTY)
    assert source is not None
    return services.rule_row(
        source=source, line=2, treatment="exclude", changes={}, basis="户口簿", ruled_on=DAY,
        actor=county.office,
    )  # fmt: skip


@pytest.mark.parametrize("write", [switch, rule_row])
def test_an_import_that_was_open_by_mistake_changes_nothing(
    world: World, county: County, write: Callable[[County], object]
) -> None:
    world.give(world.county, world.town)
    with pytest.raises(Refused) as caught:
        write(county)
    assert codes(caught) == ["register-handed-over"]


def test_a_person_of_the_town_on_another_roll_is_not_corrected_there(
    world: World, county: County
) -> None:
    guest = county.person("王水")
    status(guest, "certificate_out", destination=VILLAGES[2])
    county.draft(ETHNIC)
    county.publish(ETHNIC)
    roll = county.roll(1, ETHNIC)

    def propose(value: str) -> object:
        return services.propose_change(
            roll=roll, kind="correct", person=guest, reason="omitted", evidence="身份证",
            changes={"name": value}, actor=builders.actor(ETHNIC, name="张登记"),
        )  # fmt: skip

    change = propose("王永")
    world.give(world.county, world.town)
    with pytest.raises(Refused) as caught:
        propose("王泳")
    assert codes(caught) == ["register-handed-over"]
    with pytest.raises(Refused) as caught:
        services.approve_change(
            change=change, decided_on=DAY, actor=builders.actor(ETHNIC, name="李主任")
        )
    assert codes(caught) == ["register-handed-over"]
    guest.refresh_from_db()
    assert guest.name == "王水"


def test_the_rolls_of_an_area_that_is_away_are_neither_published_nor_added_to(
    world: World, county: County
) -> None:
    county.draft(TOWN)
    county.publish(TOWN)
    Roll.objects.update(state="final")
    world.give(world.county, world.town)
    with pytest.raises(Refused) as caught:
        services.register_missed(
            roll=county.roll(1, TOWN), name="漏", id_number=builders.id_number("19900101", 310),
            evidence="身份证", actor=builders.actor(TOWN),
        )  # fmt: skip
    assert codes(caught) == ["register-handed-over"]
    Roll.objects.update(state="open")
    with pytest.raises(Refused) as caught:
        county.publish(TOWN)
    assert codes(caught) == ["register-handed-over"]
