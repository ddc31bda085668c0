"""What an issue prints: its head, its items by section, its foot. Always Chinese, as papers are."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from huanjie.figures.charts import Bar, bars, for_paper
from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.words import KINDS, SECTIONS

_NUMERALS = "一二三四五六七八九十"


def body_of(issue: Issue) -> dict[str, Any]:
    """Everything that is printed of an issue, as plain data; the digest covers it."""
    items = issue.items.filter(is_dropped=False).order_by("position", "id")
    units = issue.deliveries.filter(kind="main").select_related("unit").order_by("unit_id")
    return {
        "kind": KINDS[issue.kind][0],
        "number": issue.number,
        "year": issue.year,
        "issuer": issue.issuer,
        "title": issue.title,
        "period": [issue.from_on.isoformat(), issue.to_on.isoformat()],
        "issued_on": issue.issued_on.isoformat() if issue.issued_on else "",
        "edited_by": issue.drafted_by,
        "approved_by": issue.approved_by,
        "corrects": _corrected(issue),
        "items": [
            {
                "section": item.section,
                "heading": item.heading,
                "text": item.text,
                "table": item.table,
                "bars": item.bars,
                "link": item.link,
                "source": item.source_digest,
            }
            for item in items
        ],
        "main": [each.unit.name for each in units],
        "copies": [line.strip() for line in issue.copied_to.splitlines() if line.strip()],
    }


def _corrected(issue: Issue) -> str:
    before = issue.corrects
    return f"{before.year}年{before}" if before else ""


def sections_of(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The items under the heading of their section, numbered 一、二、 in the order of the items.

    A section whose items stand apart has its heading each time.
    """
    number, current = 0, ""
    found: dict[str, Any] = {}
    for item in body["items"]:
        if item["section"] != current:
            if found:
                yield found
            current = item["section"]
            found = {"heading": f"{_NUMERALS[number % 10]}、{SECTIONS[current][0]}", "items": []}
            number += 1
        found["items"].append({**item, "drawing": drawing(item["bars"])})
    if found:
        yield found


def drawing(chart: Mapping[str, Any]) -> SafeString:
    """The bars of an item as SVG; empty when it has none."""
    if not chart:
        return mark_safe("")
    rows = [Bar(str(label), int(value)) for label, value in chart["rows"]]
    return mark_safe(for_paper(bars(rows, title=chart["title"])))  # noqa: S308 - our own SVG
