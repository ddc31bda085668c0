"""Approving and sending back by a second person; giving a receipt."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huanjie.law.article import PRACTICE
from huanjie.office.briefing import queries, services
from huanjie.office.briefing.models import Delivery
from huanjie.office.briefing.paper import body_of, sections_of
from huanjie.office.briefing.screens.forms import DayForm, RemarkForm
from huanjie.office.briefing.screens.pages import own_issue
from huanjie.office.briefing.words import KINDS
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.face import clock
from huanjie.office.face.screens import perform
from huanjie.office.face.words import either
from huanjie.office.people.access import MemberRequest, for_roles, signed_in

BASIS = PRACTICE["K36"]


@for_roles(*queries.SIGNERS)
def approve(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Read what others wrote, and issue it under the next number."""
    issue = own_issue(request, pk)
    today = clock.today()
    units = issue.deliveries.count()
    body = body_of(issue)
    said = {
        "kind": either(*KINDS[issue.kind]),
        "year": today.year,
        "number": queries.next_number(issue, today.year),
    }
    return act_page(
        request,
        DayForm(posted(request), initial={"on": today}),
        services.approve_issue,
        success_url=reverse("briefing:issue", args=(pk,)),
        arguments=lambda given: {**given, "issue": issue, "at": clock.now()},
        template="briefing/approve.html",
        title=_("审签"),
        lead=issue.title,
        article=BASIS,
        consequences=[
            _("编为%(kind)s %(year)s 年第 %(number)s 期；期号连续，印发后不能收回。") % said,
            _("内容连同摘要归档，此后不能再改；有错只能用后一期更正。"),
            _("%(units)s 个单位收到通知，阅读后签收。") % {"units": units},
        ],
        submit=_("签发"),
        cancel=reverse("briefing:issue", args=(pk,)),
        blocked=issue.state != "submitted",
        issue=issue,
        body=body,
        sections=list(sections_of(body)),
    )


@for_roles(*queries.SIGNERS)
def send_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Give it back to its editors."""
    issue = own_issue(request, pk)
    return act_page(
        request,
        RemarkForm(posted(request)),
        services.send_back,
        success_url=reverse("briefing:index"),
        arguments=lambda given: {**given, "issue": issue},
        title=_("退回修改"),
        lead=issue.title,
        consequences=[_("编辑人员会在待办里看到退回意见。")],
        submit=_("退回"),
        cancel=reverse("briefing:approve", args=(pk,)),
        blocked=issue.state != "submitted",
    )


@require_POST
@signed_in
def receipt(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one has read it."""
    found = get_object_or_404(Delivery, pk=pk, unit_id=request.member.unit)
    page = "issue" if found.issue_id else "material"
    url = reverse(f"briefing:{page}", args=(found.issue_id or found.material_id,))
    return perform(request, services.give_receipt, success_url=url, delivery=found)
