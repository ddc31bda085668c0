"""A unit's own return sets: the list, one set table by table, its rows, versions and files."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huanjie.figures.changes import Change
from huanjie.figures.definition import check_key, field, shown, tables
from huanjie.figures.figure import Return
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import acts_for, posted
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either, language
from huanjie.office.ledger.scope import significant
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import Role
from huanjie.office.returns import exports
from huanjie.office.returns.models import ReturnSet
from huanjie.office.returns.pages import READERS, chapters, chosen, lines_by_table, tabs
from huanjie.office.returns.queries.records import records
from huanjie.office.returns.queries.reporting import own_reporting
from huanjie.office.returns.queries.sets import (
    content_of,
    differences,
    is_stale,
    readable_set,
)
from huanjie.office.returns.screens.forms import MappingForm
from huanjie.office.returns.words import (
    FILLER_POSTS,
    REVIEWER_POSTS,
    STATE_MARKS,
    STATES,
)
from huanjie.office.returns.work import unit_work

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def set_read(request: MemberRequest, pk: int) -> ReturnSet:
    """A set for a reader who may see it; 404 otherwise."""
    try:
        return readable_set(pk, request.member)
    except ReturnSet.DoesNotExist as gone:
        raise Http404(str(pk)) from gone


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """What the returns ask of the unit, its sets, and those of the units within it."""
    unit = request.member.unit
    found = ReturnSet.objects.filter(election__unit__code__startswith=significant(unit))
    rows = found.defer("content").select_related("election__unit").order_by("election", "-version")
    columns = (
        Column("election__title", _("选举"), link=_address, sort="election__title"),
        Column("version", _("版本"), kind="number", sort="version"),
        Column("mark", "", value=lambda r: STATE_MARKS[r.state], kind="mark"),
        Column("state", _("状态"), value=lambda r: either(*STATES[r.state]), sort="state"),
        Column("as_of", _("数据时间"), kind="date", sort="as_of"),
        Column("filler_name", _("填报人")),
        Column("reviewer_name", _("审核人")),
        Column("reason", _("更正理由")),
    )
    table = Table(request, columns, rows, search=("election__title",))
    if table.wants_csv:
        return table.csv("returns")
    election = Election.objects.filter(unit_id=unit).first()
    today = clock.today()
    context = {
        "tabs": tabs(request.member, "index"),
        "table": table,
        "election": election,
        "work": unit_work(request.member, today),
        "owed": own_reporting(unit, clock.now()) if election else (),
        "acts": bool(election) and acts_for(request.member, unit, Role.OFFICE),
    }
    return render(request, "returns/index.html", context)


def _address(row: ReturnSet) -> str:
    return reverse("returns:set", args=(row.pk,))


def set_tabs(kept: ReturnSet, current: str) -> list[Tab]:
    """The pages of one set."""
    pages = (
        ("set", _("九张报表")),
        ("checks", _("逐项核对")),
        ("cover", _("封面")),
        ("set_rows", _("分选区和村")),
        ("versions", _("各版本")),
    )
    return [
        Tab(label, reverse(f"returns:{name}", args=(kept.pk,)), name == current)
        for name, label in pages
    ]


def set_context(request: MemberRequest, kept: ReturnSet, current: str) -> dict[str, Any]:
    """What every page of a set shows."""
    unit = kept.unit_code
    member = request.member
    return {
        "kept": kept,
        "tabs": set_tabs(kept, current),
        "state": either(*STATES[kept.state]),
        "mark": STATE_MARKS[kept.state],
        "is_stale": kept.state != "superseded" and is_stale(kept),
        "may_draw": acts_for(member, unit, Role.OFFICE) and kept.state != "superseded",
        "may_fill": acts_for(member, unit, Role.OFFICE) and kept.state == "drafted",
        "may_review": acts_for(member, unit, Role.COMMITTEE) and kept.state == "filled",
        "may_send": acts_for(member, unit, Role.OFFICE) and kept.state in ("signed", "exported"),
        "is_own": member.unit == unit,
    }


@for_roles(*READERS)
def set_page(request: MemberRequest, pk: int) -> HttpResponseBase:
    """One return of a set: every figure, each a door to its records."""
    kept = set_read(request, pk)
    code = chosen(request.GET.get("t", ""))
    content = content_of(kept)

    def door(line: exports.Line) -> str:
        return reverse("returns:figure", args=(kept.pk, line.key))

    table = figures_table(request, content, code, door)
    if table.wants_csv:
        return table.csv(f"{kept.unit_code}-{code}")
    context = {
        **set_context(request, kept, "set"),
        "chapters": chapters(code, request.path),
        "chapter": tables()[code],
        "table": table,
    }
    return render(request, "returns/set.html", context)


def figures_table(request: MemberRequest, content: Return, code: str, door: Any) -> Table:
    """The lines of one return as a table; `door` makes the address behind a figure."""
    lacking = {line.key: content.lacking(line.key) for line in lines_by_table(content, code)}
    columns = [
        Column("key", _("代码")),
        Column("name", _("指标")),
        *([Column("column", _("栏"))] if tables()[code].columns else []),
        Column("text", _("数值"), link=door, kind="number"),
        Column("source", _("取自"), value=lambda r: field(r.key).source(language())),
    ]
    if content.parts or content.missing or content.incomplete:
        short = Column("lacking", _("未计入的单位"), value=lambda r: "、".join(lacking[r.key]))
        columns[-1] = short
    return Table(request, columns, lines_by_table(content, code), page_size=400)


@for_roles(*READERS)
def figure(request: MemberRequest, pk: int, key: str) -> HttpResponseBase:
    """One figure: its definition, its rows below, and the records behind it."""
    kept = set_read(request, pk)
    content = content_of(kept)
    known = _known(key)
    found = content.figures.get(known)
    if found is None:
        raise Http404(key)
    asked = request.GET.get("page", "")
    behind = records(kept.election, known, page=int(asked) if asked.isdecimal() else 1)
    defined = field(known)
    context = {
        "kept": kept,
        "defined": defined,
        "key": known,
        "name": defined.name(language()),
        "value": shown(known, found, language()),
        "source": defined.source(language()),
        "waits": defined.waiting_for(language()),
        "records": behind,
        "table": rows_table(request, content, known),
        "back": f"{reverse('returns:set', args=(kept.pk,))}?t={known.partition('.')[0]}",
    }
    return render(request, "returns/figure.html", context)


def _known(key: str) -> str:
    try:
        return check_key(key)
    except ValueError as wrong:
        raise Http404(key) from wrong


def rows_table(request: MemberRequest, content: Return, key: str) -> Table:
    """The part of every constituency, village or milestone in one figure."""
    rows = [row for row in content.rows if key in row.figures]
    columns = (
        Column("kind", _("类别"), value=lambda r: row_kind(r.kind)),
        Column("code", _("代码"), sort="code"),
        Column("name", _("名称"), sort="name"),
        Column("figure", _("数值"), value=lambda r: _shown(key, r), kind="number"),
    )
    return Table(request, columns, rows, name="rows")


def _shown(key: str, row: Any) -> str:
    return shown(key, row.figures[key], language())


def row_kind(kind: str) -> str:
    """What a row is of."""
    return {
        "constituency": _("选区"),
        "village": _("村（社区）"),
        "milestone": _("节点"),
        "person": _("人员"),
    }.get(kind, kind)


@for_roles(*READERS)
def set_rows(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The figures of a set by constituency and village."""
    kept = set_read(request, pk)
    code = chosen(request.GET.get("t", "T3"))
    table = all_rows(request, content_of(kept), code)
    if table.wants_csv:
        return table.csv(f"{kept.unit_code}-rows")
    context = {
        **set_context(request, kept, "set_rows"),
        "chapters": chapters(code, request.path),
        "table": table,
    }
    return render(request, "returns/rows.html", context)


def all_rows(request: MemberRequest, content: Return, code: str) -> Table:
    """Every row with its figures of one return."""
    rows = [row for row in content.rows if any(_of(code, key) for key in row.figures)]
    keys = list(dict.fromkeys(k for row in rows for k in row.figures if _of(code, k)))

    def cell(key: str) -> Column:
        def value(row: Any) -> str:
            return _shown(key, row) if key in row.figures else ""

        return Column(key, key, value=value)

    columns = [
        Column("name", _("名称"), sort="name"),
        Column("kind", _("类别"), value=lambda r: row_kind(r.kind)),
        *(cell(key) for key in keys),
    ]
    return Table(request, columns, rows, page_size=100)


def _of(code: str, key: str) -> bool:
    return key.startswith(f"{code}.")


@for_roles(*READERS)
def cover(request: MemberRequest, pk: int) -> HttpResponse:
    """The cover as it prints."""
    kept = set_read(request, pk)
    context = {
        **set_context(request, kept, "cover"),
        "cover": cover_lines(kept),
        "explanations": list(kept.explanations.all()),
    }
    return render(request, "returns/cover.html", context)


def cover_lines(kept: ReturnSet) -> list[tuple[str, str]]:
    """The cover as pairs of a name and a value."""
    moment = timezone.localtime(kept.as_of)
    filler = FILLER_POSTS.get(kept.filler_post, ("", ""))
    reviewer = REVIEWER_POSTS.get(kept.reviewer_post, ("", ""))
    return [
        (_("报送单位"), kept.election.unit.name),
        (_("选举"), kept.election.title),
        (_("版本"), str(kept.version)),
        (_("数据时间"), f"{moment:%Y-%m-%d %H:%M}"),
        (_("填报人"), f"{either(*filler)} {kept.filler_name}".strip() or "—"),
        (_("审核人"), f"{either(*reviewer)} {kept.reviewer_name}".strip() or "—"),
        (_("联系电话"), kept.phone or "—"),
        (_("填报日期"), str(kept.filled_on or "—")),
        (_("审核日期"), str(kept.reviewed_on or "—")),
        (_("更正理由"), kept.reason or "—"),
        (_("备注"), kept.remarks or "—"),
        (_("数字摘要"), kept.digest),
    ]


@for_roles(*READERS)
def versions(request: MemberRequest, pk: int) -> HttpResponseBase:
    """All versions of the set's election, and what this one changed, figure by figure."""
    kept = set_read(request, pk)
    others = ReturnSet.objects.filter(election=kept.election).defer("content")
    changed = differences(kept.supersedes, kept) if kept.supersedes else []
    table = changes_table(request, changed)
    if table.wants_csv:
        return table.csv(f"{kept.unit_code}-v{kept.version}-changes")
    context = {
        **set_context(request, kept, "versions"),
        "versions": [(row, either(*STATES[row.state])) for row in others],
        "table": table,
    }
    return render(request, "returns/versions.html", context)


def changes_table(request: MemberRequest, changed: list[Change]) -> Table:
    """What changed between two versions."""

    def printed(name: str) -> Any:
        def value(row: Change) -> str:
            found = getattr(row, name)
            return shown(row.key, found, language()) if found is not None else "—"

        return value

    columns = (
        Column("key", _("代码")),
        Column("name", _("指标"), value=lambda r: field(r.key).name(language())),
        Column("before", _("原来"), value=printed("before")),
        Column("after", _("现在"), value=printed("after")),
    )
    return Table(request, columns, changed, page_size=400)


@for_roles(*READERS)
def set_file(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """All nine returns of a set as one CSV or a workbook."""
    kept = set_read(request, pk)
    name = f"{kept.unit_code}-v{kept.version}"
    return return_file(content_of(kept), kind, name, signed_cover(kept))


def signed_cover(kept: ReturnSet) -> exports.Cover:
    """What was typed on the set's cover."""
    filler = FILLER_POSTS.get(kept.filler_post, ("", ""))
    reviewer = REVIEWER_POSTS.get(kept.reviewer_post, ("", ""))
    said = [kept.remarks, *(f"{each.code}: {each.text}" for each in kept.explanations.all())]
    return exports.Cover(
        filler=f"{either(*filler)} {kept.filler_name}".strip(),
        reviewer=f"{either(*reviewer)} {kept.reviewer_name}".strip(),
        phone=kept.phone,
        on=kept.filled_on,
        remarks="; ".join(text for text in said if text),
    )


def return_file(content: Return, kind: str, name: str, cover: exports.Cover) -> HttpResponse:
    """A return as a file of a kind. Raises `Http404` for one we do not write."""
    if kind == "csv":
        return attachment(exports.as_csv(content), "text/csv; charset=utf-8", f"{name}.csv")
    if kind == "xlsx":
        book = exports.as_xlsx(content, cover, language(), clock.now())
        return attachment(book, XLSX, f"{name}.xlsx")
    raise Http404(kind)


def attachment(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """A file to be saved."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@for_roles(*READERS)
def set_form(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The figures put into a province's own form through a mapping file."""
    kept = set_read(request, pk)
    form = MappingForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            mapping = given["mapping"].read().decode("utf-8-sig")
            book = exports.in_form(
                content_of(kept), mapping, signed_cover(kept), language(), clock.now()
            )
        except ValueError as wrong:
            form.add_error("mapping", str(wrong))
        else:
            return attachment(book, XLSX, f"{kept.unit_code}-form.xlsx")
    context = {**set_context(request, kept, "set"), "form": form}
    return render(request, "returns/form.html", context, status=422 if form.is_bound else 200)
