"""Checks J2 and J3: where the ballots went, and participants against papers."""

from collections.abc import Iterable
from typing import cast

from huanjie.law.arithmetic import majority_line, more_than_half
from huanjie.law.finding import Severity
from huanjie.law.sheet.context import Hit, Missing, Reading, RegisterMarks

_COLLECTED = "count.collected"


def once(reading: Reading) -> Iterable[None]:
    """The sheet as a whole."""
    return (None,)


def points(reading: Reading) -> Iterable[int]:
    """The positions of the issuing points."""
    return range(len(reading.sheet.points))


def point_unbalanced(reading: Reading, at: int) -> Hit | None:
    """J201: what a point had is not what it issued, spoiled and kept."""
    base = f"points[{at}]."
    left = reading[base + "received"] + reading[base + "moved_in"] - reading[base + "moved_out"]
    spent = (base + "issued", base + "spoiled", base + "unused")
    right = reading.total(*spent)
    paths = (base + "received", base + "moved_in", base + "moved_out", *spent)
    return Hit(left, right, paths, {"point": at + 1}) if left != right else None


def transfers_unbalanced(reading: Reading, _: None) -> Hit | None:
    """J202: ballots moved in are not the ballots moved out."""
    patterns = ("points[*].moved_in", "points[*].moved_out")
    left, right = reading.total(patterns[0]), reading.total(patterns[1])
    paths = (*reading.paths(patterns[0]), *reading.paths(patterns[1]))
    return Hit(left, right, paths) if left != right else None


def account_unbalanced(reading: Reading, _: None) -> Hit | None:
    """J203: ballots printed are not those issued, spoiled, unused and in reserve."""
    spent = ("points[*].issued", "points[*].spoiled", "points[*].unused", "account.reserve")
    left, right = reading["account.printed"], reading.total(*spent)
    paths = ("account.printed", *(path for pattern in spent for path in reading.paths(pattern)))
    return Hit(left, right, paths) if left != right else None


def printing_odd(reading: Reading, _: None) -> Hit | None:
    """J204: fewer ballots printed than voters, or far more."""
    printed, voters = reading["account.printed"], reading["roll.voters"]
    most = voters + max(50, voters // 10)
    if voters <= printed <= most:
        return None
    limit = voters if printed < voters else most
    return Hit(printed, limit, ("account.printed", "roll.voters"))


def many_spoiled(reading: Reading, _: None) -> Hit | None:
    """J205: at least 10 ballots and 2 % of those issued were spoiled."""
    spoiled, issued = reading.total("points[*].spoiled"), reading.total("points[*].issued")
    if spoiled < 10 or 50 * spoiled < issued:
        return None
    return Hit(spoiled, issued, reading.paths("points[*].spoiled"))


def issued_not_participants(reading: Reading, _: None) -> Hit | None:
    """J301: ballots issued are not the participants."""
    left, right = reading.total("points[*].issued"), reading.participants
    paths = (*reading.paths("points[*].issued"), *reading.turnout_paths)
    return Hit(left, right, paths) if left != right else None


def box_manners(reading: Reading) -> Iterable[tuple[int, str]]:
    """Every box with each manner of taking part."""
    return [(at, way) for at in range(len(reading.sheet.boxes)) for way in ("own", "proxy")]


def register_differs(reading: Reading, item: tuple[int, str]) -> Hit | None:
    """J302: a box's participants are not the marks in the voter register."""
    at, manner = item
    code = reading.sheet.boxes[at].code
    marks = cast("dict[str, RegisterMarks]", reading.fact("register"))
    if code not in marks:
        raise Missing(f"context.register[{code}]")
    path = f"boxes[{at}].{manner}"
    left, right = reading[path], getattr(marks[code], manner)
    return Hit(left, right, (path,), {"box": code}) if left != right else None


def person_limits(reading: Reading) -> Iterable[tuple[tuple[str, ...], str]]:
    """Persons and what they cannot exceed: T and V; in a session T, the present, and D."""
    if reading.is_direct:
        return ((reading.turnout_paths, "roll.voters"),)
    return ((reading.turnout_paths, "roll.present"), (("roll.present",), "roll.voters"))


def over_roll(reading: Reading, item: tuple[tuple[str, ...], str]) -> Hit | None:
    """J303: more participants than voters (in a session: than present, or more present than D)."""
    persons, limit = item
    left, right = reading.total(*persons), reading[limit]
    return Hit(left, right, (*persons, limit)) if left > right else None


def box_over(reading: Reading, at: int) -> Hit | None:
    """J304: more papers in one box than participants there (O-36)."""
    base = f"boxes[{at}]."
    left, right = reading[base + "collected"], reading.total(base + "own", base + "proxy")
    paths = (base + "collected", base + "own", base + "proxy")
    box = reading.sheet.boxes[at].code
    return Hit(left, right, paths, {"box": box}) if left > right else None


def excess(reading: Reading, _: None) -> Hit | None:
    """J305: more papers than participants, in both entries."""
    left, right = reading[_COLLECTED], reading.participants
    if left <= right:
        return None
    reading.fact("other_entry")
    other = Reading(reading.context.other_entry or reading.sheet, reading.context)
    if (other[_COLLECTED], other.participants) != (left, right):
        return None
    return Hit(left, right, (_COLLECTED, *reading.turnout_paths))


def turnout_short(reading: Reading, _: None) -> Hit | None:
    """J306: participants not more than half of the roll; in a session, no quorum of two thirds."""
    voters = reading["roll.voters"]
    if reading.is_direct:
        part = reading.participants
        if more_than_half(part, voters):
            return None
        return Hit(part, majority_line(voters), (*reading.turnout_paths, "roll.voters"))
    present = reading["roll.present"]
    if 3 * present >= 2 * voters:
        return None
    return Hit(present, -(-2 * voters // 3), ("roll.present", "roll.voters"))


def not_returned(reading: Reading, _: None) -> Hit | None:
    """J307: papers that never came back."""
    left, right = reading[_COLLECTED], reading.participants
    return Hit(left, right, (_COLLECTED, *reading.turnout_paths)) if left < right else None


def manner_limits(reading: Reading) -> Iterable[tuple[str, int]]:
    """Proxy with one fifth, mobile boxes with one tenth."""
    return (("proxy", 5), ("mobile", 10))


def manner_high(reading: Reading, item: tuple[str, int]) -> Hit | None:
    """J308: at least 20 participants, and a large share of all, by proxy or mobile box."""
    manner, parts = item
    path = f"turnout.{manner}"
    left, right = reading[path], reading.participants
    if left < 20 or parts * left < right:
        return None
    return Hit(left, right, (path,), {"manner": manner})


def proxies_impossible(reading: Reading, _: None) -> Hit | None:
    """J309: more than three mandates for everybody who came; a warning if outsiders may come."""
    left = reading["turnout.proxy"]
    right = 3 * reading.total("turnout.in_person", "turnout.mobile")
    if left <= right:
        return None
    softer = Severity.WARN if reading.fact("outside_proxies") else None
    return Hit(left, right, reading.turnout_paths, severity=softer)


def turnout_odd(reading: Reading, _: None) -> Hit | None:
    """J310: nearly everybody, or nobody, took part or put a paper in."""
    voters, part, papers = reading["roll.voters"], reading.participants, reading[_COLLECTED]
    nearly_all = voters >= 50 and 100 * part >= 99 * voters
    if part and papers and not nearly_all:
        return None
    paths = (*reading.turnout_paths, "roll.voters", _COLLECTED)
    return Hit(part, voters, paths, {"collected": papers})
