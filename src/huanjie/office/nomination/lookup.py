"""Finding nominees and signatories on the rolls and in the register, many at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from huanjie.office.committee.models import Election
from huanjie.office.nomination.rows import NomineeData, PetitionData, SignatureData
from huanjie.office.people.models import Person
from huanjie.office.people.secrets import index_of
from huanjie.office.registration.models import RollEntry
from huanjie.roll.id_number import steps
from huanjie.roll.repairs import BLANKS

_AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """A live entry of a roll, as far as a signature asks."""

    entry: int
    person: int
    name: str
    serial: int


@dataclass(frozen=True)
class Lookup:
    """The live entries and persons that some forms speak of. Keys begin with a constituency id."""

    by_id: Mapping[tuple[int, str], Found] = field(default_factory=dict)
    by_serial: Mapping[tuple[int, int], Found] = field(default_factory=dict)
    by_name: Mapping[tuple[int, str], Sequence[Found]] = field(default_factory=dict)
    persons: Mapping[str, int] = field(default_factory=dict)

    def signatory(self, constituency: int, line: SignatureData) -> Found | None:
        """The voter of this roll who signed, or None: the name must agree with the number."""
        name = plain_name(line.name)
        if line.id_number:
            found = self.by_id.get((constituency, index_of(plain_id(line.id_number))))
        elif line.serial is not None:
            found = self.by_serial.get((constituency, line.serial))
        else:
            namesakes = self.by_name.get((constituency, name), ())
            found = namesakes[0] if len(namesakes) == 1 else None
        return found if found is not None and plain_name(found.name) == name else None

    def nominee(self, constituency: int, nominee: NomineeData) -> int | None:
        """The person nominated: by ID number in the register, else by name on this roll."""
        if nominee.id_number:
            return self.persons.get(index_of(plain_id(nominee.id_number)))
        namesakes = self.by_name.get((constituency, plain_name(nominee.name)), ())
        return namesakes[0].person if len(namesakes) == 1 else None


def plain_name(name: str) -> str:
    """A name without blanks and with one kind of middle dot."""
    return BLANKS.sub("", name).replace("•", "·").replace("・", "·").replace("．", "·")


def plain_id(text: str) -> str:
    """An ID number with the safe repairs made."""
    found = steps(text)
    return found[-1][0] if found else text


def look_up(election: Election, lists: Mapping[int, int], forms: Sequence[PetitionData]) -> Lookup:
    """Everything the forms speak of. `lists` is constituency number → constituency id."""
    lines = [(lists[form.constituency], line) for form in forms for line in form.signatures]
    nominees = [(lists[form.constituency], one) for form in forms for one in form.nominees]
    ids = {index_of(plain_id(line.id_number)) for _, line in lines if line.id_number}
    names = {
        plain_name(line.name) for _, line in lines if not line.id_number and line.serial is None
    } | {plain_name(one.name) for _, one in nominees if not one.id_number}
    serials = {
        (place, line.serial)
        for place, line in lines
        if line.serial is not None and not line.id_number
    }
    return Lookup(
        by_id=dict(_by_id(election, ids)),
        by_serial=_by_serial(election, serials),
        by_name=_by_name(election, names),
        persons=_persons(election, {plain_id(one.id_number) for _, one in nominees}),
    )


def _in_parts(wanted: set[T]) -> Iterator[list[T]]:
    """A set in lists short enough for one query."""
    whole = list(wanted)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]


_COLUMNS = ("id", "person_id", "person__name", "serial", "roll__constituency_id")


def _by_id(election: Election, ids: set[str]) -> Iterator[tuple[tuple[int, str], Found]]:
    for some in _in_parts(ids):
        rows = RollEntry.objects.filter(
            election=election,
            is_live=True,
            person__county=election.county_id,
            person__id_index__in=some,
        ).values_list(*_COLUMNS, "person__id_index")
        for entry, person, name, serial, place, index in rows:
            yield (place, str(index)), Found(entry, person, name, serial)


def _by_serial(election: Election, serials: set[tuple[int, int]]) -> dict[tuple[int, int], Found]:
    found: dict[tuple[int, int], Found] = {}
    for some in _in_parts(serials):
        rows = RollEntry.objects.filter(
            election=election,
            is_live=True,
            roll__constituency__in={place for place, _ in some},
            serial__in={serial for _, serial in some},
        ).values_list(*_COLUMNS)
        for entry, person, name, serial, place in rows:
            found[place, serial] = Found(entry, person, name, serial)
    return found


def _by_name(election: Election, names: set[str]) -> dict[tuple[int, str], list[Found]]:
    found: dict[tuple[int, str], list[Found]] = {}
    for some in _in_parts(names):
        rows = RollEntry.objects.filter(
            election=election,
            is_live=True,
            person__county=election.county_id,
            person__name__in=some,
        ).values_list(*_COLUMNS)
        for entry, person, name, serial, place in rows:
            found.setdefault((place, plain_name(name)), []).append(
                Found(entry, person, name, serial)
            )
    return found


def _persons(election: Election, numbers: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    indexes = {index_of(number) for number in numbers if number}
    for some in _in_parts(indexes):
        rows = Person.objects.filter(county=election.county_id, id_index__in=some)
        found |= {str(index): pk for index, pk in rows.values_list("id_index", "pk")}
    return found
