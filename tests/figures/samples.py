"""For every check: returns in which it holds and returns in which it fires, close to the boundary.

A number is a count, a pair a share, `None` a figure that is not kept. Written from domain.md §4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from huanjie.figures.checks import Around
from huanjie.figures.definition import required_keys
from huanjie.figures.figure import (
    Count,
    Extreme,
    Figure,
    Missing,
    MissingReason,
    Moment,
    Provenance,
    Return,
    Row,
    Share,
)
from huanjie.law.pack import pack_for

E = date(2026, 12, 20)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NATIONAL = pack_for("00", E).pack
SHANGHAI = pack_for("31", E).pack
PART = Provenance("433124010000", "甲镇", NOW, "d")

Plain = Any


def figure(value: Plain) -> Figure:
    """A figure written shortly."""
    match value:
        case None:
            return Missing(MissingReason.NOT_KEPT)
        case int():
            return Count(value)
        case (int() as a, int() as b):
            return Share(a, b)
        case (int() as a, int() as b, str(name)):
            return Extreme(a, b, name)
        case datetime():
            return Moment(value)
    return value


def figures(plain: Mapping[str, Plain]) -> dict[str, Figure]:
    return {key: figure(value) for key, value in plain.items()}


@dataclass(frozen=True)
class World:
    """A return by its figures, and what is around it."""

    plain: Mapping[str, Plain]
    level: str = "county"
    rows: tuple[tuple[str, str, Mapping[str, Plain]], ...] = ()
    missing: tuple[str, ...] = ()
    parts: tuple[Provenance, ...] = ()
    around: Mapping[str, Any] = field(default_factory=dict)

    def ret(self) -> Return:
        rows = (Row(kind, code, code, figures(plain)) for kind, code, plain in self.rows)
        return Return(
            unit="433124000000",
            unit_name="花垣县",
            level=self.level,
            election=f"433124000000/{self.level}/2026",
            as_of=NOW,
            digest="d",
            figures=figures(self.plain),
            rows=tuple(rows),
            missing=self.missing,
            parts=self.parts,
        )

    def surroundings(self) -> Around:
        given: dict[str, Any] = {"today": E - timedelta(days=27), "election_day": E}
        return Around(**{**given, **self.around})


@dataclass(frozen=True)
class Sample:
    """One check, what it lets pass and what it does not."""

    code: str
    holds: tuple[World, ...]
    fires: tuple[World, ...]


def formula(
    code: str, sound: Mapping[str, Plain], *broken: Mapping[str, Plain], **world: Any
) -> Sample:
    """Figures that fit, and changes of them that do not."""
    base = World(sound, **world)
    return Sample(code, (base,), tuple(replace(base, plain={**sound, **each}) for each in broken))


def rows(
    kind: str, **parts: Mapping[str, Plain]
) -> tuple[tuple[str, str, Mapping[str, Plain]], ...]:
    return tuple((kind, code, plain) for code, plain in parts.items())


def within(code: str, key: str, holds: list[Plain], fires: list[Plain], **around: Any) -> Sample:
    """One field that may have some values and not others."""
    return Sample(
        code,
        tuple(World({key: each}, around=around) for each in holds),
        tuple(World({key: each}, around=around) for each in fires),
    )


def input_of(
    code: str,
    name: str,
    holds: list[Any],
    fires: list[Any],
    plain: Mapping[str, Plain] | None = None,
) -> Sample:
    """An input from outside the return that may have some values and not others."""
    return Sample(
        code,
        tuple(World(plain or {}, around={name: each}) for each in holds),
        tuple(World(plain or {}, around={name: each}) for each in fires),
    )


def other(plain: Mapping[str, Plain], level: str = "township") -> Return:
    return World(plain, level=level).ret()


def whole() -> dict[str, Plain]:
    """Every field that a return must have, as not kept."""
    return dict.fromkeys(required_keys())


HUNDRED = {"T3.09": 10_000}
DAY = {"today": E, "now": datetime(2026, 12, 20, 12, tzinfo=UTC)}
DIVIDED = {"today": E - timedelta(days=62)}
UNDIVIDED = {"today": E - timedelta(days=63)}


def minutes_ago(count: int, now: datetime) -> datetime:
    return now - timedelta(minutes=count)


def general() -> Iterator[Sample]:
    children = {"children": (other({"T3.03": 6}), other({"T3.03": 4}))}
    yield formula(
        "X0.1", {"T3.03": 10}, {"T3.03": 11}, {"T3.03": 9}, parts=(PART,), around=children
    )
    places = rows("constituency", a={"T5.03": 6}, b={"T5.03": 4})
    yield formula("X0.1", {"T5.03": 10}, {"T5.03": 11}, {"T5.03": 9}, rows=places)
    yield formula("X0.2", {**whole(), "T2.10": 0}, {"T2.10": -1}, {"T4.16": (-1, 3)})
    lost = {key: value for key, value in whole().items() if key != "T3.03"}
    unreported = {**whole(), "T3.03": Missing(MissingReason.NOT_REPORTED)}
    yield Sample("X0.2", (World(whole()),), (World(lost), World(unreported)))
    last = {"around": {"last_term": other({"T3.03": 1000})}}
    yield formula("X0.3", {"T3.03": 1200}, {"T3.03": 1201}, {"T3.03": 799}, **last)
    few = {"around": {"last_term": other({"T3.03": 10})}}
    yield formula("X0.3", {"T3.03": 60}, {"T3.03": 61}, **few)
    yield Sample(
        "X0.4", (World({}, parts=(PART,)),), (World({}, parts=(PART,), missing=("乙镇",)),)
    )
    yield input_of(
        "X0.5", "last_change", [NOW, NOW - timedelta(seconds=1)], [NOW + timedelta(seconds=1)]
    )


def organisation() -> Iterator[Sample]:
    yield formula("X1.1", {"T1.01": 3, "T1.03": 3}, {"T1.03": 4})
    yield formula("X1.1", {"T1.02": 9, "T1.04": 9}, {"T1.04": 10})
    yield formula("X1.2", {"T1.12": 80, "T1.13": 80}, {"T1.13": 81})
    yield formula("X1.3", {"T1.20a": 5, "T1.20b": 5}, {"T1.20b": 6})
    sized = NATIONAL.with_values(**{"committee.size.county": [9, 15]})
    holds = [{"T1.01": 1, "T1.02": 9}, {"T1.01": 1, "T1.02": 15}, {"T1.01": 2, "T1.02": 30}]
    fires = [{"T1.01": 1, "T1.02": 8}, {"T1.01": 1, "T1.02": 16}]
    yield Sample(
        "X1.4",
        tuple(World(each, around={"pack": sized}) for each in holds),
        tuple(World(each, around={"pack": sized}) for each in fires),
    )
    seven, eight = E - timedelta(days=7), E - timedelta(days=8)
    yield Sample(
        "X1.5",
        (
            World({"T1.14": (10, 10)}, around={"today": seven}),
            World({"T1.14": (9, 10)}, around={"today": eight}),
        ),
        (World({"T1.14": (9, 10)}, around={"today": seven}),),
    )
    yield input_of("X1.6", "barred_staff", [()], [("甲某",)])


def quota() -> Iterator[Sample]:
    balance = {"T2.06": 10, "T2.08": 8, "T2.09": 1, "T2.10": 1}
    yield formula("X2.1", balance, {"T2.06": 11}, {"T2.06": 9}, around=UNDIVIDED)
    full = {"T2.06": 9, "T2.08": 8, "T2.09": 1, "T2.10": 0}
    yield formula("X2.1", full, {"T2.06": 10, "T2.10": 1}, around=DIVIDED)
    kinds = {"T2.12": 10, "T2.13a": 4, "T2.13b": 3, "T2.13c": 2, "T2.13d": 1}
    yield formula("X2.2", kinds, {"T2.13a": 3}, {"T2.13a": 5})
    sizes = {"T2.12": 10, "T2.14a": 4, "T2.14b": 3, "T2.14c": 3}
    yield formula("X2.2", sizes, {"T2.14b": 2}, {"T2.14b": 4})
    yield formula("X2.2", {"T2.12": 10, "T2.15a": 4, "T2.16a": 6}, {"T2.16a": 5}, {"T2.16a": 7})
    seats = {"T2.08": 19, "T2.14a": 4, "T2.14b": 3, "T2.14c": 3}
    yield formula("X2.3", seats, {"T2.08": 18}, {"T2.08": 20})
    yield formula("X2.3", {"T2.08": 19, "T2.15b": 9, "T2.16b": 10}, {"T2.15b": 8}, {"T2.15b": 10})
    yield Sample(
        "X2.4",
        (World({"T2.09": 0}, level="township"), World({"T2.09": 2}, level="county")),
        (World({"T2.09": 1}, level="township"),),
    )
    yield formula("X2.5", {"T2.04": 200, "T2.05": 10, "T2.06": 210}, {"T2.06": 211}, {"T2.06": 209})
    county = {"counterpart": other({"T2.01": 70}), "subdistrict_population": 30}
    yield within("X2.6", "T2.01", [100], [99, 101], **county)
    yield Sample("X2.6", (World({"T2.01": 99}, level="township"),), ())
    tolerance = {"tolerance": Fraction(3, 10)}
    yield within("X2.7", "T2.19", [(30, 100, "花村")], [(3001, 10_000, "花村")], **tolerance)


def registration() -> Iterator[Sample]:
    roll = {"T3.03": 100, "T3.04": 90, "T3.05": 8, "T3.06": 2}
    yield formula("X3.1", roll, {"T3.03": 101}, {"T3.03": 99})
    moves = {f"T3.{number:02d}": 10 - (number > 13) for number in range(10, 18)}
    yield formula("X3.2", {"T3.09": 96, **moves, "T3.03": 100}, {"T3.03": 101}, {"T3.03": 99})
    adults = {"T3.02": 100, "T3.04": 90, "T3.18": 1, "T3.19": 1, "T3.20": 2, "T3.21": 5, "T3.22": 1}
    fresh = {"population_day": E - timedelta(days=87)}
    yield formula("X3.3", adults, {"T3.02": 101}, {"T3.02": 99}, around=fresh)
    yield formula("X3.4", {"T3.03": 100, "T3.07": 100}, {"T3.07": 101})
    yield formula("X3.4", {"T3.03": 100, "T3.08": 100}, {"T3.08": 101})
    yield formula("X3.5", {"T3.29": 5, "T3.30a": 5}, {"T3.30a": 6})
    yield formula("X3.5", {"T3.30a": 5, "T3.30b": 5}, {"T3.30b": 6})
    yield formula("X3.5", {"T3.31a": 5, "T3.31b": 5}, {"T3.31b": 6})
    yield within("X3.6", "T3.33", [(90, 100), (100, 100)], [(899, 1000), (1001, 1000)])
    after = {"added_after_publication": 7, "struck_after_publication": 3}
    later = {"T3.03": 100, "T3.34": 104}
    yield formula("X3.7", later, {"T3.34": 103}, {"T3.34": 105}, around=after)
    yield within("X3.8", "T3.23b", [9], [8, 10], certificates_for_us=9)
    yield formula("X3.9", {**HUNDRED, "T3.15": 200}, {"T3.15": 199})
    levels = {"counterpart": other({"T3.34": 100}), "one_level_only": 5}
    yield within("X3.10", "T3.34", [100, 105, 95], [106, 94], **levels)


def candidates() -> Iterator[Sample]:
    nominees = {"T4.02": 10, "T4.03": 3, "T4.04": 5, "T4.05": 2}
    yield formula("X4.1", nominees, {"T4.02": 11}, {"T4.02": 9})
    left = {"T4.09a": 1, "T4.09b": 1, "T4.09c": 1, "T4.09d": 1}
    yield formula("X4.2", {"T4.02": 20, **left, "T4.10": 16}, {"T4.10": 17}, {"T4.10": 15})
    yield formula("X4.3", {"T4.17": 8, "T2.12": 8}, {"T4.17": 7}, {"T4.17": 9})
    yield formula("X4.4", {"T4.10": 16, "T4.14": 16}, {"T4.14": 17})
    sources = {"T4.14": 9, "T4.18a": 2, "T4.18b": 6, "T4.18c": 1}
    yield formula("X4.5", sources, {"T4.14": 10}, {"T4.14": 8})
    yield formula("X4.5", {"T4.14": 9, "T4.19c": 5, "T4.19d": 4}, {"T4.19d": 5}, {"T4.19d": 3})
    yield formula("X4.6", {"T4.01": 9, "T2.08": 9}, {"T4.01": 8}, {"T4.01": 10})
    yield formula("X4.7", {"T4.04": 1, "T4.05": 0}, {"T4.04": 0})
    pack = {"pack": NATIONAL}

    def constituency(nominees: int, rounds: int, primaries: int) -> World:
        plain = {"T4.01": 2, "T4.10": nominees, "T4.11": rounds, "T4.12": primaries}
        return World({}, rows=rows("constituency", a=plain), around=pack)

    settled = (constituency(4, 0, 0), constituency(5, 1, 0), constituency(5, 0, 1))
    yield Sample("X4.8", settled, (constituency(5, 0, 0),))
    city = {"pack": SHANGHAI}
    organised = {"T2.06": 100, "T4.03": 15, "T4.05": 5}
    yield formula("X4.9", organised, {"T4.05": 6}, around=city)
    yield Sample("X4.9", (World({**organised, "T4.03": 99}, around=pack),), ())
    yield input_of("X4.10", "signatures_over_cap", [0], [1])


def polling() -> Iterator[Sample]:
    turnout = {"T5.03": 100, "T5.05": 80, "T5.06": 15, "T5.07": 5}
    yield formula("X5.1", turnout, {"T5.03": 101}, {"T5.03": 99})
    yield formula("X5.2", {"T5.05": 80, "T5.10b": 60, "T5.11b": 20}, {"T5.05": 81}, {"T5.05": 79})
    ballots = {"T5.13": 120, "T5.14": 100, "T5.15": 5, "T5.16": 15}
    yield formula("X5.3", ballots, {"T5.13": 121}, {"T5.13": 119})
    yield formula("X5.4", {"T5.14": 100, "T5.03": 100}, {"T5.14": 101}, {"T5.14": 99})
    yield formula("X5.5", {"T5.17": 98, "T5.18": 90, "T5.19": 8}, {"T5.17": 99}, {"T5.17": 97})
    yield formula("X5.5", {"T5.18": 90, "T5.20": 90}, {"T5.20": 91})

    def contest(collected: int, by_turnout: int, by_excess: int) -> World:
        plain = {"T5.03": 100, "T5.17": collected, "T5.27a": by_turnout, "T5.27b": by_excess}
        return World({}, rows=rows("constituency", a=plain))

    held = (contest(100, 0, 0), contest(101, 0, 1), contest(101, 1, 0))
    yield Sample("X5.6", held, (contest(101, 0, 0),))
    rounds = {"T5.30": 10, "T5.31a": 6, "T5.31b": 2, "T5.31c": 1, "T5.31d": 1}
    yield formula("X5.7", rounds, {"T5.30": 11}, {"T5.30": 9})
    yield formula("X5.7", {"T5.29": 12, "T5.30": 10, "T5.32": 2}, {"T5.32": 1}, {"T5.32": 3})
    outcomes = {"T5.01": 10, "T5.24": 6, "T5.25": 1, "T5.26": 1, "T5.27a": 1, "T5.27b": 1}
    yield formula("X5.8", outcomes, {"T5.01": 11}, {"T5.01": 9})
    yield within("X5.9", "T5.04", [(60, 100), (99, 100)], [(599, 1000), (991, 1000)])
    yield within("X5.10", "T5.08", [(20, 100)], [(201, 1000)])
    yield within("X5.10", "T5.09", [(10, 100)], [(101, 1000)])
    yield formula("X5.11", {"T5.29": 12, "T4.01": 12}, {"T5.29": 13}, {"T5.29": 11})
    yield formula("X5.11", {"T5.02": 99, "T3.34": 99}, {"T5.02": 98}, {"T5.02": 100})
    yield formula("X5.12", {"T5.17": 100, "T5.19": 5}, {"T5.19": 6})
    yield formula("X5.13", {"T5.34": 2, "T2.09": 2}, {"T5.34": 3})


def composition() -> Iterator[Sample]:
    dimensions = ((2, 3), (4, 5), (6, 10), (11, 15), (17, 21), (23, 32), (40, 41), (42, 45))
    for first, last in dimensions:
        parts = {f"T6.{number:02d}@seated": 2 for number in range(first, last + 1)}
        total = 2 * len(parts)
        more, less = {"T6.01@seated": total + 1}, {"T6.01@seated": total - 1}
        yield formula("X6.1", {"T6.01@seated": total, **parts}, more, less)
    elected = {"T6.01@elected": 11, "T5.30": 10, "T5.34": 1}
    yield formula("X6.2", elected, {"T5.30": 9}, {"T5.30": 11})
    yield formula("X6.3", {"T6.01@seated": 9, "T6.01@elected": 9}, {"T6.01@seated": 10})
    listed = {"T6.01@elected": 9, "T6.01@formal": 8, "T6.45@elected": 1}
    yield formula("X6.3", listed, {"T6.01@elected": 10})
    yield from wishes()
    yield input_of("X6.5", "unclassified", [0], [1])
    college = {"T6.22@formal": 6, "T6.17@formal": 1, "T6.18@formal": 2, "T6.19@formal": 3}
    yield formula("X6.6", college, {"T6.22@formal": 7}, {"T6.22@formal": 5})


def wishes() -> Iterator[Sample]:
    """Shares of 100 before and 50 now: equal shares are 20 and 10."""
    codes = ("03", "05", "23", "24", "25", "26", "36")
    before = {f"T6.{code}@last_term": 20 for code in codes} | {"T6.01@last_term": 100}
    wished = {"03": 11, "05": 10, "23": 11, "24": 10, "25": 10, "26": 9, "36": 10}
    now = {f"T6.{code}@elected": number for code, number in wished.items()}
    broken = ({"T6.03@elected": 10}, {"T6.23@elected": 10}, {"T6.26@elected": 10})
    lost = ({"T6.05@elected": 9}, {"T6.36@elected": 9})
    yield formula("X6.4", {**before, **now, "T6.01@elected": 50}, *broken, *lost)


def offices() -> Iterator[Sample]:
    yield formula("X7.1", {"T7.01@sc_chair": 150, "T7.02@sc_chair": 100}, {"T7.02@sc_chair": 99})

    def winner(approve: int, oppose: int = 0, abstain: int = 0, **around: Any) -> World:
        votes = {"T7.13": approve, "T7.14": oppose, "T7.15": abstain}
        place = rows("winner", sc_chair=votes)
        return World({} if around else {"T7.01@sc_chair": 200}, rows=place, around=around)

    yield Sample("X7.2", (winner(101),), (winner(100),))
    vice = {
        "T7.03@sc_vice_chair": 5,
        "T7.04@sc_vice_chair": 6,
        "T7.05@sc_vice_chair": 2,
        "T7.06@sc_vice_chair": 6,
    }
    high = {"T7.06@sc_vice_chair": 8}
    yield formula("X7.3", vice, {"T7.06@sc_vice_chair": 5}, {"T7.06@sc_vice_chair": 9})
    yield Sample("X7.3", (World({**vice, **high}),), ())
    valid = {"valid_ballots": {"sc_chair": 190}}
    fits = winner(150, 30, 10, **valid)
    yield Sample("X7.4", (fits,), (winner(150, 30, 11, **valid), winner(150, 30, 9, **valid)))
    yield formula("X7.5", {"T7.03@sc_chair": 1, "T7.08@sc_chair": 1}, {"T7.08@sc_chair": 2})
    pack = {"pack": NATIONAL}
    yield formula("X7.6", {"T7.18": 10, "T7.19": 12}, {"T7.19": 11}, {"T7.19": 16}, around=pack)
    yield Sample("X7.6", (World({"T7.18": 10, "T7.19": 15}, around=pack),), ())
    seated = {"T7.01@sc_chair": 200, "T6.01@seated": 200}
    yield formula("X7.7", seated, {"T7.01@sc_chair": 199}, {"T7.01@sc_chair": 201})


def complaints() -> Iterator[Sample]:
    yield formula(
        "X8.1", {"T8.01": 3, "T8.02": 4, "T8.03": 5, "T8.04": 12}, {"T8.04": 13}, {"T8.04": 11}
    )
    subjects = {f"T8.{number:02d}": 2 for number in range(5, 11)}
    yield formula("X8.1", {**subjects, "T8.04": 12}, {"T8.04": 13}, {"T8.04": 11})
    states = {"T8.11": 9, "T8.12": 4, "T8.13": 2, "T8.14": 3}
    yield formula("X8.2", states, {"T8.11": 10}, {"T8.11": 8})
    yield formula("X8.3", {"T8.12": 4, "T8.13": 2, "T8.16": 6}, {"T8.16": 7})
    yield input_of("X8.4", "open_cases", [()], [("花村选区",)])
    yield formula("X8.5", {"T8.17": 3, "T5.30": 3}, {"T8.17": 4})


def progress() -> Iterator[Sample]:
    yield formula("X9.1", {"T9.01": 9, "T9.02": 6, "T9.04": 3}, {"T9.04": 4})
    milestone = {"T9.01@K06": 9, "T9.02@K06": 6, "T9.04@K06": 3}
    yield formula("X9.1", milestone, {"T9.02@K06": 7})
    day = minutes_ago(24 * 60, NOW)
    older = minutes_ago(24 * 60 + 1, NOW)
    yield within("X9.2", "T9.09", [day], [older], now=NOW)
    two, more = minutes_ago(120, DAY["now"]), minutes_ago(121, DAY["now"])
    yield within("X9.2", "T9.09", [two], [more], **DAY)
    yield input_of("X9.3", "done_without_paper", [()], [("K06",)])
    yield input_of("X9.4", "done_after_limit", [()], [("K13",)])


def samples() -> Iterator[Sample]:
    """Every sample of every check."""
    for part in (
        general, organisation, quota, registration, candidates, polling, composition, offices,
        complaints, progress,
    ):  # fmt: skip
        yield from part()
