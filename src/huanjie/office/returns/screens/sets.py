"""Drawing up a set, its cross-checks, and the two signatures."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.finding import Finding, Severity, blocking
from huanjie.office.committee.models import Election
from huanjie.office.committee.pages import act_page, acts_for, posted
from huanjie.office.committee.queries import members_in_force
from huanjie.office.face import clock
from huanjie.office.face.cards import Card, card
from huanjie.office.face.screens import perform
from huanjie.office.jobs import services as jobs
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Account
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.faults import RULE
from huanjie.office.returns.models import ReturnSet
from huanjie.office.returns.pages import READERS
from huanjie.office.returns.procedure import SENT
from huanjie.office.returns.queries.sets import (
    explanation_key,
    explanations_of,
    findings_of,
    is_stale,
    unexplained,
)
from huanjie.office.returns.screens.forms import DrawUpForm, ExplainForm, FillForm, ReviewForm
from huanjie.office.returns.screens.views import set_context, set_read

TASKS = "huanjie.office.returns.tasks"


def own_election(request: MemberRequest) -> Election:
    """The election of the member's own unit. Raises `OutOfScope`, shown as 404."""
    unit = request.member.unit
    found = Election.objects.select_related("unit").filter(unit_id=unit).first()
    if found is None:
        raise OutOfScope(f"{unit} has no election")
    return found


@for_roles(Role.OFFICE)
def draw_up(request: MemberRequest) -> HttpResponseBase:
    """Compute T1–T9 of the unit's election in the background."""
    election = own_election(request)
    before = ReturnSet.objects.filter(election=election).defer("content").first()
    is_next = before is not None and before.state in SENT
    number = (before.version + 1 if is_next else before.version) if before else 1
    form = DrawUpForm(posted(request), needs_reason=is_next, initial={"reason": _("数据更新")})
    return act_page(
        request,
        form,
        draw_up_later,
        success_url=lambda job: reverse("jobs:detail", args=(job.pk,)),
        arguments=lambda given: {
            "election": election, "owner": request.user, "reason": given.get("reason", ""),
            "remarks": given["remarks"],
        },
        title=_("编制报表"),
        lead=_("%(title)s，第 %(number)s 版") % {"title": election.title, "number": number},
        article=RULE,
        consequences=[
            _("T1–T9 全部从记录计算，不能手填；数字有错的，改记录再编。"),
            _("计算在后台进行，可以离开。"),
            _("原有的签字作废，由两人重新签字。"),
        ],
        submit=_("编制"),
        cancel=reverse("returns:index"),
    )  # fmt: skip


def draw_up_later(
    *, election: Election, owner: Account, reason: str, remarks: str, actor: Actor
) -> Job:
    """Start the job that draws a set up."""
    return jobs.start(
        unit=election.unit,
        owner=owner,
        title=f"{_('编制报表')} {election.title}"[:120],
        task=f"{TASKS}.draw_up",
        target=reverse("returns:index"),
        actor=actor,
        election=election.pk,
        at=clock.now().isoformat(),
        reason=reason,
        remarks=remarks,
    )


@for_roles(*READERS)
def checks(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Every cross-check of a set that has something to say, each with its field and words."""
    kept = set_read(request, pk)
    return render(request, "returns/checks.html", checks_context(request, kept))


def checks_context(request: MemberRequest, kept: ReturnSet) -> dict[str, Any]:
    """What the page of checks shows."""
    found = findings_of(kept, today=clock.today())
    known = explanations_of(kept)
    may = acts_for(request.member, kept.unit_code, Role.OFFICE)
    may = may and kept.state in ("drafted", "filled")
    rows = [_row(kept, each, known, may) for each in found if each.severity != "info"]
    return {
        **set_context(request, kept, "checks"),
        "rows": rows,
        "unchecked": [card(each) for each in found if each.severity == "info"],
        "errors": len(blocking(found)),
        "silent": len(unexplained(kept, found)),
        "stale_now": kept.state != "superseded" and is_stale(kept),
    }


def _row(
    kept: ReturnSet,
    finding: Finding,
    known: dict[tuple[str, str], str],
    may: bool,  # noqa: FBT001
) -> dict[str, Any]:
    code, paths = explanation_key(finding)
    text = known.get((code, paths), "")
    needs = may and finding.severity is Severity.WARN
    form = ExplainForm(initial={"code": code, "paths": paths, "text": text}) if needs else None
    doors = [(path, reverse("returns:figure", args=(kept.pk, path))) for path in finding.paths]
    return {"card": card(finding), "text": text, "form": form, "doors": doors}


@for_roles(Role.OFFICE)
def explain(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Explain one warning."""
    kept = set_read(request, pk)
    form = ExplainForm(posted(request))
    back = reverse("returns:checks", args=(pk,))
    if request.method != "POST" or not form.is_valid():
        context = {**checks_context(request, kept), "fault": form.errors}
        status = 422 if form.is_bound else 200
        return render(request, "returns/checks.html", context, status=status)
    return perform(
        request,
        services.explain,
        success_url=back,
        template="returns/checks.html",
        context=checks_context(request, kept),
        return_set=kept,
        today=clock.today(),
        **form.cleaned_data,
    )


def _warnings(kept: ReturnSet) -> list[Finding | Card]:
    """What stands in the way of a signature, said before the button is pressed."""
    found = findings_of(kept, today=clock.today())
    stopping: list[Finding | Card] = [*blocking(found)]
    stopping += unexplained(kept, found)
    if is_stale(kept):
        words = _("编制之后记录有变动，请先重新编制。")
        stopping.insert(0, Card(Severity.ERROR, words, "", RULE, "returns-stale"))
    return stopping


@for_roles(Role.OFFICE)
def fill(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The head or secretary of the office signs."""
    kept = set_read(request, pk)
    page = reverse("returns:set", args=(pk,))
    initial = {"name": request.member.name, "phone": kept.phone, "remarks": kept.remarks}
    return act_page(
        request,
        FillForm(posted(request), initial=initial),
        services.fill,
        success_url=page,
        arguments=lambda given: {**given, "return_set": kept, "today": clock.today()},
        title=_("填报人签字"),
        lead=_("%(title)s，第 %(number)s 版")
        % {"title": kept.election.title, "number": kept.version},
        article=RULE,
        consequences=[
            _("填报人对数字与记录一致负责。"),
            _("交选举委员会主任或副主任审核签字，须是另一个人。"),
            _("临时抽调的人员不能签字。"),
        ],
        warnings=_warnings(kept),
        submit=_("签字"),
        cancel=page,
        blocked=kept.state != "drafted" or request.member.unit != kept.unit_code,
    )


@for_roles(Role.COMMITTEE)
def review(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The chair or a vice chair signs."""
    kept = set_read(request, pk)
    page = reverse("returns:set", args=(pk,))
    chairs = members_in_force(kept.election).filter(post__in=("chair", "vice_chair"))
    return act_page(
        request,
        ReviewForm(posted(request), members=chairs),
        services.review,
        success_url=page,
        arguments=lambda given: {**given, "return_set": kept, "today": clock.today()},
        title=_("审核人签字"),
        lead=_("%(title)s，第 %(number)s 版")
        % {"title": kept.election.title, "number": kept.version},
        article=RULE,
        consequences=[
            _("填报人是%(name)s；审核人须是另一个人。") % {"name": kept.filler_name},
            _("签字后可以签名报送；再有更正须另编一版并写明理由。"),
        ],
        warnings=_warnings(kept),
        submit=_("审核签字"),
        cancel=page,
        blocked=kept.state != "filled" or request.member.unit != kept.unit_code,
    )
