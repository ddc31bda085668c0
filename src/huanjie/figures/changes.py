"""What differs between two returns, field by field: two versions, or this term and the last."""

from dataclasses import dataclass
from fractions import Fraction

from huanjie.figures.figure import Count, Extreme, Figure, People, Return, Share


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; `None` where a return does not have it.

    `amount` is the difference: of counts a whole number, of ratios a fraction of one (0.05 are five
    points). `relative` is the amount by what was before; `None` where that was zero or a ratio.
    """

    key: str
    before: Figure | None
    after: Figure | None
    amount: int | Fraction | None
    relative: Fraction | None

    @property
    def is_change(self) -> bool:
        """True when the field is not what it was."""
        return self.before != self.after


def changes(before: Return, after: Return) -> list[Change]:
    """The fields that differ, in the order of the later return."""
    return [each for each in comparison(before, after) if each.is_change]


def comparison(before: Return, after: Return) -> list[Change]:
    """Every field of either return, in the order of the later one: this term beside the last."""
    keys = dict.fromkeys((*after.figures, *before.figures))
    return [_change(key, before.figures.get(key), after.figures.get(key)) for key in keys]


def _change(key: str, before: Figure | None, after: Figure | None) -> Change:
    old, new = value_of(before), value_of(after)
    if old is None or new is None:
        return Change(key, before, after, None, None)
    is_ratio = isinstance(old, Fraction) or isinstance(new, Fraction)
    relative = None if is_ratio or not old else Fraction(new - old, old)
    return Change(key, before, after, new - old, relative)


def value_of(figure: Figure | None) -> int | Fraction | None:
    """The number that a figure is: whole for counts, a fraction for ratios, `None` for others."""
    match figure:
        case Count(n):
            return n
        case People():
            return figure.n
        case Share() if figure.is_defined:
            return figure.value
        case Extreme():
            return figure.value
    return None
