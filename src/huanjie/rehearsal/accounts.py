"""Accounts for the visitors of a demonstration: one per role, with a password."""

from collections import Counter
from collections.abc import Iterable, Iterator

from huanjie.office.people import queries, services
from huanjie.office.people.models import Account
from huanjie.office.people.roles import ROLE_NAMES, Role
from huanjie.rehearsal.cast import administrator
from huanjie.rehearsal.stage import Progress, Stage

IN_PAIRS = frozenset({Role.CLERK, Role.LIAISON, Role.GUIDE})
"""What one of them does, another one does again, approves or signs."""


def accounts_for_visitors(stage: Stage, password: str, progress: Progress) -> list[str]:
    """Give one account per role of each level a password; lines to print."""
    above = queries.unit(stage.county).parent_id
    towns = [code for code in stage.folder.elections if code != stage.county]
    units = [*([above] if above else []), stage.county, *towns[:1]]
    admin = administrator(above or stage.county)
    shown = list(_one_per_role(queries.accounts_of(units)))
    lines = [f"口令 · password: {password}", ""]
    first = shown[0]
    services.set_password(account=first, password=password, actor=admin)
    for number, account in enumerate(shown, 1):
        if account != first:
            services.share_password(account=account, like=first, actor=admin)
        progress("演示账号", number, len(shown))
        lines.append(_line(account))
    return lines


def _one_per_role(accounts: Iterable[Account]) -> Iterator[Account]:
    seen: Counter[tuple[str, str]] = Counter()
    for account in accounts:
        for post in account.posts.all():
            place = (account.unit_code, post.role)
            seen[place] += 1
            if seen[place] <= (2 if post.role in IN_PAIRS else 1):
                yield account


def _line(account: Account) -> str:
    roles = [ROLE_NAMES[Role(post.role)] for post in account.posts.all()]
    words = "；".join(f"{zh} · {en}" for zh, en in roles)
    unit = account.unit.name if account.unit else ""
    return f"{account.username:<27}{unit}　{words}"
