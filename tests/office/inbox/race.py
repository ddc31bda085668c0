"""Two workers that send the same digest at the same moment: run by `test_race`, on its own."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, date, datetime
from typing import Any

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ACCOUNTS = 20


def setting() -> None:
    """A database of its own, named by the environment."""
    import django

    django.setup()


def prepare() -> None:
    """Accounts of a county, all of which want a mail."""
    from django.core.management import call_command

    from huanjie.office.inbox import services
    from huanjie.office.people.queries import member
    from huanjie.office.people.roles import Role
    from tests.office import builders

    call_command("migrate", verbosity=0)
    builders.units()
    for number in range(ACCOUNTS):
        account = builders.account(builders.COUNTY, Role.OFFICE, username=f"office{number}")
        services.change_contact(
            account=account, email=f"{number}@example.org", mobile="", by_email=True,
            by_sms=False, kind="daily", hour=8, days_before=2, language="zh",
            actor=member(account),
        )  # fmt: skip


def work(gate: Any, answers: Any) -> None:
    """Send all digests as one worker."""
    setting()
    from huanjie.office.inbox import services
    from huanjie.office.inbox.digests import Gathered
    from huanjie.office.inbox.work import WorkItem

    words = ("三件", "three", "", "")
    item = WorkItem("todo", *words, None, None, "/x/", "", "", frozenset())

    def of(_account: object) -> Gathered:
        return Gathered((), (), (item,))

    gate.wait(60)
    answers.append(services.send_digests(work=of, today=TODAY, now=NOW))


def main() -> None:
    """Hold the race and print how many each worker sent."""
    setting()
    prepare()
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        gate, answers = manager.Barrier(2), manager.list()
        workers = [context.Process(target=work, args=(gate, answers)) for _ in range(2)]
        for each in workers:
            each.start()
        for each in workers:
            each.join()
        print(json.dumps([*answers]))


if __name__ == "__main__":
    main()
