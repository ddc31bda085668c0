"""The term of an election as one bar: statutory limits above it, our own plan below it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from huanjie.figures.svg import (
    ACCENT,
    DEEP,
    FAINT,
    FILL,
    INK,
    MINUS,
    SMALL,
    line,
    mark,
    rect,
    svg,
    text,
    width_of,
)

WIDTH, EDGE = 960, 28
SPAN = (-90, 60)
"""The bar's ends, in days from election day."""
STEP = 20
TICK_DAYS = 30
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Limit:
    """A statutory limit. `day` counts from election day, before it negative."""

    day: int
    label: str
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Planned work from `first` to `last`, both counted from election day, with its status mark."""

    first: int
    last: int
    label: str
    mark: str = "○"


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """The words on the bar; `day` is filled with the month and the day of the month."""

    title: str = "法定日程与计划"
    election_day: str = "选举日"
    today: str = "今天"
    day: str = "{month}月{day}日"
    limits: str = "{election_day} {on}。法定期限：{named}。"


CHINESE = TimelineWords()


@dataclass(frozen=True, slots=True)
class _Placed:
    level: int
    x: float
    to_left: bool


def timeline(
    limits: Sequence[Limit],
    plan: Sequence[Block],
    *,
    election_day: date,
    today: int | None,
    words: TimelineWords = CHINESE,
    span: tuple[int, int] = SPAN,
) -> str:
    """The bar from `span[0]` to `span[1]` days around election day; `today` as a line."""
    first, last = span

    def x_of(day: float) -> float:
        inside = min(max(day, first), last)
        return EDGE + (inside - first) / (last - first) * (WIDTH - 2 * EDGE)

    posts = _levels([(x_of(p.day), x_of(p.day), width_of(p.label, SMALL) + 10) for p in limits])
    lanes = _levels([(x_of(b.first), x_of(b.last + 1), _block_width(b)) for b in plan])
    above = 30 + STEP * (1 + max((p.level for p in posts), default=-1)) + 12
    below = above + 44
    height = below + STEP * (1 + max((p.level for p in lanes), default=-1)) + 12
    body = [
        *_lines(x_of, span, today, above, height),
        *(_post(limit, p, above) for limit, p in zip(limits, posts, strict=True)),
        *_days(x_of, span, election_day, above, words),
        *(_post_head(limit, p, above) for limit, p in zip(limits, posts, strict=True)),
        *(_block(block, p, x_of, below) for block, p in zip(plan, lanes, strict=True)),
        *_now(x_of, today, words),
    ]
    told = _description(limits, election_day, words)
    return svg(WIDTH, height, body, title=words.title, description=told)


def _levels(pieces: Sequence[tuple[float, float, float]]) -> list[_Placed]:
    """For each piece (start, end, width of label) the lowest level where it touches no other."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for start, end, label in pieces:
        to_left = end + label > WIDTH
        reach = (start - label, end) if to_left else (start, end + label)
        level = next((n for n, row in enumerate(taken) if _is_free(row, reach)), len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(reach)
        placed.append(_Placed(level, start, to_left))
    return placed


def _is_free(row: Sequence[tuple[float, float]], reach: tuple[float, float]) -> bool:
    return all(reach[1] + 6 <= start or end + 6 <= reach[0] for start, end in row)


def _lines(
    x_of: Scale, span: tuple[int, int], today: int | None, above: float, height: float
) -> list[str]:
    """Everything that words are written over."""
    body = [
        line(x_of(span[0]), above, x_of(span[1]), above, stroke=DEEP, width=3),
        line(x_of(0), 26, x_of(0), height - 8, stroke=INK, width=1.2),
    ]
    if today is not None:
        x = x_of(today)
        body.append(line(x, 26, x, height - 8, stroke=ACCENT, width=1.2, dashes="4 3"))
    return body


def _days(
    x_of: Scale, span: tuple[int, int], election_day: date, above: float, words: TimelineWords
) -> list[str]:
    first, last = span
    body = [text(x_of(0), 18, words.election_day, anchor="middle", size=SMALL, weight=600)]
    for day in range(first + (-first % TICK_DAYS), last + 1, TICK_DAYS):
        on = election_day + timedelta(days=day)
        label = f"{name_of(day)} {words.day.format(month=on.month, day=on.day)}"
        half = width_of(label, SMALL) / 2
        x = min(max(x_of(day), half + 2), WIDTH - half - 2)
        body.append(line(x_of(day), above - 4, x_of(day), above + 6, stroke=DEEP))
        body.append(text(x, above + 22, label, anchor="middle", size=SMALL, fill=FAINT, halo=True))
    return body


def name_of(day: int) -> str:
    """`E−30`, `E`, `E+10`."""
    if day == 0:
        return "E"
    return f"E+{day}" if day > 0 else f"E{MINUS}{-day}"


def _post(limit: Limit, placed: _Placed, above: float) -> str:
    y = above - 16 - STEP * placed.level
    return line(placed.x, y - 8, placed.x, above, stroke=ACCENT if limit.is_broken else DEEP)


def _post_head(limit: Limit, placed: _Placed, above: float) -> str:
    y = above - 16 - STEP * placed.level
    colour = ACCENT if limit.is_broken else INK
    shift, anchor = (-6, "end") if placed.to_left else (6, "start")
    words = text(
        placed.x + shift, y, limit.label, anchor=anchor, size=SMALL, fill=colour, halo=True
    )
    return words + rect(placed.x - 2, y - 10, 4, 8, fill=colour)


def _block_width(block: Block) -> float:
    return width_of(block.label, SMALL) + 24


def _block(block: Block, placed: _Placed, x_of: Scale, below: float) -> str:
    y = below + STEP * placed.level
    start, end = x_of(block.first), x_of(block.last + 1)
    at = start - 8 if placed.to_left else end + 8
    shift, anchor = (-8, "end") if placed.to_left else (8, "start")
    fill = ACCENT if block.mark == "◐" else FILL if block.mark == "○" else DEEP
    return (
        rect(start, y - 6, max(end - start - 1, 3), 10, fill=fill)
        + mark(at, y - 1, block.mark, radius=4)
        + text(at + shift, y + 3, block.label, anchor=anchor, size=SMALL, halo=True)
    )


def _now(x_of: Scale, today: int | None, words: TimelineWords) -> list[str]:
    if today is None:
        return []
    x, label = x_of(today), f"{words.today} {name_of(today)}"
    anchor, shift = "middle", 0
    if abs(x - x_of(0)) < 70:
        anchor, shift = ("end", -24) if today < 0 else ("start", 24)
    return [text(x + shift, 18, label, anchor=anchor, size=SMALL, fill=ACCENT, weight=600)]


def _description(limits: Sequence[Limit], election_day: date, words: TimelineWords) -> str:
    named = "；".join(f"{limit.label} {name_of(limit.day)}" for limit in limits)
    on = election_day.isoformat()
    return words.limits.format(election_day=words.election_day, on=on, named=named)
