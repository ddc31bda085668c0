"""Population files: received, read in the background, reported, ruled, switched in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.documents.services import receive
from huanjie.office.face import clock
from huanjie.office.face.parts import Step
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.jobs import services as jobs
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries, services
from huanjie.office.registration.models import PopulationImport, RowIssue
from huanjie.office.registration.screens.forms import (
    EmptyForm,
    LastRollForm,
    PopulationForm,
    ReasonForm,
    RowForm,
)
from huanjie.office.registration.screens.pages import READERS, county_read, here
from huanjie.office.registration.words import ROW_RULINGS

TASKS = "huanjie.office.registration.tasks"


@for_roles(*READERS)
def imports(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Every population file of the county."""
    county_read(request, unit_code)
    columns = (
        Column("document", _("文件"), link=lambda s: _page(s, "import")),
        Column("state", _("状态"), value=_state),
        Column("rows", _("行数"), kind="number", sort="rows"),
        Column("refused", _("未导入"), kind="number", link=lambda s: _page(s, "issues")),
        Column("repaired", _("自动规整"), kind="number"),
        Column("created_at", _("收到"), kind="date", sort="created_at"),
    )
    table = Table(request, columns, queries.imports_of(unit_code))
    current = queries.under_way(unit_code)
    return render(
        request,
        "registration/imports.html",
        {**here(request, unit_code, "imports"), "table": table, "current": current},
    )


def _page(source: PopulationImport, page: str) -> str:
    return reverse(f"registration:{page}", args=(source.unit_id, source.pk))


def _state(source: PopulationImport) -> str:
    english = {"staging": "being read", "staged": "waiting", "switched": "switched in"}
    return either(str(source.get_state_display()), english.get(source.state, "discarded"))


def steps(source: PopulationImport | None, current: str) -> list[Step]:
    """The walk of an import, with where it stands."""
    order = [
        ("upload", _("上传")), ("read", _("读入")), ("report", _("差错报告")),
        ("rule", _("逐行处理")), ("switch", _("转入")),
    ]  # fmt: skip
    place = [name for name, _label in order].index(current)
    if source is not None and source.state == "switched":
        place = len(order)
    return [
        Step(label, "done" if n < place else "doing" if n == place else "todo")
        for n, (_name, label) in enumerate(order)
    ]


@for_roles(Role.OFFICE)
def upload(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Receive a population file and read it in the background."""
    election = county_read(request, unit_code)
    return act_page(
        request,
        PopulationForm(posted(request), request.FILES or None),
        read_later,
        success_url=lambda job: reverse("jobs:detail", args=(job.pk,)),
        arguments=lambda given: {
            "unit": election.unit,
            "owner": request.user,
            "given": given,
            "kind": "population",
            "task": f"{TASKS}.receive",
            "title": _("读入人口文件"),
            "target": reverse("registration:imports", args=(unit_code,)),
            "arguments": {"counted_on": str(given["counted_on"] or "")},
        },
        template="registration/upload.html",
        steps=steps(None, "upload"),
        title=_("导入人口文件"),
        lead=_("文件原样留存；读入在后台进行，可以离开。转入之前，登记册没有任何改变。"),
        article=ELECTION_LAW[27, 1],
        submit=_("上传并读入"),
        cancel=reverse("registration:imports", args=(unit_code,)),
    )


def read_later(
    *,
    unit: Unit,
    owner: Account,
    given: Mapping[str, Any],
    kind: str,
    task: str,
    title: str,
    target: str,
    arguments: Mapping[str, Any],
    actor: Actor,
) -> Job:
    """Keep the uploaded file and start the job that reads it."""
    with transaction.atomic():
        file = given["file"]
        document = receive(unit=unit, kind=kind, name=file.name, content=file.file, actor=actor)
        return jobs.start(
            unit=unit,
            owner=owner,
            title=f"{title} {document.name}"[:120],
            task=task,
            target=target,
            actor=actor,
            document=document.pk,
            **arguments,
        )


@for_roles(Role.OFFICE)
def last_roll(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Receive the roll of the last term and load it in the background."""
    election = county_read(request, unit_code)
    return act_page(
        request,
        LastRollForm(posted(request), request.FILES or None),
        read_later,
        success_url=lambda job: reverse("jobs:detail", args=(job.pk,)),
        arguments=lambda given: {
            "unit": election.unit,
            "owner": request.user,
            "given": given,
            "kind": "last_roll",
            "task": f"{TASKS}.load_last_roll",
            "title": _("读入上届选民名单"),
            "target": reverse("registration:balance", args=(unit_code,)),
            "arguments": {"election": election.pk},
        },
        title=_("读入上届选民名单"),
        lead=_("它是变动平衡的期初数，也用来查明谁不在本次人口信息中。"),
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("再次读入会替换先前的上届名单。"),
            _("上届在册而人口信息中没有的人，列为待查明，不会丢失。"),
        ],
        submit=_("上传并读入"),
        cancel=reverse("registration:imports", args=(unit_code,)),
    )


def _source(unit_code: str, pk: int) -> PopulationImport:
    return get_object_or_404(PopulationImport.objects.select_related("unit"), pk=pk, unit=unit_code)


@for_roles(*READERS)
def detail(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """One import: the report, and the next step."""
    county_read(request, unit_code)
    source = _source(unit_code, pk)
    unruled = queries.unruled_rows(source).count()
    current = "rule" if unruled else "switch"
    context = {
        **here(request, unit_code, "imports"),
        "source": source,
        "state": _state(source),
        "steps": steps(source, "read" if source.state == "staging" else current),
        "codes": queries.issues_by_code(source),
        "repairs": sorted(source.repairs.items()),
        "unruled": unruled,
        "ruled": queries.ruled_rows(source).count(),
        "cases": source.duplicates.filter(ruling="").count(),
    }
    return render(request, "registration/import.html", context)


@for_roles(*READERS)
def issues(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """The error report: file, line, column, code, message, what to do; also as CSV."""
    county_read(request, unit_code)
    source = _source(unit_code, pk)
    file = source.document.name if source.document else ""

    def ruling(issue: RowIssue) -> str:
        if not issue.is_refusal:
            return either("已导入，供核对", "imported, for checking")
        return either(*ROW_RULINGS[issue.ruling])

    def address(issue: RowIssue) -> str:
        waits = issue.is_refusal and not issue.ruling
        return reverse("registration:row", args=(unit_code, pk, issue.line)) if waits else ""

    columns = (
        Column("line", _("行"), kind="number", link=address, sort="line"),
        Column("file", _("文件"), value=lambda _row: file),
        Column("column", _("栏目"), sort="column"),
        Column("code", _("代码"), sort="code"),
        Column("message", _("差错"), value=lambda i: either(i.message_zh, i.message_en)),
        Column("next", _("怎么办"), value=lambda i: either(i.next_zh, i.next_en)),
        Column("ruling", _("处理"), value=ruling, sort="ruling"),
    )
    found = source.issues.all()
    if request.GET.get("only") == "waiting":
        found = found.filter(is_refusal=True, ruling="")
    table = Table(request, columns, found, search=("column", "code", "message_zh"))
    if table.wants_csv:
        return table.csv(f"errors-{pk}")
    context = {**here(request, unit_code, "imports"), "source": source, "table": table}
    return render(request, "registration/issues.html", context)


@for_roles(Role.OFFICE)
def row(request: MemberRequest, unit_code: str, pk: int, line: int) -> HttpResponseBase:
    """Rule on one refused row."""
    county_read(request, unit_code)
    source = _source(unit_code, pk)
    faults = list(source.issues.filter(line=line, is_refusal=True))
    wrong = [fault.column for fault in faults if fault.column in source.headings]
    headings = list(dict.fromkeys([*wrong, *source.headings]))
    form = RowForm(
        posted(request),
        cells=queries.refused_cells(source, line),
        headings=headings,
        wrong=len(dict.fromkeys(wrong)),
        initial={"treatment": "correct", "ruled_on": clock.today()},
    )
    following = queries.unruled_rows(source).exclude(line=line).first()
    after = reverse("registration:import", args=(unit_code, pk))
    if following:
        after = reverse("registration:row", args=(unit_code, pk, following.line))
    return act_page(
        request,
        form,
        services.rule_row,
        success_url=after,
        arguments=lambda given: {
            "source": source,
            "line": line,
            "treatment": given["treatment"],
            "changes": form.changes() if given["treatment"] == "correct" else {},
            "basis": given["basis"],
            "ruled_on": given["ruled_on"],
        },
        template="registration/row.html",
        title=_("第 %(line)s 行") % {"line": line},
        lead=_("对照原件，只填写要更正的栏目；更正后重新核对，仍有差错的不会入库。"),
        article=ELECTION_LAW[27, 1],
        faults=faults,
        wrong=len(wrong),
        submit=_("保存处理"),
        cancel=reverse("registration:issues", args=(unit_code, pk)),
    )


@for_roles(Role.OFFICE)
def switch(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Make the staged rows the register."""
    county_read(request, unit_code)
    source = _source(unit_code, pk)
    return act_page(
        request,
        EmptyForm(posted(request)),
        services.switch_import,
        success_url=reverse("registration:import", args=(unit_code, pk)),
        arguments=lambda given: {"source": source},
        title=_("转入登记册"),
        lead=str(source.document or ""),
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("%(rows)s 行一次转入，几秒钟内完成；中途失败则一行也不转入。")
            % {"rows": source.rows},
            _(
                "公民身份号码相同的，后出现的行留待认定；没有号码而姓名、生日、性别、村相同的，列为疑似重复。"
            ),
            _("登记册中原有而本文件没有的人保留，列为待查明。"),
        ],
        submit=_("转入"),
        cancel=reverse("registration:import", args=(unit_code, pk)),
    )


@for_roles(Role.OFFICE)
def discard(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Give an import up."""
    county_read(request, unit_code)
    source = _source(unit_code, pk)
    return act_page(
        request,
        ReasonForm(posted(request)),
        services.discard_import,
        success_url=reverse("registration:imports", args=(unit_code,)),
        arguments=lambda given: {"source": source, "reason": given["reason"]},
        title=_("放弃这份文件"),
        lead=str(source.document or ""),
        article=ELECTION_LAW[27, 1],
        consequences=[_("读入的行和已作的差错处理一并删除；登记册没有改变。")],
        submit=_("放弃"),
        cancel=reverse("registration:import", args=(unit_code, pk)),
    )
