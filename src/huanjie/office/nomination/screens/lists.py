"""Publishing, consulting and settling: one constituency, or all of them in one act."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity, blocking
from huanjie.law.nomination import path
from huanjie.office.committee.pages import act_page, election_read, posted
from huanjie.office.face import clock
from huanjie.office.face.cards import Card, card
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import CandidateList, Nominee
from huanjie.office.nomination.screens.forms import ConsultationForm, PublishForm, SettleForm
from huanjie.office.nomination.screens.views import COLLECTING, list_read, tabs
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import Role


def _dated(request: MemberRequest) -> PublishForm:
    return PublishForm(posted(request), initial={"on": clock.today()})


def _detail(candidates: CandidateList) -> str:
    constituency = candidates.constituency
    return reverse("nomination:detail", args=(candidates.unit_code, constituency.number))


def _preliminary_consequences() -> list[str]:
    return [
        _("名单由推荐表推算，全部合法的被推荐人都列入，任何人不得增减或者调换。"),
        _("公告登出姓名、性别、民族、出生年月、政治面貌、文化程度、单位及职务。"),
        _("公布后交各选民小组讨论、协商；推荐表不再受理。"),
    ]


@for_roles(Role.COMMITTEE)
def preliminary_one(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Publish the preliminary list of one constituency."""
    candidates = list_read(request, unit_code, number)
    is_open = candidates.state in COLLECTING
    found = queries.check_publication(candidates, clock.today()) if is_open else ()
    return act_page(
        request,
        _dated(request),
        services.publish_preliminary,
        success_url=_detail(candidates),
        arguments=lambda given: {**given, "candidates": candidates},
        title=_("公布初步候选人名单"),
        lead=str(candidates.constituency),
        article=ELECTION_LAW[32, 1],
        consequences=_preliminary_consequences(),
        warnings=found,
        blocked=bool(blocking(found)) or not is_open,
        submit=_("公布初步名单"),
        cancel=_detail(candidates),
    )


@for_roles(Role.COMMITTEE)
def preliminary(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish all preliminary lists in one act; what is not ready is named."""
    election = election_read(request, unit_code)
    found = queries.derived_lists(election)
    names = {row.constituency.number: row.constituency.name for row in queries.lists_of(election)}
    unready = [
        _unready(names[number], derived.findings)
        for number, derived in found.items()
        if blocking(derived.findings)
    ]
    return act_page(
        request,
        _dated(request),
        services.publish_preliminary_lists,
        success_url=reverse("nomination:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        template="nomination/publish_all.html",
        title=_("公布全部初步候选人名单"),
        lead=election.title,
        article=ELECTION_LAW[32, 1],
        consequences=_preliminary_consequences(),
        warnings=unready,
        blocked=bool(unready) or not found,
        submit=_("公布全部初步名单"),
        cancel=reverse("nomination:index", args=(unit_code,)),
        election=election,
        tabs=tabs(election, "preliminary"),
        waiting=len(found),
        ready=len(found) - len(unready),
    )


def _unready(name: str, findings: tuple[Finding, ...]) -> Card:
    """A constituency that cannot be published yet, with its first reason."""
    stopping = blocking(findings)
    first = card(stopping[0])
    more = _("（共 %(n)s 处）") % {"n": len(stopping)} if len(stopping) > 1 else ""
    said = f"{name}: {first.sentence}{more}"
    return Card(Severity.ERROR, said, first.next_step, first.article, first.code)


@for_roles(Role.OFFICE)
def consult(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Enter the record of one voter group."""
    candidates = list_read(request, unit_code, number)
    form = ConsultationForm(posted(request), nominees=_listed(candidates))
    return act_page(
        request,
        form,
        services.record_consultation,
        success_url=_detail(candidates),
        arguments=lambda given: {
            "candidates": candidates,
            **{key: given[key] for key in ("round", "group", "present", "absent")},
            "opinions": form.opinions(),
        },
        template="nomination/consult.html",
        title=_("录入讨论协商记录"),
        lead=str(candidates.constituency),
        article=ELECTION_LAW[32, 1],
        submit=_("保存记录"),
        cancel=_detail(candidates),
    )


def _listed(candidates: CandidateList) -> list[Nominee]:
    found = candidates.nominees.filter(is_listed=True, left_reason="")
    return list(found.order_by("place", "id"))


@for_roles(Role.COMMITTEE)
def settle(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Settle the formal list by the way that the law leaves open."""
    candidates = list_read(request, unit_code, number)
    nominees, allowed = _listed(candidates), queries.range_of(candidates.constituency)
    way = path(len(nominees), allowed)
    form = SettleForm(posted(request), nominees=nominees, way=way, initial={"on": clock.today()})
    return act_page(
        request,
        form,
        services.settle_formal,
        success_url=_detail(candidates),
        arguments=lambda given: {
            "candidates": candidates,
            "on": given["on"],
            **form.settlement(),
        },
        template="nomination/settle.html",
        title=_("确定正式候选人"),
        lead=str(candidates.constituency),
        article=ELECTION_LAW[31, 2],
        consequences=[
            _("正式候选人的人数应当多于应选名额三分之一至一倍。"),
            _("在法定人数以内的，被推荐人全部列为正式候选人；超过的，由选民小组协商或者预选。"),
        ],
        submit=_("确定正式候选人"),
        cancel=_detail(candidates),
        allowed=allowed,
        nominees=nominees,
        seats=candidates.constituency.seats,
        way=way.value,
        voices=queries.opinions(candidates),
    )


def _formal_consequences() -> list[str]:
    return [
        _("公告登出正式候选人的基本情况；据此印制选票。"),
        _("公布后选举委员会应当向选民介绍候选人；选举日停止介绍。"),
    ]


@for_roles(Role.COMMITTEE)
def formal_one(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """Publish the settled list of one constituency."""
    candidates = list_read(request, unit_code, number)
    return act_page(
        request,
        _dated(request),
        services.publish_formal,
        success_url=_detail(candidates),
        arguments=lambda given: {**given, "candidates": candidates},
        title=_("公布正式候选人名单"),
        lead=str(candidates.constituency),
        article=ELECTION_LAW[32, 1],
        consequences=_formal_consequences(),
        warnings=queries.check_fallen_short(candidates),
        blocked=candidates.state != "settled",
        submit=_("公布正式名单"),
        cancel=_detail(candidates),
    )


@for_roles(Role.COMMITTEE)
def formal(request: MemberRequest, unit_code: str) -> HttpResponseBase:
    """Publish every settled list in one act; those not settled are named."""
    election = election_read(request, unit_code)
    lists = list(queries.lists_of(election))
    settled = [row for row in lists if row.state == "settled"]
    unready = [row for row in lists if row.state not in ("settled", "formal", "on_ballot")]
    return act_page(
        request,
        _dated(request),
        services.publish_formal_lists,
        success_url=reverse("nomination:index", args=(unit_code,)),
        arguments=lambda given: {**given, "election": election},
        template="nomination/publish_all.html",
        title=_("公布全部正式候选人名单"),
        lead=election.title,
        article=ELECTION_LAW[32, 1],
        consequences=_formal_consequences(),
        warnings=[_unsettled(row) for row in unready],
        blocked=bool(unready) or not settled,
        submit=_("公布全部正式名单"),
        cancel=reverse("nomination:index", args=(unit_code,)),
        election=election,
        tabs=tabs(election, "formal"),
        waiting=len(settled) + len(unready),
        ready=len(settled),
    )


def _unsettled(candidates: CandidateList) -> Card:
    said = _("%(name)s：正式候选人尚未确定") % {"name": candidates.constituency}
    return Card(
        Severity.ERROR,
        said,
        _("打开该选区，录入协商记录后确定正式候选人。"),
        ELECTION_LAW[32, 1],
        "lists-not-settled",
    )
