"""What the ledger keeps about units, accounts and persons."""

from huanjie.office.ledger.events import event


@event("建立单位", "Units set up")
class UnitsOpened:
    """Units were entered from a list of divisions."""

    county: str
    units: int
    digest: str


@event("开立账号", "Account opened")
class AccountOpened:
    """An account was opened."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]


@event("变更角色", "Roles changed")
class RolesChanged:
    """The roles of an account were replaced."""

    username: str
    roles: tuple[str, ...]


@event("设置口令", "Password set")
class PasswordSet:
    """An account was given a new password."""

    username: str


@event("停用账号", "Account closed")
class AccountClosed:
    """An account may no longer sign in."""

    username: str
    reason: str


@event("查看证件号码", "ID number revealed")
class IdRevealed:
    """Somebody looked at a person's whole ID number."""

    person: int
    reason: str
