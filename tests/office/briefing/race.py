"""Two people who approve different issues at the same moment: run by `test_race`, on its own.

Prints one line of JSON: the numbers that the issues got.
"""

from __future__ import annotations

import json
import multiprocessing
from typing import Any

EACH = 12


def setting() -> None:
    """A database of its own, named by the environment."""
    import django

    django.setup()


def prepare() -> list[list[int]]:
    """As many submitted issues for each of two people."""
    from django.core.management import call_command

    from tests.office.briefing import scene

    call_command("migrate", verbosity=0)
    found = [scene.submitted().pk for _ in range(2 * EACH)]
    scene.signer()
    return [found[:EACH], found[EACH:]]


def approve(issues: list[int], gate: Any) -> None:
    """Approve every issue, each at the moment the other one does."""
    setting()
    from huanjie.office.briefing import services
    from huanjie.office.briefing.models import Issue
    from tests.office.briefing import scene

    who = scene.signer()
    for pk in issues:
        issue = Issue.objects.get(pk=pk)
        gate.wait(60)
        services.approve_issue(issue=issue, on=scene.TODAY, at=scene.NOW, actor=who)


def main() -> None:
    """Hold the race and print the numbers."""
    setting()
    halves = prepare()
    from django.db import connections

    from huanjie.office.briefing.models import Issue

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        gate = manager.Barrier(2)
        workers = [context.Process(target=approve, args=(half, gate)) for half in halves]
        for each in workers:
            each.start()
        for each in workers:
            each.join()
    print(json.dumps(sorted(n or 0 for n in Issue.objects.values_list("number", flat=True))))


if __name__ == "__main__":
    main()
