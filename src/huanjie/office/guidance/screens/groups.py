"""Groups with their members and the units they follow."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from huanjie.office.committee.models import Election
from huanjie.office.face import clock
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Column, Table
from huanjie.office.guidance import services
from huanjie.office.guidance.models import Following, Group, GroupMember
from huanjie.office.guidance.queries.groups import groups_within, readable_groups
from huanjie.office.guidance.queries.scope import offices_within, readable
from huanjie.office.guidance.screens.forms import (
    DayForm,
    FollowForm,
    GroupForm,
    GroupLinesForm,
    MemberForm,
)
from huanjie.office.guidance.screens.pages import (
    LEADING,
    Do,
    do_page,
    list_page,
    may,
    page,
    record_page,
    word,
)
from huanjie.office.guidance.words import GROUP_KINDS, POSTS
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.models import Unit


@signed_in
def index(request: MemberRequest) -> HttpResponseBase:
    """The groups of the unit and of those within it."""
    kind = request.GET.get("kind", "")
    rows = groups_within(request.member.unit)
    shown = rows.filter(kind=kind) if kind else rows
    table = Table(request, _columns(), shown, search=("name", "unit__name", "members__name"))
    kinds = [Tab(_("全部"), page("groups"), not kind)]
    kinds += [
        Tab(word(GROUP_KINDS, key), f"{page('groups')}?kind={key}", key == kind)
        for key in GROUP_KINDS
    ]
    actions = []
    if may(request.member, request.member.unit, LEADING):
        actions = [
            Do(_("批量登记"), page("enter_groups")),
            Do(_("登记组织"), page("form_group"), is_main=True),
        ]
    return list_page(
        request,
        table,
        "groups",
        title=_("组织"),
        lead=_("领导小组、工作组、选区工作组、选民小组、指导组，谁在组里，联系哪些单位。"),
        actions=actions,
        filters=kinds,
        empty=_("还没有登记组织"),
        why=_("先登记本单位的领导小组和工作组；选区工作组可以从表格粘贴。"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("名称"), link=lambda g: page("group", g.pk), sort="name"),
        Column("kind", _("类别"), value=lambda g: word(GROUP_KINDS, g.kind), sort="kind"),
        Column("unit__name", _("单位"), sort="unit_id"),
        Column("constituency", _("选区"), value=lambda g: g.constituency or ""),
        Column("size", _("人数"), kind="number", sort="size"),
        Column("followed", _("联系单位"), kind="number", sort="followed"),
        Column("from_on", _("成立日期"), kind="date", sort="from_on"),
        Column("to_on", _("结束日期"), kind="date", sort="to_on"),
    )


def _group(request: MemberRequest, pk: int) -> Group:
    return readable(readable_groups(request.member), request.member, pk)


@signed_in
def group(request: MemberRequest, pk: int) -> HttpResponse:
    """One group: its members, the units it follows, and what may be done."""
    found = _group(request, pk)
    is_mine = may(request.member, found.unit_id, LEADING) and found.to_on is None
    actions = []
    if is_mine:
        actions = [
            Do(_("结束工作"), page("end_group", pk)),
            Do(_("联系单位"), page("follow", pk)),
            Do(_("添加成员"), page("add_member", pk), is_main=True),
        ]
    members = Table(
        request, _member_columns(is_mine=is_mine), list(found.members.all()), name="members",
        caption=_("成员"), page_size=100,
    )  # fmt: skip
    followed = list(found.followings.select_related("unit"))
    units = Table(
        request,
        _followed_columns(is_mine=is_mine),
        followed,
        name="followed",
        caption=_("联系单位"),
    )
    state = ("done", _("已结束")) if found.to_on else ("doing", _("在工作"))
    return record_page(
        request,
        title=found.name,
        back=page("groups"),
        back_label=_("组织"),
        mark=state,
        facts=[
            (_("类别"), word(GROUP_KINDS, found.kind)),
            (_("单位"), found.unit.name),
            (_("选区"), found.constituency),
            (_("文号"), found.document_no),
            (_("成立日期"), found.from_on),
            (_("结束日期"), found.to_on),
        ],
        actions=actions,
        tables=[
            (_("成员"), members, _("还没有登记成员")),
            (_("联系单位"), units, _("没有固定联系的单位")),
        ],
    )


def _member_columns(*, is_mine: bool) -> tuple[Column, ...]:
    def leave(row: GroupMember) -> str:
        return page("member_left", row.pk) if is_mine and row.to_on is None else ""

    def left(row: GroupMember) -> object:
        return row.to_on or (_("登记离开") if is_mine else "")

    return (
        Column("name", _("姓名")),
        Column("post", _("组内职务"), value=lambda row: word(POSTS, row.post)),
        Column("position", _("单位及职务")),
        Column("phone", _("电话")),
        Column("from_on", _("加入日期"), kind="date"),
        Column("to_on", _("离开日期"), value=left, link=leave, kind="date"),
    )


def _followed_columns(*, is_mine: bool) -> tuple[Column, ...]:
    def end(row: Following) -> str:
        return page("end_following", row.pk) if is_mine and row.to_on is None else ""

    def ended(row: Following) -> object:
        return row.to_on or (_("结束联系") if is_mine else "")

    return (
        Column("unit__name", _("单位"), link=lambda r: page("unit", r.unit_id)),
        Column("from_on", _("开始日期"), kind="date"),
        Column("to_on", _("结束日期"), value=ended, link=end, kind="date"),
    )


def _own(request: MemberRequest) -> Unit:
    return get_object_or_404(Unit, code=request.member.unit)


@for_roles(*LEADING)
def form_group(request: MemberRequest) -> HttpResponseBase:
    """Enter a group of the own unit."""
    own = _own(request)
    form = GroupForm(request.POST or None, unit=own.code, initial={"from_on": clock.today()})
    return do_page(
        request,
        form,
        services.form_group,
        back=page("groups"),
        title=_("登记组织"),
        lead=own.name,
        consequences=[_("显示在本单位和所联系单位的页面上，计入组织情况报表。")],
        submit=_("登记"),
        success_url=lambda made: page("group", made.pk),
        arguments=lambda given: {**given, "unit": own},
    )


@for_roles(*LEADING)
def enter_groups(request: MemberRequest) -> HttpResponseBase:
    """Enter many constituency working groups or voter groups at once."""
    election = Election.objects.filter(unit_id=request.member.unit).first()
    form = GroupLinesForm(request.POST or None, initial={"from_on": clock.today()})
    lead = election.title if election else _("本单位还没有选举，建立选举、公布选区以后再登记。")
    return do_page(
        request,
        form,
        services.enter_groups,
        back=page("groups"),
        title=_("批量登记选区工作组、选民小组"),
        lead=lead,
        consequences=[_("各组连同组长一次登记，计入组织情况报表。")],
        submit=_("登记"),
        arguments=lambda given: {
            "election": election,
            "kind": given["kind"],
            "rows": given["lines"],
            "from_on": given["from_on"],
        },
        blocked=election is None,
    )


@for_roles(*LEADING)
def add_member(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Let somebody join a group."""
    found = _group(request, pk)
    form = MemberForm(request.POST or None, initial={"from_on": clock.today(), "post": "member"})
    return do_page(
        request,
        form,
        services.add_member,
        back=page("group", pk),
        title=_("添加成员"),
        lead=found.name,
        submit=_("添加"),
        arguments=lambda given: {**given, "group": found},
    )


@for_roles(*LEADING)
def follow(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Let a group follow a unit."""
    found = _group(request, pk)
    units = offices_within(request.member.unit).exclude(code=request.member.unit)
    form = FollowForm(request.POST or None, units=units, initial={"from_on": clock.today()})
    return do_page(
        request,
        form,
        services.follow,
        back=page("group", pk),
        title=_("联系单位"),
        lead=found.name,
        consequences=[_("该单位的页面会显示由本组联系，以及组员的电话。")],
        submit=_("确定"),
        arguments=lambda given: {
            "group": found,
            "unit": Unit.objects.get(code=given["unit"]),
            "from_on": given["from_on"],
        },
    )


@for_roles(*LEADING)
def end_group(request: MemberRequest, pk: int) -> HttpResponseBase:
    """End a group."""
    found = _group(request, pk)
    return _end(
        request, services.end_group, "group", found, page("group", pk), _("结束工作"), found.name
    )


@for_roles(*LEADING)
def member_left(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Let a member leave."""
    member = get_object_or_404(
        GroupMember, pk=pk, group__in=readable_groups(request.member).values("pk")
    )
    back = page("group", member.group_id)
    return _end(request, services.member_left, "member", member, back, _("登记离开"), member.name)


@for_roles(*LEADING)
def end_following(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Let a group follow a unit no longer."""
    found = get_object_or_404(
        Following, pk=pk, group__in=readable_groups(request.member).values("pk")
    )
    back = page("group", found.group_id)
    return _end(
        request, services.end_following, "following", found, back, _("结束联系"), str(found)
    )


def _end(
    request: MemberRequest,
    command: Any,
    name: str,
    record: object,
    back: str,
    title: str,
    lead: str,
) -> HttpResponseBase:
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return do_page(
        request,
        form,
        command,
        back=back,
        title=title,
        lead=lead,
        consequences=[_("从这一天起不再计入在岗人员；以往的记录保留。")],
        submit=title,
        arguments=lambda given: {name: record, "on": given["on"]},
    )
