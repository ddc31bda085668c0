"""What a parameter of a pack may be: its key, its type, and the national bounds it stays within."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)
Word = TypeVar("Word", bound=StrEnum)

PARAMETERS: Final[dict[str, "Parameter[Any]"]] = {}
"""Every parameter by its key, in the order of rules.md §14."""


@dataclass(frozen=True)
class Parameter(Generic[Value_co]):
    """One thing a province may fix. `read` turns a TOML value into a typed one.

    `read` raises `UnfitError` with the reason when the value has the wrong type or leaves the
    national bounds; `bounds` says these bounds in words.
    """

    key: str
    kind: str
    bounds: str
    read: Callable[[object], Value_co]
    optional: bool = False

    def __post_init__(self) -> None:
        PARAMETERS[self.key] = self


class UnfitError(ValueError):
    """A value that a parameter cannot take, with the reason."""


class OutsideError(UnfitError):
    """A value of the right type that leaves the national bounds."""


def whole(key: str, lowest: int = 0, highest: int | None = None) -> Parameter[int]:
    """A whole number between two national bounds, both included."""
    top = "" if highest is None else str(highest)
    return Parameter(key, "int", f"{lowest}..{top}", lambda v: _whole(v, lowest, highest))


def fixed(key: str, value: int) -> Parameter[int]:
    """A whole number that the national law fixes; a province can only repeat it."""
    return whole(key, value, value)


def share(key: str, lowest: Fraction, highest: Fraction) -> Parameter[Fraction]:
    """An exact fraction, written "1/3", between two national bounds, both included."""
    bounds = f"{lowest}..{highest}"
    return Parameter(key, "ratio", bounds, lambda v: _within(_ratio(v), lowest, highest))


def share_pair(key: str, low: Fraction, high: Fraction) -> Parameter[tuple[Fraction, Fraction]]:
    """Two exact fractions, the smaller first, within the national pair."""

    def read(value: object) -> tuple[Fraction, Fraction]:
        first, second = _pair(value)
        return _ordered(
            _within(_ratio(first), low, high),
            _within(_ratio(second), low, high),
        )

    return Parameter(key, "ratio pair", f"{low}..{high}", read)


def span(key: str, lowest: int) -> Parameter[tuple[int, int]]:
    """Two whole numbers, the smaller first."""

    def read(value: object) -> tuple[int, int]:
        first, second = _pair(value)
        return _ordered(_whole(first, lowest, None), _whole(second, lowest, None))

    return Parameter(key, "range", f"{lowest}..", read)


def flag(key: str) -> Parameter[bool]:
    """Yes or no."""
    return Parameter(key, "bool", "true, false", _flag)


def choice(key: str, kind: type[Word], *only: Word) -> Parameter[Word]:
    """One of the options the core has: any of its kind, or `only` those named."""
    options = only or tuple(kind)
    return Parameter(key, "enum", ", ".join(options), lambda v: _word(v, options))


def words(key: str, kind: type[Word], *only: Word) -> Parameter[tuple[Word, ...]]:
    """Some of the options the core has, in the order of preference."""
    options = only or tuple(kind)

    def read(value: object) -> tuple[Word, ...]:
        if not isinstance(value, list):
            raise UnfitError(f"a list is needed, not {value!r}")
        return tuple(_word(word, options) for word in value)

    return Parameter(key, "list", ", ".join(options), read)


def optional(parameter: Parameter[Value_co]) -> Parameter[Value_co | None]:
    """The same parameter where a text may also leave the matter unset (no `value` in the pack)."""
    key, kind, bounds, read = parameter.key, parameter.kind, parameter.bounds, parameter.read
    return Parameter(key, f"{kind}?", bounds, read, optional=True)


def _whole(value: object, lowest: int, highest: int | None) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitError(f"a whole number is needed, not {value!r}")
    if value < lowest or (highest is not None and value > highest):
        raise OutsideError(f"{value} lies outside the national bounds {lowest}..{highest}")
    return value


def _ratio(value: object) -> Fraction:
    if not isinstance(value, str):
        raise UnfitError(f'an exact fraction such as "1/3" is needed, not {value!r}')
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise UnfitError(f"{value!r} is not a fraction") from None


def _within(value: Fraction, lowest: Fraction, highest: Fraction) -> Fraction:
    if not lowest <= value <= highest:
        raise OutsideError(f"{value} lies outside the national bounds {lowest}..{highest}")
    return value


def _pair(value: object) -> tuple[object, object]:
    if not isinstance(value, list) or len(value) != 2:
        raise UnfitError(f"a list of two is needed, not {value!r}")
    return value[0], value[1]


Number = TypeVar("Number", int, Fraction)


def _ordered(first: Number, second: Number) -> tuple[Number, Number]:
    if first > second:
        raise UnfitError(f"{first} stands before the smaller {second}")
    return first, second


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise UnfitError(f"true or false is needed, not {value!r}")
    return value


def _word(value: object, options: tuple[Word, ...]) -> Word:
    for option in options:
        if value == option.value:
            return option
    raise UnfitError(f"{value!r} is none of {', '.join(options)}")
