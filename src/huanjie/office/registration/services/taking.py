"""Taking a register over from another installation: whole, or not at all.

What comes is put in the place of what is here, person by person as both installations know them.
Nobody is merged by guess: two records with one ID number become a case for a person to rule on.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import DataError, IntegrityError

from huanjie.evidence.bundle import (
    Head,
    Manifest,
    Receipt,
    Verdict,
    follow,
    write_receipt,
)
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding
from huanjie.office.committee.models import Election
from huanjie.office.documents.services import receive as keep_document
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command, refuse_if
from huanjie.office.ledger.scope import significant
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.queries import batched
from huanjie.office.people.roles import Role
from huanjie.office.people.secrets import index_of, seal
from huanjie.office.registration import queries
from huanjie.office.registration.events import RegisterTakenOver
from huanjie.office.registration.handing import (
    KIND,
    RULE,
    Partner,
    Row,
    area_of,
    findings,
    manifest_of,
    opened_rows,
    rows_by_kind,
    unreadable,
)
from huanjie.office.registration.models import (
    DuplicateCase,
    HandedPerson,
    Handover,
    LastRollVoter,
    PersonStatus,
    PopulationImport,
)
from huanjie.office.registration.queries.carried import (
    LAST_FIELDS,
    PERSON_FIELDS,
    STATUS_FIELDS,
    partners,
)
from huanjie.office.registration.refusals import refusal
from huanjie.office.registration.services.handover import DOCUMENT_KIND, confirm, county_of
from huanjie.office.registration.services.holding import lock_register
from huanjie.roll.match import MatchRule

BATCH = 500
REPLACED = ("birth", "sealed_id", "id_index", "id_tail", *PERSON_FIELDS)


@dataclass
class Register:
    """A register on its way in. `persons` is who each `key` of the file is here."""

    area: str
    county: str
    is_home: bool
    rows: dict[str, list[Row]]
    persons: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    new: int = 0
    cases: int = 0

    def is_ours(self, village: object) -> bool:
        """Whether a row is taken: at home only the area's own, in the township all that came."""
        return not self.is_home or str(village).startswith(significant(self.area))


def take_over(
    *, unit: Unit, file: Path, sender: Partner, passphrase: str, at: datetime, actor: Actor
) -> Handover:
    """Take the register of a township in from the other installation; this one writes from now on.

    Reading goes before the transaction. Raises `Refused`, and then nothing has changed.
    """
    manifest = manifest_of(file, unit=unit.code, sender=sender)
    refuse_if(_chain_findings(area_of(manifest), manifest))
    rows = opened_rows(file, manifest, passphrase)
    return _take(unit=unit, file=file, sender=sender, manifest=manifest, rows=rows, at=at,
                 actor=actor)  # fmt: skip


@command(by=Role.OFFICE)
def _take(
    *,
    unit: Unit,
    file: Path,
    sender: Partner,
    manifest: Manifest,
    rows: list[Row],
    at: datetime,
    actor: Actor,
) -> Handover:
    area = Unit.objects.get(code=area_of(manifest))
    county = county_of(unit, area, sender)
    lock_register(county)
    refuse_if([*_chain_findings(area.code, manifest), *queries.why_not_taken(area, county)])
    register = Register(area.code, county, unit.code == county, rows_by_kind(rows))
    try:
        _replace(register, at)
    except (KeyError, TypeError, ValueError, OverflowError, DataError, IntegrityError) as wrong:
        raise unreadable(type(wrong).__name__) from None
    last = queries.last_handover(area.code)
    if last is not None:
        _close(last, manifest, at)
    made = _handover(unit, area, register, manifest, sender, at, actor)
    made.document = keep_document(
        unit=unit, kind=DOCUMENT_KIND, name=file.name, content=file, actor=actor
    )
    made.receipt = _receipt(manifest, unit, sender, at)
    made.save()
    event = RegisterTakenOver(
        area.code, sender.code, made.sequence, made.digest, made.persons, register.new,
        made.statuses, made.last_roll, register.cases,
    )  # fmt: skip
    record(event, actor=actor, unit=unit.code, articles=[ELECTION_LAW[27, 1]])
    return made


def _chain_findings(area: str, manifest: Manifest) -> list[Finding]:
    """Does the bundle continue the area's chain? The one before may have been sealed twice."""
    known = list(Handover.objects.filter(area_id=area).order_by("sequence"))
    if not known:
        return list(findings(follow(None, manifest)))
    last = known[-1]
    digest = manifest.previous if manifest.previous in last.digests else last.digest
    earlier = frozenset().union(*(row.digests for row in known)) - {digest}
    head = Head(KIND, manifest.unit, manifest.election, last.sequence, digest, earlier)
    return list(findings(follow(head, manifest)))


def _close(last: Handover, manifest: Manifest, at: datetime) -> None:
    """What came back proves that it had been received."""
    if last.state == "given":
        confirm(last, manifest.previous, at)
    last.state = "returned"
    last.save(update_fields=["state"])


def _handover(
    unit: Unit, area: Unit, register: Register, manifest: Manifest, sender: Partner,
    at: datetime, actor: Actor,
) -> Handover:  # fmt: skip
    prefix = significant(area.code)
    of_area = [r for r in register.rows["person"] if str(r["village"]).startswith(prefix)]
    voters = [r for r in register.rows["last"] if str(r["village"]).startswith(prefix)]
    return Handover(
        unit=unit, area=area, county=register.county, direction="in", state="held",
        peer=sender.code, peer_name=sender.name, sequence=manifest.sequence,
        digest=manifest.digest, previous=manifest.previous, persons=len(of_area),
        statuses=len(register.rows["status"]), last_roll=len(voters),
        handed_at=manifest.made_at, taken_at=at, done_by=actor.name,
    )  # fmt: skip


def _receipt(manifest: Manifest, unit: Unit, sender: Partner, at: datetime) -> str:
    receipt = Receipt(
        digest=manifest.digest, sequence=manifest.sequence, unit=manifest.unit, received_at=at,
        receiver=unit.code, verdict=Verdict.ACCEPTED,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "receipt.hjr"
        write_receipt(path, receipt, key=sender.own)
        return path.read_text("utf-8")


def _replace(register: Register, at: datetime) -> None:
    """The file's rows in the place of those that are here."""
    if not register.is_home:
        _keep_import(register, at)
    _find_persons(register)
    _put_persons(register)
    _put_statuses(register)
    _put_last_roll(register)


def _keep_import(register: Register, at: datetime) -> None:
    """The population file on which the register rests, known by its digest and its day."""
    for row in register.rows["import"]:
        PopulationImport.objects.get_or_create(
            unit_id=register.county,
            digest=str(row["digest"]),
            state="switched",
            defaults={
                "encoding": str(row["encoding"]),
                "lines": int(row["lines"]),
                "counted_on": _day(row["counted_on"]),
                "rows": len(register.rows["person"]),
                "switched_at": at,
            },
        )


def _find_persons(register: Register) -> None:
    """Who everybody is here, as far as he was here before. Nobody who was given may be lacking."""
    known = {theirs: here for here, theirs in partners(register.area).items()}
    claimed = {
        int(row["key"]): row["yours"] or known.get(int(row["key"]))
        for row in register.rows["person"]
    }
    register.persons = {key: int(here) for key, here in claimed.items() if here is not None}
    here = set(register.persons.values())
    if len(here) != len(register.persons) or here != _known_here(register, here):
        raise unreadable("person")
    residents = queries.residents_of(register.area, register.county)
    kept = set(residents.values_list("pk", flat=True))
    taken = {register.persons[k] for k in _keys_taken(register) if k in register.persons}
    if register.is_home and not taken <= kept:
        raise unreadable("person")  # somebody of another township
    if kept - taken:
        raise Refused([refusal("handover-incomplete", RULE, persons=len(kept - taken))])


def _known_here(register: Register, persons: set[int]) -> set[int]:
    """Which of these the county's register has."""
    keys, found = sorted(persons), set[int]()
    for start in range(0, len(keys), BATCH):
        some = Person.objects.filter(county=register.county, pk__in=keys[start : start + BATCH])
        found |= set(some.values_list("pk", flat=True))
    return found


def _put_persons(register: Register) -> None:
    ours = [row for row in register.rows["person"] if register.is_ours(row["village"])]
    register.numbers = {int(r["key"]): str(r["id_number"]) for r in register.rows["person"]}
    made = {int(row["key"]): _person(row, register) for row in ours}
    before = [person.pk for person in made.values() if person.pk]
    for start in range(0, len(before), BATCH):
        Person.objects.filter(pk__in=before[start : start + BATCH]).update(id_index=None)
    doubles = _doubles(register, made)
    known = [person for person in made.values() if person.pk]
    new = {key: person for key, person in made.items() if not person.pk}
    Person.objects.bulk_create(
        known, batch_size=BATCH, update_conflicts=True, unique_fields=["id"],
        update_fields=REPLACED,
    )  # fmt: skip
    Person.objects.bulk_create(new.values(), batch_size=BATCH)
    register.new = len(new)
    register.persons |= {key: person.pk for key, person in new.items()}
    _open_cases(register, [(other, made[key]) for key, other in doubles.items()])
    _keep_partners(register, made)


def _person(row: Row, register: Register) -> Person:
    number = str(row["id_number"])
    return Person(
        pk=register.persons.get(int(row["key"])),
        county=register.county,
        birth=_day(row["birth"]),
        sealed_id=seal(number) if number else None,
        id_index=index_of(number) if number and row["is_indexed"] else None,
        id_tail=number[-4:],
        **{name: row[name] for name in PERSON_FIELDS},
    )


def _doubles(register: Register, made: Mapping[int, Person]) -> dict[int, Person]:
    """Whose ID number belongs to somebody else here already; he comes in without its index."""
    found: dict[int, Person] = {}
    by_index = {person.id_index: key for key, person in made.items() if person.id_index}
    for some in batched(by_index, BATCH):
        for other in Person.objects.filter(county=register.county, id_index__in=some):
            key = by_index[str(other.id_index)]
            made[key].id_index = None
            found[key] = other
    return found


def _open_cases(register: Register, pairs: list[tuple[Person, Person]]) -> None:
    """For a person to rule on; the lines go on behind those of the file the register rests on."""
    source = queries.latest_switched(register.county)
    if not pairs or source is None:
        return
    last = source.duplicates.order_by("-right_line").values_list("right_line", flat=True).first()
    first = max(source.lines, last or 0) + 1
    DuplicateCase.objects.bulk_create(
        DuplicateCase(
            source=source, left_line=other.line or 0, right_line=first + n, left=other,
            right=person, rule=MatchRule.SAME_ID.value,
            reason_zh="移交来的登记册中有相同的公民身份号码",
            reason_en="the same ID number stands in the register that was handed over",
        )
        for n, (other, person) in enumerate(pairs)
    )  # fmt: skip
    register.cases = len(pairs)


def _keep_partners(register: Register, made: Mapping[int, Person]) -> None:
    known = partners(register.area)
    HandedPerson.objects.bulk_create(
        (
            HandedPerson(area_id=register.area, person=person, theirs=key)
            for key, person in made.items()
            if person.pk not in known
        ),
        batch_size=BATCH,
    )


def _put_statuses(register: Register) -> None:
    ours = {register.persons[key] for key in _keys_taken(register)}
    everybody = sorted(ours)
    for start in range(0, len(everybody), BATCH):
        PersonStatus.objects.filter(person_id__in=everybody[start : start + BATCH]).delete()
    PersonStatus.objects.bulk_create(
        (
            PersonStatus(
                person_id=register.persons[int(row["person"])],
                decided_on=date.fromisoformat(row["decided_on"]),
                ends_on=_day(row["ends_on"]),
                **{name: row[name] for name in STATUS_FIELDS},
            )
            for row in register.rows["status"]
            if register.persons[int(row["person"])] in ours
        ),
        batch_size=BATCH,
    )


def _keys_taken(register: Register) -> list[int]:
    return [int(r["key"]) for r in register.rows["person"] if register.is_ours(r["village"])]


def _put_last_roll(register: Register) -> None:
    """The last roll of the area; it is kept with the county's election."""
    rows = [row for row in register.rows["last"] if register.is_ours(row["village"])]
    held = Election.objects.filter(unit_id=register.county).first()
    if rows and held is None:
        raise Refused([refusal("handover-no-election", RULE, voters=len(rows))])
    kept = LastRollVoter.objects.filter(election__unit_id=register.county)
    kept.filter(queries.within("village", register.area)).delete()
    if not register.is_home:
        partner = HandedPerson.objects.filter(area_id=register.area).values("person_id")
        kept.filter(person_id__in=partner).delete()
    LastRollVoter.objects.bulk_create(
        (_voter(row, held, register) for row in rows if held is not None), batch_size=BATCH
    )


def _voter(row: Row, held: Election, register: Register) -> LastRollVoter:
    key = int(row["person"])
    number = register.numbers[key]
    return LastRollVoter(
        election=held,
        person_id=register.persons[key],
        id_index=index_of(number) if number and row["is_indexed"] else None,
        **{name: row[name] for name in LAST_FIELDS},
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
