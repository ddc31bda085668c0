"""Statuses recorded while a register is handed over: run by `test_race`, on its own.

One process records a status for every person of the town, one act each; the other hands the town's
register over when some of them are in. Prints one line of JSON: a row for each round.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
from collections import Counter
from datetime import UTC, date, datetime
from multiprocessing.managers import SyncManager
from pathlib import Path
from typing import Any

ROUNDS, PEOPLE = 10, 24
PASSPHRASE = "山水 田林 one two three"
AT = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


def setting() -> None:
    """A database of its own, named by the environment; passphrases that cost nothing."""
    import django

    from huanjie.evidence import sealing

    sealing._COST = 2
    django.setup()


def prepare() -> list[int]:
    """A county whose town has a register; its people."""
    from django.core.management import call_command

    from huanjie.office.people.models import Person
    from huanjie.office.registration import services
    from tests.office.registration import builders

    call_command("migrate", verbosity=0)
    units = builders.found_units()
    builders.open_elections(units)
    population = builders.Population()
    for number in range(PEOPLE):
        population.add("王李石田"[number % 4] + "山水林泉风雨"[number // 4])
    file = population.write(Path(os.environ["HUANJIE_DATA"]) / "population.csv")
    county, office = units[builders.COUNTY], builders.actor()
    source = services.receive_population(unit=county, file=file, actor=office)
    services.switch_import(source=source, actor=office)
    return list(Person.objects.order_by("pk").values_list("pk", flat=True))


def write(people: list[int], gate: Any, written: Any, answers: Any) -> None:
    """Record a status for one after the other, in every round."""
    setting()
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.people.models import Person
    from huanjie.office.registration.services import record_status
    from tests.office.registration import builders

    for _ in range(ROUNDS):
        gate.wait(60)
        for pk in people:
            try:
                record_status(
                    person=Person.objects.get(pk=pk), kind="in_custody", body="县公安局",
                    document_no="〔2026〕1号", decided_on=date(2026, 11, 1), ends_on=None,
                    destination="", remark="", actor=builders.actor(),
                )  # fmt: skip
                answers.append("accepted")
            except Refused as refused:
                answers.append(",".join(finding.code for finding in refused.findings))
            written.value += 1
        gate.wait(60)
        gate.wait(60)


def give(moments: list[int], gate: Any, written: Any, answers: Any, rounds: Any) -> None:
    """Hand the register over when so many statuses are in; then set everything back."""
    setting()
    from huanjie.evidence.signature import Suite, new_key
    from huanjie.office.documents.queries import path
    from huanjie.office.people.models import Unit
    from huanjie.office.registration.handing import (
        Partner,
        manifest_of,
        opened_rows,
        rows_by_kind,
    )
    from huanjie.office.registration.models import Handover, PersonStatus
    from huanjie.office.registration.services import hand_over
    from tests.office.registration import builders

    own, theirs = (new_key(Suite.INTERNATIONAL) for _ in range(2))
    town = Partner(builders.TOWN, "白岩镇", theirs.public, own)
    sender = Partner(builders.COUNTY, "湘水县", own.public, theirs)
    county = Unit.objects.get(code=builders.COUNTY)
    for moment in moments:
        gate.wait(60)
        while written.value < moment:
            pass
        given = hand_over(
            unit=county, area=builders.TOWN, to=town, passphrase=PASSPHRASE, at=AT,
            actor=builders.actor(),
        )  # fmt: skip
        gate.wait(60)
        file = path(given.document)  # type: ignore[arg-type]
        manifest = manifest_of(file, unit=builders.TOWN, sender=sender)
        sealed = rows_by_kind(opened_rows(file, manifest, PASSPHRASE))["status"]
        stored = PersonStatus.objects.count()
        rounds.append({"sealed": len(sealed), "stored": stored, "said": Counter(answers)})
        for table in (Handover, PersonStatus):
            table.objects.all().delete()
        answers[:] = []
        written.value = 0
        gate.wait(60)


def main() -> None:
    """Hold the race and print what came of it."""
    setting()
    people = prepare()
    from django.db import connections

    connections.close_all()
    chance = random.Random(20261110)
    moments = [chance.randrange(1, PEOPLE - 4) for _ in range(ROUNDS)]
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        assert isinstance(manager, SyncManager)
        gate, written = manager.Barrier(2), manager.Value("i", 0)
        answers, rounds = manager.list(), manager.list()
        workers = [
            context.Process(target=write, args=(people, gate, written, answers)),
            context.Process(target=give, args=(moments, gate, written, answers, rounds)),
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(300)
        found = list(rounds)
    print(json.dumps({"rounds": found, "broken": broken()}))


def broken() -> int:
    """The broken links of the ledger."""
    from huanjie.office.ledger.queries import broken_links

    return len(list(broken_links()))


if __name__ == "__main__":
    sys.exit(main())
