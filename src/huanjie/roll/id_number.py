"""Citizen ID numbers (GB 11643): check digit, old 15-digit numbers, safe repairs."""

from datetime import date
from enum import StrEnum

from huanjie.roll.repairs import BLANKS, WIDE, Step

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "|": "1"})


class IdFault(StrEnum):
    """What is wrong with an ID number; the value is the code of the message."""

    LENGTH = "R201"
    CHECK_DIGIT = "R202"
    CHARACTERS = "R213"
    BIRTH_DATE = "R214"


def check_digit(first_17: str) -> str:
    """The 18th character of a number. Raises `ValueError` unless given 17 digits."""
    if len(first_17) != len(WEIGHTS) or not (first_17.isascii() and first_17.isdigit()):
        raise ValueError(first_17)
    return CHECK[sum(map(int.__mul__, WEIGHTS, map(int, first_17))) % 11]


def upgrade(old: str) -> str:
    """The 18-digit form of a 15-digit number: century 19 and check digit put in."""
    first_17 = f"{old[:6]}19{old[6:]}"
    return first_17 + check_digit(first_17)


def fault(number: str) -> IdFault | None:
    """What is wrong with a repaired number; None for a good one."""
    if len(number) != 18:
        return IdFault.LENGTH
    body = number[:17]
    if not (body.isascii() and body.isdigit() and (number[17].isdigit() or number[17] == "X")):
        return IdFault.CHARACTERS
    if CHECK[sum(map(int.__mul__, WEIGHTS, map(int, body))) % 11] != number[17]:
        return IdFault.CHECK_DIGIT
    return None if birth_date(number) else IdFault.BIRTH_DATE


def birth_date(number: str) -> date | None:
    """The birth date inside an 18-digit number; None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """The sex inside an 18-digit number: `1` male, `2` female."""
    return "1" if int(number[16]) % 2 else "2"


def steps(text: str) -> list[Step]:
    """The repairs of an ID number, in order; letters become digits only if the check then holds."""
    found: list[Step] = []
    if not (text.isascii() and text.isalnum()):
        text = _note(found, text, BLANKS.sub("", text), "blanks")
        text = _note(found, text, text.translate(WIDE).replace("-", ""), "width")
    if not text.isdigit() or len(text) != 18:
        text = _note(found, text, text[:-1] + text[-1:].replace("x", "X"), "case")
        digits = text.translate(LETTERS_FOR_DIGITS)
        if digits != text and fault(digits) is None:
            text = _note(found, text, digits, "letter-for-digit")
        if len(text) == 15 and text.isascii() and text.isdigit():
            _note(found, text, upgrade(text), "upgraded-15")
    return found


def repaired(text: str) -> str:
    """The number after its safe repairs; whether it is good is for `fault` to say."""
    found = steps(text) if text else []
    return found[-1][0] if found else text


def facts(number: str) -> dict[str, object]:
    """What the messages about a number show; never the number itself."""
    first_17 = number[:17]
    is_checkable = len(first_17) == 17 and first_17.isascii() and first_17.isdigit()
    return {
        "length": len(number),
        "masked": masked(number),
        "expected": check_digit(first_17) if is_checkable else "",
        "found": number[6:14],
    }


def _note(found: list[Step], before: str, after: str, kind: str) -> str:
    if after != before:
        found.append((after, kind))
    return after


def masked(number: str) -> str:
    """The number as a report may show it: the region, stars, and the last two characters."""
    if len(number) <= 8:
        return "*" * len(number)
    return f"{number[:6]}{'*' * min(len(number) - 8, 20)}{number[-2:]}"
