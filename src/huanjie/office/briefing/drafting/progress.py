"""The figures of a bulletin: the newest returns, what changed since the last issue, bars."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from huanjie.figures.definition import field, shown
from huanjie.figures.figure import Count, Figure, Missing, Return, from_plain, to_plain
from huanjie.office.briefing.drafting.rows import Drafted, Period
from huanjie.office.committee.models import Election
from huanjie.office.returns.queries import Part, latest, levels_below, rolled_up

NAMED = (
    "T1.01", "T1.13", "T2.06", "T2.12", "T3.03", "T3.33", "T4.10", "T4.14", "T5.02", "T5.03",
    "T5.04", "T5.30",
)  # fmt: skip
"""The figures that a bulletin names, in the order of the work."""
CHARTED = ("T5.03", "T4.14", "T3.03", "T2.12")
"""The figure that is drawn unit by unit: the furthest that any unit has reached."""
LEVELS = {"county": "县级选举", "township": "乡级选举"}


def figures(period: Period) -> Iterator[Drafted]:
    """One item for the unit's own election, one for each level below it."""
    unit = period.unit
    if Election.objects.filter(unit=unit).exists():
        own = latest(unit.code, at=period.at)
        if own is not None:
            yield _item(period, own, "own", f"本级选举主要数据（{unit.name}）", ())
    for level in levels_below(unit):
        total, parts = rolled_up(unit, level, at=period.at)
        if any(part.content is not None for part in parts):
            yield _item(period, total, level, f"{LEVELS[level]}主要数据（汇总）", parts)


def _item(period: Period, total: Return, name: str, heading: str, parts: Sequence[Part]) -> Drafted:
    key = f"figures:{name}"
    kept = {c: total.figures[c] for c in NAMED if _is_given(total.figures.get(c))}
    facts: dict[str, Any] = {code: to_plain(figure) for code, figure in kept.items()}
    before = period.before.get(key, {})
    return Drafted(
        section="figures",
        key=key,
        heading=heading,
        text=_text(period, total, parts),
        link="/returns/rollup/" if parts else "/returns/",
        facts={**facts, "missing": list(total.missing)},
        table=_table(kept, before),
        bars=_bars(parts),
    )


def _is_given(figure: Figure | None) -> bool:
    return figure is not None and not isinstance(figure, Missing)


def _text(period: Period, total: Return, parts: Sequence[Part]) -> str:
    day = f"{period.at.year}年{period.at.month}月{period.at.day}日"
    if not parts:
        return f"数据截至{day}。"
    reported = sum(part.content is not None for part in parts)
    words = f"数据截至{day}，应报{len(parts)}个单位，已有数据{reported}个。"
    if total.missing:
        words += f"尚未报送：{'、'.join(total.missing)}。以上单位未计入合计。"
    return words


def _table(kept: Mapping[str, Figure], before: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [field(code).zh, shown(code, figure, "zh"), _change(figure, before.get(code))]
        for code, figure in kept.items()
    ]
    return {"head": ["项目", "数据", "比上期"], "rows": rows} if rows else {}


def _change(now: Figure, plain: Any) -> str:
    """How much more than in the last issue; a dash where that had no such count."""
    before = from_plain(plain) if plain is not None else None
    if not isinstance(now, Count) or not isinstance(before, Count):
        return "—"
    difference = now.n - before.n
    return "持平" if not difference else f"{'增加' if difference > 0 else '减少'}{abs(difference)}"


def _bars(parts: Sequence[Part]) -> dict[str, Any]:
    """The furthest count unit by unit, as the chart of the item."""
    for code in CHARTED:
        found = [(part.name, _count(part, code)) for part in parts]
        rows = [[name, count] for name, count in found if count is not None]
        if any(count for _, count in rows):
            return {"title": f"各单位{field(code).zh}", "rows": rows}
    return {}


def _count(part: Part, code: str) -> int | None:
    figure = part.content.figures.get(code) if part.content else None
    return figure.n if isinstance(figure, Count) else None
