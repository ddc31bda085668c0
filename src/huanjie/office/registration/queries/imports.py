"""Reading population imports: what was refused, what waits for a ruling, who may be one person."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.secrets import unseal
from huanjie.office.registration.models import (
    DuplicateCase,
    PersonStatus,
    PopulationImport,
    RowIssue,
    StagedRow,
)
from huanjie.office.registration.queries.register import BIRTH
from huanjie.roll.match import MatchRecord

STATUS_OF_WORD: Mapping[str, str] = {
    "正常": "normal",
    "死亡": "died",
    "迁出": "moved_out",
    "服现役": "serving",
}
"""人员状态 of a population file → `Person.status`; the register adds `duplicate` and `missing`."""


def village_codes(unit_code: str) -> frozenset[str]:
    """The villages of a unit: the places a household registration may have."""
    found = Unit.objects.filter(code__startswith=significant(unit_code), level="village")
    return frozenset(found.values_list("code", flat=True))


def imports_of(unit_code: str) -> QuerySet[PopulationImport]:
    """The population files of a county, the newest first."""
    return PopulationImport.objects.filter(unit_id=unit_code).select_related("unit", "document")


def under_way(unit_code: str) -> PopulationImport | None:
    """The one import that is neither switched nor discarded."""
    return imports_of(unit_code).filter(state__in=("staging", "staged")).first()


def latest_switched(unit_code: str) -> PopulationImport | None:
    """The file the register rests on."""
    return imports_of(unit_code).filter(state="switched").first()


def unruled_rows(source: PopulationImport) -> QuerySet[RowIssue]:
    """The first fault of every refused row without a ruling, by line."""
    return source.issues.filter(is_refusal=True, ruling="", sealed_row__isnull=False)


def refused_cells(source: PopulationImport, line: int) -> dict[str, str]:
    """Heading → what the file had in a refused row, long numbers masked; empty once it is ruled."""
    first = unruled_rows(source).filter(line=line).first()
    if first is None:
        return {}
    cells: dict[str, str] = json.loads(unseal(bytes(first.sealed_row or b"")))
    return {heading: _LONG_NUMBER.sub(_masked, value) for heading, value in cells.items()}


_LONG_NUMBER = re.compile(r"[0-9Xx０-９]{12,}")


def _masked(number: re.Match[str]) -> str:
    digits = number[0]
    return digits[:3] + "*" * (len(digits) - 7) + digits[-4:]


def ruled_rows(source: PopulationImport) -> QuerySet[RowIssue]:
    """The first fault of every refused row that has been ruled."""
    return source.issues.filter(is_refusal=True, sealed_row__isnull=False).exclude(ruling="")


def unruled_in(unit_code: str) -> int:
    """How many refused rows of a county's switched and staged files have no ruling."""
    return RowIssue.objects.filter(
        source__unit_id=unit_code,
        source__state__in=("staged", "switched"),
        is_refusal=True,
        ruling="",
        sealed_row__isnull=False,
    ).count()


def issues_by_code(source: PopulationImport) -> list[tuple[str, bool, int]]:
    """Code, whether it refuses the row, how often; the most frequent first."""
    rows = source.issues.values_list("code", "is_refusal").annotate(n=Count("id"))
    return sorted(rows, key=lambda row: (not row[1], -row[2], row[0]))


def duplicates_open(unit_code: str) -> QuerySet[DuplicateCase]:
    """The cases of a county without a ruling, in the order of their lines."""
    return cases_in(unit_code).filter(ruling="")


def cases_in(unit_code: str) -> QuerySet[DuplicateCase]:
    """All cases of a county's files."""
    found = DuplicateCase.objects.filter(source__unit_id=unit_code)
    return found.select_related("source", "left", "right").order_by("source", "rule", "left_line")


@dataclass(frozen=True)
class StagingMark:
    """What the staged rows were when they were compared: number and last key."""

    rows: int
    last: int


def staging_mark(source: PopulationImport) -> StagingMark:
    """Tells whether rows were staged or ruled since."""
    found = source.staged.aggregate(rows=Count("id"), last=Max("id"))
    return StagingMark(found["rows"], found["last"] or 0)


def match_records(source: PopulationImport) -> Iterator[MatchRecord]:
    """The staged rows that any rule could pair, as the engine compares them.

    The blind index stands for the ID number: equal for equal numbers, which is all the rules ask.
    """
    rows = source.staged.filter(_may_pair(source)).order_by("line")
    columns = (
        "line", "name", "sex", BIRTH, "id_index", "village", "group", "household", "work_unit",
    )  # fmt: skip
    for line, name, sex, birth, index, village, group, household, unit in rows.values_list(
        *columns
    ).iterator(10_000):
        yield MatchRecord(
            line=line,
            name=name,
            sex=sex,
            birth_date=birth or "",
            id_number=index or "",
            place=village,
            group="" if group is None else str(group),
            household=household,
            work_unit=unit,
        )


def _may_pair(source: PopulationImport) -> Q:
    """Every rule wants an ID number that stands twice, or a row without one and its namesakes.
    Rows of neither kind are not worth comparing, and there are hundreds of thousands of them."""
    twice = (
        source.staged.filter(id_index__isnull=False)
        .values("id_index")
        .annotate(n=Count("id"))
        .filter(n__gt=1)
        .values("id_index")
    )
    unnumbered = source.staged.filter(id_index__isnull=True).values("name")
    return Q(id_index__in=twice) | Q(name__in=unnumbered)


@dataclass(frozen=True)
class CaseSide:
    """One side of a duplicate case as the screen shows it, field by field."""

    line: int
    person: Person | StagedRow | None
    is_held: bool


def sides(case: DuplicateCase) -> tuple[CaseSide, CaseSide]:
    """The two records of a case, each in the register or held back in staging."""
    return _side(case, case.left_line, case.left), _side(case, case.right_line, case.right)


def _side(case: DuplicateCase, line: int, person: Person | None) -> CaseSide:
    held = StagedRow.objects.filter(source=case.source, line=line).first()
    return CaseSide(line, person or held, person is None)


def first_persons(unit_code: str) -> bool:
    """True while the register of a county is empty."""
    return not Person.objects.filter(county=unit_code).exists()


def statuses_in(unit_code: str) -> QuerySet[PersonStatus]:
    """The recorded facts about a county's persons."""
    return PersonStatus.objects.filter(person__county=unit_code).order_by("id")
