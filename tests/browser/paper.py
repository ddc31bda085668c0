"""A tally sheet as it lies on the desk: what each box holds, and every field that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.browser import county

Votes = Mapping[str, tuple[int, int, int]]
"""Name → approve, oppose, abstain."""


@dataclass(frozen=True)
class Box:
    """One box with its ballots, its voters and its count."""

    name: str
    own: int
    proxy: int
    unused: int
    votes: Votes
    is_mobile: bool = False
    spoiled: int = 0
    void: int = 0
    carried_away: int = 0
    seal: str = "0417"

    @property
    def issued(self) -> int:
        return self.own + self.proxy

    @property
    def received(self) -> int:
        return self.issued + self.spoiled + self.unused

    @property
    def collected(self) -> int:
        return self.issued - self.carried_away

    @property
    def kind(self) -> str:
        return "流动票箱" if self.is_mobile else "投票站"


@dataclass(frozen=True)
class Paper:
    """The sheet of one round."""

    number: int
    voters: int
    reserve: int
    boxes: tuple[Box, ...]

    def total(self, figure: str) -> int:
        """A figure of all boxes together."""
        return sum(getattr(box, figure) for box in self.boxes)

    @property
    def participants(self) -> int:
        return self.total("issued")

    def values(self) -> dict[str, int | str]:
        """Every field by its path on the paper."""
        return dict(self._fields())

    def _fields(self) -> Iterator[tuple[str, int | str]]:
        yield "heading.constituency", str(self.number)
        yield "roll.voters", self.voters
        yield "account.printed", self.total("received") + self.reserve
        yield "account.reserve", self.reserve
        for at, box in enumerate(self.boxes, 1):
            yield from _box_fields(at, box)
        stations = [box for box in self.boxes if not box.is_mobile]
        yield "turnout.in_person", sum(box.own for box in stations)
        yield "turnout.proxy", self.total("proxy")
        yield "turnout.mobile", self.total("own") - sum(box.own for box in stations)
        collected, void = self.total("collected"), self.total("void")
        yield "count.collected", collected
        yield from _count("count.", collected - void, void)
        for name in self.boxes[0].votes:
            yield from _marks("", name, [box.votes[name] for box in self.boxes])
        for at, box in enumerate(self.boxes, 1):
            yield f"bundles[{at}].collected", box.collected
            yield from _count(f"bundles[{at}].", box.collected - box.void, box.void)
            for name, marks in box.votes.items():
                yield from _marks(f"bundles[{at}].", name, [marks])
        yield "disputed", 0
        yield "signed.scrutineer", 1
        yield "signed.counter", 1


def _box_fields(at: int, box: Box) -> Iterator[tuple[str, int | str]]:
    yield f"points[{at}].received", box.received
    yield f"points[{at}].moved_in", 0
    yield f"points[{at}].moved_out", 0
    yield f"points[{at}].issued", box.issued
    yield f"points[{at}].spoiled", box.spoiled
    yield f"points[{at}].unused", box.unused
    yield f"boxes[{at}].own", box.own
    yield f"boxes[{at}].proxy", box.proxy
    yield f"boxes[{at}].collected", box.collected
    yield f"boxes[{at}].seal_closed", box.seal
    yield f"boxes[{at}].seal_opened", box.seal


def _count(start: str, valid: int, void: int) -> Iterator[tuple[str, int]]:
    yield f"{start}valid", valid
    yield f"{start}void", void
    yield f"{start}blank", 0


def _marks(start: str, name: str, rows: list[tuple[int, int, int]]) -> Iterator[tuple[str, int]]:
    for mark, figures in zip(
        ("approve", "oppose", "abstain"), zip(*rows, strict=True), strict=True
    ):
        yield f"{start}candidates[{name}].{mark}", sum(figures)


FIRST, SECOND, THIRD = (person.name for person in county.CANDIDATES)
VOTERS = len(county.BAMBOO_ADULTS) + 1

FIRST_VOTE = Paper(
    1,
    VOTERS,
    reserve=2,
    boxes=(
        Box(
            "竹坪村部投票站",
            own=28,
            proxy=3,
            unused=2,
            spoiled=1,
            void=1,
            carried_away=1,
            votes={FIRST: (22, 2, 5), SECOND: (18, 4, 7), THIRD: (18, 5, 6)},
            seal="0417",
        ),
        Box(
            "流动票箱一",
            own=3,
            proxy=0,
            unused=1,
            is_mobile=True,
            votes={FIRST: (2, 0, 1), SECOND: (1, 1, 1), THIRD: (1, 0, 2)},
            seal="0418",
        ),
    ),
)
"""34 of 37 take part, 33 papers come back. 24 votes elect; 19 and 19 are equal."""

REVOTE = Paper(
    1,
    VOTERS,
    reserve=4,
    boxes=(
        Box(
            "竹坪村部投票站",
            own=26,
            proxy=3,
            unused=3,
            votes={SECOND: (16, 3, 10), THIRD: (13, 5, 11)},
            seal="0421",
        ),
        Box(
            "流动票箱一",
            own=3,
            proxy=0,
            unused=1,
            is_mobile=True,
            votes={SECOND: (2, 0, 1), THIRD: (1, 1, 1)},
            seal="0422",
        ),
    ),
)
"""Between the two, on one seat: 18 against 14 of 32."""

MISREAD = {
    f"candidates[{SECOND}].oppose": 8,
    f"candidates[{SECOND}].abstain": 5,
    f"bundles[1].candidates[{SECOND}].oppose": 7,
    f"bundles[1].candidates[{SECOND}].abstain": 4,
}
"""The second clerk reads two columns the wrong way round, in the total as in the bundle."""
