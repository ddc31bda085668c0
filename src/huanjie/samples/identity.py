"""Citizens' ID numbers that belong to nobody: their region prefix begins with 99."""

from collections import Counter

__all__ = ["Registry", "check_digit", "short_form"]

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_digit(body: str) -> str:
    """The eighteenth character for the first seventeen digits."""
    total = 0
    for digit, weight in zip(body, WEIGHTS, strict=True):
        total += int(digit) * weight
    return CHECKS[total % 11]


def short_form(number: str) -> str:
    """The fifteen-digit number of the old cards; only for births in the 1900s."""
    return number[:6] + number[8:17]


class Registry:
    """Hands out numbers, each once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.issued: Counter[tuple[str, bool]] = Counter()

    def issue(self, birth: str, *, male: bool) -> str:
        """The next number for someone born on `birth` (YYYYMMDD); odd sequences are men's."""
        taken = self.issued[birth, male]
        self.issued[birth, male] += 1
        body = f"{self.prefix}{birth}{2 * taken + 1 + (not male):03d}"
        return body + check_digit(body)
