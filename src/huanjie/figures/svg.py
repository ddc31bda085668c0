"""Pieces of an SVG drawing. Colours are CSS variables with a fallback: a page may set them."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html import escape

Number = int | float | Fraction

INK = "var(--chart-ink,#23211f)"
FAINT = "var(--chart-faint,#6b655d)"
LINE = "var(--chart-line,#cfc8bc)"
FILL = "var(--chart-fill,#d9d3c7)"
DEEP = "var(--chart-deep,#8d867b)"
ACCENT = "var(--chart-accent,#B5402A)"
PAPER = "var(--chart-paper,#fdfcf9)"
FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif"
SIZE = 14
SMALL = 12
THIN_SPACE = "\u2009"
MINUS = "\u2212"
VARIABLE = re.compile(r"var\(--[a-z-]+,\s*([^()]+)\)")
WIDE_FROM = "\u1100"
WIDE_BELOW = frozenset("·—“”‘’…×")

MARKS = frozenset("●◐○▲■◇")


def svg(width: Number, height: Number, body: Iterable[str], *, title: str, description: str) -> str:
    """A whole drawing that scales down with its place and says what it shows."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{at(width)}" '
        f'height="{at(height)}" viewBox="0 0 {at(width)} {at(height)}" '
        f'aria-label="{escape(title)}" style="max-width:100%;height:auto" '
        f'font-family="{FONT}" font-size="{SIZE}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f"{''.join(body)}</svg>"
    )


def for_paper(drawing: str) -> str:
    """The drawing with every variable replaced by its fallback, for programs that know none."""
    return VARIABLE.sub(r"\1", drawing)


def text(
    x: Number, y: Number, words: str, *, anchor: str = "start", size: int = SIZE, fill: str = INK,
    weight: int = 400, halo: bool = False,
) -> str:  # fmt: skip
    """Words on their base line; `halo` keeps them legible over lines."""
    behind = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if halo else ""
    heavy = "" if weight == 400 else f' font-weight="{weight}"'
    return (
        f'<text x="{at(x)}" y="{at(y)}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"'
        f'{heavy}{behind} style="font-variant-numeric:tabular-nums">{escape(words)}</text>'
    )


def rect(
    x: Number, y: Number, width: Number, height: Number, *, fill: str = FILL, stroke: str = "none"
) -> str:
    """A box; a negative width is drawn as none."""
    return (
        f'<rect x="{at(x)}" y="{at(y)}" width="{at(max(width, 0))}" height="{at(height)}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def line(
    x1: Number, y1: Number, x2: Number, y2: Number, *, stroke: str = LINE, width: Number = 1,
    dashes: str = "",
) -> str:  # fmt: skip
    """A straight line."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" stroke="{stroke}" '
        f'stroke-width="{at(width)}"{dashed}/>'
    )


def mark(x: Number, y: Number, sign: str, *, radius: Number = 5) -> str:
    """A status mark drawn as a shape, centred: ● done, ◐ under way, ○ to come, ▲ ■ ◇.

    Raises `ValueError` for any other sign.
    """
    if sign not in MARKS:
        raise ValueError(sign)
    x, y, r = float(x), float(y), float(radius)
    ring = f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(r)}" stroke="{INK}" stroke-width="1.4"'
    half = f"M{at(x)} {at(y - r)}A{at(r)} {at(r)} 0 0 0 {at(x)} {at(y + r)}Z"
    top, foot = f"{at(x)} {at(y - r)}", f"{at(y + r * 0.8)}"
    corners = f"M{top}L{at(x + r)} {at(y)}L{at(x)} {at(y + r)}L{at(x - r)} {at(y)}Z"
    shapes = {
        "●": f'{ring} fill="{INK}"/>',
        "○": f'{ring} fill="{PAPER}"/>',
        "◐": f'{ring} fill="{PAPER}"/><path d="{half}" fill="{INK}"/>',
        "▲": f'<path d="M{top}L{at(x + r)} {foot}L{at(x - r)} {foot}Z" fill="{ACCENT}"/>',
        "■": rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7, fill=ACCENT),
        "◇": f'<path d="{corners}" fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.6"/>',
    }
    return shapes[sign]


def at(number: Number) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    shown = f"{float(number):.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def figure(number: int) -> str:
    """A whole number in groups of three, parted by thin spaces."""
    return f"{number:,}".replace(",", THIN_SPACE).replace("-", MINUS)


def percent(share: Number, decimals: int = 1) -> str:
    """A share of 1 in per cent, rounded half up."""
    exact = Fraction(share) * 100
    step = Decimal(1).scaleb(-decimals)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    shown = f"{value.quantize(step, ROUND_HALF_UP):f}".replace("-", MINUS)
    return f"{shown}{THIN_SPACE}%"


def width_of(words: str, size: int = SIZE) -> float:
    """About how wide words are: a Chinese character is square, others a little over half."""
    return sum(
        size if character >= WIDE_FROM or character in WIDE_BELOW else size * 0.58
        for character in words
    )
