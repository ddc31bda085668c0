"""Comparing: units with one another on one figure, and this term with the last."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.changes import Change, comparison
from huanjie.figures.compute import digest_of
from huanjie.figures.definition import check_key, field, fields, shown
from huanjie.figures.figure import Missing, Return
from huanjie.figures.ranking import ranking, ranking_chart
from huanjie.law.finding import WrongInput
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import language
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.exports import last_term_from
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import LastTerm
from huanjie.office.returns.packing import from_text
from huanjie.office.returns.pages import READERS, tabs
from huanjie.office.returns.queries.parts import latest, levels_below, parts_of
from huanjie.office.returns.screens.forms import LastTermForm
from huanjie.office.returns.screens.sets import own_election

USUAL = "T5.04"
"""The figure first compared: the turnout."""


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """Units beside one another on a figure; below, the unit's own last term."""
    key = request.GET.get("key", USUAL)
    try:
        check_key(key)
    except ValueError:
        key = USUAL
    unit = Unit.objects.get(code=request.member.unit)
    levels = levels_below(unit)
    asked = request.GET.get("level", "")
    level = asked if asked in levels else (levels[0] if levels else "")
    at = clock.now()
    parts = parts_of(unit.code, level, at=at) if level else []
    contents = [part.content for part in parts if part.content is not None]
    last = LastTerm.objects.filter(election__unit_id=unit.code).first()
    own = latest(unit.code, at=at) if last else None
    table = _last_table(request, from_text(last.content), own) if last and own else None
    if table is not None and table.wants_csv:
        return table.csv("last-term")
    context = {
        "tabs": tabs(request.member, "compare"),
        "key": key,
        "fields": [(f.code, f"{f.code} {f.name(language())}") for f in fields().values()
                   if not f.has_columns],
        "drawing": ranking_chart(key, ranking(key, contents), language()) if contents else "",
        "absent": [part.name for part in parts if part.content is None],
        "has_below": bool(levels),
        "level": level,
        "table": table,
        "last": last,
        "acts": acts_for(request.member, unit.code, Role.OFFICE)
        and Election.objects.filter(unit=unit).exists(),
    }  # fmt: skip
    return render(request, "returns/compare.html", context)


def _last_table(request: MemberRequest, before: Return, after: Return) -> Table:
    rows = [
        each for each in comparison(before, after)
        if each.before is not None and not isinstance(each.before, Missing)
    ]  # fmt: skip

    def printed(row: Change, name: str) -> str:
        found = getattr(row, name)
        return shown(row.key, found, language()) if found is not None else "—"

    columns = (
        Column("key", _("代码"), sort="key"),
        Column("name", _("指标"), value=lambda r: field(r.key).name(language())),
        Column("before", _("上届"), value=lambda r: printed(r, "before")),
        Column("after", _("本届"), value=lambda r: printed(r, "after")),
        Column("difference", _("增减"), value=_difference),
    )
    return Table(request, columns, rows, page_size=400)


def _difference(row: Change) -> str:
    return f"{row.amount:+d}" if isinstance(row.amount, int) else ""


@for_roles(Role.OFFICE)
def last_term(request: MemberRequest) -> HttpResponseBase:
    """Enter the figures of the last term from a file."""
    election = own_election(request)
    back = reverse("returns:compare")
    return act_page(
        request,
        LastTermForm(posted(request), request.FILES or None),
        _enter,
        success_url=back,
        arguments=lambda given: {"election": election, "file": given["file"]},
        title=_("导入上届报表"),
        lead=_("CSV 每行：字段代码，数值；例如 T3.03,218450。"),
        article=RULE,
        consequences=[_("只用来对比和核对（X0.3），不进入本届报表。")],
        submit=_("导入"),
        cancel=back,
    )


def _enter(*, election: Election, file: object, actor: Actor) -> LastTerm:
    """Read the file and keep it. Raises `WrongInput` naming the line."""
    raw = file.read()  # type: ignore[attr-defined]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError as wrong:
            raise WrongInput("file", "UTF-8, GB18030") from wrong
    figures = last_term_from(text)
    year = (election.polling_day.year if election.polling_day else 5) - 5
    content = Return(
        unit=election.unit_id,
        unit_name=election.unit.name,
        level=election.level,
        election=f"{election.unit_id}/{election.level}/{year}",
        as_of=clock.now(),
        digest=digest_of(figures),
        figures=figures,
    )
    name = str(getattr(file, "name", ""))
    return services.enter_last_term(election=election, content=content, source=name, actor=actor)
