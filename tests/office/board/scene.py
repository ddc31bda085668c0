"""A city of many counties and towns, elections here and elsewhere, acts recorded when we say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone

from huanjie.figures.figure import Count, Figure, Missing, MissingReason
from huanjie.office.board.progress.columns import COLUMNS
from huanjie.office.committee import services as committee
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import default_plan
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.models import Arrival, ReceivedReturn
from huanjie.office.returns.packing import as_text
from tests.office import builders
from tests.office.builders import COUNTY, DAY
from tests.office.returns.scene import sound

CITY = "430000000000"
AWAY, SILENT = "430001103000", "430001104000"
TODAY = date(2026, 11, 23)
_numbers = itertools.count(1)


@contextmanager
def recorded_on(day: date, hour: int = 9) -> Iterator[None]:
    """Acts inside stand in the ledger with this day, as if the clock had shown it."""
    at = timezone.make_aware(datetime.combine(day, time(hour)))
    with mock.patch("huanjie.office.ledger.services.timezone.now", return_value=at):
        yield


def units() -> None:
    """The city, the county of the builders with its towns, and two more towns."""
    builders.units()
    city = Unit.objects.create(code=CITY, name="湘南市", level="city", kind="city")
    Unit.objects.filter(code=COUNTY).update(parent=city)
    for code, name in ((AWAY, "远山乡"), (SILENT, "静水乡")):
        Unit.objects.create(code=code, name=name, level="township", kind="town", parent_id=COUNTY)


def planned(unit: str) -> Election:
    """An election with its committee, day and plan, all recorded in September."""
    with recorded_on(date(2026, 9, 25)):
        found = builders.election(unit)
        committee.plan_all(
            election=found,
            plan={act: on for act, on in default_plan(DAY).items() if act != "polling"},
            actor=builders.actor(unit, Role.COMMITTEE),
        )
    return found


def many(count: int, *, first: int = 1) -> None:
    """So many townships of a second county, each with an election of one day and plan."""
    county, _ = Unit.objects.get_or_create(
        code="430002000000",
        defaults={"name": "澧水县", "level": "county", "kind": "county", "parent_id": CITY},
    )
    units = [
        Unit(code=f"430002{n:03d}000", name=f"第{n}镇", level="township", kind="town",
             parent=county)
        for n in range(first, first + count)
    ]  # fmt: skip
    Unit.objects.bulk_create(units)
    with recorded_on(date(2026, 9, 25)):
        for unit in units:
            found = Election.objects.create(
                unit=unit, county=county, level="township", title=f"{unit.name}换届选举",
                province="43", polling_day=DAY, state="preparing", is_synthetic=True,
            )  # fmt: skip
            committee.plan_all(
                election=found, plan=default_plan(DAY),
                actor=builders.actor(unit.code, Role.COMMITTEE),
            )  # fmt: skip


def progress(**marks: str) -> dict[str, Figure]:
    """The figures of T9: milestone → done, late, near, begun; the rest is to come."""
    said = {"done": "T9.02", "begun": "T9.04", "late": "T9.05", "near": "T9.06"}
    found: dict[str, Figure] = {}
    for code in COLUMNS:
        if code in ("K04", "K31", "K32", "K33", "K34", "K35"):
            reason = MissingReason.NOT_APPLICABLE if code == "K34" else MissingReason.NOT_KEPT
            found |= {f"{field}@{code}": Missing(reason) for field in ("T9.01", *said.values())}
            continue
        found[f"T9.01@{code}"] = Count(1)
        for mark, field in said.items():
            found[f"{field}@{code}"] = Count(int(marks.get(code) == mark))
    return found


def arrived(
    unit: str, figures: dict[str, Figure], *, as_of: datetime, state: str = "accepted",
    decided_at: datetime | None = None,
) -> ReceivedReturn:  # fmt: skip
    """A return of a unit as the county received it."""
    number = next(_numbers)
    name = Unit.objects.get(code=unit).name
    arrival = Arrival.objects.create(
        unit_id=COUNTY, sender=unit, sender_name=name, file=f"{number}.hjb", digest=f"d{number}",
        sequence=number, as_of=as_of, way="browser", state=state, came_at=as_of,
        decided_at=decided_at or (as_of if state == "accepted" else None),
    )  # fmt: skip
    content = sound(unit, name=name, at=as_of)
    content = type(content)(**{**content.__dict__, "figures": {**content.figures, **figures}})
    return ReceivedReturn.objects.create(
        arrival=arrival, subject=unit, subject_name=name, level="township",
        election=f"{unit}/township/2026", title=name, polling_day=DAY, version=number,
        as_of=as_of, digest=f"r{number}", content=as_text(content),
    )  # fmt: skip
