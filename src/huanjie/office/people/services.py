"""Opening units and accounts, and revealing an ID number."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction

from huanjie.evidence.canonical import digest
from huanjie.law.article import PRACTICE
from huanjie.law.finding import Fact, Finding, Severity
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Scope, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.events import (
    AccountClosed,
    AccountOpened,
    IdRevealed,
    PasswordSet,
    RolesChanged,
    UnitsOpened,
)
from huanjie.office.people.models import Account, Person, Post, Unit
from huanjie.office.people.roles import ROLE_NAMES, THREE_ADMINISTRATORS, Role
from huanjie.office.people.secrets import unseal

UnitRow = tuple[str, str, str, str, str | None]


@command(by=Role.SYSTEM_ADMIN)
def open_units(*, rows: Iterable[UnitRow], actor: Actor) -> int:
    """Enter units (code, name, level, kind, parent code), parents first. Known ones are renamed.

    Returns the number of units.
    """
    units = [Unit(code=c, name=n, level=lv, kind=k, parent_id=p) for c, n, lv, k, p in rows]
    Unit.objects.bulk_create(
        units,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "kind", "parent"],
    )
    content = [[u.code, u.name, u.level, u.kind, u.parent_id] for u in units]
    record(UnitsOpened(actor.unit, len(units), digest(content)), actor=actor, unit=actor.unit)
    return len(units)


@command(by=Role.SYSTEM_ADMIN, scope=Scope.WITHIN, shared=("unit",))
def open_account(
    *,
    username: str,
    name: str,
    unit: Unit,
    roles: Iterable[Role],
    password: str | None,
    expires_on: date | None,
    actor: Actor,
) -> Account:
    """Open an account; without a password nobody can sign in with it yet.

    Raises `Refused` when it would unite two of the three administrators.
    """
    held = frozenset(roles)
    refuse_if(check_administrators(username, held))
    account = Account.objects.create_user(
        username=username, password=password, name=name, unit=unit, expires_on=expires_on
    )
    Post.objects.bulk_create(Post(account=account, role=role) for role in sorted(held))
    event = AccountOpened(username, name, unit.code, tuple(sorted(held)))
    record(event, actor=actor, unit=unit.code)
    return account


@command(by=Role.SYSTEM_ADMIN, scope=Scope.WITHIN)
def set_password(*, account: Account, password: str, actor: Actor) -> None:
    """Give an account a new password; the ledger keeps that it was done, never the password."""
    account.set_password(password)
    account.save(update_fields=["password"])
    record(PasswordSet(account.username), actor=actor, unit=account.unit_code)


@command(by=Role.SYSTEM_ADMIN, scope=Scope.WITHIN)
def share_password(*, account: Account, like: Account, actor: Actor) -> None:
    """Let an account of a practice have the password of another, which is costly to make once.

    Raises `NotAllowed` in an office that is no practice.
    """
    if not settings.PRACTICE:
        raise NotAllowed(f"{actor.name}: people.share_password")
    account.password = like.password
    account.save(update_fields=["password"])
    record(PasswordSet(account.username), actor=actor, unit=account.unit_code)


@command(by=Role.SECURITY_ADMIN, scope=Scope.WITHIN)
def change_roles(*, account: Account, roles: Iterable[Role], actor: Actor) -> None:
    """Replace the roles of an account."""
    held = frozenset(roles)
    refuse_if(check_administrators(account.username, held))
    account.posts.all().delete()
    Post.objects.bulk_create(Post(account=account, role=role) for role in sorted(held))
    event = RolesChanged(account.username, tuple(sorted(held)))
    record(event, actor=actor, unit=account.unit_code)


@command(by=Role.SECURITY_ADMIN, scope=Scope.WITHIN)
def close_account(*, account: Account, reason: str, actor: Actor) -> None:
    """Let an account sign in no more; its acts stay in the ledger."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(AccountClosed(account.username, reason), actor=actor, unit=account.unit_code)


@command(by=(Role.OFFICE, Role.COMMITTEE), scope=Scope.OWN)
def reveal_id(*, person: Person, reason: str, actor: Actor) -> str:
    """The whole ID number of a person, for a stated reason that the ledger keeps."""
    record(IdRevealed(person.pk, reason), actor=actor, unit=actor.unit)
    return unseal(bytes(person.sealed_id)) if person.sealed_id else ""


@transaction.atomic
def found_installation(*, rows: Iterable[UnitRow], unit: str, password: str | None) -> Account:
    """The first account of an empty installation: the system administrator of its top unit.

    The only write without a command, since nobody is there yet to act. Raises `RuntimeError`
    when somebody is.
    """
    if Account.objects.exists():
        raise RuntimeError("the installation has accounts already")
    founder = Actor("系统安装", unit, frozenset({Role.SYSTEM_ADMIN}))
    open_units(rows=rows, actor=founder)
    return open_account(
        username="admin",
        name="系统管理员",
        unit=Unit.objects.get(code=unit),
        roles=[Role.SYSTEM_ADMIN],
        password=password,
        expires_on=None,
        actor=founder,
    )


def check_administrators(username: str, roles: frozenset[Role]) -> tuple[Finding, ...]:
    """No account may be two of the three administrators, nor one of them and a working role."""
    powers = roles & THREE_ADMINISTRATORS
    if not powers or (roles == powers and len(powers) == 1):
        return ()
    names = [ROLE_NAMES[role] for role in sorted(roles)]
    facts: dict[str, Fact] = {
        "account": username,
        "roles": tuple(zh for zh, _ in names),
        "roles_en": tuple(en for _, en in names),
    }
    return (Finding("roles-not-separate", PRACTICE["三员分立"], Severity.ERROR, facts),)


def switch_large_print(*, account: Account) -> None:
    """Turn large print on or off: a matter of the reader's eyes, not of the record."""
    Account.objects.filter(pk=account.pk).update(large_print=not account.large_print)
