"""Keys: the unit's own, those of its superior and subordinates, and the enrolment files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.evidence.signature import Suite
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.face.screens import refused
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.returns import services
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import Peer, SigningKey
from huanjie.office.returns.pages import READERS, tabs
from huanjie.office.returns.queries.keys import key_of, keys_of, peers_of
from huanjie.office.returns.queries.reporting import children_of
from huanjie.office.returns.screens.forms import EnrolForm, KeyForm, PeerForm, ReasonForm
from huanjie.office.returns.screens.views import attachment
from huanjie.office.returns.services.keys import KEEPERS
from huanjie.office.returns.words import SUITES

LARGEST_FILE = 2**16


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponse:
    """The unit's key with its fingerprint to print, and the keys it knows."""
    unit = request.member.unit
    may = acts_for(request.member, unit, *KEEPERS)

    def link(peer: Peer) -> str:
        is_open = may and peer.withdrawn_at is None
        return reverse("returns:withdraw_key", args=(peer.pk,)) if is_open else ""

    columns = (
        Column("name", _("单位")),
        Column("relation", _("关系"), value=_relation),
        Column("fingerprint", _("指纹")),
        Column("address", _("网络地址")),
        Column("registered_at", _("登记时间"), kind="date"),
        Column("registered_by", _("登记人")),
        Column("state", _("状态"), value=lambda p: _("已停用") if p.withdrawn_at else _("停用这把"),
               link=link),
    )  # fmt: skip
    context = {
        "tabs": tabs(request.member, "keys"),
        "key": key_of(unit),
        "suite": _suite(key_of(unit)),
        "former": [kept for kept in keys_of(unit) if kept.retired_at],
        "table": Table(request, columns, peers_of(unit)),
        "may": may,
        "below": bool(children_of(unit)),
    }
    return render(request, "returns/keys.html", context)


def _relation(peer: Peer) -> str:
    return _("上级") if peer.relation == "superior" else _("下级")


def _suite(kept: SigningKey | None) -> str:
    return either(*SUITES[kept.suite]) if kept else ""


def _own(request: MemberRequest) -> Unit:
    return Unit.objects.get(code=request.member.unit)


@for_roles(*KEEPERS)
def make(request: MemberRequest) -> HttpResponseBase:
    """Make the unit a key."""
    back = reverse("returns:keys")
    replaces = key_of(request.member.unit) is not None
    return act_page(
        request,
        KeyForm(posted(request)),
        services.make_key,
        success_url=back,
        arguments=lambda given: {"unit": _own(request), "suite": Suite(given["suite"])},
        title=_("建立签名密钥"),
        lead=_own(request).name,
        article=RULE,
        consequences=[
            _("私钥加密存放在本机，不显示、不导出。"),
            _("把登记文件和打印的指纹交给上级登记，之后的报送包由这把密钥签名。"),
            *([_("原来的密钥停用；上级要重新登记。")] if replaces else []),
        ],
        submit=_("建立密钥"),
        cancel=back,
    )


@for_roles(*KEEPERS)
def enrol_up(request: MemberRequest) -> HttpResponseBase:
    """Our public key as the file that the superior registers."""
    return _file(request, _own(request), "", "")


def _file(request: MemberRequest, unit: Unit, for_code: str, address: str) -> HttpResponse:
    try:
        text = services.enrolment(unit, for_code=for_code, address=address)
    except Refused as refusal:
        return refused(request, refusal.findings)
    name = f"{unit.code}-{for_code}.hjk" if for_code else f"{unit.code}.hjk"
    return attachment(text, "application/json", name)


@for_roles(*KEEPERS)
def enrol_down(request: MemberRequest) -> HttpResponseBase:
    """The file by which a subordinate learns our key, our address and the merge key."""
    unit = _own(request)
    address = getattr(settings, "OFFICE_ADDRESS", "")
    form = EnrolForm(posted(request), below=children_of(unit.code), initial={"address": address})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return _file(request, unit, given["unit"], given["address"])
    context: dict[str, Any] = {
        "form": form,
        "title": _("给下级的登记文件"),
        "lead": _("内含本单位公钥、网络地址和人员去重用的密钥，请当面交付，不要上网传送。"),
        "article": RULE,
        "submit": _("生成并下载"),
        "cancel": reverse("returns:keys"),
    }
    return render(request, "face/act.html", context, status=422 if form.is_bound else 200)


@for_roles(*KEEPERS)
def register(request: MemberRequest) -> HttpResponseBase:
    """Register another unit's key from its enrolment file and its printed fingerprint."""
    back = reverse("returns:keys")
    return act_page(
        request,
        PeerForm(posted(request), request.FILES or None),
        _register,
        success_url=back,
        arguments=lambda given: {**given, "unit": _own(request)},
        title=_("登记往来单位的密钥"),
        lead=_("登记文件与指纹分两条路送来，才防得住调包。"),
        article=RULE,
        consequences=[
            _("上级的文件：此后凭它核对回执，并得知上级的网络地址。"),
            _("下级的文件：此后只认这把密钥签名的报送包。"),
        ],
        submit=_("登记"),
        cancel=back,
    )


def _register(*, unit: Unit, file: Any, fingerprint: str, actor: Actor) -> Peer:
    text = file.read(LARGEST_FILE).decode("utf-8", "replace")
    return services.register_peer(unit=unit, text=text, fingerprint=fingerprint, actor=actor)


@for_roles(*KEEPERS)
def withdraw(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Trust a key no more."""
    found = Peer.objects.filter(pk=pk, unit_id=request.member.unit).first()
    if found is None:
        raise Http404(str(pk))
    back = reverse("returns:keys")
    return act_page(
        request,
        ReasonForm(posted(request)),
        services.withdraw_peer,
        success_url=back,
        arguments=lambda given: {**given, "peer": found},
        title=_("停用密钥"),
        lead=f"{found.name} · {found.fingerprint}",
        article=RULE,
        consequences=[_("此后用这把密钥签名的报送包或回执一律拒收；以前收到的不受影响。")],
        submit=_("停用"),
        cancel=back,
        blocked=found.withdrawn_at is not None,
    )
