"""Checks J5 and J6: boxes and bundles against the sheet, and the sheet against the result."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import cast

from huanjie.law.finding import Fact
from huanjie.law.sheet.context import (
    Declaration,
    Determination,
    Hit,
    Missing,
    OtherLevel,
    Reading,
)
from huanjie.law.sheet.record import Bundle, sheet_digest
from huanjie.law.sheet.votes import bundle_figures

_MAD_TO_DEVIATION = Fraction(14826, 10000)

Sum = tuple[str, tuple[str, ...]]


def box_sums(reading: Reading) -> Iterable[Sum]:
    """The fields that are sums over boxes, with the fields they add up."""
    stations = reading.boxes("station", "assembly")
    return (
        ("count.collected", reading.paths("boxes[*].collected")),
        ("turnout.in_person", tuple(f"boxes[{at}].own" for at in stations)),
        ("turnout.proxy", reading.paths("boxes[*].proxy")),
        ("turnout.mobile", tuple(f"boxes[{at}].own" for at in reading.boxes("mobile"))),
    )


def boxes_unbalanced(reading: Reading, item: Sum) -> Hit | None:
    """J501: the boxes do not add up to the sheet."""
    path, parts = item
    left, right = reading.total(*parts), reading[path]
    return Hit(left, right, (path, *parts)) if left != right else None


def bundle_paths(reading: Reading) -> Iterable[str]:
    """The fields that the bundles add up to; a written name may be missing from a bundle."""
    if not reading.sheet.bundles:
        return ()
    whole = Bundle(reading.sheet.count, reading.sheet.candidates, reading.sheet.write_ins)
    rows = (whole, *reading.sheet.bundles)
    return dict.fromkeys(path for row in rows for path in bundle_figures(row))


def bundles_unbalanced(reading: Reading, path: str) -> Hit | None:
    """J502: the bundles do not add up to the sheet on a field."""
    sheet = reading.sheet
    whole = Bundle(sheet.count, sheet.candidates, sheet.write_ins)
    left = sum(_figure(bundle, path, f"bundles[{i}].") for i, bundle in enumerate(sheet.bundles))
    right = _figure(whole, path)
    return Hit(left, right, _fields_of(whole, path)) if left != right else None


def _figure(bundle: Bundle, path: str, base: str = "") -> int:
    """A figure of a bundle; a name not written there has 0. Raises `Missing` for an empty one."""
    value = bundle_figures(bundle).get(path, 0)
    if value is None:
        raise Missing(_fields_of(bundle, path, base)[-1])
    return value


def _fields_of(bundle: Bundle, path: str, base: str = "") -> tuple[str, ...]:
    """The fields of a bundle that hold a figure; none for a name that is not written there."""
    written = path.removeprefix("write_ins ")
    if written == path:
        return (f"{base}{path}",)
    rows = enumerate(bundle.write_ins)
    return tuple(f"{base}write_ins[{i}].votes" for i, row in rows if row.name == written)


def bundles(reading: Reading) -> Iterable[int]:
    """The positions of the bundles."""
    return range(len(reading.sheet.bundles))


def second_count_differs(reading: Reading, group: int) -> Hit | None:
    """J503: two counts of one bundle differ."""
    counts = cast("Sequence[Bundle]", reading.fact("second_counts"))
    if group >= len(counts):
        raise Missing(f"context.second_counts[{group}]")
    first, second = bundle_figures(reading.sheet.bundles[group]), bundle_figures(counts[group])
    differing = [path for path in {**first, **second} if first.get(path) != second.get(path)]
    if not differing:
        return None
    at = differing[0]
    bundle, base = reading.sheet.bundles[group], f"bundles[{group}]."
    paths = tuple(field for path in differing for field in _fields_of(bundle, path, base))
    return Hit(first.get(at) or 0, second.get(at) or 0, paths, {"bundle": group + 1})


def station_boxes(reading: Reading) -> Iterable[int]:
    """The boxes that have voters of their own."""
    return reading.boxes("station", "assembly")


def box_turnout_odd(reading: Reading, at: int) -> Hit | None:
    """J504: a box's turnout is far from the constituency's, by share and by persons."""
    voters = _box_voters(reading)
    own = {i: reading.total(f"boxes[{i}].own", f"boxes[{i}].proxy") for i in voters}
    shares = [Fraction(own[i], voters[i]) for i in voters if voters[i]]
    if not voters[at] or not reading["roll.voters"]:
        return None
    usual = Fraction(reading.participants, reading["roll.voters"])
    expected = usual * voters[at]
    apart = abs(own[at] - expected)
    deviation = _median([abs(s - _median(shares)) for s in shares]) * _MAD_TO_DEVIATION
    if apart < 20 or apart <= 3 * deviation * voters[at]:
        return None
    box = reading.sheet.boxes[at].code
    paths = (f"boxes[{at}].own", f"boxes[{at}].proxy")
    return Hit(own[at], int(expected), paths, {"box": box, "voters": voters[at]})


def _box_voters(reading: Reading) -> dict[int, int]:
    """The voters of every station box by its position."""
    known = cast("dict[str, int]", reading.fact("box_voters"))
    found = {}
    for at in reading.boxes("station", "assembly"):
        code = reading.sheet.boxes[at].code
        if code not in known:
            raise Missing(f"context.box_voters[{code}]")
        found[at] = known[code]
    return found


def _median(values: Sequence[Fraction]) -> Fraction:
    row = sorted(values)
    half = len(row) // 2
    return row[half] if len(row) % 2 else (row[half - 1] + row[half]) / 2


def levels_differ(reading: Reading, _: None) -> Hit | None:
    """J505: turnout at two levels in one place differs beyond those entitled at one only."""
    mine = reading.participants
    for level in cast("tuple[OtherLevel, ...]", reading.fact("other_levels")):
        larger = max(mine, level.participants)
        allowed = level.entitled_at_one + max(5, larger // 100)
        if abs(mine - level.participants) > allowed:
            facts: dict[str, Fact] = {"allowed": allowed}
            return Hit(mine, level.participants, reading.turnout_paths, facts)
    return None


def _determination(reading: Reading) -> Determination:
    return cast("Determination", reading.fact("determination"))


def open_point(reading: Reading, _: None) -> Hit | None:
    """J601: a tie, a shortage or a gap of the law waits for the body."""
    found = _determination(reading)
    if not found.open_point:
        return None
    facts: dict[str, Fact] = {"open_point": found.open_point, "names": found.names}
    return Hit(len(found.elected), reading.context.seats, reading.vote_paths, facts)


def denominator_decides(reading: Reading, _: None) -> Hit | None:
    """J602: the result over B is not the result over T (O-18)."""
    found = _determination(reading)
    if found.otherwise is None:
        return None
    facts: dict[str, Fact] = {"elected": found.elected, "otherwise": found.otherwise}
    paths = ("count.collected", *reading.turnout_paths)
    return Hit(reading.participants, reading["count.collected"], paths, facts)


def margin_uncertain(reading: Reading, _: None) -> Hit | None:
    """J603: papers missing, disputed or challenged could close the smallest margin."""
    margin = _determination(reading).margin
    missing = reading.participants - reading["count.collected"]
    left = missing + reading["disputed"] + cast("int", reading.fact("challenged_void"))
    if margin is None or not left or left < margin:
        return None
    paths = ("disputed", "count.void", "count.collected", *reading.turnout_paths)
    return Hit(left, margin, paths)


def declared_otherwise(reading: Reading, _: None) -> Hit | None:
    """J604: the declared list is not the computed one."""
    declared = reading.context.declaration
    if declared is None:
        return None
    computed = set(_determination(reading).elected)
    wrong = computed.symmetric_difference(declared.elected)
    if not wrong:
        return None
    facts: dict[str, Fact] = {"declared": declared.elected, "computed": tuple(sorted(computed))}
    return Hit(len(declared.elected), len(computed), reading.vote_paths, facts)


def session_winners(reading: Reading) -> Iterable[str]:
    """Whom a session elected, except in a vote among the tied."""
    found = reading.context.determination
    if reading.is_direct or found is None or reading.sheet.heading.round == "tie_revote":
        return ()
    return found.elected


def winner_without_majority(reading: Reading, name: str) -> Hit | None:
    """J604 in a session: a winner without more than half of all deputies. Source: 选举法 45¶2."""
    paths = [f"candidates[{name}].approve"] if name in reading.sheet.candidates else []
    rows = enumerate(reading.sheet.write_ins)
    paths += [f"write_ins[{i}].votes" for i, row in rows if row.name == name]
    votes, line = reading.total(*paths), reading["roll.voters"] // 2 + 1
    if votes >= line:
        return None
    facts: dict[str, Fact] = {"declared": (name,), "computed": ()}
    return Hit(votes, line, (*paths, "roll.voters"), facts)


def changed_since(reading: Reading, _: None) -> Hit | None:
    """J605: the sheet, the roll or a ruling is not what the declaration rested on."""
    declared = reading.context.declaration
    if declared is None:
        return None
    now = (sheet_digest(reading.sheet), reading.fact("roll_digest"), reading.rulings)
    changed = [was != is_ for was, is_ in zip(_rested_on(declared), now, strict=True)]
    if not any(changed):
        return None
    what = tuple(n for n, is_ in zip(("sheet", "roll", "rulings"), changed, strict=True) if is_)
    return Hit(sum(changed), 0, (), {"changed": what})


def _rested_on(declared: Declaration) -> tuple[str, str, str]:
    return declared.sheet, declared.roll, declared.rulings
