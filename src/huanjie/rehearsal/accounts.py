"""Accounts for the visitors of a demonstration: one per role, with a password."""

from huanjie.office.people import queries, services
from huanjie.office.people.models import Account
from huanjie.office.people.roles import ROLE_NAMES, Role
from huanjie.rehearsal.cast import administrator
from huanjie.rehearsal.stage import Progress, Stage


def accounts_for_visitors(stage: Stage, password: str, progress: Progress) -> list[str]:
    """Give the county's accounts and those of its first township a password; lines to print."""
    units = [stage.county, *[code for code in stage.folder.elections if code != stage.county][:1]]
    accounts = list(queries.accounts_of(units))
    lines = [f"口令 · password: {password}", ""]
    for number, account in enumerate(accounts, 1):
        services.set_password(account=account, password=password, actor=administrator(stage.county))
        progress("演示账号", number, len(accounts))
        lines.append(_line(account))
    return lines


def _line(account: Account) -> str:
    roles = [ROLE_NAMES[Role(post.role)] for post in account.posts.all()]
    words = "；".join(f"{zh} · {en}" for zh, en in roles)
    return f"{account.username:<28}{account.unit} {account.name}（{words}）"
