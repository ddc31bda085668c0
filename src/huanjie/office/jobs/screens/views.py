"""Long work on the screen: it can be left and found again."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from huanjie.office.face.cards import Card
from huanjie.office.face.screens import go_on
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.templatetags.face import parse_article
from huanjie.office.face.words import either
from huanjie.office.jobs.models import Job
from huanjie.office.jobs.queries import jobs_within, severity_of
from huanjie.office.jobs.services import ABANDONED
from huanjie.office.people.access import MemberRequest, signed_in

PATIENCE = timedelta(seconds=10)
MARKS = {
    "waiting": "todo",
    "running": "doing",
    "done": "done",
    "refused": "stopped",
    "failed": "warning",
}


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The jobs of the unit, newest first."""
    columns = (
        Column("title", _("事项"), link=_address, sort="title"),
        Column("state", "", value=lambda j: MARKS[j.state], kind="mark"),
        Column("state_name", _("状态"), value=state_name, sort="state"),
        Column("owner__name", _("发起人"), sort="owner__name"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("created_at", _("开始"), kind="date", sort="id"),
        Column("finished_at", _("结束"), kind="date", sort="finished_at"),
    )
    table = Table(request, columns, jobs_within(request.member.unit), search=("title",))
    if table.wants_csv:
        return table.csv("jobs")
    return render(request, "jobs/index.html", {"table": table})


@signed_in
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One job, its progress while it runs, its findings when it was refused."""
    job = get_object_or_404(jobs_within(request.member.unit), pk=pk)
    return render(request, "jobs/detail.html", _context(job))


@signed_in
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """The progress alone; when the job is over, the whole page again."""
    job = get_object_or_404(jobs_within(request.member.unit), pk=pk)
    if not job.is_open or not request.htmx:
        return go_on(request, _address(job))
    return render(request, "jobs/progress.html", _context(job))


def state_name(job: Job) -> str:
    """The state of a job in the page's language."""
    return {
        "waiting": _("等待"),
        "running": _("进行中"),
        "done": _("完成"),
        "refused": _("被退回"),
        "failed": _("出错"),
    }[job.state]


def _context(job: Job) -> dict[str, Any]:
    reason = job.result.get("reason", "")
    waited = timezone.now() - job.created_at
    return {
        "job": job,
        "reason": _("程序在任务办完之前停了。") if reason == ABANDONED else reason,
        "poll": reverse("jobs:progress", args=(job.pk,)) if job.is_open else "",
        "is_overdue": job.state == "waiting" and waited > PATIENCE,
        "findings": [_card(kept) for kept in job.result.get("findings", ())],
        "figures": _figures(job),
    }


def _figures(job: Job) -> list[tuple[str, object]]:
    """What a finished job answered, as far as the figures have names."""
    names = {
        "rows": _("读入行数"),
        "refused": _("未读入"),
        "voters": _("上届选民"),
        "missing": _("待查明"),
        "declared": _("已公布选区"),
    }
    given = job.result.items()
    return [(names[k], v) for k, v in given if k in names and isinstance(v, int)]


def _card(kept: dict[str, Any]) -> Card:
    return Card(
        severity_of(kept),
        either(kept["zh"], kept["en"]),
        either(kept["next_zh"], kept["next_en"]),
        parse_article(kept["article"]),
        kept["code"],
        paths=tuple(kept["paths"]),
    )


def _address(job: Job) -> str:
    return reverse("jobs:detail", args=(job.pk,))
