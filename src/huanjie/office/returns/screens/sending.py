"""Sending up: bundles written, delivered over the network or carried, and their receipts."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.documents.queries import path
from huanjie.office.face.screens import perform
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.jobs import services as jobs
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.queries import check_readable
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import SentBundle
from huanjie.office.returns.pages import READERS, tabs
from huanjie.office.returns.queries.keys import key_of, superior_of
from huanjie.office.returns.queries.received import bundles_of, last_bundle
from huanjie.office.returns.queries.situations import unsent_reports
from huanjie.office.returns.screens.forms import ReceiptForm, SendForm
from huanjie.office.returns.screens.views import set_read
from huanjie.office.returns.services.sending import remarks_of
from huanjie.office.returns.words import RECEIPTS

TASKS = "huanjie.office.returns.tasks"
LARGEST_RECEIPT = 4 * 2**20


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The bundles of the unit in their chain, each with its newest receipt."""
    unit = request.member.unit
    columns = (
        Column("sequence", _("序号"), kind="number", link=_address),
        Column("version", _("报表版本"), value=lambda b: b.return_set.version, kind="number"),
        Column("written_at", _("生成时间"), kind="date"),
        Column("delivered_at", _("联网送达"), kind="date"),
        Column("answer", _("回执"), value=_answer),
        Column("digest", _("摘要"), value=lambda b: b.digest[:16]),
    )
    table = Table(request, columns, list(bundles_of(unit)))
    if table.wants_csv:
        return table.csv("bundles")
    context = {
        "tabs": tabs(request.member, "sending"),
        "table": table,
        "key": key_of(unit),
        "superior": superior_of(unit),
        "acts": acts_for(request.member, unit, Role.OFFICE),
    }
    return render(request, "returns/sending.html", context)


def _address(row: SentBundle) -> str:
    return reverse("returns:bundle", args=(row.pk,))


def _answer(row: SentBundle) -> str:
    answers = list(row.receipts.all())
    return either(*RECEIPTS[answers[0].verdict]) if answers else ""


def _bundle(request: MemberRequest, pk: int) -> SentBundle:
    found = SentBundle.objects.select_related("unit", "return_set", "document").filter(pk=pk)
    row = found.first()
    if row is None:
        raise Http404(str(pk))
    check_readable(request.member, row.unit_id)
    return row


@for_roles(*READERS)
def bundle(request: MemberRequest, pk: int) -> HttpResponse:
    """One bundle: what became of it, answer by answer."""
    row = _bundle(request, pk)
    peer = superior_of(row.unit_id)
    answers = [
        {
            "receipt": receipt,
            "verdict": either(*RECEIPTS[receipt.verdict]),
            "said": remarks_of(receipt),
            "remarks": _flat(remarks_of(receipt)["remarks"]),
        }
        for receipt in row.receipts.all()
    ]
    context = {
        "bundle": row,
        "answers": answers,
        "superior": peer,
        "acts": acts_for(request.member, row.unit_id, Role.OFFICE),
        "has_network": bool(peer and peer.address),
    }
    return render(request, "returns/bundle.html", context)


def _flat(remarks: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{**row, "file": file} for file, rows in remarks.items() for row in rows]


@for_roles(*READERS)
def download(request: MemberRequest, pk: int) -> FileResponse:
    """The bundle's file, for the stick."""
    row = _bundle(request, pk)
    place = path(row.document)
    if not place.exists():
        raise Http404(row.digest)
    return FileResponse(place.open("rb"), as_attachment=True, filename=row.document.name)


@for_roles(Role.OFFICE)
def send(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Sign and write the next bundle; with a network it is sent at once."""
    kept = set_read(request, pk)
    peer = superior_of(kept.unit_code)
    where = peer.address if peer and peer.address else ""
    reports = unsent_reports(kept.unit_code)
    before = last_bundle(kept.unit_code)
    return act_page(
        request,
        SendForm(posted(request), last=before.sequence if before else 0),
        send_later,
        success_url=lambda job: reverse("jobs:detail", args=(job.pk,)),
        arguments=lambda given: {
            "unit": kept.election.unit, "owner": request.user, "task": "send_up",
            "title": f"{kept.election.title} v{kept.version}", "return_set": kept.pk,
        },
        title=_("签名报送"),
        lead=_("%(title)s，第 %(number)s 版")
        % {"title": kept.election.title, "number": kept.version},
        article=RULE,
        consequences=[
            _("用本单位的密钥签名，接在上一包之后，谁也改不动。"),
            _("包内有各选区和村的数字、核对结果和说明，随带 %(count)s 份情况报告。")
            % {"count": len(reports)},
            _("联网送往 %(where)s，回执自动收回。") % {"where": where}
            if where
            else _("没有登记上级的网络地址：生成后下载，用优盘送达。"),
        ],
        submit=_("签名报送"),
        cancel=reverse("returns:set", args=(pk,)),
        blocked=kept.state not in ("signed", "exported")
        or (
            key_of(kept.unit_code) is None
            and _("本单位还没有签名的密钥。请先在“密钥”页建立，并请上级登记。")
        ),
    )  # fmt: skip


def send_later(
    *, unit: Unit, owner: Account, task: str, title: str, actor: Actor, **arguments: int
) -> Job:
    """Start the job that writes or sends a bundle."""
    return jobs.start(
        unit=unit,
        owner=owner,
        title=f"{_('报送')} {title}"[:120],
        task=f"{TASKS}.{task}",
        target=reverse("returns:sending"),
        actor=actor,
        **arguments,
    )


@for_roles(Role.OFFICE)
def deliver(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Send a bundle over the network once more."""
    return _again(request, pk, "deliver")


@for_roles(Role.OFFICE)
def ask(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Ask the superior what became of a bundle."""
    return _again(request, pk, "ask")


def _again(request: MemberRequest, pk: int, task: str) -> HttpResponseBase:
    row = _bundle(request, pk)
    if request.method != "POST":
        raise Http404(task)
    return perform(
        request,
        send_later,
        success_url=lambda job: reverse("jobs:detail", args=(job.pk,)),
        unit=row.unit,
        owner=request.user,
        task=task,
        title=str(row),
        bundle=row.pk,
    )


@for_roles(Role.OFFICE)
def receipt(request: MemberRequest) -> HttpResponseBase:
    """Keep a receipt that was carried here."""
    unit = Unit.objects.get(code=request.member.unit)
    return act_page(
        request,
        ReceiptForm(posted(request), request.FILES or None),
        services.keep_receipt,
        success_url=lambda kept: reverse("returns:bundle", args=(kept.bundle_id,)),
        arguments=lambda given: {
            "unit": unit,
            "text": given["file"].read(LARGEST_RECEIPT).decode("utf-8", "replace"),
        },
        title=_("收回执"),
        lead=_("上级签名的回执：已收到、已接收，或者退回和意见。"),
        article=RULE,
        submit=_("收下回执"),
        cancel=reverse("returns:sending"),
    )
