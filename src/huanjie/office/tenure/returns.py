"""What declarations and mandates say in the returns: T5.29 to T5.34, T6, milestone K28."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.db.models import QuerySet

from huanjie.figures.figure import Count, Figure, Missing, Row, Share
from huanjie.law.finding import Finding
from huanjie.law.timetable import age_on
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_DUE, NOT_KEPT
from huanjie.office.nomination.returns import (
    SOURCES,
    Nominated,
    has_formal,
    has_preliminary,
    is_minority,
    nominees,
)
from huanjie.office.polling.models import Contest
from huanjie.office.seats import queries as seats
from huanjie.office.seats.returns import code_of
from huanjie.office.tenure import queries
from huanjie.office.tenure.models import Mandate

ROUNDS: Final = {
    "T5.31a": "first", "T5.31b": "tie_revote", "T5.31c": "supplementary", "T5.31d": "rerun",
}  # fmt: skip
_DECLARED: Final = ("T5.29", "T5.30", *ROUNDS)
COLUMNS: Final = ("preliminary", "formal", "elected", "seated", "last_term")
OCCUPATIONS: Final = tuple(f"T6.{number}" for number in range(23, 40))
NOT_KEPT_YET: Final = (*OCCUPATIONS, "T6.40", "T6.41")


def figures(reading: Reading) -> dict[str, Figure]:
    """What was declared, and who is on each list."""
    found = {**reading.once(declarations), "T5.34": _garrison(reading)}
    for column in COLUMNS:
        found |= _column(column, people(reading, column), reading.election.polling_day)
    return found


def elected(election: Election) -> QuerySet[Mandate]:
    """Everybody declared elected, also where the mandate fell away later; not those whose
    declaration was corrected."""
    rows = Mandate.objects.filter(election=election).exclude(state="withdrawn")
    return rows.order_by("constituency__number", "-votes", "name")


def declarations(election: Election) -> dict[str, Figure]:
    """T5.29 to T5.31; not due before the first contest is declared."""
    if not Contest.objects.filter(
        constituency__election=election, rounds__determination__declared_on__isnull=False
    ).exists():
        return dict.fromkeys(_DECLARED, NOT_DUE)
    kinds = Counter(elected(election).values_list("round__kind", flat=True))
    counts = {
        "T5.29": queries.seats_of(election),
        "T5.30": kinds.total(),
        **{code: kinds[kind] for code, kind in ROUNDS.items()},
    }
    return {code: Count(number) for code, number in counts.items()}


def _garrison(reading: Reading) -> Figure:
    """Known to be nobody where the garrison has no seats; else its result is not kept yet."""
    if reading.election.level != "county":
        return Count(0)
    quota = reading.once(seats.quota)
    if quota is None:
        return NOT_DUE
    return NOT_KEPT if quota.garrison else Count(0)


@dataclass(frozen=True)
class Listed:
    """One person on a list, as T6 describes persons; empty where the records say nothing."""

    number: int
    name: str
    sex: str
    ethnicity: str
    birth: date | None
    political: str
    education: str
    kinds: frozenset[str] | None
    """The kinds of forms behind him; None for a person written in."""
    day: date | None

    @cached_property
    def age(self) -> int | None:
        """In full years on election day."""
        if self.birth is None or self.day is None:
            return None
        return age_on(self.birth, self.day)


def people(reading: Reading, column: str) -> list[Listed] | Missing:
    """Who is on a list: preliminary, formal, elected; the others are not kept yet."""
    known, day = reading.once(nominees), reading.election.polling_day
    match column:
        case "preliminary":
            if not has_preliminary(reading):
                return NOT_DUE
            return [_nominee(one, day) for one in known if one.nominee.is_listed]
        case "formal":
            if not has_formal(reading):
                return NOT_DUE
            return [_nominee(one, day) for one in known if one.is_formal]
        case "elected":
            return _elected(reading, known)
        case _:
            return NOT_KEPT


def _nominee(one: Nominated, day: date | None, *, was_written: bool = False) -> Listed:
    row = one.nominee
    return Listed(
        one.number,
        row.name,
        row.sex,
        row.ethnicity,
        row.birth,
        one.political,
        one.education,
        None if was_written else one.kinds,
        day,
    )


def _elected(reading: Reading, known: Iterable[Nominated]) -> list[Listed] | Missing:
    if not is_declared(reading):
        return NOT_DUE
    day = reading.election.polling_day
    by_key = {one.nominee.pk: one for one in known}
    rows = elected(reading.election).select_related("person", "constituency")
    found = []
    for row in rows:
        one = by_key.get(row.nominee_id or 0)
        if one is not None:
            found.append(_nominee(one, day, was_written=one.nominee.place is None))
        else:
            found.append(_written(row, day))
    return found


def _written(row: Mandate, day: date | None) -> Listed:
    """Somebody elected whom nobody had nominated: what the register says."""
    person = row.person
    number = row.constituency.number
    if person is None:
        return Listed(number, row.name, "", "", None, "", "", None, day)
    return Listed(
        number,
        row.name,
        person.sex,
        person.ethnicity,
        person.birth,
        person.political,
        person.education,
        None,
        day,
    )


Test = Callable[[Listed], bool]


def _sex(code: str) -> Test:
    return lambda one: one.sex == code


def _party(*codes: str) -> Test:
    return lambda one: one.political in codes


def _education(low: int, high: int) -> Test:
    return lambda one: one.education.isdigit() and low <= int(one.education) <= high


def _source(kinds: frozenset[str] | None) -> Test:
    return lambda one: one.kinds == kinds


TESTS: Final[Mapping[str, Test]] = {
    "T6.01": lambda one: True,
    "T6.02": _sex("1"),
    "T6.03": _sex("2"),
    "T6.04": lambda one: one.ethnicity == "01",
    "T6.05": lambda one: is_minority(one.ethnicity),
    "T6.06": _party("01", "02"),
    "T6.07": _party("04", "05", "06", "07", "08", "09", "10", "11"),
    "T6.08": _party("12"),
    "T6.09": _party("03"),
    "T6.10": _party("13", "", "99"),
    "T6.17": _education(10, 19),
    "T6.18": _education(20, 29),
    "T6.19": _education(30, 39),
    "T6.20": _education(40, 69),
    "T6.21": _education(70, 99),
    **{
        code: _source(kinds) for code, kinds in zip(("T6.42", "T6.43", "T6.44"), SOURCES,
                                                    strict=True)
    },
    "T6.45": _source(None),
}  # fmt: skip
"""The fields of T6 that count persons, with whom each counts; ages are tested by the day."""
AGES: Final = dict(
    zip((f"T6.{number}" for number in range(11, 16)), queries.AGE_GROUPS, strict=True)
)


def is_counted(code: str, one: Listed) -> bool:
    """Does a field of T6 count this person?"""
    if code in AGES:
        low, high = AGES[code]
        return one.age is not None and low <= one.age <= high
    if code.startswith("T6.05."):
        return one.ethnicity == code.removeprefix("T6.05.")
    return TESTS[code](one)


def _column(column: str, found: list[Listed] | Missing, day: date | None) -> dict[str, Figure]:
    codes = (*TESTS, *AGES)
    if isinstance(found, Missing):
        answer: dict[str, Figure] = dict.fromkeys((*codes, "T6.16"), found)
    else:
        peoples = Counter(one.ethnicity for one in found if is_minority(one.ethnicity))
        answer = {
            **{code: Count(sum(is_counted(code, one) for one in found)) for code in codes},
            **{f"T6.05.{code}": Count(number) for code, number in sorted(peoples.items())},
            "T6.16": _mean_age(found, day),
        }
    answer |= dict.fromkeys(NOT_KEPT_YET, NOT_KEPT)
    return {f"{code}@{column}": figure for code, figure in answer.items()}


def _mean_age(found: Iterable[Listed], day: date | None) -> Figure:
    """Days of age summed, and persons whose birth is known."""
    if day is None:
        return NOT_DUE
    ages = [(day - one.birth).days for one in found if one.birth is not None]
    return Share(sum(ages), len(ages))


def is_declared(reading: Reading) -> bool:
    """True once a contest is declared."""
    return not isinstance(reading.once(declarations)["T5.30"], Missing)


def rows(reading: Reading) -> list[Row]:
    """Seats and elected of every constituency, once results are declared."""
    if not is_declared(reading):
        return []
    won = Counter(elected(reading.election).values_list("constituency__number", flat=True))
    return [
        Row("constituency", code_of(row.number), row.name, {
            "T5.29": Count(row.seats),
            "T5.30": Count(won[row.number]),
        })
        for row in reading.once(seats.rows_of)
    ]  # fmt: skip


def milestones(reading: Reading) -> list[Milestone]:
    """K28: the elected are declared and published."""
    is_public = "elected_notice" in reading.notices
    return [Milestone("K28", reading.days["K28"], is_public, is_declared(reading))]


def findings(reading: Reading) -> tuple[Finding, ...]:
    """Persons who hold two mandates that the law does not let one person hold."""
    return queries.double_mandates(reading.election)
