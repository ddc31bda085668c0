"""What a field of a return can hold, exactly, and what the figures of one unit are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction
from typing import Final

from huanjie.figures.svg import figure as grouped
from huanjie.figures.words import Unit, said
from huanjie.law.catalogue import Language
from huanjie.law.catalogue import in_words as law_words

DAYS_A_YEAR: Final = Fraction(1461, 4)
"""By which days of age become years: 365.25."""

CHINA: Final = timezone(timedelta(hours=8))

Plain = int | str | Mapping[str, object]


class MissingReason(StrEnum):
    """Why a field holds no figure. None of them is zero."""

    NOT_KEPT = "not_kept"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    NOT_REPORTED = "not_reported"
    NOT_ADDED = "not_added"
    """A field that is not rolled up, in a return of several units."""


@dataclass(frozen=True, slots=True)
class Count:
    """Persons, seats, ballots, votes. Below zero only as the wrong result of a formula (X0.2)."""

    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio by both its numbers. For a mean age: days of age summed, and persons."""

    numerator: int
    denominator: int

    @property
    def is_defined(self) -> bool:
        """False when there is nothing to divide by."""
        return self.denominator > 0

    @property
    def value(self) -> Fraction:
        """The exact ratio. Raises `ZeroDivisionError` when it is not defined."""
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest or lowest ratio, with the name of the unit or constituency that has it."""

    numerator: int
    denominator: int
    name: str

    @property
    def value(self) -> Fraction:
        """The exact ratio."""
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class People:
    """Distinct persons (or constituencies): tokens that name nobody."""

    tokens: frozenset[str]

    @property
    def n(self) -> int:
        """How many they are."""
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class Names:
    """A list of words, each of them already fit for publication."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time with its zone. Raises `ValueError` for a time without one."""

    at: date

    def __post_init__(self) -> None:
        if isinstance(self.at, datetime) and self.at.tzinfo is None:
            raise ValueError("a moment says its time zone")


@dataclass(frozen=True, slots=True)
class Missing:
    """No figure, and why."""

    reason: MissingReason


Figure = Count | Share | Extreme | People | Names | Moment | Missing
Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a part of a unit: a constituency, a village, a person elected.

    `unit` is set in a roll-up, where several units' rows stand together.
    """

    kind: str
    code: str
    name: str
    figures: Figures = field(hash=False)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """One return that went into a roll-up. `sequence` and `bundle` are those it arrived with."""

    unit: str
    name: str
    as_of: datetime
    digest: str
    bundle: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class Return:
    """The figures of one unit's election at one time, or of several units' elections together.

    `figures` is keyed by field code, with a column after `@`: `T3.03`, `T6.01@elected`. `missing`
    names the units that have not reported; `incomplete` names, by key, the units whose figure is
    not in the total. Both are empty for a unit's own election, and so is `parts`.
    """

    unit: str
    unit_name: str
    level: str
    election: str
    as_of: datetime
    digest: str
    figures: Figures = field(hash=False)
    rows: tuple[Row, ...] = ()
    missing: tuple[str, ...] = ()
    parts: tuple[Provenance, ...] = ()
    incomplete: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def lacking(self, key: str) -> tuple[str, ...]:
        """The names of the units that are not in this total."""
        return (*self.missing, *self.incomplete.get(key, ()))


def to_plain(figure: Figure) -> Plain:
    """The figure as JSON keeps it; a count is a number, everything else an object."""
    kind, value = _parts(figure)
    return value if isinstance(value, int) else {kind: value}


def _parts(figure: Figure) -> tuple[str, int | str | list[object]]:
    value: int | str | list[object]
    match figure:
        case Count(n):
            value = n
        case Share(numerator, denominator):
            value = [numerator, denominator]
        case Extreme(numerator, denominator, name):
            value = [numerator, denominator, name]
        case People(tokens):
            value = [*sorted(tokens)]
        case Names(items):
            value = [*items]
        case Moment(at):
            value = at.isoformat()
        case gap:
            value = gap.reason.value
    return type(figure).__name__.lower(), value


def from_plain(plain: object) -> Figure:
    """The figure that `to_plain` wrote. Raises `ValueError` for anything else."""
    if isinstance(plain, int) and not isinstance(plain, bool):
        return Count(plain)
    if not isinstance(plain, dict) or len(plain) != 1:
        raise ValueError("a figure is a whole number or an object with one key")
    ((kind, value),) = plain.items()
    found: Figure
    match kind, value:
        case "share", [a, b] if _is_int(a) and _is_int(b):
            found = Share(a, b)
        case "extreme", [a, b, str(name)] if _is_int(a) and _is_int(b) and b > 0:
            found = Extreme(a, b, name)
        case "people", [*tokens] if _are_words(tokens) and len(set(tokens)) == len(tokens):
            found = People(frozenset(tokens))
        case "names", [*items] if _are_words(items):
            found = Names(tuple(items))
        case "moment", str(text):
            found = Moment(_day_or_time(text))
        case "missing", str(reason):
            found = Missing(MissingReason(reason))
        case _:
            raise ValueError(f"no figure is written as {str(kind)[:20]!r} in this way")
    return found


def _day_or_time(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def in_words(figure: Figure, language: Language, unit: Unit = Unit.PERCENT) -> str:
    """The figure as it is printed; `unit` is that of its field and decides how a ratio prints.

    Ratios are rounded half up: per cent and means with two decimals, ages in years with one.
    `definition.shown` asks the field for its unit.
    """
    match figure:
        case Count(n):
            text = grouped(n)
        case People():
            text = grouped(figure.n)
        case Share():
            text = ratio_in_words(figure.value, unit) if figure.is_defined else "—"
        case Extreme(name=name):
            brackets = "{}（{}）" if language == "zh" else "{} ({})"
            text = brackets.format(ratio_in_words(figure.value, unit), name)
        case Names(items):
            text = law_words(items, language)
        case Moment(datetime() as at):
            text = f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
        case Moment(at):
            text = law_words(at, language)
        case gap:
            text = said("missing", gap.reason, language)
    return text


def ratio_in_words(value: Fraction, unit: Unit = Unit.PERCENT) -> str:
    """A ratio as its unit asks: `66.67%`, `4120.33`, `47.5`; rounded half up, away from zero."""
    match unit:
        case Unit.PERCENT:
            return f"{_rounded(value * 100, 2)}%"
        case Unit.YEARS:
            return _rounded(value / DAYS_A_YEAR, 1)
        case _:
            return _rounded(value, 2)


def _rounded(value: Fraction, decimals: int) -> str:
    """Half up, by whole numbers only."""
    step = 10**decimals
    numerator, denominator = abs(value.numerator) * step, value.denominator
    whole, part = divmod((2 * numerator + denominator) // (2 * denominator), step)
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole}.{part:0{decimals}d}"
