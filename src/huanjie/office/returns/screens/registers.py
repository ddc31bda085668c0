"""Registers between a county and a township: where each is, given, taken, receipted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.documents.queries import path
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration.models import Handover
from huanjie.office.registration.queries import handovers_of
from huanjie.office.registration.words import HANDOVERS
from huanjie.office.returns import services
from huanjie.office.returns.pages import tabs
from huanjie.office.returns.queries.keys import areas_of, key_of
from huanjie.office.returns.screens.forms import HandOverForm, ReceiptForm, TakeOverForm
from huanjie.office.returns.screens.views import attachment

READERS = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE)
RULE = ELECTION_LAW[27, 1]


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponse:
    """What the unit gave and took, the newest first: the newest of an area says where it is."""
    unit = _own(request)
    columns = (
        Column("area", _("乡镇"), value=lambda h: h.area.name),
        Column("sequence", _("移交序号"), kind="number"),
        Column("state", _("状态"), value=lambda h: either(*HANDOVERS[h.state])),
        Column("peer_name", _("对方")),
        Column("persons", _("登记册人数"), kind="number"),
        Column("handed_at", _("移交时间"), kind="date"),
        Column("taken_at", _("接管时间"), kind="date"),
        Column("file", _("登记册文件"), value=_file_words, link=_file_address),
    )
    context = {
        "tabs": tabs(request.member, "registers"),
        "table": Table(request, columns, list(handovers_of(unit.code))),
        "key": key_of(unit.code),
        "areas": areas_of(unit),
        "acts": acts_for(request.member, unit.code, Role.OFFICE),
    }
    return render(request, "returns/registers.html", context)


def _own(request: MemberRequest) -> Unit:
    return Unit.objects.get(code=request.member.unit)


def _file_words(row: Handover) -> str:
    return _("移交包") if row.direction == "out" else _("回执")


def _file_address(row: Handover) -> str:
    return reverse("returns:register_file", args=(row.pk,))


@for_roles(*READERS)
def file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The sealed bundle of a register that was given, the receipt of one that was taken."""
    row = handovers_of(request.member.unit).filter(pk=pk).first()
    if row is None or row.document is None:
        raise Http404(str(pk))
    if row.direction == "in":
        name = f"{Path(row.document.name).stem}.hjr"
        return attachment(row.receipt, "application/json", name)
    place = path(row.document)
    if not place.exists():
        raise Http404(row.digest)
    return FileResponse(place.open("rb"), as_attachment=True, filename=row.document.name)


@for_roles(Role.OFFICE)
def hand_over(request: MemberRequest) -> HttpResponseBase:
    """Seal and sign a register for the other installation."""
    unit, back = _own(request), reverse("returns:registers")
    areas = areas_of(unit)
    return act_page(
        request,
        HandOverForm(posted(request), areas=areas),
        services.hand_over_register,
        success_url=back,
        arguments=lambda given: {
            "unit": unit, "area": given["area"], "passphrase": given["password"],
            "at": clock.now(),
        },
        title=_("移交登记册"),
        lead=_("登记册只在一处登记：移交以后由对方办理，交回以前这里不能改动。"),
        article=RULE,
        consequences=[
            _("姓名、证件号码、资格情况和上届名单用口令加密，由本单位密钥签名，写成一个文件。"),
            _("移交以后这里拒绝登记、导入和拟定该乡镇的名单；整县的人口导入和名单也要等登记册收回。"),
            _("口令用电话告诉对方；对方接管以前口令忘了的，再移交一次，用新口令重新封装。"),
            _("登记册用同样的办法交回。"),
        ],
        submit=_("封装并移交"),
        cancel=back,
        blocked=_keys_lacking(unit)
        or (not areas and _("还没有同乡镇互相登记密钥，没有登记册可以移交。请先在“密钥”页办理。")),
    )  # fmt: skip


@for_roles(Role.OFFICE)
def take_over(request: MemberRequest) -> HttpResponseBase:
    """Take a register in from the other installation."""
    unit, back = _own(request), reverse("returns:registers")
    return act_page(
        request,
        TakeOverForm(posted(request), request.FILES or None),
        _take_over,
        success_url=back,
        arguments=lambda given: {
            "unit": unit, "file": given["file"], "passphrase": given["password"],
        },
        title=_("接管登记册"),
        lead=_("核对签名、收件单位和先后次序，再用电话里得知的口令打开。"),
        article=RULE,
        consequences=[
            _("登记册整份转入，此后在这里登记；有一处不对，什么也不改动。"),
            _("证件号码用本系统自己的密钥重新加密、重新编制索引。"),
            _("收回的登记册逐人替换原来的记录；证件号码相同的两条列为疑似重复，由人认定。"),
            _("签出一份回执，请带回交给对方。"),
        ],
        submit=_("接管"),
        cancel=back,
        blocked=_keys_lacking(unit),
    )  # fmt: skip


def _keys_lacking(unit: Unit) -> str:
    """Why nothing is given or taken yet; empty when the unit can sign."""
    if key_of(unit.code) is not None:
        return ""
    return _("本单位还没有签名的密钥。请先在“密钥”页建立，并与对方互相登记。")


def _take_over(*, unit: Unit, file: Any, passphrase: str, actor: Actor) -> Handover:
    with _kept(file) as place:
        return services.take_over_register(
            unit=unit, file=place, passphrase=passphrase, at=clock.now(), actor=actor
        )


@contextmanager
def _kept(file: Any) -> Iterator[Path]:
    """The upload under its own name, which the faults of a file repeat."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / Path(file.name).name[-60:]
        with place.open("wb") as target:
            target.writelines(file.chunks())
        yield place


@for_roles(Role.OFFICE)
def receipt(request: MemberRequest) -> HttpResponseBase:
    """Enter the receipt for a register that was given."""
    unit, back = _own(request), reverse("returns:registers")
    return act_page(
        request,
        ReceiptForm(posted(request), request.FILES or None),
        _enter,
        success_url=back,
        arguments=lambda given: {"unit": unit, "file": given["file"]},
        title=_("登记册回执"),
        lead=_("对方签名的回执：登记册已经接管。"),
        article=RULE,
        submit=_("收下回执"),
        cancel=back,
    )


def _enter(*, unit: Unit, file: Any, actor: Actor) -> Handover:
    with _kept(file) as place:
        return services.enter_register_receipt(unit=unit, file=place, actor=actor)
