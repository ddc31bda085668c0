"""The newest return of a unit that an office has, wherever it came from; and their sum."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.core.cache import cache
from django.db.models import Q, QuerySet

from huanjie.figures.figure import Provenance, Return
from huanjie.figures.rollup import roll_up
from huanjie.office.committee.models import Election
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Unit
from huanjie.office.returns.models import ReceivedReturn, ReturnSet
from huanjie.office.returns.packing import from_text
from huanjie.office.returns.queries.compute import compute
from huanjie.office.returns.queries.sets import content_of, last_entry, signed_set

Source = Literal["bundle", "signed", "live", "none"]
KEPT_SECONDS = 900
NO_CONGRESS = frozenset({"街道", "其他"})
"""Kinds of township-level unit without a congress of their own."""


@dataclass(frozen=True)
class Part:
    """A unit's return of one level, and where it came from."""

    unit: str
    name: str
    level: str
    source: Source
    content: Return | None = None
    received: ReceivedReturn | None = None
    kept: ReturnSet | None = None

    @property
    def is_accepted(self) -> bool:
        """Has the receiver accepted it, or is it signed here?"""
        if self.received is not None:
            return self.received.arrival.state == "accepted"
        return self.source == "signed"

    @property
    def provenance(self) -> Provenance | None:
        """Which bundle it came in; a return of this installation has no bundle."""
        if self.content is None:
            return None
        found, content = self.received, self.content
        bundle = (found.source_digest or found.arrival.digest) if found else ""
        sequence = (found.source_sequence or found.arrival.sequence) if found else 0
        return Provenance(self.unit, self.name, content.as_of, content.digest, bundle, sequence)


def has_congress(unit: Unit) -> bool:
    """Does a unit elect one? Every county does; of the units below it, not the subdistricts."""
    return unit.level != "township" or unit.kind not in NO_CONGRESS


def units_of(unit: str, level: str) -> list[Unit]:
    """The units of a level within a unit that have a congress of their own."""
    found = Unit.objects.filter(code__startswith=significant(unit), level=level).order_by("code")
    return [each for each in found if has_congress(each)]


def received_of(
    receiver: str, level: str, *, at: datetime | None = None
) -> QuerySet[ReceivedReturn]:
    """The returns of a level that a unit and those within it received and did not send back."""
    found = ReceivedReturn.objects.filter(
        arrival__unit__code__startswith=significant(receiver), level=level
    ).exclude(arrival__state__in=("returned", "refused"))
    if at is not None:
        found = found.filter(arrival__came_at__lte=at)
    return found.select_related("arrival")


def _newest(rows: Iterable[ReceivedReturn]) -> dict[str, ReceivedReturn]:
    """Subject → its newest return: by its data, then by its place in the chain."""
    found: dict[str, ReceivedReturn] = {}
    for row in rows:
        known = found.get(row.subject)
        if known is None or _rank(row) > _rank(known):
            found[row.subject] = row
    return found


def _rank(row: ReceivedReturn) -> tuple[datetime, int, int]:
    return row.as_of, row.arrival.sequence, row.pk


def parts_of(unit: str, level: str, *, at: datetime) -> list[Part]:
    """Each unit of a level within a unit with the newest return there is; missing ones too.

    An election held in this installation counts by its newest signed set, or by its records
    computed now; others by the newest bundle that was not sent back.
    """
    wanted = units_of(unit, level)
    rows = received_of(unit, level, at=at).defer("content")
    newest = _newest(rows)
    texts = ReceivedReturn.objects.filter(pk__in=[row.pk for row in newest.values()])
    contents = dict(texts.values_list("pk", "content"))
    codes = [each.code for each in wanted]
    held = Election.objects.filter(unit_id__in=codes, level=level).select_related("unit")
    own = {election.unit_id: election for election in held}
    found = []
    for each in wanted:
        row = newest.get(each.code)
        if each.code in own:
            found.append(own_part(own[each.code], at=at))
        elif row is not None:
            content = from_text(contents[row.pk])
            found.append(Part(each.code, each.name, level, "bundle", content, row))
        else:
            found.append(Part(each.code, each.name, level, "none"))
    return found


def own_part(election: Election, *, at: datetime) -> Part:
    """The return of an election held here: its newest signed set, else its records as they are."""
    unit, name = election.unit_id, election.unit.name
    kept = signed_set(election, at)
    if kept is not None:
        return Part(unit, name, election.level, "signed", content_of(kept), None, kept)
    return Part(unit, name, election.level, "live", live(election, at=at))


def live(election: Election, *, at: datetime) -> Return:
    """The return computed from the records; kept for minutes while nothing is recorded."""
    key = f"returns-live-{election.pk}-{last_entry(election)}-{at:%Y%m%d%H}"
    found: Return | None = cache.get(key)
    if found is None:
        found = compute(election, at=at)
        cache.set(key, found, KEPT_SECONDS)
    return found


def rolled_up(unit: Unit, level: str, *, at: datetime) -> tuple[Return, list[Part]]:
    """The sum of the returns of one level within a unit, and what it was made of."""
    parts = parts_of(unit.code, level, at=at)
    contents = [part.content for part in parts if part.content is not None]
    expected = [(part.unit, part.name) for part in parts]
    total = roll_up(contents, unit=unit.code, unit_name=unit.name, level=level, expected=expected)
    made_of = tuple(each for part in parts if (each := part.provenance) is not None)
    return replace(total, parts=made_of), parts


def levels_below(unit: Unit) -> tuple[str, ...]:
    """The levels whose returns add up within a unit, the higher first."""
    return {"city": ("county", "township"), "county": ("township",)}.get(unit.level, ())


def latest(unit: str, level: str = "", *, at: datetime) -> Return | None:
    """The newest return of a unit's own election that this installation has, at a time."""
    election = Election.objects.filter(unit_id=unit).select_related("unit").first()
    if election is not None and level in ("", election.level):
        return own_part(election, at=at).content
    rows = ReceivedReturn.objects.filter(subject=unit, arrival__came_at__lte=at)
    rows = rows.exclude(arrival__state__in=("returned", "refused")).select_related("arrival")
    if level:
        rows = rows.filter(level=level)
    newest = _newest(rows).get(unit)
    return from_text(newest.content) if newest else None


def history(unit: str, at: datetime) -> list[ReceivedReturn | ReturnSet]:
    """What was known of a unit at a time: every version that had come or been signed by then."""
    came = Q(subject=unit, arrival__came_at__lte=at)
    received = ReceivedReturn.objects.filter(came).defer("content").select_related("arrival")
    sets = ReturnSet.objects.filter(election__unit_id=unit, as_of__lte=at).defer("content")
    found: list[ReceivedReturn | ReturnSet] = [*received, *sets.select_related("election__unit")]
    return sorted(found, key=lambda row: row.as_of, reverse=True)
