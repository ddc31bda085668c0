"""The returns T1 to T9: every field with its names, unit, way of rolling up and source.

The fields stand in `definitions/t1.toml` to `t9.toml`. A formula names fields, `-T2.08` to take
one away: `sum = ["T2.06", "-T2.08"]`, or `numerator` and `denominator` for a ratio. A field whose
records are not kept yet says in `waits` what it waits for.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from huanjie.figures.figure import Figure, in_words
from huanjie.figures.words import Unit, said, words
from huanjie.law.catalogue import Language, term
from huanjie.law.session import Office
from huanjie.law.timetable import tasks

RETURNS: Final = tuple(f"T{number}" for number in range(1, 10))
ETHNIC: Final = "T6.05."
"""What a field of one minority begins with; its code of GB/T 3304 follows."""


class Roll(StrEnum):
    """How a field of several units becomes one. Source: domain.md §4, rule 3."""

    SUM = "S"
    RATIO = "R"
    HIGHEST = "M"
    LOWEST = "N"
    DISTINCT = "D"
    LIST = "L"
    NONE = "-"


@dataclass(frozen=True, slots=True)
class Term:
    """A field in a formula, added or taken away."""

    code: str
    sign: int


Terms = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum, or with a denominator a ratio, of other fields."""

    numerator: Terms
    denominator: Terms = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The fields it is made of, each once."""
        return tuple(dict.fromkeys(term.code for term in (*self.numerator, *self.denominator)))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table whose fields are given several times over."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a return. `waits` is empty when its records are kept."""

    code: str
    zh: str
    en: str
    unit: Unit
    roll: Roll
    source_zh: str
    source_en: str
    formula: Formula | None = None
    waits: str = ""
    has_columns: bool = False

    def name(self, language: Language) -> str:
        """What it is called."""
        return self.zh if language == "zh" else self.en

    def source(self, language: Language) -> str:
        """The records behind it, in words."""
        return self.source_zh if language == "zh" else self.source_en

    def waiting_for(self, language: Language) -> str:
        """Why its records are not kept yet; empty when they are."""
        return said("waits", self.waits, language) if self.waits else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One return: its fields in order, and its columns where it has any.

    `every_column` says that each of its fields has each of the columns in every return (T6); in
    T7 and T9 the columns are those that the unit has.
    """

    code: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    every_column: bool

    def name(self, language: Language) -> str:
        """What it is called."""
        return self.zh if language == "zh" else self.en


@cache
def tables() -> Mapping[str, Table]:
    """Every return by its code, in order."""
    return {code: _table(code) for code in RETURNS}


def _table(code: str) -> Table:
    path = files("huanjie.figures").joinpath("definitions", f"{code.lower()}.toml")
    row = tomllib.loads(path.read_text("utf-8"))
    columns = str(row.get("columns", ""))
    return Table(
        code=code,
        zh=row["zh"],
        en=row["en"],
        fields=tuple(_field(name, each, bool(columns)) for name, each in row["fields"].items()),
        columns=_columns(columns),
        every_column=columns == "lists",
    )


def _columns(kind: str) -> tuple[Column, ...]:
    match kind:
        case "lists":
            return tuple(Column(code, zh, en) for code, (zh, en) in words()["lists"].items())
        case "offices":
            return tuple(Column(each, term(each, "zh"), term(each, "en")) for each in Office)
        case "milestones":
            starred = (task for task in tasks().values() if task.milestone)
            return tuple(Column(task.id, task.zh, task.en) for task in starred)
        case _:
            return ()


def _field(code: str, row: Mapping[str, object], has_columns: bool) -> Field:  # noqa: FBT001
    def text(key: str) -> str:
        return str(row.get(key, ""))

    return Field(
        code=code,
        zh=text("zh"),
        en=text("en"),
        unit=Unit(text("unit")),
        roll=Roll(text("roll")),
        source_zh=text("source_zh"),
        source_en=text("source_en"),
        formula=_formula(row),
        waits=text("waits"),
        has_columns=has_columns and row.get("has_columns") is not False,
    )


def _formula(row: Mapping[str, object]) -> Formula | None:
    def terms(key: str) -> Terms:
        found = row.get(key, [])
        each = [str(word) for word in found] if isinstance(found, list) else []
        return tuple(Term(word.lstrip("-"), -1 if word[0] == "-" else 1) for word in each)

    if "sum" in row:
        return Formula(terms("sum"))
    return Formula(terms("numerator"), terms("denominator")) if "numerator" in row else None


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its code, in the order of the returns."""
    return {field.code: field for table in tables().values() for field in table.fields}


@cache
def ethnicities() -> Mapping[str, tuple[str, str]]:
    """The minorities of GB/T 3304: code → Chinese and English name."""
    path = files("huanjie.figures").joinpath("definitions", "ethnicities.toml")
    found = tomllib.loads(path.read_text("utf-8"))
    return {code: (str(zh), str(en)) for code, (zh, en) in found.items()}


def field(key: str) -> Field:
    """The field of a key, with or without a column. Raises `KeyError` for an unknown one."""
    code = key.partition("@")[0]
    return _minority(code) if code.startswith(ETHNIC) else fields()[code]


@cache
def _minority(code: str) -> Field:
    whole = fields()["T6.05"]
    zh, en = ethnicities()[code.removeprefix(ETHNIC)]
    return Field(
        code=code,
        zh=zh,
        en=en,
        unit=whole.unit,
        roll=whole.roll,
        source_zh=whole.source_zh,
        source_en=whole.source_en,
        has_columns=True,
    )


def table(key: str) -> Table:
    """The return a key belongs to. Raises `KeyError` for an unknown one."""
    return tables()[field(key).code.partition(".")[0]]


def column(key: str) -> Column | None:
    """The column of a key, if it has one. Raises `KeyError` for a column its return has not."""
    code = key.partition("@")[2]
    if not code:
        return None
    return {each.code: each for each in table(key).columns}[code]


def check_key(key: str) -> str:
    """The key itself when it names a field of ours. Raises `ValueError` when it does not."""
    try:
        found, _ = field(key), column(key)
    except KeyError:
        raise ValueError(f"there is no field {key[:40]!r}") from None
    if "@" in key and not found.has_columns:
        raise ValueError(f"the field {found.code} has no columns")
    return key


@cache
def required_keys() -> tuple[str, ...]:
    """The keys that every return holds, if only to say that there is no figure yet.

    Left out are minorities, offices and milestones: of those a return has what the unit has.
    """
    found: list[str] = []
    for each in tables().values():
        if each.every_column:
            found += [f"{one.code}@{col.code}" for one in each.fields for col in each.columns]
        else:
            found += [one.code for one in each.fields if each.code != "T7" or not one.has_columns]
    return tuple(found)


def shown(key: str, figure: Figure, language: Language) -> str:
    """A figure of this field as it is printed, without its unit's name."""
    return in_words(figure, language, field(key).unit)
