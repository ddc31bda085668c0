"""The sums: counties of a city, townships of a county or city; every total opens to its parts."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.checks import check
from huanjie.figures.checks.around import Around
from huanjie.figures.definition import check_key, field, shown, tables
from huanjie.figures.figure import Missing, Return
from huanjie.figures.ranking import ranking, ranking_chart
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either, language
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.returns.exports import Cover, Line
from huanjie.office.returns.pages import READERS, chosen, tabs
from huanjie.office.returns.queries.parts import Part, levels_below, rolled_up
from huanjie.office.returns.screens.views import figures_table, return_file
from huanjie.office.returns.words import LEVELS, SOURCES


@dataclass(frozen=True)
class Sum:
    """The sum of one level within the reader's unit."""

    level: str
    total: Return
    parts: list[Part]


def sum_of(request: MemberRequest, asked: str) -> Sum:
    """The sum of the level asked for, else of the first below. Raises `Http404` where none is."""
    unit = Unit.objects.get(code=request.member.unit)
    levels = levels_below(unit)
    if not levels or (asked and asked not in levels):
        raise Http404(asked)
    level = asked or levels[0]
    total, parts = rolled_up(unit, level, at=clock.now())
    return Sum(level, total, parts)


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """One return of the sum, each figure with the units not in it and a door to its parts."""
    found = sum_of(request, request.GET.get("level", ""))
    code = chosen(request.GET.get("t", ""))

    def door(line: Line) -> str:
        return reverse("returns:total", args=(found.level, line.key))

    table = figures_table(request, found.total, code, door)
    if table.wants_csv:
        return table.csv(f"{found.level}-{code}")
    unit = Unit.objects.get(code=request.member.unit)
    here = reverse("returns:rollup")
    context = {
        "tabs": tabs(request.member, "rollup"),
        "levels": [
            Tab(
                _("%(level)s之和") % {"level": either(*LEVELS[level])},
                f"{here}?level={level}&t={code}",
                level == found.level,
            )
            for level in levels_below(unit)
        ],
        "chapters": [
            Tab(each, f"{here}?level={found.level}&t={each}", each == code) for each in tables()
        ],
        "sum": found,
        "sources": [(either(*SOURCES[kind]), n) for kind, n in _sources(found.parts)],
        "checked": [f for f in _checked(found) if f.severity != "info"],
        "table": table,
    }  # fmt: skip
    return render(request, "returns/rollup.html", context)


def _sources(parts: list[Part]) -> list[tuple[str, int]]:
    kinds = [part.source for part in parts]
    return [(kind, kinds.count(kind)) for kind in SOURCES if kind in kinds]


def _checked(found: Sum) -> Any:
    """The checks that concern a sum: what its children say against it."""
    children = tuple(part.content for part in found.parts if part.content is not None)
    around = Around(today=clock.today(), election_day=None, children=children)
    return [f for f in check(found.total, around) if f.code.startswith("X0")]


@for_roles(*READERS)
def total(request: MemberRequest, level: str, key: str) -> HttpResponseBase:
    """One total: every unit's part, its source, and the door to its bundle and rows."""
    found = sum_of(request, level)
    try:
        known = check_key(key)
    except ValueError as wrong:
        raise Http404(key) from wrong
    defined = field(known)
    columns = (
        Column("name", _("单位"), link=part_link, sort="name"),
        Column("figure", _("数值"), value=lambda p: printed(p, known), link=part_link,
               kind="number"),
        Column("source", _("来源"), value=lambda p: either(*SOURCES[p.source])),
        Column("as_of", _("数据时间"), value=lambda p: p.content.as_of if p.content else None,
               kind="date"),
        Column("bundle", _("报送包"), value=_bundle, link=_bundle_link),
        Column("accepted", _("已接收"), value=lambda p: "done" if p.is_accepted else "todo",
               kind="mark"),
    )  # fmt: skip
    table = Table(request, columns, found.parts, page_size=200)
    if table.wants_csv:
        return table.csv(f"{level}-{known}")
    contents = [part.content for part in found.parts if part.content is not None]
    figure = found.total.figures.get(known)
    context = {
        "key": known,
        "name": defined.name(language()),
        "level": either(*LEVELS[level]),
        "value": shown(known, figure, language()) if figure is not None else "—",
        "lacking": found.total.lacking(known),
        "table": table,
        "drawing": ranking_chart(known, ranking(known, contents), language()) if contents else "",
        "is_missing": isinstance(figure, Missing),
        "back": f"{reverse('returns:rollup')}?level={level}&t={known.partition('.')[0]}",
    }
    return render(request, "returns/total.html", context)


def printed(part: Part, key: str) -> str:
    """A unit's figure as printed; a unit that has not reported says so."""
    if part.content is None:
        return either(*SOURCES["none"])
    found = part.content.figures.get(key)
    return shown(key, found, language()) if found is not None else "—"


def part_link(part: Part) -> str:
    """Where a unit's return opens."""
    if part.received is not None:
        return reverse("returns:received", args=(part.received.pk,))
    return reverse("returns:set", args=(part.kept.pk,)) if part.kept else ""


def _bundle(part: Part) -> str:
    found = part.provenance
    return f"#{found.sequence} {found.bundle[:12]}" if found and found.bundle else ""


def _bundle_link(part: Part) -> str:
    if part.received is None:
        return ""
    return reverse("returns:arrival", args=(part.received.arrival_id,))


@for_roles(*READERS)
def file(request: MemberRequest, level: str, kind: str) -> HttpResponse:
    """A sum as CSV or workbook."""
    found = sum_of(request, level)
    cover = Cover(filler="", reviewer="", phone="", on=None, remarks="")
    return return_file(found.total, kind, f"{request.member.unit}-{level}", cover)
