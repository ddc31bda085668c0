"""Checks J0 and J1: the entry itself, the form of the paper, and the custody of the boxes."""

from collections.abc import Iterable
from typing import cast

from huanjie.law.finding import Fact
from huanjie.law.sheet.context import Hit, Missing, MobileCrew, Reading
from huanjie.law.sheet.record import Heading

_HEADING = ("election", "constituency", "round", "layout")
_BALLOTS = ("account.reserve", "count.collected", "count.valid", "count.void", "count.blank")
_POINT = ("received", "moved_in", "moved_out", "issued", "spoiled", "unused")


def all_paths(reading: Reading) -> Iterable[str]:
    """Every field of either entry, in the order of the paper."""
    has_other = reading.context.other_entry is not None
    return dict.fromkeys((*reading.values, *(reading.other_values if has_other else ())))


def second_entry_differs(reading: Reading, path: str) -> Hit | None:
    """J001: whether the two entries differ in this field."""
    other = reading.other_values.get(path)
    mine = reading.values.get(path)
    if mine == other:
        return None
    return Hit(_number(mine), _number(other), (path,), {"first": str(mine), "second": str(other)})


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def returned_paths(reading: Reading) -> Iterable[str]:
    """The fields the leader sent back."""
    return reading.context.returned


def returned(reading: Reading, path: str) -> Hit | None:
    """J002: a field was returned for re-typing."""
    return Hit(_number(reading.values.get(path)), 0, (path,))


def counted_paths(reading: Reading) -> Iterable[str]:
    """The fields of ballot counts, then those of persons."""
    points = tuple(path for name in _POINT for path in reading.paths(f"points[*].{name}"))
    marks = ("approve", "oppose", "abstain")
    votes = tuple(path for name in marks for path in reading.paths(f"candidates[*].{name}"))
    persons = (*reading.paths("boxes[*].own"), *reading.paths("boxes[*].proxy"))
    papers = (*reading.paths("boxes[*].collected"), *reading.paths("write_ins[*].votes"))
    held = (*_BALLOTS, *points, *papers, *votes, *reading.turnout_paths, *persons)
    return tuple(path for path in held if isinstance(reading.values.get(path), int))


def too_large(reading: Reading, path: str) -> Hit | None:
    """J004: more ballots than were printed, or more persons than are on the roll."""
    person = path.startswith("turnout") or path.endswith((".own", "]." + "proxy"))
    limit = "roll.voters" if person else "account.printed"
    left, right = reading[path], reading[limit]
    return Hit(left, right, (path, limit)) if left > right else None


def heading_parts(reading: Reading) -> Iterable[str]:
    """The parts of the heading."""
    return _HEADING


def wrong_sheet(reading: Reading, part: str) -> Hit | None:
    """J101: whether the sheet belongs to another count than the one opened."""
    opened = cast("Heading", reading.fact("opened"))
    shown, wanted = getattr(reading.sheet.heading, part), getattr(opened, part)
    if shown == wanted:
        return None
    return Hit(0, 1, (f"heading.{part}",), {"shown": shown, "wanted": wanted})


def signing_roles(reading: Reading) -> Iterable[str]:
    """Whose signature the record needs. Source: 选举法 43¶1."""
    return ("scrutineer", "counter")


def unsigned(reading: Reading, role: str) -> Hit | None:
    """J102: no signature of this role, or one that was not ticked as present."""
    signed = {at: s.present for at, s in enumerate(reading.sheet.signatures) if s.role == role}
    present = sum(signed.values())
    if signed and present == len(signed):
        return None
    missing = tuple(f"signatures[{at}].present" for at, is_there in signed.items() if not is_there)
    return Hit(present, max(1, len(signed)), missing or ("signatures",), {"role": role})


def signatures(reading: Reading) -> Iterable[int]:
    """The positions of the signatures."""
    return range(len(reading.sheet.signatures))


def signer_barred(reading: Reading, at: int) -> Hit | None:
    """J103: a signer is a candidate, a near relative of one, or not of the crew."""
    name = reading.sheet.signatures[at].name
    barred = cast("frozenset[str]", reading.fact("barred"))
    listed = cast("frozenset[str]", reading.fact("crew_list"))
    if name in listed and name not in barred:
        return None
    return Hit(0, 1, (f"signatures[{at}].name",), {"name": name, "barred": name in barred})


def boxes(reading: Reading) -> Iterable[int]:
    """The positions of the boxes."""
    return range(len(reading.sheet.boxes))


def seals_differ(reading: Reading, at: int) -> Hit | None:
    """J104: the seal found is not the seal set, or one of them is missing."""
    box = reading.sheet.boxes[at]
    if box.seal_closed and box.seal_closed == box.seal_opened:
        return None
    facts: dict[str, Fact] = {
        "box": box.code,
        "closed": box.seal_closed or "",
        "opened": box.seal_opened or "",
    }
    return Hit(0, 1, (f"boxes[{at}].seal_opened", f"boxes[{at}].seal_closed"), facts)


def box_codes(reading: Reading) -> Iterable[str]:
    """Every box that was sent out or has a row."""
    sent = reading.context.dispatched or frozenset()
    return sorted(sent.union(box.code for box in reading.sheet.boxes) or {""})


def box_missing(reading: Reading, code: str) -> Hit | None:
    """J105: a box sent out without a row, a row without a box, or a box with two rows."""
    sent = code in cast("frozenset[str]", reading.fact("dispatched"))
    rows = sum(box.code == code for box in reading.sheet.boxes)
    if rows == sent:
        return None
    return Hit(rows, int(sent), reading.paths("boxes[*].collected"), {"box": code})


def mobile_boxes(reading: Reading) -> Iterable[int]:
    """The positions of the mobile boxes."""
    return reading.boxes("mobile")


def mobile_crew_short(reading: Reading, at: int) -> Hit | None:
    """J106: too few scrutineers with a mobile box, or a voter without a ground."""
    code = reading.sheet.boxes[at].code
    crews = cast("dict[str, MobileCrew]", reading.fact("crews"))
    least = cast("int", reading.fact("mobile_scrutineers_min"))
    if code not in crews:
        raise Missing(f"context.crews[{code}]")
    crew = crews[code]
    if crew.scrutineers >= least and not crew.without_ground:
        return None
    facts: dict[str, Fact] = {"box": code, "without_ground": crew.without_ground}
    return Hit(crew.scrutineers, least, (f"boxes[{at}].kind",), facts)
