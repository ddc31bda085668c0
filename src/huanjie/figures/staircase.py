"""How a count steps down from the voters to each candidate, with the lines that must be passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from huanjie.figures.svg import (
    ACCENT,
    DEEP,
    FAINT,
    FILL,
    INK,
    SMALL,
    figure,
    line,
    mark,
    rect,
    svg,
    text,
    width_of,
)

WIDTH, ROW, BAR = 760, 30, 14
GAP = 16
RIGHT = 130


@dataclass(frozen=True, slots=True)
class Stair:
    """One step: its label, its figure, and what is said behind it."""

    label: str
    value: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure to be passed and its words, such as `须超过 300（选民的一半）`."""

    value: int | Fraction
    label: str


@dataclass(frozen=True, slots=True)
class CandidateStair:
    """A candidate's votes; `mark` is ● elected, ○ not elected, ◇ waits for a decision."""

    name: str
    votes: int
    mark: str = "○"
    remark: str = ""


def staircase(
    stairs: Sequence[Stair],
    candidates: Sequence[CandidateStair],
    *,
    turnout: Threshold,
    majority: Threshold | None,
    title: str = "从选民到当选",
) -> str:
    """The steps from all voters to valid ballots, then the candidates.

    `stairs` begins with the voters and the participants: the turnout line crosses these two, the
    majority line crosses the candidates, where one is needed. Nothing is decided here: lines and
    marks are given.
    """
    names = [*(stair.label for stair in stairs), *(person.name for person in candidates)]
    left = max(width_of(name) for name in names) + 38
    widest = max((stair.value for stair in stairs), default=0) or 1
    scale = (WIDTH - left - RIGHT) / widest
    top = 34
    first_candidate = top + ROW * len(stairs) + GAP + 22
    foot = first_candidate + ROW * len(candidates)
    body = [
        *(_stair(stair, left, top + ROW * n, scale) for n, stair in enumerate(stairs)),
        *(
            _candidate(person, left, first_candidate + ROW * n, scale, majority)
            for n, person in enumerate(candidates)
        ),
        line(left, top - 6, left, foot - 6, stroke=INK),
        *_line(turnout, left, scale, (top - 8, top + 2 * ROW - 6)),
        *(_line(majority, left, scale, (first_candidate - 8, foot - 2)) if majority else ()),
    ]
    described = [*(f"{s.label} {s.value}" for s in stairs), turnout.label]
    described += [majority.label] if majority else []
    described += [f"{person.name} {person.votes} {person.remark}".strip() for person in candidates]
    return svg(WIDTH, foot + 8, body, title=title, description="; ".join(described))


def _stair(stair: Stair, left: float, y: float, scale: float) -> str:
    return (
        text(left - 12, y + 12, stair.label, anchor="end")
        + rect(left, y, stair.value * scale, BAR)
        + _value(left + stair.value * scale, y, figure(stair.value), stair.remark)
    )


def _candidate(
    person: CandidateStair, left: float, y: float, scale: float, majority: Threshold | None
) -> str:
    end = left + person.votes * scale
    beyond = left + float(majority.value) * scale if majority else left
    words = end if end > beyond or end + 60 < beyond else beyond
    return (
        mark(12, y + 7, person.mark)
        + text(left - 12, y + 12, person.name, anchor="end")
        + rect(left, y, person.votes * scale, BAR, fill=DEEP if person.mark == "●" else FILL)
        + _value(words, y, figure(person.votes), person.remark)
    )


def _value(x: float, y: float, value: str, remark: str) -> str:
    told = text(x + 8, y + 12, value, weight=600, halo=True)
    if not remark:
        return told
    return told + text(x + 16 + width_of(value), y + 12, remark, size=SMALL, fill=FAINT, halo=True)


def _line(threshold: Threshold, left: float, scale: float, span: tuple[float, float]) -> list[str]:
    x = left + float(threshold.value) * scale
    top, foot = span
    return [
        line(x, top, x, foot, stroke=ACCENT, width=1.4, dashes="5 3"),
        text(x, top - 6, threshold.label, anchor="middle", size=SMALL, fill=ACCENT, halo=True),
    ]
