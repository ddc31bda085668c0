"""The city above a rehearsed county: its units, its own people, and a neighbour that is silent."""

from datetime import date, timedelta

from huanjie.office.ledger.actor import Actor
from huanjie.office.people import queries, services
from huanjie.office.people.models import Account
from huanjie.office.people.roles import Role
from huanjie.rehearsal.cast import administrator
from huanjie.rehearsal.folder import Folder
from huanjie.rehearsal.play import ACCOUNT_DAYS, unit_rows

CITY_NAME, NEIGHBOUR_NAME = "湘源市", "溪口县"
PEOPLE = (
    ("office", "田文博", Role.OFFICE),
    ("standing_committee", "龙振华", Role.STANDING_COMMITTEE),
    ("liaison1", "覃思源", Role.LIAISON),
    ("liaison2", "彭晓岚", Role.LIAISON),
    ("guide1", "石明远", Role.GUIDE),
    ("guide2", "向红梅", Role.GUIDE),
)
"""Username, name and role; two where one person may not do it alone."""


def city_of(county: str) -> str:
    """The code of the city in which a county lies."""
    return f"{county[:4]}00000000"


def neighbour_of(county: str) -> str:
    """The code after the county's: a county with an election that nobody has reported on."""
    return f"{int(county[:6]) + 1:06d}000000"


def found_city(folder: Folder) -> None:
    """Found the installation as the city's office, with all who work there; once.

    The county has its own system administrator, so that a rehearsal goes on as in a county's.
    """
    county = folder.manifest.county
    if not queries.is_founded():
        services.found_installation(rows=city_rows(folder), unit=city_of(county), password=None)
    admin = administrator(city_of(county))
    last_day = folder.manifest.election_day + timedelta(days=ACCOUNT_DAYS)
    _open("county.admin", "系统管理员", county, Role.SYSTEM_ADMIN, last_day, admin)
    for name, person, role in PEOPLE:
        _open(f"city.{name}", person, city_of(county), role, last_day, admin)


def city_rows(folder: Folder) -> list[services.UnitRow]:
    """The city, its two counties, and all within the one that is rehearsed."""
    county, city = folder.manifest.county, city_of(folder.manifest.county)
    first, *below = unit_rows(folder)
    return [
        (city, CITY_NAME, "city", "其他", None),
        (*first[:4], city),
        (neighbour_of(county), NEIGHBOUR_NAME, "county", "其他", city),
        *below,
    ]


def member(county: str, name: str) -> Actor:
    """Somebody of the city's office by the end of the username."""
    account = queries.account(f"city.{name}")
    if account is None:
        raise LookupError(f"no account city.{name} above {county}")
    return queries.member(account)


def _open(username: str, name: str, unit: str, role: Role, last_day: date, admin: Actor) -> Account:
    account = queries.account(username)
    return account or services.open_account(
        username=username,
        name=name,
        unit=queries.unit(unit),
        roles=[role],
        password=None,
        expires_on=last_day,
        actor=admin,
    )
