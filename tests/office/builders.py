"""A small county built through the office's own services, as far as a test needs it.

沅水县 (430001000000) has one town 白岩镇 (430001101000) with four villages. Election day is
20 December 2026.
"""

from __future__ import annotations

from datetime import date

from django.test import Client

from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Account, Person, Post, Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal
from huanjie.office.registration.models import Roll, RollEntry
from huanjie.office.seats import services as seats
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.table import ConstituencyRow, Part
from huanjie.roll.id_number import check_digit

COUNTY, TOWN, OTHER_TOWN = "430001000000", "430001101000", "430001102000"
VILLAGES = {f"4300011010{n:02d}": f"第{n}村" for n in (1, 2, 3, 4)}
DAY = date(2026, 12, 20)
PASSWORD = "correct horse battery"
COUNTY_SC = "沅水县人民代表大会常务委员会"

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"


def units() -> None:
    """The county, its two towns and the villages of the first."""
    Unit.objects.create(code=COUNTY, name="沅水县", level="county", kind="county")
    for code, name in ((TOWN, "白岩镇"), (OTHER_TOWN, "青溪镇")):
        Unit.objects.create(code=code, name=name, level="township", kind="town", parent_id=COUNTY)
    for code, name in VILLAGES.items():
        Unit.objects.create(code=code, name=name, level="village", kind="village", parent_id=TOWN)


def actor(unit: str, *roles: Role, name: str = "张三") -> Actor:
    """Somebody at work for a unit, without an account."""
    held = roles or (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE)
    return Actor(name, unit, frozenset(held))


def account(unit: str, *roles: Role, username: str = "", password: str = "!") -> Account:
    """An account; without a password a test signs it in by force."""
    made, _ = Account.objects.get_or_create(
        username=username or f"{unit}-{'-'.join(roles)}",
        defaults={"name": "张三", "unit_id": unit, "password": "!"},
    )
    if password != "!":
        made.set_password(password)
        made.save(update_fields=["password"])
    for role in roles:
        Post.objects.get_or_create(account=made, role=role)
    return made


def signed_in(unit: str, *roles: Role, language: str = "zh") -> Client:
    """A browser at which somebody of the unit has signed in; with all deciding roles if none."""
    held = roles or (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE)
    client = Client()
    backend = "huanjie.office.people.backends.UnexpiredBackend"
    client.force_login(account(unit, *held), backend=backend)
    client.cookies["huanjie_language"] = language
    return client


def election(unit: str = TOWN, *, day: date | None = DAY) -> Election:
    """The election of a unit, its committee appointed and its day fixed."""
    own = Unit.objects.get(code=unit)
    found = committee.open_election(
        unit=own,
        county=Unit.objects.get(code=COUNTY),
        level=own.level,
        title=f"{own.name}人民代表大会换届选举",
        province="43",
        is_synthetic=True,
        actor=actor(unit, Role.OFFICE),
    )
    committee.appoint_member(
        election=found,
        post="chair",
        name="组长甲",
        sex="1",
        position="镇党委书记",
        body=COUNTY_SC,
        document_no="沅人常〔2026〕11号",
        appointed_on=date(2026, 9, 21),
        actor=actor(COUNTY, Role.STANDING_COMMITTEE),
    )
    if day is not None:
        committee.fix_election_day(
            election=found,
            day=day,
            decided_on=date(2026, 9, 25),
            actor=actor(unit, Role.COMMITTEE),
        )
    found.refresh_from_db()
    return found


def quota(found: Election, *, total: int = 8, population: int = 1200) -> None:
    """A quota that the constituencies of `constituency_rows` fill."""
    is_county = found.level == "county"
    seats.record_quota(
        election=found,
        population=population,
        basis="户籍",
        basis_date=date(2025, 12, 31),
        source="公安机关人口统计",
        unit_kind="县" if is_county else "镇",
        total=total,
        supplement=0,
        garrison=0,
        last_total=total,
        ground="沿用上届",
        body="湖南省人民代表大会常务委员会" if is_county else COUNTY_SC,
        document_no="沅人常〔2026〕12号",
        decided_on=date(2026, 9, 27),
        actor=actor(COUNTY, Role.STANDING_COMMITTEE),
    )


def constituency_rows(seats_each: int = 2) -> list[ConstituencyRow]:
    """One constituency a village."""
    return [
        ConstituencyRow(
            number,
            f"{name}选区",
            "residential",
            (Part(code),),
            300,
            seats_each,
            is_urban=False,
            line=number + 1,
        )
        for number, (code, name) in enumerate(VILLAGES.items(), 1)
    ]


def with_constituencies(found: Election) -> list[Constituency]:
    """The quota and four published constituencies of two seats."""
    quota(found)
    own = found.unit_id
    seats.load_constituencies(
        election=found, rows=constituency_rows(), actor=actor(own, Role.OFFICE)
    )
    seats.publish_constituencies(
        election=found, on=date(2026, 10, 17), actor=actor(own, Role.COMMITTEE)
    )
    return list(Constituency.objects.filter(election=found).order_by("number"))


def id_number(serial: int, *, birth: str = "19800101") -> str:
    """A valid number of a region that does not exist."""
    body = f"990001{birth}{serial:03d}"
    return body + check_digit(body)


def name_of(serial: int) -> str:
    """Name number `serial`; different for the first 440."""
    surname = _SURNAMES[serial % len(_SURNAMES)]
    return f"{surname}{_GIVEN[serial // len(_SURNAMES) % len(_GIVEN)]}"


def voters(constituency: Constituency, count: int = 40) -> list[RollEntry]:
    """A published roll. Voter n of constituency c is `name_of(100 * (c - 1) + n)`, serial n + 1."""
    village = list(VILLAGES)[constituency.number - 1]
    first = (constituency.number - 1) * 100
    people = Person.objects.bulk_create(
        Person(
            name=name_of(first + n),
            sex="1",
            birth=date(1980, 1, 1),
            village=village,
            group=1,
            county=COUNTY,
            sealed_id=seal(id_number(first + n)),
            id_index=index_of(id_number(first + n)),
            id_tail=id_number(first + n)[-4:],
        )
        for n in range(count)
    )
    roll = Roll.objects.create(
        constituency=constituency,
        state="published",
        published_on=date(2026, 11, 20),
        published_voters=count,
    )
    entries = [
        RollEntry(
            roll=roll,
            election=constituency.election,
            person=person,
            serial=serial,
            basis="hukou",
            added_reason="draft",
        )
        for serial, person in enumerate(people, 1)
    ]
    return RollEntry.objects.bulk_create(entries)
