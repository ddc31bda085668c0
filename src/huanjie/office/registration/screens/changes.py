"""Corrections of published rolls by two people, and appeals."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.face import clock
from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import Role
from huanjie.office.registration import services
from huanjie.office.registration.models import RollAppeal, RollChange, RollEntry
from huanjie.office.registration.refusals import APPEAL_STATES, CHANGE_STATES
from huanjie.office.registration.screens.forms import (
    AppealForm,
    CorrectForm,
    DayForm,
    DecisionForm,
    LateForm,
    StrikeForm,
)
from huanjie.office.registration.screens.pages import READERS, here, reason_words, shown_id
from huanjie.office.registration.screens.rolls import roll_read
from huanjie.office.registration.words import CHANGE_KINDS, CLAIMS

EFFECTS = {"late": "+1", "strike": "−1", "correct": "0"}


@for_roles(*READERS)
def changes(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Every change of this election's rolls with its effect on V."""
    shown = here(request, unit_code, "changes")

    def address(change: RollChange) -> str:
        return reverse("registration:change", args=(unit_code, change.pk))

    columns = (
        Column("person", _("姓名"), value=lambda c: c.person.name, link=address),
        Column("kind", _("类型"), value=lambda c: either(*CHANGE_KINDS[c.kind]), sort="kind"),
        Column("constituency", _("选区"), value=lambda c: str(c.roll.constituency),
               sort="roll__constituency__number"),
        Column("reason", _("原因"), value=lambda c: reason_words(c.reason), sort="reason"),
        Column("evidence", _("证据")),
        Column("effect", _("对选民数的影响"), value=lambda c: EFFECTS[c.kind]),
        Column("proposed_by", _("提出人")),
        Column("state", _("状态"), value=lambda c: either(*CHANGE_STATES[c.state]), sort="state"),
        Column("decided_on", _("决定日期"), kind="date", sort="decided_on"),
    )  # fmt: skip
    rows = RollChange.objects.filter(roll__constituency__election=shown["election"])
    rows = rows.select_related("roll__constituency", "person").order_by("-id")
    table = Table(request, columns, rows, search=("person__name", "evidence"))
    context = {
        **shown,
        "table": table,
        "unposted": rows.filter(state="approved", is_posted=False).count(),
    }
    return render(request, "registration/changes.html", context)


@for_roles(Role.OFFICE, Role.REGISTRAR, Role.COMMITTEE)
def strike(request: MemberRequest, unit_code: str, number: int, pk: int) -> HttpResponseBase:
    """Propose to strike somebody off."""
    shown = here(request, unit_code, "changes")
    roll = roll_read(unit_code, number)
    entry = get_object_or_404(RollEntry.objects.select_related("person"), pk=pk, roll=roll)
    return act_page(
        request,
        StrikeForm(posted(request)),
        services.propose_change,
        success_url=reverse("registration:changes", args=(unit_code,)),
        arguments=lambda given: {
            **given, "roll": roll, "kind": "strike", "person": entry.person,
        },
        title=_("提出除名"),
        lead=f"{entry.person.name} · {roll.constituency}",
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("由选举委员会另一人批准后生效，选民数减少一人。"),
            _("除名的记录和原因保留；本人可以申诉。"),
        ],
        submit=_("提出"),
        cancel=reverse("registration:entry", args=(unit_code, number, pk)),
        **shown,
    )  # fmt: skip


@for_roles(Role.OFFICE, Role.REGISTRAR, Role.COMMITTEE)
def correct(request: MemberRequest, unit_code: str, number: int, pk: int) -> HttpResponseBase:
    """Propose to correct somebody's data."""
    shown = here(request, unit_code, "changes")
    roll = roll_read(unit_code, number)
    entry = get_object_or_404(RollEntry.objects.select_related("person"), pk=pk, roll=roll)
    person = entry.person
    form = CorrectForm(
        posted(request),
        initial={"name": person.name, "sex": person.sex, "work_unit": person.work_unit},
    )
    return act_page(
        request,
        form,
        services.propose_change,
        success_url=reverse("registration:changes", args=(unit_code,)),
        arguments=lambda given: {
            "roll": roll,
            "kind": "correct",
            "person": person,
            "reason": "wrong_place",
            "evidence": given["evidence"],
            "changes": form.changes(),
        },
        title=_("提出更正"),
        lead=f"{person.name} · {roll.constituency}",
        article=ELECTION_LAW[27, 1],
        consequences=[_("由选举委员会另一人批准后生效；原来的内容保留在变更记录里。")],
        submit=_("提出"),
        cancel=reverse("registration:entry", args=(unit_code, number, pk)),
        **shown,
    )


@for_roles(Role.OFFICE, Role.REGISTRAR, Role.COMMITTEE)
def late(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Propose to add somebody to a published roll."""
    shown = here(request, unit_code, "changes")
    roll = roll_read(unit_code, number)
    return act_page(
        request,
        LateForm(posted(request)),
        services.propose_late,
        success_url=reverse("registration:changes", args=(unit_code,)),
        arguments=lambda given: {**given, "roll": roll},
        title=_("提出补登"),
        lead=str(roll.constituency),
        article=ELECTION_LAW[27, 1],
        consequences=[
            _("由选举委员会另一人批准后生效，选民数增加一人。"),
            _("县、乡两级名单各自办理。"),
        ],
        submit=_("提出"),
        cancel=reverse("registration:roll", args=(unit_code, number)),
        **shown,
    )


@for_roles(*READERS)
def change(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """One change: what, why, on which evidence, by whom."""
    shown = here(request, unit_code, "changes")
    found = _change(unit_code, pk)
    context = {
        **shown,
        "change": found,
        "kind": either(*CHANGE_KINDS[found.kind]),
        "state": either(*CHANGE_STATES[found.state]),
        "reason": reason_words(found.reason),
        "effect": EFFECTS[found.kind],
        "id_shown": shown_id(found.person),
    }
    return render(request, "registration/change.html", context)


def _change(unit_code: str, pk: int) -> RollChange:
    found = RollChange.objects.select_related("roll__constituency__election", "person")
    return get_object_or_404(found, pk=pk, roll__constituency__election__unit_id=unit_code)


@for_roles(Role.COMMITTEE)
def approve(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Approve a change that somebody else proposed."""
    found = _change(unit_code, pk)
    return _decide_change(
        request, unit_code, found, services.approve_change, _("批准名单变更"), _("批准"),
        _("名单随即变更，对选民数的影响：%(effect)s。") % {"effect": EFFECTS[found.kind]},
    )  # fmt: skip


@for_roles(Role.COMMITTEE)
def decline(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Decline a change."""
    found = _change(unit_code, pk)
    return _decide_change(
        request, unit_code, found, services.decline_change, _("不批准名单变更"), _("不批准"),
        _("名单不变。"),
    )  # fmt: skip


def _decide_change(
    request: MemberRequest, unit_code: str, found: RollChange, command: Callable[..., RollChange],
    title: str, submit: str, consequence: str,
) -> HttpResponseBase:  # fmt: skip
    shown = here(request, unit_code, "changes")
    back = reverse("registration:change", args=(unit_code, found.pk))
    kind = either(*CHANGE_KINDS[found.kind])
    return act_page(
        request,
        DayForm(posted(request), initial={"on": clock.today()}),
        command,
        success_url=back,
        arguments=lambda given: {"change": found, "decided_on": given["on"]},
        title=title,
        lead=f"{kind} · {found.person.name} · {found.roll.constituency}",
        article=ELECTION_LAW[27, 1],
        consequences=[consequence, _("提出人：%(name)s") % {"name": found.proposed_by}],
        submit=submit,
        cancel=back,
        **shown,
    )


@for_roles(Role.COMMITTEE)
def post_corrections(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish the corrections approved since the last notice."""
    shown = here(request, unit_code, "changes")
    return act_page(
        request,
        DayForm(posted(request), initial={"on": clock.today()}),
        services.publish_corrections,
        success_url=reverse("registration:changes", args=(unit_code,)),
        arguments=lambda given: {"election": shown["election"], "on": given["on"]},
        title=_("公布名单补正"),
        lead=shown["election"].title,
        article=ELECTION_LAW[27, 1],
        consequences=[_("公告按选区和类型列出人数；姓名和原因只张榜，不上网。")],
        submit=_("公布"),
        cancel=reverse("registration:changes", args=(unit_code,)),
        **shown,
    )


@for_roles(*READERS)
def appeals(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Every appeal against this election's rolls."""
    shown = here(request, unit_code, "appeals")

    def address(appeal: RollAppeal) -> str:
        return reverse("registration:appeal", args=(unit_code, appeal.pk))

    columns = (
        Column("appellant", _("申诉人"), link=address),
        Column("person", _("涉及人员"), value=lambda a: a.person.name),
        Column("claim", _("要求"), value=lambda a: either(*CLAIMS[a.claim]), sort="claim"),
        Column("constituency", _("选区"), value=lambda a: str(a.roll.constituency)),
        Column("received_on", _("收到日期"), kind="date", sort="received_on"),
        Column("state", _("状态"), value=lambda a: either(*APPEAL_STATES[a.state]), sort="state"),
        Column("decided_on", _("决定日期"), kind="date", sort="decided_on"),
    )
    rows = RollAppeal.objects.filter(roll__constituency__election=shown["election"])
    rows = rows.select_related("roll__constituency", "person").order_by("-id")
    context = {**shown, "table": Table(request, columns, rows, search=("appellant",))}
    return render(request, "registration/appeals.html", context)


@for_roles(Role.OFFICE, Role.COMMITTEE)
def receive_appeal(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Take in an appeal against the roll of a constituency."""
    shown = here(request, unit_code, "appeals")
    roll = roll_read(unit_code, number)
    return act_page(
        request,
        AppealForm(posted(request), initial={"received_on": clock.today()}),
        services.take_in_appeal,
        success_url=reverse("registration:appeals", args=(unit_code,)),
        arguments=lambda given: {**given, "roll": roll},
        title=_("受理申诉"),
        lead=str(roll.constituency),
        article=ELECTION_LAW[29],
        consequences=[_("选举委员会应在收到之日起三日内作出处理决定。")],
        submit=_("受理"),
        cancel=reverse("registration:roll", args=(unit_code, number)),
        **shown,
    )


@for_roles(*READERS)
def appeal(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """One appeal."""
    shown = here(request, unit_code, "appeals")
    found = _appeal(unit_code, pk)
    context = {
        **shown,
        "appeal": found,
        "claim": either(*CLAIMS[found.claim]),
        "state": either(*APPEAL_STATES[found.state]),
        "id_shown": shown_id(found.person),
    }
    return render(request, "registration/appeal.html", context)


def _appeal(unit_code: str, pk: int) -> RollAppeal:
    found = RollAppeal.objects.select_related("roll__constituency__election", "person")
    return get_object_or_404(found, pk=pk, roll__constituency__election__unit_id=unit_code)


@for_roles(Role.COMMITTEE)
def decide_appeal(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Decide an appeal."""
    shown = here(request, unit_code, "appeals")
    found = _appeal(unit_code, pk)
    back = reverse("registration:appeal", args=(unit_code, pk))
    claim = either(*CLAIMS[found.claim])
    return act_page(
        request,
        DecisionForm(posted(request), initial={"decided_on": clock.today()}),
        services.decide_appeal,
        success_url=back,
        arguments=lambda given: {**given, "appeal": found},
        title=_("决定申诉"),
        lead=f"{found.appellant} · {claim} · {found.person.name}",
        article=ELECTION_LAW[29],
        consequences=[
            _("予以变更的，名单随即增加或者减少一人。"),
            _("申诉人不服的，可以在选举日的五日以前向人民法院起诉，判决为最后决定。"),
        ],
        submit=_("作出决定"),
        cancel=back,
        **shown,
    )
