"""Records that may be one person: by exact ID number, or by an explained rule without one.

A machine only proposes; a person decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from huanjie.roll.clean import PersonRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK = 20_000


class MatchRule(StrEnum):
    """Why two records are put before a person."""

    SAME_ID = "M1"
    SAME_PERSONALIA = "M2"


REASONS_ZH = {
    MatchRule.SAME_ID: "公民身份号码相同",
    MatchRule.SAME_PERSONALIA: "姓名、出生日期、性别、户籍地相同，至少一方没有有效的公民身份号码",
}
REASONS_EN = {
    MatchRule.SAME_ID: "the ID number is the same",
    MatchRule.SAME_PERSONALIA: (
        "name, birth date, sex and place are the same, and at least one side has no valid ID number"
    ),
}


class MatchRecord(NamedTuple):
    """What is compared of a person. `line` is the line in the file, unique among the records.

    `id_number` is a checked number or empty; `birth_date` is `2008-12-20`.
    """

    line: int
    name: str
    sex: str
    birth_date: str
    id_number: str
    place: str
    group: str = ""
    household: str = ""
    address: str = ""
    work_unit: str = ""

    @classmethod
    def of(cls, person: PersonRow) -> Self:
        """The record of a cleaned row."""
        return cls(
            line=person.line,
            name=person.name,
            sex=person.sex,
            birth_date=person.birth_date.isoformat(),
            id_number=person.id_number,
            place=person.place,
            group="" if person.group is None else str(person.group),
            household=person.household,
            address=person.address,
            work_unit=person.work_unit,
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person, the one with the smaller line first."""

    rule: MatchRule
    first_line: int
    second_line: int
    reason_zh: str
    reason_en: str
    differing: tuple[str, ...]


COLUMNS = MatchRecord._fields
COMPARED = COLUMNS[1:]
PAIRS = f"""
    WITH same_id AS (
        SELECT lag(line) OVER (PARTITION BY id_number ORDER BY line) AS first, line AS second
        FROM person WHERE id_number <> ''
    ), same_personalia AS (
        SELECT lower.line AS first, higher.line AS second
        FROM person AS lower JOIN person AS higher
          ON lower.name = higher.name AND lower.birth_date = higher.birth_date
         AND lower.sex = higher.sex AND lower.place = higher.place AND lower.line < higher.line
        WHERE lower.id_number = '' OR higher.id_number = ''
    ), pair AS (
        SELECT 'M1' AS rule, first, second FROM same_id WHERE first IS NOT NULL
        UNION ALL SELECT 'M2', first, second FROM same_personalia
    )
    SELECT rule, first, second,
           [{", ".join(f'a."{name}" <> b."{name}"' for name in COMPARED)}] AS differs
    FROM pair JOIN person AS a ON a.line = first JOIN person AS b ON b.line = second
    ORDER BY rule, first, second
"""  # noqa: S608 - made of our own column names only


def find_pairs(records: Iterable[MatchRecord]) -> list[Pair]:
    """All pairs, by rule and line. Of several records with one ID each is paired with the next."""
    import duckdb

    with closing(duckdb.connect(":memory:")) as connection:
        _load(connection, records)
        found = connection.execute(PAIRS).fetchall()
    return [_pair(*row) for row in found]


def _load(connection: "DuckDBPyConnection", records: Iterable[MatchRecord]) -> None:
    texts = ", ".join(f'"{name}" VARCHAR' for name in COMPARED)
    connection.execute(f"CREATE TABLE person (line BIGINT PRIMARY KEY, {texts})")
    taken = ", ".join("unnest(?)" for _ in COLUMNS)
    for chunk in _chunks(records):
        values = [list(column) for column in zip(*chunk, strict=True)]
        connection.execute(f"INSERT INTO person SELECT {taken}", values)


def _chunks(records: Iterable[MatchRecord]) -> Iterator[Sequence[MatchRecord]]:
    rest = iter(records)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _pair(rule: str, first: int, second: int, differs: Sequence[bool]) -> Pair:
    name = MatchRule(rule)
    differing = tuple(field for field, is_other in zip(COMPARED, differs, strict=True) if is_other)
    return Pair(name, first, second, REASONS_ZH[name], REASONS_EN[name], differing)
