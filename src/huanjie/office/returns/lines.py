"""What a line of a bundle must look like before anything of it is used: a stranger may make any.

Each function gives the value or raises `ValueError`, `KeyError` or `TypeError`, which
`packing.WrongLine` places. What no line is asked for is dropped. Knows no database.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from huanjie.evidence.chain import head_hash
from huanjie.figures.definition import Roll, check_key, field
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    Moment,
    Names,
    People,
    Share,
    from_plain,
)

Line = Mapping[str, Any]
LARGEST_TEXT: Final = 20_000
MOST_ATTACHMENTS: Final = 50
UNIT: Final = re.compile(r"[0-9]{12}")
LEVELS: Final = ("township", "county", "city")
SOURCES: Final = ("bundle", "signed", "live")
YEARS: Final = range(2000, 2101)
"""Between these a calendar of any zone can be shown."""
COVER: Final = (
    "title", "version", "filler", "filler_post", "filled_on", "reviewer", "reviewer_post",
    "reviewed_on", "phone", "remarks", "reason",
)  # fmt: skip
EXPLANATION: Final = ("code", "paths", "text", "by")
SITUATION: Final = (
    "key", "stage", "title", "progress", "practice", "difficulties", "next_steps", "written_by",
)  # fmt: skip
KINDS: Final[Mapping[Roll, tuple[type, ...]]] = {
    Roll.SUM: (Count,),
    Roll.RATIO: (Share,),
    Roll.HIGHEST: (Extreme,),
    Roll.LOWEST: (Extreme, Moment),
    Roll.DISTINCT: (People,),
    Roll.LIST: (Names,),
}
ANY: Final = (Count, Share, Extreme, People, Names, Moment)
"""What a field can hold; one that is not rolled up may hold anything."""


def text(line: Line, key: str) -> str:
    """A text that a database can keep."""
    found = line[key]
    if not isinstance(found, str) or len(found) > LARGEST_TEXT or "\0" in found:
        raise ValueError(key)
    return found


def number(line: Line, key: str) -> int:
    """A whole number from 0."""
    found = line[key]
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**31:
        raise ValueError(key)
    return found


def day(line: Line, key: str) -> str:
    """A day, as text."""
    if date.fromisoformat(text(line, key)).year not in YEARS:
        raise ValueError(key)
    return text(line, key)


def moment(given: str) -> datetime:
    """A moment as the canonical form writes it. Raises `ValueError` without a zone."""
    found = datetime.fromisoformat(given)
    if found.tzinfo is None or found.year not in YEARS:
        raise ValueError(f"{given[:40]} is no moment of ours")
    return found


def unit(line: Line, key: str) -> str:
    """The code of a unit."""
    found = text(line, key)
    if not UNIT.fullmatch(found):
        raise ValueError(key)
    return found


def level(line: Line, key: str) -> str:
    """A level of election."""
    found = text(line, key)
    if found not in LEVELS:
        raise ValueError(key)
    return found


def election(line: Line, key: str) -> str:
    """The name of an election: of this line's unit, this line's level and a year."""
    found = text(line, key)
    head, _, year = found.rpartition("/")
    is_year = len(year) == 4 and year.isascii() and year.isdigit()
    if head != f"{line['unit']}/{line['level']}" or not is_year:
        raise ValueError(key)
    return found


def source(line: Line, key: str) -> dict[str, Any]:
    """In which bundle a return first came; nothing for the sender's own."""
    given = line[key]
    if not given:
        return {}
    if text(given, "kind") not in SOURCES:
        raise ValueError("kind")
    return {
        "kind": given["kind"],
        "digest": text(given, "digest"),
        "sequence": number(given, "sequence"),
        "signer": text(given, "signer"),
    }


def figure(key: str, value: object) -> Figure:
    """A figure that its field can hold, so that sums can be made of it."""
    found, (kinds, _) = from_plain(value), _kinds(key)
    if not isinstance(found, kinds):
        raise ValueError(key)  # noqa: TRY004 - what is wrong is the bundle
    return found


def share(key: str, value: object) -> Figure:
    """What a constituency or a village has in a field: of distinct persons only how many."""
    found, (_, kinds) = from_plain(value), _kinds(key)
    if not isinstance(found, kinds):
        raise ValueError(key)  # noqa: TRY004 - what is wrong is the bundle
    return found


@cache
def _kinds(key: str) -> tuple[tuple[type, ...], tuple[type, ...]]:
    """What a field may hold, and what it may hold in a row. Raises `ValueError` for no field."""
    roll = field(check_key(key)).roll
    kinds = (*KINDS.get(roll, ANY), Missing)
    return kinds, (*kinds, Count) if roll is Roll.DISTINCT else kinds


def cover(line: Line) -> dict[str, Any]:
    """The cover, as far as it is filled in."""
    found: dict[str, Any] = {}
    for key in COVER:
        value = line.get(key)
        found[key] = value if value is None or isinstance(value, int) else text(line, key)
    return found


def explanation(line: Line) -> dict[str, str]:
    """Why a warning stands."""
    return {key: text(line, key) for key in EXPLANATION}


def head(line: Line) -> dict[str, Any]:
    """The head of one day of the sender's ledger; its hash must be that of what it says."""
    found = {key: text(line, key) for key in ("previous", "root", "digest")}
    stated, chains = day(line, "day"), number(line, "chains")
    made = head_hash(found["previous"], date.fromisoformat(stated), found["root"], chains)
    if made != found["digest"]:
        raise ValueError("digest")
    return {**found, "day": date.fromisoformat(stated).isoformat(), "chains": chains}


def situation(line: Line) -> dict[str, Any]:
    """A report on a stage, with the names of its attachments."""
    attachments = line["attachments"]
    if not isinstance(attachments, list) or len(attachments) > MOST_ATTACHMENTS:
        raise ValueError("attachments")
    return {
        **{key: text(line, key) for key in SITUATION},
        "on": day(line, "on"),
        "attachments": [
            {"name": text(each, "name"), "file": text(each, "file")} for each in attachments
        ],
    }
