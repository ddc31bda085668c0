"""The register of an area as it travels: rows of plain values, each with its kind.

`person`: everybody of the area, and beside them those from elsewhere in the county on whom the
area's rolls depend: certified to one of its villages, or on its last roll. `key` is who he is in
the installation that writes, `yours` who he is in the one that reads, where that is known.
`status` and `last` name their person by that `key`. `import` is the file the register rests on.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from huanjie.office.people.models import Person
from huanjie.office.people.secrets import unseal
from huanjie.office.registration.models import HandedPerson, LastRollVoter, PersonStatus
from huanjie.office.registration.queries.imports import latest_switched
from huanjie.office.registration.queries.register import within

Row = dict[str, object]
PERSON_FIELDS = (
    "name", "sex", "ethnicity", "household", "village", "group", "residence", "work_unit",
    "political", "education", "status", "source", "line",
)  # fmt: skip
STATUS_FIELDS = ("kind", "body", "document_no", "destination", "remark")
LAST_FIELDS = ("constituency_name", "name", "village", "group", "was_found")


def rows_of(area: str, county: str) -> Iterator[Row]:
    """Every row of an area's register, persons before what is said about them."""
    persons, theirs = carried_persons(area, county), partners(area)
    yield from _imports(county)
    for person in persons.iterator(5_000):
        yield _person(person, theirs.get(person.pk))
    keys = persons.order_by().values("pk")
    statuses = PersonStatus.objects.filter(person__in=keys)
    yield from map(_status, statuses.order_by("id").iterator(5_000))
    yield from map(_last, carried_voters(area, county, keys).order_by("id").iterator(5_000))


def carried_persons(area: str, county: str) -> QuerySet[Person]:
    """Those of the area, and those from elsewhere on whom its rolls depend."""
    certified = PersonStatus.objects.filter(
        within("destination", area), kind="certificate_out", person__county=county
    )
    voted = LastRollVoter.objects.filter(within("village", area), election__unit_id=county)
    chosen = (
        within("village", area)
        | Q(pk__in=certified.values("person_id"))
        | Q(pk__in=voted.values("person_id"))
    )
    return Person.objects.filter(chosen, county=county).order_by("pk")


def carried_voters(area: str, county: str, persons: object) -> QuerySet[LastRollVoter]:
    """The last roll of the area, and where else on it the carried persons stood."""
    chosen = within("village", area) | Q(person__in=persons)
    return LastRollVoter.objects.filter(chosen, election__unit_id=county)


def partners(area: str) -> dict[int, int]:
    """Person here → who he is in the other installation."""
    return dict(HandedPerson.objects.filter(area_id=area).values_list("person_id", "theirs"))


def _person(person: Person, yours: int | None) -> Row:
    return {
        "row": "person",
        "key": person.pk,
        "yours": yours,
        "birth": _day(person.birth),
        "id_number": unseal(bytes(person.sealed_id)) if person.sealed_id else "",
        "is_indexed": person.id_index is not None,
        **{name: getattr(person, name) for name in PERSON_FIELDS},
    }


def _status(status: PersonStatus) -> Row:
    return {
        "row": "status",
        "person": status.person_id,
        "decided_on": _day(status.decided_on),
        "ends_on": _day(status.ends_on),
        **{name: getattr(status, name) for name in STATUS_FIELDS},
    }


def _last(voter: LastRollVoter) -> Row:
    return {
        "row": "last",
        "person": voter.person_id,
        "is_indexed": voter.id_index is not None,
        **{name: getattr(voter, name) for name in LAST_FIELDS},
    }


def _imports(county: str) -> Iterator[Row]:
    source = latest_switched(county)
    if source is not None:
        yield {
            "row": "import",
            "digest": source.digest,
            "encoding": source.encoding,
            "lines": source.lines,
            "counted_on": _day(source.people_as_of),
        }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
