"""Situation reports: written, sent, read above, answered."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.documents.queries import path
from huanjie.office.documents.services import Upload
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import SituationReport
from huanjie.office.returns.pages import READERS, tabs
from huanjie.office.returns.queries.situations import readable_report, visible_reports
from huanjie.office.returns.screens.forms import NothingForm, SituationForm, WordsForm
from huanjie.office.returns.words import (
    FOUR_PARTS,
    SITUATION_MARKS,
    SITUATION_STATES,
    STAGES,
)

ANSWERERS = (Role.OFFICE, Role.STANDING_COMMITTEE, Role.GUIDE)


def _address(row: SituationReport) -> str:
    return reverse("returns:situation", args=(row.pk,))


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The unit's own reports and those sent from below."""
    columns = (
        Column("on", _("日期"), kind="date", sort="on"),
        Column("title", _("标题"), link=_address, sort="title"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("stage", _("阶段"), value=lambda r: either(*STAGES[r.stage]), sort="stage"),
        Column("mark", "", value=lambda r: SITUATION_MARKS[r.state], kind="mark"),
        Column(
            "state", _("状态"), value=lambda r: either(*SITUATION_STATES[r.state]), sort="state"
        ),
    )
    table = Table(request, columns, visible_reports(request.member), search=("title", "unit__name"))
    if table.wants_csv:
        return table.csv("situations")
    context = {
        "tabs": tabs(request.member, "situations"),
        "table": table,
        "acts": acts_for(request.member, request.member.unit, Role.OFFICE),
    }
    return render(request, "returns/situations.html", context)


def _read(request: MemberRequest, pk: int) -> SituationReport:
    try:
        return readable_report(pk, request.member)
    except SituationReport.DoesNotExist as gone:
        raise Http404(str(pk)) from gone


@for_roles(*READERS)
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """One report in its four parts, its attachments and its answers."""
    row = _read(request, pk)
    own = acts_for(request.member, row.unit_id, Role.OFFICE)
    above = request.member.unit != row.unit_id
    context = {
        "report": row,
        "stage": either(*STAGES[row.stage]),
        "state": either(*SITUATION_STATES[row.state]),
        "mark": SITUATION_MARKS[row.state],
        "parts": [(either(*words), getattr(row, name)) for name, words in FOUR_PARTS.items()],
        "answers": row.answers.all(),
        "attachments": row.attachments.all(),
        "may_edit": own and row.state == "drafted",
        "may_answer": above and bool(set(ANSWERERS) & request.member.roles),
    }
    return render(request, "returns/situation.html", context)


@for_roles(Role.OFFICE)
def new(request: MemberRequest) -> HttpResponseBase:
    """Begin a report."""
    unit = Unit.objects.get(code=request.member.unit)
    form = SituationForm(posted(request), request.FILES or None, initial={"on": clock.today()})
    return act_page(
        request,
        form,
        services.draft_report,
        success_url=_address,
        arguments=lambda given: {**_given(form, given), "unit": unit},
        template="returns/write.html",
        title=_("起草情况报告"),
        lead=_("分四个部分；没有的写“无”。"),
        article=RULE,
        submit=_("保存草稿"),
        cancel=reverse("returns:situations"),
    )


@for_roles(Role.OFFICE)
def edit(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Change a draft."""
    row = _read(request, pk)
    names = ("title", "stage", "on", *FOUR_PARTS)
    initial = {name: getattr(row, name) for name in names}
    form = SituationForm(posted(request), request.FILES or None, initial=initial)
    return act_page(
        request,
        form,
        services.edit_report,
        success_url=_address(row),
        arguments=lambda given: {**_given(form, given), "report": row},
        template="returns/write.html",
        title=_("修改情况报告"),
        lead=row.title,
        article=RULE,
        submit=_("保存草稿"),
        cancel=_address(row),
    )


def _given(form: SituationForm, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": given["title"], "stage": given["stage"], "on": given["on"],
        "parts": form.parts,
        "files": [Upload(file.name, file.file) for file in given.get("files") or () if file],
    }  # fmt: skip


@for_roles(Role.OFFICE)
def send(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send a report."""
    row = _read(request, pk)
    return act_page(
        request,
        NothingForm(posted(request)),
        services.send_report,
        success_url=_address(row),
        arguments=lambda given: {"report": row, "at": clock.now()},
        title=_("报出情况报告"),
        lead=row.title,
        article=RULE,
        consequences=[
            _("上级在同一系统内的立即可见；不在的随下一个报送包送达。"),
            _("报出后不能再改。"),
        ],
        submit=_("报出"),
        cancel=_address(row),
        blocked=row.state != "drafted" or row.unit_id != request.member.unit,
    )


@for_roles(*ANSWERERS)
def answer(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take note of a report, with or without words."""
    row = _read(request, pk)
    return act_page(
        request,
        WordsForm(posted(request)),
        services.answer_report,
        success_url=_address(row),
        arguments=lambda given: {"report": row, "text": given["words"], "at": clock.now()},
        title=_("阅处情况报告"),
        lead=f"{row.unit.name} · {row.title}",
        article=RULE,
        consequences=[_("不写意见的记为已阅。答复随回执送达不在本系统内的单位。")],
        submit=_("阅处"),
        cancel=_address(row),
        blocked=row.unit_id == request.member.unit,
    )


@for_roles(*READERS)
def attachment(request: MemberRequest, pk: int, document: int) -> FileResponse:
    """An attachment, to be saved."""
    row = _read(request, pk)
    found = row.attachments.filter(pk=document).first()
    if found is None or not path(found).exists():
        raise Http404(str(document))
    return FileResponse(path(found).open("rb"), as_attachment=True, filename=found.name)
