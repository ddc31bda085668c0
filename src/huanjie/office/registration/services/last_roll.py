"""The roll of the last term: the opening balance, and the people no file of this term knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.models import Election
from huanjie.office.documents.models import Document
from huanjie.office.jobs.services.rows import count_anew, insert_rows
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal
from huanjie.office.registration import queries
from huanjie.office.registration.events import LastRollLoaded
from huanjie.office.registration.models import LastRollVoter
from huanjie.office.registration.services.holding import check_held
from huanjie.office.registration.services.imports import named
from huanjie.roll.clean import LastRollRow
from huanjie.roll.errors import SourceRefused
from huanjie.roll.population import Progress, read_last_roll

FIELDS = (
    "election", "constituency_name", "name", "id_index", "village", "group", "was_found", "person",
)  # fmt: skip
PERSON_FIELDS = (
    "name", "sex", "birth", "ethnicity", "sealed_id", "id_index", "id_tail", "household",
    "village", "group", "residence", "work_unit", "political", "education", "status", "source",
    "county",
)  # fmt: skip
Personalia = tuple[str, str, str, str]


@dataclass(frozen=True)
class LastRollSummary:
    """How many stood on the last roll, and how many of them no file of this term knows."""

    voters: int
    missing: int


@dataclass
class Known:
    """The register by blind index, and its people without a number by personalia."""

    by_index: dict[str, int]
    by_personalia: dict[Personalia, int]

    def person(self, row: LastRollRow, index: str | None) -> int | None:
        """Who a voter of the last roll is."""
        if index is not None and index in self.by_index:
            return self.by_index[index]
        return self.by_personalia.get(_personalia(row))


def load_last_roll(
    *, election: Election, path: Path | Document, actor: Actor, progress: Progress | None = None
) -> LastRollSummary:
    """Load the last term's roll for the county's election; loading it again replaces it.

    A voter whom the register does not know is entered there as missing, so that he is decided
    about and never dropped. Raises `SourceRefused` with every fault of the file.
    """
    with named(path) as file:
        register = read_last_roll(file, progress=progress)
        rows = [row for batch in register.batches() for row in batch]
    if register.errors:
        raise SourceRefused(register.errors)
    return _load(election=election, rows=rows, digest=register.digest, actor=actor)


@command(by=Role.OFFICE)
def _load(
    *, election: Election, rows: list[LastRollRow], digest: str, actor: Actor
) -> LastRollSummary:
    county = election.county_id
    check_held(county, [election.unit_id])
    LastRollVoter.objects.filter(election=election).delete()
    indexed = [(row, index_of(row.id_number) if row.id_number else None) for row in rows]
    known = _known(county)
    missing = [(row, index) for row, index in indexed if known.person(row, index) is None]
    insert_rows(Person, PERSON_FIELDS, _ghosts(county, missing))
    entered = _known(county, source="last_roll")
    insert_rows(LastRollVoter, FIELDS, _voters(election, indexed, known, entered))
    count_anew(LastRollVoter)
    loaded = LastRollVoter.objects.filter(election=election)
    summary = LastRollSummary(loaded.count(), loaded.filter(was_found=False).count())
    event = LastRollLoaded(digest, summary.voters, summary.missing)
    record(event, actor=actor, unit=election.unit_id, articles=[ELECTION_LAW[27, 1]])
    return summary


def _known(county: str, **kind: str) -> Known:
    found = Known({}, {})
    columns = ("pk", "id_index", "name", "sex", queries.BIRTH, "village")
    persons = Person.objects.filter(county=county, **kind).exclude(status="duplicate")
    for key, index, name, sex, birth, village in persons.values_list(*columns).iterator(20_000):
        if index:
            found.by_index[index] = key
        else:
            found.by_personalia.setdefault((name, sex, birth or "", village), key)
    return found


def _personalia(row: LastRollRow) -> Personalia:
    return row.name, row.sex, row.birth_date.isoformat(), row.place


def _ghosts(
    county: str, missing: list[tuple[LastRollRow, str | None]]
) -> Iterator[tuple[Any, ...]]:
    """Persons of the last roll for the register, each once."""
    seen: set[object] = set()
    for row, index in missing:
        key = index or _personalia(row)
        if key in seen:
            continue
        seen.add(key)
        number = row.id_number
        yield (
            row.name, row.sex, row.birth_date.isoformat(), "", seal(number) if number else None,
            index, number[-4:], "", row.place, row.group, "", "", "", "", "missing", "last_roll",
            county,
        )  # fmt: skip


def _voters(
    election: Election, rows: list[tuple[LastRollRow, str | None]], known: Known, entered: Known
) -> Iterator[tuple[Any, ...]]:
    """Each person once, even where the old roll had him twice."""
    seen: set[int | None] = set()
    for row, index in rows:
        here = known.person(row, index)
        person = here or entered.person(row, index)
        if person in seen:
            continue
        seen.add(person)
        yield (
            election.pk, row.constituency[:80], row.name[:60], index, row.place, row.group,
            here is not None, person,
        )  # fmt: skip
