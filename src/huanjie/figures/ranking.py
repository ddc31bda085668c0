"""Units beside one another by one field: the table, and the same as a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from huanjie.figures.changes import value_of
from huanjie.figures.charts import Bar, bars, progress_bar
from huanjie.figures.definition import field, shown
from huanjie.figures.figure import Figure, Missing, MissingReason, Return, Share
from huanjie.figures.words import Unit, said
from huanjie.law.catalogue import Language

FINENESS: Final = 10_000
"""A ratio is drawn by its ten-thousandths."""


@dataclass(frozen=True, slots=True)
class Rank:
    """A unit and its figure; `place` is `None` when it has none. Equal units share a place."""

    place: int | None
    unit: str
    unit_name: str
    figure: Figure
    value: int | Fraction | None


def ranking(key: str, returns: Iterable[Return]) -> list[Rank]:
    """The units from the highest to the lowest figure, and after them those without one."""
    unreported = Missing(MissingReason.NOT_REPORTED)
    found = [(each, each.figures.get(key, unreported)) for each in returns]
    with_value = [(each, figure, value_of(figure)) for each, figure in found]
    numbers = [value for _, _, value in with_value if value is not None]
    ranks = [
        Rank(
            None if value is None else 1 + sum(other > value for other in numbers),
            each.unit,
            each.unit_name,
            figure,
            value,
        )
        for each, figure, value in with_value
    ]
    return sorted(ranks, key=lambda rank: (rank.place is None, rank.place or 0, rank.unit))


def ranking_chart(key: str, ranks: Iterable[Rank], language: Language = "zh") -> str:
    """The ranking as bars; a unit without a figure has its reason instead of a bar."""
    of = field(key)
    unit = "" if of.unit in (Unit.PERCENT, Unit.LIST) else said("unit", of.unit, language)
    space = "" if language == "zh" or not unit else " "
    items = [
        Bar(
            rank.unit_name,
            _length(rank.value),
            mark="" if rank.place else "◇",
            shown=shown(key, rank.figure, language) + (space + unit if rank.place else ""),
        )
        for rank in ranks
    ]
    return bars(items, title=of.name(language))


def _length(value: int | Fraction | None) -> int:
    if value is None:
        return 0
    return value if isinstance(value, int) else int(value * FINENESS)


def progress_chart(key: str, ret: Return, language: Language = "zh") -> str:
    """A share of one unit, such as T9.03, as a bar; an undefined or missing one is empty."""
    name = f"{ret.unit_name} {field(key).name(language)}"
    found = ret.figures.get(key, Missing(MissingReason.NOT_REPORTED))
    if isinstance(found, Share):
        return progress_bar(found.numerator, found.denominator, label=name)
    return progress_bar(0, 0, label=name, remark=shown(key, found, language))
