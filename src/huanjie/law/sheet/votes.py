"""Checks J4: the votes against the valid papers."""

from collections.abc import Iterable, Mapping
from typing import cast

from huanjie.law.sheet.context import Determination, Hit, Reading
from huanjie.law.sheet.record import Bundle, WriteIn

_VALID = ("count.valid", "count.blank")


def candidates(reading: Reading) -> Iterable[str]:
    """The names on the paper."""
    return reading.sheet.candidates


def papers_unbalanced(reading: Reading, _: None) -> Hit | None:
    """J401: valid and void papers are not the papers collected. Source: 选举法 44¶2."""
    left, right = reading.total("count.valid", "count.void"), reading["count.collected"]
    paths = ("count.valid", "count.void", "count.collected")
    return Hit(left, right, paths) if left != right else None


def marks_unbalanced(reading: Reading, name: str) -> Hit | None:
    """J402: a candidate's three figures are not the valid papers."""
    paths = tuple(f"candidates[{name}].{mark}" for mark in ("approve", "oppose", "abstain"))
    left, right = reading.total(*paths), reading["count.valid"]
    return Hit(left, right, (*paths, "count.valid"), {"name": name}) if left != right else None


def _votes(reading: Reading) -> int:
    return reading.total(*reading.vote_paths)


def too_many_votes(reading: Reading, _: None) -> Hit | None:
    """J403: more votes than the choosing papers can hold."""
    left, right = _votes(reading), reading.context.seats * reading.choosing
    return Hit(left, right, (*_VALID, *reading.vote_paths)) if left > right else None


def too_few_votes(reading: Reading, _: None) -> Hit | None:
    """J404: fewer votes than choosing papers."""
    left, right = _votes(reading), reading.choosing
    return Hit(left, right, (*_VALID, *reading.vote_paths)) if left < right else None


def single_seat_unbalanced(reading: Reading, _: None) -> Hit | None:
    """J405: with one seat, the votes are not the choosing papers."""
    left, right = _votes(reading), reading.choosing
    if reading.context.seats > 1 or left == right:
        return None
    return Hit(left, right, (*_VALID, *reading.vote_paths))


def over_valid(reading: Reading) -> Iterable[str]:
    """Blank papers, and everybody's votes."""
    return ("count.blank", *reading.vote_paths)


def more_than_valid(reading: Reading, path: str) -> Hit | None:
    """J406: more blank papers than valid ones, or more votes for one than choosing papers."""
    blank = path == "count.blank"
    left, right = reading[path], reading["count.valid"] if blank else reading.choosing
    return Hit(left, right, tuple(dict.fromkeys((path, *_VALID)))) if left > right else None


def write_ins(reading: Reading) -> Iterable[int]:
    """The positions of the written-in names."""
    return range(len(reading.sheet.write_ins))


def write_in_repeated(reading: Reading, at: int) -> Hit | None:
    """J407: a written name is printed on the paper, or an earlier row is the same person."""
    row = reading.sheet.write_ins[at]
    printed = row.name in reading.sheet.candidates
    rows = reading.sheet.write_ins[:at]
    same = [i for i, other in enumerate(rows) if _is_one(other.person, row.person)]
    same += [i for i, other in enumerate(rows) if other.name == row.name and not _apart(other, row)]
    if not printed and not same:
        return None
    paths = tuple(dict.fromkeys(f"write_ins[{i}].name" for i in (at, *same)))
    return Hit(1, 0, paths, {"name": row.name})


def _is_one(mine: str | None, other: str | None) -> bool:
    return mine is not None and mine == other


def _apart(one: WriteIn, other: WriteIn) -> bool:
    """True when two rows of one name were found to be two persons."""
    return None not in (one.person, other.person) and one.person != other.person


def void_paths(reading: Reading) -> Iterable[str]:
    """Void papers."""
    return ("count.void",)


def blank_paths(reading: Reading) -> Iterable[str]:
    """Blank papers."""
    return ("count.blank",)


def share_high(reading: Reading, path: str) -> Hit | None:
    """J408, J409: at least 10 papers and 3 % of those collected."""
    left, right = reading[path], reading["count.collected"]
    if left < 10 or 100 * left < 3 * right:
        return None
    return Hit(left, right, (path, "count.collected"))


def write_in_unchecked(reading: Reading, at: int) -> Hit | None:
    """J410: a write-in whose eligibility matters is not decided (O-22, O-24, O-44)."""
    name, path = reading.sheet.write_ins[at].name, f"write_ins[{at}].votes"
    known = cast("Mapping[str, bool | None]", reading.fact("eligibility"))
    votes = reading[path]
    if known.get(name) is not None or not votes:
        return None
    ahead = sum(reading[other] > votes for other in reading.vote_paths)
    whole = reading.participants if reading.is_direct else reading["roll.voters"]
    leads = ahead < reading.context.seats
    if leads or 2 * votes > whole or _is_asked(reading, name):
        return Hit(votes, whole // 2 + 1, (path,), {"name": name})
    return None


def _is_asked(reading: Reading, name: str) -> bool:
    return name in cast("Determination", reading.fact("determination")).undecided


def approvals_odd(reading: Reading, name: str) -> Hit | None:
    """J411: of at least 50 valid papers, none or all approve of one candidate."""
    path = f"candidates[{name}].approve"
    left, valid = reading[path], reading["count.valid"]
    if valid < 50 or 0 < left < valid:
        return None
    return Hit(left, valid, (path, "count.valid"), {"name": name})


def bundle_pairs(reading: Reading) -> Iterable[tuple[int, str, str]]:
    """Every bundle with each pair of candidates."""
    names = list(reading.sheet.candidates)
    pairs = [(c, d) for i, c in enumerate(names) for d in names[i + 1 :]]
    return [(g, c, d) for g in range(len(reading.sheet.bundles)) for c, d in pairs]


def perhaps_swapped(reading: Reading, item: tuple[int, str, str]) -> Hit | None:
    """J412: in a bundle two shares leave those of the rest by 40 points, in opposite ways."""
    group, one, other = item
    valid = reading[f"bundles[{group}].count.valid"]
    rest = reading["count.valid"] - valid
    if valid < 50 or rest <= 0:
        return None
    ahead = _points_apart(reading, group, one, rest)
    behind = _points_apart(reading, group, other, rest)
    edge = 40 * valid * rest
    if min(abs(ahead), abs(behind)) < edge or (ahead > 0) == (behind > 0):
        return None
    paths = tuple(f"bundles[{group}].candidates[{name}].approve" for name in (one, other))
    left, right = (reading[path] for path in paths)
    return Hit(left, right, paths, {"bundle": group + 1, "one": one, "other": other})


def _points_apart(reading: Reading, group: int, name: str, rest: int) -> int:
    """The share in the bundle less that in the rest, in hundredths of `valid * rest`."""
    here = reading[f"bundles[{group}].candidates[{name}].approve"]
    elsewhere = reading[f"candidates[{name}].approve"] - here
    valid = reading[f"bundles[{group}].count.valid"]
    return 100 * (here * rest - elsewhere * valid)


def bundle_figures(bundle: Bundle) -> dict[str, int | None]:
    """The figures of a bundle by their path; write-ins by name."""
    count = bundle.count
    found: dict[str, int | None] = {
        "count.collected": count.collected,
        "count.valid": count.valid,
        "count.void": count.void,
        "count.blank": count.blank,
    }
    for name, marks in bundle.candidates.items():
        found[f"candidates[{name}].approve"] = marks.approve
        found[f"candidates[{name}].oppose"] = marks.oppose
        found[f"candidates[{name}].abstain"] = marks.abstain
    found.update({f"write_ins {row.name}": row.votes for row in bundle.write_ins})
    return found
