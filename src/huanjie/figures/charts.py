"""All charts of the house. Each is a text of SVG; the same input gives the same text."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from huanjie.figures.staircase import CandidateStair, Stair, Threshold, staircase
from huanjie.figures.svg import (
    ACCENT,
    DEEP,
    FAINT,
    FILL,
    INK,
    LINE,
    MARKS,
    MINUS,
    PAPER,
    SMALL,
    figure,
    for_paper,
    line,
    mark,
    percent,
    rect,
    svg,
    text,
    width_of,
)
from huanjie.figures.timeline import SPAN, Block, Limit, TimelineWords, timeline

__all__ = [
    "MARKS", "SPAN", "Bar", "Block", "CandidateStair", "Entry", "Limit", "Stair", "Threshold",
    "TimelineWords", "balance",
    "bars", "for_paper", "histogram", "progress_bar", "staircase", "status_mark", "timeline",
]  # fmt: skip

WIDTH, ROW, BAR = 720, 28, 14
HISTOGRAM_FOOT = 190
SIDE = 52
"""Room at both sides of the histogram, for the words under its outermost lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One reason of a change and how many it concerns."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `mark` is a status mark or empty, `remark` stands behind the figure.

    `shown` is written instead of the value and its unit where the value is only a length.
    """

    label: str
    value: int
    mark: str = ""
    remark: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Where a row of the balance begins and ends on the scale."""

    label: str
    start: int
    end: int
    shown: str
    is_sum: bool = False


def balance(
    opening: Entry, added: Sequence[Entry], struck: Sequence[Entry], closing: Entry,
    *, title: str = "名单变动平衡",
) -> str:  # fmt: skip
    """Last roll, plus what was added, minus what was struck off, makes this roll.

    Where the changes are small against the rolls, the scale is cut and says so. When the sum does
    not come out, the difference is named.
    """
    rows, reached = _ledger(opening, added, struck)
    rows.append(_Ledger(closing.label, 0, closing.number, figure(closing.number), is_sum=True))
    ends = [*(row.end for row in rows), *(row.start for row in rows[1:-1])]
    low, high = min(ends), max(ends) or 1
    base = max(0, low - (high - low)) if low > 4 * (high - low) else 0
    left = max(width_of(row.label) for row in rows) + 20
    scale = (WIDTH - left - 110) / max(high - base, 1)
    foot = 12 + ROW * len(rows)
    body = [_ledger_row(row, left, 12 + ROW * n, base, scale) for n, row in enumerate(rows)]
    body.append(line(left, 6, left, foot - 6, stroke=INK))
    if base:
        body.append(_cut(left, rows, base))
        words = f"横轴从 {figure(base)} 起"
        body.append(text(left, foot + 10, words, size=SMALL, fill=FAINT))
    if reached != closing.number:
        body.append(_difference(left, foot + (28 if base else 10), closing.number - reached))
    height = foot + 16 + (18 if base and reached != closing.number else 0)
    described = "；".join(f"{row.label} {row.shown}" for row in rows)
    return svg(WIDTH, height, body, title=title, description=described)


def _ledger(
    opening: Entry, added: Sequence[Entry], struck: Sequence[Entry]
) -> tuple[list[_Ledger], int]:
    rows = [_Ledger(opening.label, 0, opening.number, figure(opening.number), is_sum=True)]
    reached = opening.number
    for entry in added:
        shown = f"+{figure(entry.number)}"
        rows.append(_Ledger(entry.label, reached, reached + entry.number, shown))
        reached += entry.number
    for entry in struck:
        shown = f"{MINUS}{figure(entry.number)}"
        rows.append(_Ledger(entry.label, reached, reached - entry.number, shown))
        reached -= entry.number
    return rows, reached


def _ledger_row(row: _Ledger, left: float, y: float, base: int, scale: float) -> str:
    start, end = sorted((max(row.start, base), max(row.end, base)))
    x = left + (start - base) * scale
    width = max((end - start) * scale, 1.5 if row.start != row.end else 0)
    is_struck = row.end < row.start
    box = rect(
        x, y, width, BAR,
        fill=DEEP if row.is_sum else PAPER if is_struck else FILL,
        stroke=ACCENT if is_struck else "none",
    )  # fmt: skip
    return (
        text(left - 10, y + 12, row.label, anchor="end", weight=600 if row.is_sum else 400)
        + box
        + text(x + width + 8, y + 12, row.shown, weight=600 if row.is_sum else 400)
    )


def _cut(left: float, rows: Sequence[_Ledger], base: int) -> str:
    """Two slanting strokes through the bars whose beginning is not shown."""
    signs = []
    for number, row in enumerate(rows):
        if row.is_sum and row.end > base:
            y = 12 + ROW * number
            signs += [
                line(x - 3, y + BAR + 2, x + 3, y - 2, stroke=PAPER, width=2)
                for x in (left + 10, left + 15)
            ]
    return "".join(signs)


def _difference(left: float, y: float, number: int) -> str:
    return mark(left + 6, y - 4, "■") + text(
        left + 18, y, f"差 {figure(number)}，尚未平衡", size=SMALL, fill=ACCENT, weight=600
    )


def bars(
    items: Sequence[Bar], *, title: str, unit: str = "", limit: Threshold | None = None
) -> str:
    """Horizontal bars, each with its figure behind it; `limit` is a line across them."""
    has_marks = any(item.mark for item in items)
    indent = 22 if has_marks else 0
    left = max((width_of(item.label) for item in items), default=0) + 14 + indent
    most = max([*(item.value for item in items), *([float(limit.value)] if limit else []), 1])
    tail = max((width_of(_behind(item, unit)) for item in items), default=0) + 20
    scale = (WIDTH - left - tail) / most
    top = 30 if limit else 8
    foot = top + ROW * len(items)
    body = [rect(left, top + ROW * n, item.value * scale, BAR) for n, item in enumerate(items)]
    body.append(line(left, top - 4, left, foot - 8, stroke=INK))
    if limit:
        x = left + float(limit.value) * scale
        body.append(line(x, top - 6, x, foot - 8, stroke=ACCENT, width=1.4, dashes="5 3"))
        body.append(text(x, top - 12, limit.label, anchor="middle", size=SMALL, fill=ACCENT))
    body += [_bar_words(item, left, top + ROW * n, scale, unit) for n, item in enumerate(items)]
    described = "；".join(f"{item.label} {_behind(item, unit)}" for item in items)
    return svg(WIDTH, foot, body, title=title, description=described)


def _behind(item: Bar, unit: str) -> str:
    return " ".join(part for part in (item.shown or figure(item.value) + unit, item.remark) if part)


def _bar_words(item: Bar, left: float, y: float, scale: float, unit: str) -> str:
    return (
        (mark(8, y + 7, item.mark) if item.mark else "")
        + text(left - 10, y + 12, item.label, anchor="end")
        + text(left + item.value * scale + 8, y + 12, _behind(item, unit), halo=True)
    )


@dataclass(frozen=True, slots=True)
class HistogramWords:
    """What is written on the histogram; `described` takes `{count}`, `{beyond}`, `{tolerance}`."""

    average: str = "平均"
    tolerance: str = "容差"
    best: str = "已证最优"
    described: str = "{count} 个选区，{beyond} 个超过容差 {tolerance}"


IN_CHINESE = HistogramWords()


def histogram(
    shares: Sequence[Fraction],
    *,
    tolerance: Fraction,
    title: str,
    best: Fraction | None = None,
    words: HistogramWords = IN_CHINESE,
) -> str:
    """How many constituencies deviate by how much; `shares` are signed deviations of 1.

    Those beyond the tolerance are in the accent; `best` marks the smallest largest deviation.
    """
    reach = max([*(abs(share) for share in shares), tolerance, best or Fraction(0)])
    step = max(Fraction(1, 100), Fraction(-(-reach * 100 // 12), 100))
    bins = -(-reach // step)
    within, beyond = [0] * (2 * bins), [0] * (2 * bins)
    for share in shares:
        counts = beyond if abs(share) > tolerance else within
        counts[min(floor(share / step) + bins, 2 * bins - 1)] += 1
    body = _columns(within, beyond, HISTOGRAM_FOOT)
    body += _deviation_axis(HISTOGRAM_FOOT, float(bins * step), tolerance, best, words)
    described = words.described.format(
        count=len(shares), beyond=sum(beyond), tolerance=percent(tolerance)
    )
    return svg(WIDTH, HISTOGRAM_FOOT + 34, body, title=title, description=described)


def _columns(within: Sequence[int], beyond: Sequence[int], foot: float) -> list[str]:
    """One column for each bin, what is beyond the tolerance standing on what is within."""
    width = (WIDTH - 2 * SIDE) / len(within)
    tallest = max(map(sum, zip(within, beyond, strict=True)))
    unit = 130 / max(tallest, 1)
    body = []
    for number, (inner, outer) in enumerate(zip(within, beyond, strict=True)):
        x, middle = SIDE + number * width + 1, foot - unit * inner
        top = middle - unit * outer
        if inner:
            body.append(rect(x, middle, width - 2, unit * inner, fill=FILL))
        if outer:
            body.append(rect(x, top, width - 2, unit * outer, fill=ACCENT))
        if inner or outer:
            x += width / 2 - 1
            body.append(text(x, top - 5, str(inner + outer), anchor="middle", size=SMALL))
    return body


def _deviation_axis(
    foot: float, reach: float, tolerance: Fraction, best: Fraction | None, words: HistogramWords
) -> list[str]:
    def x_of(share: float) -> float:
        return WIDTH / 2 + share / reach * (WIDTH - 2 * SIDE) / 2

    body = [line(SIDE, foot, WIDTH - SIDE, foot, stroke=INK)]
    body.append(text(x_of(0), foot + 18, words.average, anchor="middle", size=SMALL, fill=FAINT))
    for share in (-tolerance, tolerance):
        x = x_of(float(share))
        body.append(line(x, 24, x, foot + 4, stroke=ACCENT, width=1.2, dashes="5 3"))
        sign = "+" if share > 0 else ""
        said = f"{words.tolerance} {sign}{percent(share)}"
        body.append(text(x, foot + 18, said, anchor="middle", size=SMALL, fill=ACCENT))
    if best is not None:
        x = x_of(float(best))
        body.append(line(x, 24, x, foot, stroke=INK))
        body.append(text(x, 18, f"{words.best} {percent(best)}", anchor="middle", size=SMALL))
    return body


def progress_bar(done: int, total: int, *, label: str, remark: str = "") -> str:
    """How much of the work is done, as a bar with both figures."""
    share = Fraction(done, total) if total else Fraction(0)
    inside = WIDTH * min(max(float(share), 0.0), 1.0)
    told = f"{figure(done)} / {figure(total)}（{percent(share)}）"
    body = [
        text(0, 16, label),
        text(WIDTH, 16, " ".join(part for part in (told, remark) if part), anchor="end"),
        rect(0, 24, WIDTH, 8, fill=LINE),
        rect(0, 24, inside, 8, fill=ACCENT if done < total else DEEP),
    ]
    return svg(WIDTH, 36, body, title=label, description=f"{told} {remark}".strip())


def status_mark(sign: str, label: str) -> str:
    """A status mark by itself, 14 px square, that says what it means."""
    return svg(14, 14, [mark(7, 7, sign)], title=label, description=label)
