"""Facts about persons: statuses found by other bodies, arrivals, and people no file knows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huanjie.evidence.canonical import digest
from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE, Article
from huanjie.law.finding import Finding
from huanjie.law.registration import GROUNDS, Reason
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.queries import persons_with_ids
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal
from huanjie.office.registration import queries
from huanjie.office.registration.events import (
    ArrivalRegistered,
    ArrivalsRegistered,
    MissedPersonEntered,
    StatusesRecorded,
    StatusRecorded,
)
from huanjie.office.registration.models import PersonStatus, Roll
from huanjie.office.registration.refusals import refusal
from huanjie.office.registration.services.holding import check_held
from huanjie.roll import codes, id_number

REASON_OF_STATUS: Mapping[str, Reason] = {
    "deprived": Reason.DEPRIVED,
    "suspended": Reason.SUSPENDED,
    "incapable": Reason.INCAPABLE,
    "died": Reason.DECEASED,
    "moved_out": Reason.MOVED_OUT,
    "certificate_out": Reason.CERTIFICATE_ISSUED,
    "certificate_in": Reason.CERTIFICATE_RECEIVED,
}


@dataclass(frozen=True)
class StatusRow:
    """One fact of a list: about whom, what, found by whom. `kind` is one of PersonStatus.KINDS."""

    name: str
    id_number: str
    kind: str
    body: str
    document_no: str
    decided_on: date
    ends_on: date | None = None
    destination: str = ""
    remark: str = ""


@dataclass(frozen=True)
class ArrivalRow:
    """Somebody from elsewhere with a certificate. `sex` is 1 or 2, `ethnicity` a code."""

    name: str
    sex: str
    birth: date
    id_number: str
    ethnicity: str
    origin: str
    village: str
    group: int | None
    certificate_no: str
    issuer: str
    issued_on: date


@command(by=(Role.OFFICE, Role.COMMITTEE))
def record_status(
    *,
    person: Person,
    kind: str,
    body: str,
    document_no: str,
    decided_on: date,
    ends_on: date | None,
    destination: str,
    remark: str,
    actor: Actor,
) -> PersonStatus:
    """Record what a body found about a person. Rolls already published show it as work."""
    check_held(person.county, [person.village])
    status = PersonStatus.objects.create(
        person=person,
        kind=kind,
        body=body,
        document_no=document_no,
        decided_on=decided_on,
        ends_on=ends_on,
        destination=destination,
        remark=remark,
    )
    event = StatusRecorded(person.pk, kind, body, document_no, decided_on, ends_on)
    record(event, actor=actor, unit=person.county, articles=[_article(kind)])
    return status


def _article(kind: str) -> Article:
    reason = REASON_OF_STATUS.get(kind)
    return DIRECT_ELECTION[5] if reason is None else GROUNDS[reason].article


@dataclass(frozen=True)
class StatusSummary:
    """How many facts were recorded, and the places in the list of persons nobody knows."""

    recorded: int
    unknown: tuple[int, ...]


@command(by=(Role.OFFICE, Role.COMMITTEE))
def record_statuses(*, county: Unit, rows: Sequence[StatusRow], actor: Actor) -> StatusSummary:
    """Record a whole list at once.

    A list of deaths or moves also names people whom neither the register nor the last roll knows;
    they change nothing here, are counted in the ledger and answered by their place from 1.
    """
    persons = persons_with_ids(county.code, (row.id_number for row in rows))
    check_held(county.code, queries.villages_of(persons.values()))
    known = [row for row in rows if row.id_number in persons]
    PersonStatus.objects.bulk_create(
        [_status(persons[row.id_number], row) for row in known], batch_size=1000
    )
    kinds = Counter(row.kind for row in known)
    shown: list[list[object]] = [
        [persons[row.id_number], row.kind, row.body, row.document_no, row.decided_on.isoformat()]
        for row in known
    ]
    unknown = tuple(n for n, row in enumerate(rows, 1) if row.id_number not in persons)
    event = StatusesRecorded(dict(sorted(kinds.items())), len(unknown), digest(shown))
    record(event, actor=actor, unit=county.code, articles=[ELECTION_LAW[27, 1]])
    return StatusSummary(len(known), unknown)


def _status(person: int, row: StatusRow) -> PersonStatus:
    return PersonStatus(
        person_id=person,
        kind=row.kind,
        body=row.body,
        document_no=row.document_no,
        decided_on=row.decided_on,
        ends_on=row.ends_on,
        destination=row.destination,
        remark=row.remark,
    )


@command(by=(Role.OFFICE, Role.REGISTRAR))
def register_arrival(
    *,
    county: Unit,
    name: str,
    sex: str,
    birth: date,
    id_number: str,
    ethnicity: str,
    origin: str,
    village: str,
    group: int | None,
    certificate_no: str,
    issuer: str,
    issued_on: date,
    actor: Actor,
) -> Person:
    """Register somebody whose household is elsewhere, with the certificate from there (R-20)."""
    row = ArrivalRow(
        name, sex, birth, id_number, ethnicity, origin, village, group, certificate_no, issuer,
        issued_on,
    )  # fmt: skip
    (person,) = _enter_arrivals(county, [row])
    event = ArrivalRegistered(person.pk, village, certificate_no, issuer, issued_on)
    record(event, actor=actor, unit=county.code, articles=[DIRECT_ELECTION[9, 2]])
    return person


@command(by=(Role.OFFICE, Role.REGISTRAR))
def register_arrivals(*, county: Unit, rows: Sequence[ArrivalRow], actor: Actor) -> int:
    """Register a whole list at once. Raises `Refused` with every row that cannot be."""
    persons = _enter_arrivals(county, rows)
    shown: list[list[object]] = [[p.pk, p.village] for p in persons]
    event = ArrivalsRegistered(len(persons), digest(shown))
    record(event, actor=actor, unit=county.code, articles=[DIRECT_ELECTION[9, 2]])
    return len(persons)


def _enter_arrivals(county: Unit, rows: Sequence[ArrivalRow]) -> list[Person]:
    check_held(county.code, (row.village for row in rows))
    known = persons_with_ids(county.code, (row.id_number for row in rows))
    villages = queries.village_codes(county.code)
    refuse_if(f for row in rows for f in _arrival_faults(county, row, known, villages))
    persons = Person.objects.bulk_create([_arrival(county, row) for row in rows], batch_size=1000)
    PersonStatus.objects.bulk_create(
        [
            PersonStatus(
                person=person,
                kind="certificate_in",
                body=row.issuer,
                document_no=row.certificate_no,
                decided_on=row.issued_on,
                destination=row.village,
                remark=row.origin,
            )
            for person, row in zip(persons, rows, strict=True)
        ],
        batch_size=1000,
    )
    return persons


def _arrival_faults(
    county: Unit, row: ArrivalRow, known: Mapping[str, int], villages: frozenset[str]
) -> list[Finding]:
    found = _id_faults(row.id_number)
    if row.id_number in known:
        found.append(refusal("arrival-known", PRACTICE["K10"], person=row.name))
    if row.village not in villages:
        found.append(
            refusal("place-unknown", PRACTICE["K10"], village=row.village, unit=county.name)
        )
    return found


def _id_faults(number: str) -> list[Finding]:
    fault = id_number.fault(number)
    return [] if fault is None else [refusal("id-number-wrong", PRACTICE["K10"], code=fault.value)]


def _arrival(county: Unit, row: ArrivalRow) -> Person:
    return Person(
        name=row.name,
        sex=_coded(codes.SEX, row.sex),
        birth=row.birth,
        ethnicity=_coded(codes.ETHNICITY, row.ethnicity),
        sealed_id=seal(row.id_number),
        id_index=index_of(row.id_number),
        id_tail=row.id_number[-4:],
        village=row.village,
        group=row.group,
        residence=row.village,
        source="arrival",
        county=county.code,
    )


def _coded(table: str, word: str) -> str:
    """A code given as itself or as its word: 女 is 2."""
    return codes.by_word(table).get(word, word)


@command(by=(Role.OFFICE, Role.COMMITTEE, Role.REGISTRAR))
def register_missed(
    *, roll: Roll, name: str, id_number: str, evidence: str, actor: Actor
) -> Person:
    """Enter somebody whom no file knows, so that a correction or an appeal can be about him.

    Birth and sex are read from the ID number; the place is the roll's first village. Returns the
    person of the register when the number is known already.
    """
    county = roll.constituency.election.county_id
    number = id_number.strip().upper()
    known = Person.objects.filter(county=county, id_index=index_of(number)).first()
    if known is None:
        refuse_if(_id_faults(number))
        check_held(county, [str(_place_of(roll)["village"])])
        known = Person.objects.create(
            name=name,
            sex=_sex_in(number),
            birth=_birth_in(number),
            sealed_id=seal(number),
            id_index=index_of(number),
            id_tail=number[-4:],
            source="correction",
            county=county,
            **_place_of(roll),
        )
    record(MissedPersonEntered(known.pk, roll.pk, evidence), actor=actor, unit=roll.unit_code)
    return known


def _sex_in(number: str) -> str:
    return id_number.sex(number)


def _birth_in(number: str) -> date | None:
    return id_number.birth_date(number)


def _place_of(roll: Roll) -> dict[str, str | int | None]:
    part = roll.constituency.parts.exclude(village="").order_by("id").first()
    if part is None:
        return {"village": roll.constituency.election.unit_id}
    return {"village": part.village, "group": part.group}
