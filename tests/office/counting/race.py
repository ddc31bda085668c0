"""Two processes that post the same sheets at the same moment: run by `test_race`, on its own.

Prints one line of JSON: what each post came to, and what the database holds afterwards.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from multiprocessing.managers import SyncManager
from typing import Any

ROUNDS = 50


def setting() -> None:
    """A database of its own, named by the environment."""
    import django

    django.setup()


def prepare() -> list[int]:
    """Empty tables, and as many sheets as there are rounds, each of its own contest."""
    from django.core.management import call_command

    from huanjie.office.counting.models import TallySheet
    from huanjie.office.polling.models import Box, Contest, Round
    from tests.office.counting import scene

    call_command("migrate", verbosity=0)
    held = scene.election()
    sheets = []
    for number in range(1, ROUNDS + 1):
        place = scene.constituency(held, number)
        contest = Contest.objects.create(constituency=place, state="first_vote")
        first = Round.objects.create(
            contest=contest, ordinal=1, kind="first", seats=1, candidates=["王一", "李二"],
            voters=1000, held_on=scene.DAY, state="closed",
        )  # fmt: skip
        Box.objects.create(
            round=first, number=1, kind="station", name="村部", scrutineers=2,
            ballots_received=600, own=600, proxy=0,
        )  # fmt: skip
        sheets.append(TallySheet.objects.create(round=first, state="empty").pk)
    for name in ("甲", "乙"):
        scene.clerk(name)
    return sheets


def post(name: str, sheets: list[int], gate: Any, answers: Any) -> None:
    """Post every sheet as one clerk, each at the moment the other one does."""
    setting()
    from huanjie.office.counting import services
    from huanjie.office.counting.models import TallySheet
    from huanjie.office.ledger.commands import Refused
    from tests.office.counting import scene

    who = scene.clerk(name)
    values = scene.Paper(1000, 600, {"王一": 320, "李二": 280}).values()
    for pk in sheets:
        sheet = TallySheet.objects.get(pk=pk)
        gate.wait(60)
        try:
            services.enter_sheet(sheet=sheet, ordinal=1, values=values, actor=who)
            answer = "accepted"
        except Refused as refused:
            answer = ",".join(finding.code for finding in refused.findings)
        answers.append((pk, name, answer))


def main() -> None:
    """Hold the race and print what came of it."""
    setting()
    sheets = prepare()
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        assert isinstance(manager, SyncManager)
        gate, answers = manager.Barrier(2), manager.list()
        crews = [
            context.Process(target=post, args=(name, sheets, gate, answers))
            for name in ("甲", "乙")
        ]  # fmt: skip
        for crew in crews:
            crew.start()
        for crew in crews:
            crew.join(300)
        found = list(answers)
    print(json.dumps({"answers": found, **aftermath()}))


def aftermath() -> dict[str, int]:
    """The entries that count, the acts on record, and the broken links of the ledger."""
    from huanjie.office.counting.models import SheetEntry
    from huanjie.office.ledger.models import Entry
    from huanjie.office.ledger.queries import broken_links

    return {
        "entries": SheetEntry.objects.filter(is_active=True).count(),
        "rows": SheetEntry.objects.count(),
        "finished": Entry.objects.filter(event="EntryFinished").count(),
        "broken": len(list(broken_links())),
    }


if __name__ == "__main__":
    sys.exit(main())
