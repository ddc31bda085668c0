"""Reading units, accounts and persons."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.scope import covers, significant
from huanjie.office.people.models import Account, Person, Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of


class OutOfScope(LookupError):
    """A record of a unit that the reader has no business with."""


def member(account: Account) -> Actor:
    """The account as the actor of a command."""
    roles = frozenset(account.posts.values_list("role", flat=True))
    name = account.unit.name if account.unit else ""
    return Actor(account.name, account.unit_code, roles, account.pk, name)


def check_readable(actor: Actor, unit: str) -> None:
    """Raise `OutOfScope` unless `unit` is the reader's own or lies within it."""
    if not covers(actor.unit, unit):
        raise OutOfScope(f"{actor.name} ({actor.unit}) may not read records of {unit}")


def units_within(code: str, level: str = "") -> QuerySet[Unit]:
    """A unit and all within it, or those of one level."""
    found = Unit.objects.filter(code__startswith=significant(code)).order_by("code")
    return found.filter(level=level) if level else found


def person_with_id(county: str, id_number: str) -> Person | None:
    """The person of a county's register with this ID number."""
    return Person.objects.filter(county=county, id_index=index_of(id_number)).first()


def holders(unit: str, role: Role) -> QuerySet[Account]:
    """The active accounts of a unit that hold a role."""
    return Account.objects.filter(unit_id=unit, posts__role=role, is_active=True)


def unit(code: str) -> Unit:
    """A unit by its code. Raises `Unit.DoesNotExist`."""
    return Unit.objects.get(code=code)


def account(username: str) -> Account | None:
    """An account by the name it signs in with."""
    return Account.objects.select_related("unit").filter(username=username).first()


def accounts_of(units: Iterable[str]) -> QuerySet[Account]:
    """The accounts of some units, with their posts, in the order in which they were opened."""
    found = Account.objects.filter(unit_id__in=tuple(units)).order_by("unit_id", "pk")
    return found.select_related("unit").prefetch_related("posts")


def is_founded() -> bool:
    """True when the installation has an account."""
    return Account.objects.exists()


def persons_with_ids(county: str, id_numbers: Iterable[str]) -> dict[str, int]:
    """Which of these ID numbers the county's register knows: number → key of the person."""
    numbers = {index_of(number): number for number in id_numbers if number}
    found: dict[str, int] = {}
    for some in batched(numbers, 900):
        rows = Person.objects.filter(county=county, id_index__in=some)
        found |= {numbers[index]: key for index, key in rows.values_list("id_index", "pk") if index}
    return found


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items in lists of at most `size`, small enough for one query."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def accounts_within(unit: str) -> QuerySet[Account]:
    """The accounts of a unit and of all within it."""
    found = Account.objects.filter(unit__code__startswith=significant(unit))
    return found.select_related("unit").prefetch_related("posts").order_by("unit_id", "username")
