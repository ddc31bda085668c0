"""What people do with the register at a desk of one installation; run as a process of its own.

`python -c "…registers import main; main()"` reads one act as JSON from its standard input and
answers with one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

Answer = Any
DAY = date(2026, 11, 12)


def open_elections() -> Answer:
    """The county's election and the township's."""
    from huanjie.office.people.models import Unit
    from tests.office.registration.builders import open_elections as opened

    return len(opened({unit.code: unit for unit in Unit.objects.all()}))


def take_in(population: str, last_roll: str, county: str) -> Answer:
    """Switch a population file in, and load the roll of the last term."""
    from huanjie.office.committee.models import Election
    from huanjie.office.people.models import Unit
    from huanjie.office.registration import services
    from tests.office.registration.builders import actor

    unit, office = Unit.objects.get(code=county), actor(county)
    source = services.receive_population(unit=unit, file=Path(population), actor=office)
    services.switch_import(source=source, actor=office)
    held = Election.objects.get(unit_id=county)
    return services.load_last_roll(election=held, path=Path(last_roll), actor=office).voters


def record(county: str, number: str, kind: str) -> Answer:
    """Record a status; the codes of what stands in the way."""
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.people.queries import person_with_id
    from huanjie.office.registration import services
    from tests.office.registration.builders import actor

    person = person_with_id(county, number)
    if person is None:
        return ["nobody"]
    try:
        services.record_status(
            person=person, kind=kind, body="派出所", document_no="1", decided_on=DAY,
            ends_on=None, destination="", remark="", actor=actor(county),
        )  # fmt: skip
    except Refused as refused:
        return [found.code for found in refused.findings]
    return []


def draft(unit: str) -> Answer:
    """Draft a unit's rolls; how many voters, or what stands in the way."""
    from huanjie.office.committee.models import Election
    from huanjie.office.ledger.commands import Refused
    from huanjie.office.registration import services
    from tests.office.registration.builders import actor

    held = Election.objects.get(unit_id=unit)
    try:
        return services.draft_rolls(election=held, on=DAY, actor=actor(unit)).voters
    except Refused as refused:
        return [found.code for found in refused.findings]


def register(county: str) -> Answer:
    """Everybody with what is recorded about him, by name."""
    from huanjie.office.people.models import Person
    from huanjie.office.people.secrets import unseal

    return {
        person.name: [
            person.village, unseal(bytes(person.sealed_id)) if person.sealed_id else "",
            sorted(person.statuses.values_list("kind", flat=True)),
        ]
        for person in Person.objects.filter(county=county)
    }  # fmt: skip


def ledger() -> Answer:
    """Every payload of the ledger."""
    from huanjie.office.ledger.models import Entry

    return list(Entry.objects.values_list("payload", flat=True))


ACTS = {act.__name__: act for act in (open_elections, take_in, record, draft, register, ledger)}


def main() -> None:
    """Do what is asked."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "huanjie.office.config.settings"
    import django

    django.setup()
    asked = json.loads(sys.stdin.read())
    answer = ACTS[asked.pop("act")](**asked)
    print(json.dumps(answer, ensure_ascii=False))
