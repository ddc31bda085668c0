"""Reading the register of persons: by line, by key, and what a draft of the rolls rests on."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import CharField, Count, Max, Q, QuerySet
from django.db.models.functions import Cast

from huanjie.evidence.canonical import digest
from huanjie.office.committee.models import Election
from huanjie.office.ledger.models import Entry
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Person
from huanjie.office.registration.models import PersonStatus
from huanjie.office.seats.models import Constituency

STATUS_NAMES = {
    "normal": ("正常", "present"),
    "died": ("死亡", "died"),
    "moved_out": ("迁出", "moved out"),
    "serving": ("服现役", "serving in the army"),
    "duplicate": ("重登，已归并", "duplicate, set aside"),
    "missing": ("本次人口信息中无", "not in this population file"),
}


REGISTER_ACTS = (
    "PopulationSwitched", "RowRuled", "DuplicateRuled", "StatusRecorded", "StatusesRecorded",
    "ArrivalRegistered", "ArrivalsRegistered", "LastRollLoaded", "RegisterTakenOver",
)  # fmt: skip
BIRTH = Cast("birth", CharField())
"""A birth date as text: a hundred thousand dates cost less so than parsed one by one."""


def within(field: str, area: str) -> Q:
    """The condition that a village code lies in a unit; a range, so that an index can serve it."""
    first = significant(area)
    return Q(**{f"{field}__gte": first, f"{field}__lt": first[:-1] + chr(ord(first[-1]) + 1)})


def one_number(statement: str, values: Sequence[str | int]) -> int:
    """The single figure a statement of ours answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def persons_by_line(county: str, lines: Collection[int]) -> dict[int, Person]:
    """The persons that came from these lines of the population file."""
    wanted = sorted(lines)
    found: dict[int, Person] = {}
    for start in range(0, len(wanted), 900):
        rows = Person.objects.filter(county=county, line__in=wanted[start : start + 900])
        found |= {person.line: person for person in rows if person.line is not None}
    return found


def register_digest(election: Election) -> str:
    """What a draft rests on, as a digest: when it differs later, the draft is stale.

    The ledger knows every act that changed the register; no person has to be read.
    """
    acts = Entry.objects.filter(unit=election.county_id, event__in=REGISTER_ACTS)
    places = Constituency.objects.filter(election=election)
    mark = [
        list(acts.aggregate(n=Count("id"), last=Max("sequence")).values()),
        list(places.aggregate(n=Count("id"), last=Max("id")).values()),
        election.polling_day.isoformat() if election.polling_day else "",
    ]
    return digest(mark)


def search_persons(county: str, text: str, *, status: str = "") -> QuerySet[Person]:
    """Persons of a county by exact name or last four of the ID number; all with an empty text."""
    found = Person.objects.filter(county=county).order_by("village", "group", "household", "id")
    if text:
        found = found.filter(Q(name=text) | Q(id_tail=text.upper()))
    return found.filter(status=status) if status else found


def villages_of(persons: Iterable[int]) -> Iterator[str]:
    """Where these persons are registered; read only when somebody asks."""
    keys = sorted(persons)
    for start in range(0, len(keys), 900):
        rows = Person.objects.filter(pk__in=keys[start : start + 900])
        yield from rows.order_by().values_list("village", flat=True).distinct()


def missing_persons(county: str) -> QuerySet[Person]:
    """Persons of an earlier file or the last roll of whom this file and the offices say nothing."""
    explained = PersonStatus.objects.filter(
        person__county=county, kind__in=("died", "moved_out", "certificate_out")
    )
    found = Person.objects.filter(county=county, status="missing")
    return found.exclude(pk__in=explained.values("person_id")).order_by("village", "id")
