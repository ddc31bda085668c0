"""Which unit lies within which, from the twelve-digit statistical codes alone."""

_LEVEL_DIGITS = (2, 4, 6, 9)


def significant(code: str) -> str:
    """The part of a unit's code that its lower units share: 433124000000 is 433124."""
    for digits in _LEVEL_DIGITS:
        if set(code[digits:]) == {"0"}:
            return code[:digits]
    return code


def covers(upper: str, lower: str) -> bool:
    """True when `lower` is `upper` or lies within it."""
    return lower.startswith(significant(upper))
