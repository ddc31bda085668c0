"""The table of constituencies: seen, weighed, loaded, edited, published."""

import shutil
import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.figures.charts import HistogramWords, histogram
from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Severity, blocking
from huanjie.law.pack import keys
from huanjie.office.bulletin.queries import notices_on
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, election_read, posted
from huanjie.office.committee.queries import pack_of
from huanjie.office.documents.models import Document
from huanjie.office.documents.queries import path
from huanjie.office.documents.services import receive
from huanjie.office.face import clock
from huanjie.office.face.cards import Card
from huanjie.office.face.parts import Step, Tab
from huanjie.office.face.screens import refused
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role
from huanjie.office.seats import queries, services
from huanjie.office.seats.files import as_csv, read_constituencies
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.queries import SizeRow
from huanjie.office.seats.screens.forms import (
    ConstituencyForm,
    EmptyForm,
    FileForm,
    PublishForm,
    initial_of,
)
from huanjie.office.seats.table import ConstituencyRow, scope_words
from huanjie.office.seats.words import KINDS, WORDS_EN, word_of
from huanjie.roll.errors import RowError, SourceRefused

KIND = "constituency_table"


def tabs(election: Election, current: str) -> list[Tab]:
    """The pages of this stage."""
    pages = (("index", _("选区")), ("quota", _("名额")))
    return [
        Tab(label, reverse(f"seats:{page}", args=(election.unit_id,)), page == current)
        for page, label in pages
    ]


@signed_in
def index(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Every constituency with its population per deputy and its deviation."""
    election = election_read(request, unit_code)
    rows = queries.rows_of(election)
    sizes = queries.sizes(rows, pack_of(election))
    table = _table(request, election, sizes)
    if table.wants_csv:
        return table.csv("constituencies")
    quota = queries.quota(election)
    published = queries.constituencies(election).filter(published_on__isnull=False).first()
    seats = sum(row.seats for row in rows)
    context = {
        "election": election,
        "tabs": tabs(election, "index"),
        "table": table,
        "rows": len(rows),
        "seats": seats,
        "quota": quota,
        "average": sum(row.population for row in rows) // seats if seats else None,
        "drawing": _drawing(sizes, election),
        "published_on": published.published_on if published else None,
        "notice": notices_on(unit_code, "constituency_notice").first(),
        "findings": queries.check_for(election, rows) if rows and not published else (),
        "uncovered": queries.uncovered_places(election) if published else {},
        "edits": acts_for(request.member, unit_code, Role.OFFICE) and not published,
        "publishes": acts_for(request.member, unit_code, Role.COMMITTEE) and not published,
    }
    return render(request, "seats/index.html", context)


def _table(request: MemberRequest, election: Election, sizes: list[SizeRow]) -> Table:
    villages = queries.villages_of(election)

    def address(size: SizeRow) -> str:
        return reverse("seats:detail", args=(election.unit_id, size.row.number))

    columns = (
        Column("number", _("选区号"), value=lambda s: s.row.number, kind="number", sort="number"),
        Column("name", _("选区"), value=lambda s: s.row.name, link=address, sort="name"),
        Column("kind", _("类型"), value=lambda s: kind_words(s.row.kind), sort="kind"),
        Column("scope", _("范围"), value=lambda s: scope_words(s.row.parts, villages)),
        Column(
            "population",
            _("人口"),
            value=lambda s: s.row.population,
            kind="number",
            sort="population",
        ),
        Column("seats", _("应选名额"), value=lambda s: s.row.seats, kind="number", sort="seats"),
        Column("each", _("每一代表人口"), kind="number", sort="each"),
        Column("tenths", _("偏差"), value=deviation_words, sort="tenths"),
    )
    return Table(request, columns, sizes, page_size=100)


def kind_words(code: str) -> str:
    """The kind of a constituency in the page's language."""
    word = word_of(KINDS, code)
    return either(word, WORDS_EN.get(word, word))


def deviation_words(size: SizeRow) -> str:
    """The deviation as a signed percentage with one decimal."""
    sign = "−" if size.tenths < 0 else "+"
    whole, tenth = divmod(abs(size.tenths), 10)
    return f"{sign}{whole}.{tenth}%{' ▲' if size.is_wide else ''}"


def _drawing(sizes: list[SizeRow], election: Election) -> str:
    if not sizes:
        return ""
    tolerance = pack_of(election)[keys.CONSTITUENCY_TOLERANCE]
    title = _("每一代表人口偏离平均数的分布")
    words = HistogramWords(
        average=_("平均"),
        tolerance=_("容差"),
        described=_("{count} 个选区，{beyond} 个超过容差 {tolerance}"),
    )
    shares = [size.deviation for size in sizes]
    return histogram(shares, tolerance=tolerance, title=title, words=words)


@signed_in
def detail(request: MemberRequest, unit_code: str, number: int) -> HttpResponse:
    """One constituency with its parts."""
    election = election_read(request, unit_code)
    found = get_object_or_404(Constituency, election=election, number=number)
    row = queries.row_of(found)
    sizes = {s.row.number: s for s in queries.sizes(queries.rows_of(election), pack_of(election))}
    size = sizes.get(number)
    is_open = found.published_on is None
    context = {
        "election": election,
        "found": found,
        "kind": kind_words(found.kind),
        "parts": row.parts,
        "villages": queries.villages_of(election),
        "scope": scope_words(row.parts, queries.villages_of(election)),
        "size": size,
        "deviation": deviation_words(size) if size else "",
        "edits": acts_for(request.member, unit_code, Role.OFFICE) and is_open,
    }
    return render(request, "seats/detail.html", context)


@signed_in
def download(request: MemberRequest, unit_code: str) -> HttpResponse:
    """The table as `constituencies.csv`, ready to be loaded again."""
    election = election_read(request, unit_code)
    text = as_csv(unit_code, queries.rows_of(election))
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{unit_code}-constituencies.csv"'
    return answer


@for_roles(Role.OFFICE)
def load(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """First step: receive the file, untouched."""
    election = election_read(request, unit_code)
    form = FileForm(posted(request), request.FILES or None)
    return act_page(
        request,
        form,
        receive,
        success_url=lambda document: reverse("seats:preview", args=(unit_code, document.pk)),
        arguments=lambda given: {
            "unit": election.unit,
            "kind": KIND,
            "name": given["file"].name,
            "content": given["file"].file,
        },
        template="seats/load.html",
        title=_("载入选区划分一览表"),
        lead=_("先收下文件并核对，确认后才替换现有的表。"),
        article=ELECTION_LAW[25],
        submit=_("收下并核对"),
        cancel=reverse("seats:index", args=(unit_code,)),
        steps=_steps("receive"),
    )


def _steps(current: str) -> list[Step]:
    order = [("receive", _("收文件")), ("check", _("核对")), ("load", _("载入"))]
    place = [name for name, _label in order].index(current)
    return [
        Step(label, "done" if n < place else "doing" if n == place else "todo")
        for n, (_name, label) in enumerate(order)
    ]


@for_roles(Role.OFFICE)
def preview(request: MemberRequest, unit_code: str, document: int) -> HttpResponseBase:
    """Second step: what the file says and what is wrong with it; then the table is replaced."""
    election = election_read(request, unit_code)
    received = get_object_or_404(Document, pk=document, unit=unit_code, kind=KIND)
    try:
        rows = _read(received).get(unit_code, [])
    except SourceRefused as refusal:
        context = {**_preview(election, received), "blocked": True, "form": EmptyForm()}
        faults = [_fault(error) for error in refusal.errors]
        return refused(request, faults, "seats/preview.html", context)
    found = queries.check_for(election, rows)
    sizes = queries.sizes(rows, pack_of(election))
    return act_page(
        request,
        EmptyForm(posted(request)),
        services.load_constituencies,
        success_url=reverse("seats:index", args=(unit_code,)),
        arguments=lambda given: {"election": election, "rows": rows},
        template="seats/preview.html",
        **_preview(election, received),
        warnings=found,
        blocked=bool(blocking(found)) or not rows,
        rows=rows,
        seats=sum(row.seats for row in rows),
        people=sum(row.population for row in rows),
        table=_table(request, election, sizes),
        drawing=_drawing(sizes, election),
        consequences=[_("现有的未公布的选区表整表替换为这份文件的内容。")],
    )


def _preview(election: Election, received: Document) -> dict[str, object]:
    return {
        "election": election,
        "title": _("核对选区划分一览表"),
        "lead": received.name,
        "article": ELECTION_LAW[26],
        "submit": _("载入"),
        "cancel": reverse("seats:load", args=(election.unit_id,)),
        "steps": _steps("check"),
    }


def _read(received: Document) -> dict[str, list[ConstituencyRow]]:
    """The tables of a received file, read under the name it came with."""
    if not path(received).exists():
        raise Http404(received.name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / Path(received.name).name
        shutil.copyfile(path(received), copy)
        return read_constituencies(copy)


def _fault(error: RowError) -> Card:
    """A fault of the file as a card, with its line and column."""
    where = _("第 %(line)s 行") % {"line": error.line} if error.line else _("文件")
    place = f"{where} {error.column}".strip()
    said = either(error.message_zh, error.message_en)
    next_step = either(error.next_zh, error.next_en)
    return Card(Severity.ERROR, f"{place}: {said}", next_step, code=error.code)


@for_roles(Role.OFFICE)
def edit(request: MemberRequest, unit_code: str, number: int = 0) -> HttpResponseBase:
    """One row by hand: changed, or new where no number is given."""
    election = election_read(request, unit_code)
    initial: dict[str, object] = {"kind": "residential"}
    if number:
        found = get_object_or_404(Constituency, election=election, number=number)
        initial = initial_of(queries.row_of(found), found)
    form = ConstituencyForm(posted(request), initial=initial, fixed=bool(number))
    return act_page(
        request,
        form,
        services.edit_constituency,
        success_url=reverse("seats:index", args=(unit_code,)),
        arguments=lambda given: {"election": election, "row": form.row()},
        title=_("修改选区") if number else _("添加选区"),
        lead=_("公布之前可以逐个修改；名额合计和村的归属到公布时再整体核对。"),
        article=ELECTION_LAW[25],
        submit=_("保存选区"),
        cancel=reverse("seats:index", args=(unit_code,)),
    )


@for_roles(Role.OFFICE)
def remove(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Take a row out of the unpublished table."""
    election = election_read(request, unit_code)
    found = get_object_or_404(Constituency, election=election, number=number)
    return act_page(
        request,
        EmptyForm(posted(request)),
        services.remove_constituency,
        success_url=reverse("seats:index", args=(unit_code,)),
        arguments=lambda given: {"election": election, "number": number},
        title=_("删去选区"),
        lead=str(found),
        article=ELECTION_LAW[25],
        consequences=[_("这个选区的村和单位随即没有归属，公布之前必须划入别的选区。")],
        submit=_("删去选区"),
        cancel=reverse("seats:detail", args=(unit_code, number)),
    )


@for_roles(Role.COMMITTEE)
def publish(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish the table and the seats."""
    election = election_read(request, unit_code)
    rows = queries.rows_of(election)
    found = queries.check_for(election, rows)
    return act_page(
        request,
        PublishForm(posted(request), initial={"on": clock.today()}),
        services.publish_constituencies,
        success_url=reverse("seats:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        title=_("公布选区划分和代表名额分配"),
        lead=election.title,
        article=ELECTION_LAW[11, 1, 1],
        consequences=[
            _("公告随即登出，选区表从此不能改动。"),
            _("之后按公布的选区登记选民、编制选民名单。"),
        ],
        warnings=found,
        blocked=bool(blocking(found)),
        submit=_("公布选区"),
        cancel=reverse("seats:index", args=(unit_code,)),
    )
