"""The people of a rehearsal: one account per role and unit, and the clerks whom the files name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from huanjie.office.ledger.actor import Actor
from huanjie.office.people import queries, services
from huanjie.office.people.roles import ROLE_NAMES, Role

WORKING_ROLES = (
    Role.OFFICE,
    Role.COMMITTEE,
    Role.STANDING_COMMITTEE,
    Role.REGISTRAR,
    Role.CREW,
    Role.SCRUTINEER,
    Role.CREDENTIALS,
)
OVERSIGHT_ROLES = (Role.SECURITY_ADMIN, Role.AUDITOR, Role.GUIDE, Role.LIAISON)


@dataclass
class Cast:
    """The actors of every unit. Clerks are known by the name that stands on the sheets."""

    county: str
    expires_on: date
    password: str | None = None
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def actor(self, unit: str, role: Role) -> Actor:
        """Who holds a role in a unit."""
        return self.actors[unit, role.value]

    def clerk(self, unit: str, name: str) -> Actor:
        """The clerk of that name; an account is opened when there is none yet."""
        key = (unit, f"clerk:{name}")
        if key not in self.actors:
            number = sum(1 for u, what in self.actors if u == unit and what.startswith("clerk:"))
            username = f"{short_name(unit, self.county)}.clerk{number + 1}"
            self.actors[key] = self._account(username, name, unit, [Role.CLERK])
        return self.actors[key]

    def gather(self, units: Iterable[str], clerks: Mapping[str, Iterable[str]]) -> None:
        """Open the accounts of all units, or find those opened before."""
        for unit in units:
            short = short_name(unit, self.county)
            for role in (*WORKING_ROLES, *(OVERSIGHT_ROLES if unit == self.county else ())):
                username = f"{short}.{role.value}"
                person = self._account(username, ROLE_NAMES[role][0], unit, [role])
                self.actors[unit, role.value] = person
            for name in clerks.get(unit, ()):
                self.clerk(unit, name)

    def _account(self, username: str, name: str, unit: str, roles: list[Role]) -> Actor:
        account = queries.account(username)
        if account is None:
            account = services.open_account(
                username=username,
                name=name,
                unit=queries.unit(unit),
                roles=roles,
                password=self.password,
                expires_on=self.expires_on,
                actor=administrator(self.county),
            )
        return queries.member(account)


def administrator(unit: str) -> Actor:
    """The system administrator of the unit for which the installation was founded."""
    return queries.member(queries.holders(unit, Role.SYSTEM_ADMIN).get())


def short_name(unit: str, county: str) -> str:
    """How a unit's accounts begin: `county` or, for a township, `t102`."""
    return "county" if unit == county else f"t{unit[6:9]}"
