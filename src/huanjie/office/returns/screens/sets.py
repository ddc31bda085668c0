"""Drawing up a set, its cross-checks, and the two signatures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
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
Key = tuple[str, str]
"""A warning: its code and the fields it is about."""
NOTHING: Final[Mapping[Key, ExplainForm]] = MappingProxyType({})


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


def checks_context(
    request: MemberRequest, kept: ReturnSet, typed: Mapping[Key, ExplainForm] = NOTHING
) -> dict[str, Any]:
    """What the page of checks shows; `typed` is what stands in the fields and is not saved."""
    found = findings_of(kept, today=clock.today())
    known = explanations_of(kept)
    may = acts_for(request.member, kept.unit_code, Role.OFFICE)
    may = may and kept.state in ("drafted", "filled")
    rows = [_row(kept, each, known, typed) for each in found if each.severity != "info"]
    asking = [row for row in rows if may and row["is_warning"]]
    for n, row in enumerate(asking):
        row["asks"], row["form"].auto_id = True, f"explain-{n}-%s"
    return {
        **set_context(request, kept, "checks"),
        "rows": rows,
        "is_asking": bool(asking),
        "unchecked": [card(each) for each in found if each.severity == "info"],
        "errors": len(blocking(found)),
        "silent": len(unexplained(kept, found)),
        "stale_now": kept.state != "superseded" and is_stale(kept),
    }


def _row(
    kept: ReturnSet,
    finding: Finding,
    known: Mapping[Key, str],
    typed: Mapping[Key, ExplainForm],
) -> dict[str, Any]:
    key = explanation_key(finding)
    code, paths = key
    text = known.get(key, "")
    form = typed.get(key) or ExplainForm(initial={"code": code, "paths": paths, "text": text})
    doors = [(path, reverse("returns:figure", args=(kept.pk, path))) for path in finding.paths]
    is_warning = finding.severity is Severity.WARN
    return {
        "card": card(finding), "text": text, "form": form, "doors": doors, "is_warning": is_warning,
    }  # fmt: skip


@for_roles(Role.OFFICE)
def explain(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Explain warnings: all that were typed, saved together or, with a fault, kept on screen."""
    kept = set_read(request, pk)
    typed = _typed(request)
    known = explanations_of(kept)
    new = {key: form for key, form in typed.items() if form["text"].value() != known.get(key, "")}
    context = checks_context(request, kept, typed)
    if not all(form.is_valid() for form in new.values()):
        return render(request, "returns/checks.html", context, status=422)
    if not new:
        return redirect("returns:checks", pk)
    return perform(
        request,
        services.explain_all,
        success_url=reverse("returns:checks", args=(pk,)),
        template="returns/checks.html",
        context=context,
        return_set=kept,
        texts={key: form.cleaned_data["text"] for key, form in new.items()},
        today=clock.today(),
    )


def _typed(request: MemberRequest) -> dict[Key, ExplainForm]:
    """The explanations posted, by warning: code, paths and text stand once for each."""
    columns = (request.POST.getlist(name) for name in ("code", "paths", "text"))
    return {
        (code, paths): ExplainForm({"code": code, "paths": paths, "text": text})
        for code, paths, text in zip(*columns, strict=False)
    }


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
