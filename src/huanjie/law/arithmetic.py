"""The fractions of the law, exact: whole numbers and `Fraction`, never a float.

过半数, 超过 and 多于 are strict; 以上, 不得少于 and 不得超过 include the figure itself.
"""

from fractions import Fraction


def more_than_half(part: int, whole: int) -> bool:
    """过半数: strictly more than half. Source: 选举法 45."""
    return 2 * part > whole


def majority_line(whole: int) -> int:
    """The smallest number that is more than half of `whole`: 301 of 600."""
    return whole // 2 + 1


def at_least(part: int, share: Fraction, whole: int) -> bool:
    """以上, 不得少于: `part` reaches `share` of `whole`, the figure itself included."""
    return share.denominator * part >= share.numerator * whole


def ceil_share(whole: int, share: Fraction) -> int:
    """`share` of `whole`, rounded up: the smallest number that is `at_least` it; 267 of 800/3."""
    return -((-share.numerator * whole) // share.denominator)


def floor_share(whole: int, share: Fraction) -> int:
    """`share` of `whole`, rounded down."""
    return share.numerator * whole // share.denominator
