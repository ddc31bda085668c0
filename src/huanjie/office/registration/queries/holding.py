"""Where the register of an area is: here, or handed over to another installation."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Finding
from huanjie.office.ledger.scope import covers
from huanjie.office.people.models import Person, Unit
from huanjie.office.registration.models import Handover, Roll, StagedRow
from huanjie.office.registration.queries.imports import (
    duplicates_open,
    latest_switched,
    under_way,
    unruled_in,
)
from huanjie.office.registration.queries.register import within
from huanjie.office.registration.refusals import refusal


def handovers_of(unit: str) -> QuerySet[Handover]:
    """What a unit gave and took, the newest first."""
    return Handover.objects.filter(unit_id=unit).select_related("area", "document")


def last_handover(area: str) -> Handover | None:
    """The newest of an area: it says where the register is."""
    return Handover.objects.filter(area_id=area).order_by("-sequence").first()


def newest_handovers(county: str) -> list[Handover]:
    """The newest handover of each area of a county that ever was handed over."""
    rows = Handover.objects.filter(county=county).select_related("area").order_by("sequence")
    return list({row.area_id: row for row in rows}.values())


def is_taker(county: str) -> bool:
    """True where a county's register came by handover: it holds those areas and no other."""
    return Handover.objects.filter(county=county, sequence=1, direction="in").exists()


def why_not_held(county: str, places: Iterable[str]) -> list[Finding]:
    """Why the register of these places may not be written here; nothing where it may.

    Places are codes of villages or of units that hold villages. They are only looked at where
    some area of the county was ever handed over.
    """
    newest = newest_handovers(county)
    if not newest:
        return []
    asked = sorted(set(places))
    away = [row for row in newest if row.direction == "out"]
    found = [_handed_over(row) for row in away if any(_meet(row.area_id, p) for p in asked)]
    if not is_taker(county):
        return found
    here = [row for row in newest if row.direction == "in"]
    outside = [
        place
        for place in asked
        if not any(covers(row.area_id, place) for row in here)
        and not any(_meet(row.area_id, place) for row in away)
    ]
    return found + ([_held_elsewhere(outside, here)] if outside else [])


def _meet(area: str, place: str) -> bool:
    return covers(area, place) or covers(place, area)


def _handed_over(row: Handover) -> Finding:
    return refusal(
        "register-handed-over",
        ELECTION_LAW[27, 1],
        area=row.area.name,
        to=row.peer_name,
        on=timezone.localdate(row.handed_at),
    )


def _held_elsewhere(places: list[str], here: list[Handover]) -> Finding:
    names = dict(Unit.objects.filter(code__in=places).values_list("code", "name"))
    return refusal(
        "register-not-held-here",
        ELECTION_LAW[27, 1],
        places=tuple(names.get(place, place) for place in places),
        areas=tuple(row.area.name for row in here),
    )


def residents_of(area: str, county: str) -> QuerySet[Person]:
    """Everybody whose household the register has in an area."""
    return Person.objects.filter(within("village", area), county=county)


def why_not_handed(area: Unit, county: str) -> list[Finding]:
    """What has to be settled before a register may leave, or come."""
    found = why_not_held(county, [area.code])
    rolls = rolls_in_progress(area.code, county)
    if rolls:
        found.append(_rolls_drafted(area, rolls))
    rows, cases = unruled_in(county), _cases_in(area.code, county)
    imports = 1 if under_way(county) else 0
    if rows or cases or imports:
        open_matters = {"rows": rows, "cases": cases, "imports": imports}
        words = refusal("handover-matters-open", PRACTICE["K08"], area=area.name, **open_matters)
        found.append(words)
    if latest_switched(county) is None or not residents_of(area.code, county).exists():
        found.append(refusal("register-empty", PRACTICE["K08"]))
    return found


def why_not_taken(area: Unit, county: str) -> list[Finding]:
    """What in this installation keeps a register from coming in."""
    last, found = last_handover(area.code), []
    rolls = rolls_in_progress(area.code, county)
    if rolls:
        found.append(_rolls_drafted(area, rolls))
    persons = residents_of(area.code, county)
    if (last is None and persons.exists()) or (last is not None and last.direction == "in"):
        found.append(refusal("handover-register-here", ELECTION_LAW[27, 1], area=area.name))
    return found


def rolls_in_progress(area: str, county: str) -> int:
    """Rolls that rest on the register of an area: drafted or published, and not final."""
    rolls = Roll.objects.filter(constituency__election__unit_id__in=(area, county))
    return rolls.exclude(state="final").count()


def _rolls_drafted(area: Unit, rolls: int) -> Finding:
    return refusal("handover-rolls-drafted", ELECTION_LAW[28], area=area.name, rolls=rolls)


def _cases_in(area: str, county: str) -> int:
    """Open cases with a person of the area on either side, or in the row that waits."""
    cases = duplicates_open(county)
    settled = cases.filter(within("left__village", area) | within("right__village", area))
    held = StagedRow.objects.filter(within("village", area), source__unit_id=county, is_held=True)
    lines = set(held.values_list("source_id", "line"))
    others = cases.filter(right__isnull=True).values_list("pk", "source_id", "right_line")
    waiting = {key for key, source, line in others if (source, line) in lines}
    return len(waiting | set(settled.values_list("pk", flat=True)))
