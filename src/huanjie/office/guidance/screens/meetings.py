"""Meetings, what they decided, and how it was carried out."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Meeting, Resolution
from huanjie.office.guidance.queries.groups import groups_of
from huanjie.office.guidance.queries.meetings import (
    meetings_within,
    readable_meetings,
    readable_resolutions,
)
from huanjie.office.guidance.queries.scope import offices_within, readable
from huanjie.office.guidance.screens.forms import DoneForm, HeldForm, MeetingForm, RemarkForm
from huanjie.office.guidance.screens.pages import (
    LEADING,
    Do,
    Part,
    do_page,
    list_page,
    may,
    page,
    record_page,
    word,
)
from huanjie.office.guidance.words import MEETING_STATES, TASK_STATES
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import ROLE_NAMES, Role

MARKS = {"planned": "todo", "held": "done", "cancelled": "info"}


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The meetings of the unit and of those within it."""
    columns = (
        Column("title", _("会议名称"), link=lambda m: page("meeting", m.pk), sort="title"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("day", _("日期"), kind="date", sort="day"),
        Column("state", _("状态"), value=lambda m: word(MEETING_STATES, m.state), sort="state"),
        Column("decided", _("议定事项"), kind="number", sort="decided"),
        Column("open", _("待落实"), kind="number", sort="open"),
    )
    rows = meetings_within(request.member.unit)
    table = Table(request, columns, rows, search=("title", "agenda", "unit__name"))
    is_mine = may(request.member, request.member.unit, LEADING)
    actions = [Do(_("安排会议"), page("plan_meeting"), is_main=True)] if is_mine else []
    return list_page(
        request,
        table,
        "meetings",
        title=_("会议"),
        lead=_("议定的每一件事都写明谁办、何时办完，并列入承办单位的待办。"),
        actions=actions,
        empty=_("还没有会议"),
        why=_("安排会议并写好议程，会后填报议定事项。"),
    )


@signed_in
def meeting(request: MemberRequest, pk: int) -> HttpResponse:
    """One meeting: agenda, present, what was decided and what became of it."""
    found = readable(readable_meetings(request.member), request.member, pk)
    actions = []
    if found.state == "planned" and may(request.member, found.unit_id, LEADING):
        actions = [
            Do(_("取消会议"), page("cancel_meeting", pk)),
            Do(_("填报会议"), page("hold_meeting", pk), is_main=True),
        ]
    rows = list(found.resolutions.select_related("unit"))
    table = Table(request, _columns(), rows, caption=_("议定事项"))
    return record_page(
        request,
        title=found.title,
        back=page("meetings"),
        back_label=_("会议"),
        mark=(MARKS[found.state], word(MEETING_STATES, found.state)),
        facts=[
            (_("单位"), found.unit.name),
            (_("召集的组织"), found.group),
            (_("日期"), found.day),
            (_("地点"), found.place),
            (_("主持人"), found.chair),
        ],
        parts=[
            Part(_("议程"), found.agenda),
            Part(_("到会人员"), found.present),
            Part(_("会议情况"), found.minutes),
        ],
        actions=actions,
        tables=[(_("议定事项"), table, _("没有议定事项"))] if found.state == "held" else (),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", _("序号")),
        Column("text", _("议定事项"), link=lambda r: page("resolution", r.pk)),
        Column("unit__name", _("承办单位")),
        Column("role", _("承办"), value=lambda r: either(*ROLE_NAMES[Role(r.role)])),
        Column("due", _("完成期限"), kind="date"),
        Column("state", _("状态"), value=lambda r: word(TASK_STATES, r.state)),
        Column("done_on", _("落实日期"), kind="date"),
    )


@for_roles(*LEADING)
def plan_meeting(request: MemberRequest) -> HttpResponseBase:
    """Plan a meeting of the own unit."""
    own = get_object_or_404(Unit, code=request.member.unit)
    form = MeetingForm(
        request.POST or None, groups=groups_of(own.code, clock.today()),
        initial={"day": clock.today()},
    )  # fmt: skip
    return do_page(
        request,
        form,
        services.plan_meeting,
        back=page("meetings"),
        title=_("安排会议"),
        lead=own.name,
        consequences=[_("列入会议清单；会后由本单位填报到会人员和议定事项。")],
        submit=_("安排"),
        success_url=lambda made: page("meeting", made.pk),
        arguments=lambda given: {**given, "unit": own},
    )


def _mine(request: MemberRequest, pk: int) -> Meeting:
    return readable(readable_meetings(request.member), request.member, pk)


@for_roles(*LEADING)
def hold_meeting(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Record a meeting with what it decided."""
    found = _mine(request, pk)
    units = list(offices_within(request.member.unit))
    form = HeldForm(
        request.POST or None, units=units, own=request.member.unit, initial={"day": found.day}
    )
    return do_page(
        request,
        form,
        services.hold_meeting,
        back=page("meeting", pk),
        title=_("填报会议"),
        lead=found.title,
        consequences=[
            _("每一件议定事项立即列入承办单位的待办，超过期限列入逾期清单。"),
            _("填报后不再改动。"),
        ],
        submit=_("填报"),
        template="guidance/rows.html",
        rows_title=_("议定事项"),
        arguments=lambda given: {
            "meeting": found,
            "day": given["day"],
            "present": given["present"],
            "minutes": given["minutes"],
            "resolutions": form.resolutions(),
        },
    )


@for_roles(*LEADING)
def cancel_meeting(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Cancel a planned meeting."""
    found = _mine(request, pk)
    return do_page(
        request,
        RemarkForm(request.POST or None),
        services.cancel_meeting,
        back=page("meeting", pk),
        title=_("取消会议"),
        lead=found.title,
        consequences=[_("会议保留在清单中，注明取消的原因。")],
        submit=_("取消会议"),
        arguments=lambda given: {"meeting": found, "reason": given["remark"]},
    )


@signed_in
def resolution(request: MemberRequest, pk: int) -> HttpResponse:
    """One resolution: who carries it out until when, and how it was done."""
    found = readable(readable_resolutions(request.member), request.member, pk)
    is_mine = may(request.member, found.unit_id, [Role(found.role)])
    actions = []
    if is_mine and found.state == "open":
        actions = [Do(_("填报落实"), page("carry_out", pk), is_main=True)]
    has_meeting = readable_meetings(request.member).filter(pk=found.meeting_id).exists()
    return record_page(
        request,
        title=_("议定事项第%(number)s项") % {"number": found.number},
        back=page("meeting", found.meeting_id) if has_meeting else page("index"),
        back_label=found.meeting.title,
        mark=("done" if found.state == "done" else "todo", word(TASK_STATES, found.state)),
        facts=[
            (_("会议"), found.meeting.title),
            (_("承办单位"), found.unit.name),
            (_("承办"), either(*ROLE_NAMES[Role(found.role)])),
            (_("承办人"), found.person),
            (_("完成期限"), found.due),
            (_("落实日期"), found.done_on),
            (_("填报人"), found.done_by),
        ],
        parts=[Part(_("议定事项"), found.text), Part(_("落实情况"), found.note)],
        actions=actions,
    )


@signed_in
def carry_out(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Say how a resolution was carried out."""
    found: Resolution = readable(readable_resolutions(request.member), request.member, pk)
    form = DoneForm(request.POST or None, initial={"on": clock.today()})
    return do_page(
        request,
        form,
        services.carry_out,
        back=page("resolution", pk),
        title=_("填报落实"),
        lead=found.text[:80],
        consequences=[_("从待办和逾期清单中消去，会议所在单位可以看到。")],
        submit=_("填报"),
        arguments=lambda given: {**given, "resolution": found},
        blocked=found.state != "open",
    )
