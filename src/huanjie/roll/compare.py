"""The last roll against the population: who stays, who is new, who moved, died or is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie.roll.clean import LastRollRow, PersonRow


class Change(StrEnum):
    """What became of an entry of the last roll, or how a person comes to be new."""

    KEPT = "kept"
    MOVED = "moved"
    DIED = "died"
    LEFT = "left"
    SERVING = "serving"
    MISSING = "missing"
    NEWLY_EIGHTEEN = "newly-eighteen"
    NOT_LISTED_BEFORE = "not-listed-before"


GONE = {"死亡": Change.DIED, "迁出": Change.LEFT, "服现役": Change.SERVING}


@dataclass(frozen=True, slots=True)
class Compared:
    """One person's change. `last_line` and `line` are lines of the two files, None where absent.

    `is_by_id` is False when the two were joined by name, birth date, sex and place for want of an
    ID number.
    """

    change: Change
    last_line: int | None
    line: int | None
    is_by_id: bool = True


@dataclass(frozen=True, slots=True)
class _Index:
    by_id: dict[str, PersonRow]
    by_personalia: dict[tuple[str, str, date, str], PersonRow]


def compare(
    last: Iterable[LastRollRow],
    population: Iterable[PersonRow],
    *,
    latest_birth: date,
    latest_birth_last_time: date,
) -> list[Compared]:
    """Every entry of the last roll, then every adult who was not on it; each in its file's order.

    `latest_birth` is the last birth date that makes eighteen on this election day, and
    `latest_birth_last_time` on the last one. Records with one ID count once, the first of them.
    """
    people = list(population)
    index = _index(people)
    found, seen = [], set()
    for row in last:
        compared, line = _fate(row, index)
        found.append(compared)
        seen.add(line)
    adults = (p for p in people if p.birth_date <= latest_birth and p.status == "正常")
    for person in adults:
        if person.line in seen or index.by_id.get(person.id_number, person) is not person:
            continue
        is_new = person.birth_date > latest_birth_last_time
        change = Change.NEWLY_EIGHTEEN if is_new else Change.NOT_LISTED_BEFORE
        found.append(Compared(change, None, person.line))
    return found


def _index(people: Iterable[PersonRow]) -> _Index:
    index = _Index({}, {})
    for person in people:
        if person.id_number:
            index.by_id.setdefault(person.id_number, person)
        index.by_personalia.setdefault(_personalia(person), person)
    return index


def _personalia(row: PersonRow | LastRollRow) -> tuple[str, str, date, str]:
    return row.name, row.sex, row.birth_date, row.place


def _fate(row: LastRollRow, index: _Index) -> tuple[Compared, int | None]:
    person = index.by_id.get(row.id_number) if row.id_number else None
    is_by_id = person is not None
    if person is None:
        namesake = index.by_personalia.get(_personalia(row))
        if namesake is not None and not (row.id_number and namesake.id_number):
            person = namesake
    if person is None:
        return Compared(Change.MISSING, row.line, None, is_by_id=bool(row.id_number)), None
    change = GONE.get(person.status)
    if change is None:
        change = Change.KEPT if person.place == row.place else Change.MOVED
    return Compared(change, row.line, person.line, is_by_id), person.line
