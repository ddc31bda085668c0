"""Study material: what was sent and what came, the late list, receipts."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import PRACTICE
from huanjie.office.briefing import queries, services
from huanjie.office.briefing.models import Material
from huanjie.office.briefing.screens.forms import MaterialForm, NothingForm
from huanjie.office.briefing.screens.pages import tabs
from huanjie.office.briefing.screens.views import READERS
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.documents.queries import path
from huanjie.office.documents.services import receive
from huanjie.office.face import clock
from huanjie.office.face.screens import perform
from huanjie.office.face.tables import Column, Table
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Unit

BASIS = PRACTICE["K36"]
MOST_BYTES = 50 * 2**20


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """All study material that the reader's unit sent or got."""
    table = Table(
        request,
        (
            Column("title", _("标题"), link=_address, sort="title"),
            Column("unit__name", _("下发方"), sort="unit_id"),
            Column("sent_on", _("下发日期"), kind="date", sort="sent_on"),
            Column("due", _("学习期限"), kind="date", sort="due"),
            Column("sent", _("应学单位"), kind="number", sort="sent"),
            Column("read", _("已签收"), kind="number", sort="read"),
            Column("withdrawn_on", _("撤回日期"), kind="date", sort="withdrawn_on"),
        ),
        queries.materials_for(request.member),
        search=("title", "text"),
    )
    if table.wants_csv:
        return table.csv("materials")
    context = {
        "table": table,
        "tabs": tabs("materials"),
        "sends": acts_for(request.member, request.member.unit, *services.SENDERS),
        "late": queries.late_deliveries(request.member.unit, clock.today()).count(),
        "unread": [
            each for each in queries.unread(request.member.unit) if each.material_id is not None
        ],
    }
    return render(request, "briefing/materials.html", context)


def _address(row: Material) -> str:
    return reverse("briefing:material", args=(row.pk,))


@for_roles(*services.SENDERS)
def new(request: MemberRequest) -> HttpResponse:
    """Send study material down."""
    unit = get_object_or_404(Unit, pk=request.member.unit)
    units = list(queries.deliverable(unit.code))
    below = [each.code for each in units if each.parent_id == unit.code]
    form = MaterialForm(
        posted(request), request.FILES or None, units=units, initial={"units": below}
    )
    context = {
        "form": form,
        "title": _("下发辅导材料"),
        "article": BASIS,
        "submit": _("下发"),
        "cancel": reverse("briefing:materials"),
        "consequences": [
            _("选中的单位会在待办里看到它，阅读后签收。"),
            _("过了学习期限没有签收的单位列入逾期名单。"),
        ],
    }
    if request.method == "POST" and form.is_valid():
        return _send(request, unit, form, context)
    return render(request, "face/act.html", context, status=422 if form.is_bound else 200)


def _send(
    request: MemberRequest, unit: Unit, form: MaterialForm, context: dict[str, object]
) -> HttpResponse:
    given = {**form.cleaned_data}
    upload = given.pop("upload")
    if upload and upload.size > MOST_BYTES:
        form.add_error("upload", _("文件超过 50 MB。"))
        return render(request, "face/act.html", context, status=422)
    document = None
    if upload:
        document = receive(
            unit=unit, kind="material", name=upload.name, content=upload, actor=request.member
        )
    return perform(
        request,
        services.send_material,
        success_url=_address,
        template="face/act.html",
        context=context,
        unit=unit,
        document=document,
        on=clock.today(),
        **given,
    )


@for_roles(*READERS)
def material(request: MemberRequest, pk: int) -> HttpResponse:
    """One piece of study material; its receipts for the sender, the button for a reader."""
    found = queries.readable_material(request.member, pk)
    own = found.deliveries.filter(unit_id=request.member.unit).first()
    is_sender = found.unit_id == request.member.unit
    context: dict[str, Any] = {
        "material": found,
        "delivery": own,
        "has_read": queries.has_read(own, request.member),
        "is_sender": is_sender,
        "withdraws": acts_for(request.member, found.unit_id, *services.SENDERS),
        "today": clock.today(),
    }
    if is_sender:
        rows = found.deliveries.select_related("unit").prefetch_related("readings")
        context["receipts"] = queries.receipts(rows)
    return render(request, "briefing/material.html", context)


@for_roles(*READERS)
def file(request: MemberRequest, pk: int) -> FileResponse:
    """The file of study material; for every reader of the material."""
    found = queries.readable_material(request.member, pk)
    if found.document is None or not path(found.document).exists():
        raise Http404(str(pk))
    return FileResponse(
        path(found.document).open("rb"), as_attachment=True, filename=found.document.name
    )


@for_roles(*READERS)
def late(request: MemberRequest) -> HttpResponseBase:
    """Which units have not read which material in time."""
    table = Table(
        request,
        (
            Column("unit__name", _("单位"), sort="unit_id"),
            Column("material__title", _("辅导材料"), link=lambda d: _address(d.material)),
            Column("material__due", _("学习期限"), kind="date", sort="material__due"),
        ),
        queries.late_deliveries(request.member.unit, clock.today()),
        search=("unit__name", "material__title"),
    )
    if table.wants_csv:
        return table.csv("late-materials")
    return render(request, "briefing/late.html", {"table": table, "tabs": tabs("materials")})


@for_roles(*services.SENDERS)
def withdraw(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take study material back."""
    found = queries.readable_material(request.member, pk)
    back = _address(found)
    return act_page(
        request,
        NothingForm(posted(request)),
        services.withdraw_material,
        success_url=back,
        arguments=lambda given: {"material": found, "on": clock.today()},
        title=_("撤回辅导材料"),
        lead=found.title,
        consequences=[_("没有签收的单位不必再学。"), _("已有的签收仍然保留。")],
        submit=_("撤回"),
        cancel=back,
    )
