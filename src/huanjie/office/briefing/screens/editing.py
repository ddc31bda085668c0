"""Drafting and editing: the period, the editor with its items, the head, submitting."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huanjie.law.article import PRACTICE
from huanjie.law.procedure import IllegalMove
from huanjie.office.briefing import queries, services
from huanjie.office.briefing.models import Issue, Item
from huanjie.office.briefing.paper import drawing
from huanjie.office.briefing.screens.forms import (
    AddForm,
    DraftForm,
    HeadForm,
    ItemForm,
    NothingForm,
)
from huanjie.office.briefing.screens.pages import issue_name, own_issue
from huanjie.office.briefing.words import SECTIONS, USUAL_TITLE
from huanjie.office.committee.pages import act_page, posted
from huanjie.office.face import clock
from huanjie.office.face.cards import Card, card, moved_on
from huanjie.office.face.screens import go_on, perform
from huanjie.office.face.words import either
from huanjie.office.jobs import services as jobs
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.queries import check_readable

BASIS = PRACTICE["K36"]
WEEK = timedelta(days=6)


@for_roles(*queries.EDITORS)
def new(request: MemberRequest) -> HttpResponse:
    """Choose the period and the sections; the draft is made in the background."""
    today = clock.today()
    unit = get_object_or_404(Unit, pk=request.member.unit)
    initial = {
        "kind": "bulletin",
        "start": today - WEEK,
        "end": today,
        "sections": [*SECTIONS],
        "corrects": request.GET.get("corrects", ""),
        "title": USUAL_TITLE,
    }
    form = DraftForm(posted(request), initial=initial, unit=unit.code)
    if request.method == "POST" and form.is_valid():
        return _start(request, unit, form.cleaned_data)
    context = {"form": form, "cancel": reverse("briefing:index"), "article": BASIS}
    return render(request, "briefing/new.html", context, status=422 if form.is_bound else 200)


def _start(request: MemberRequest, unit: Unit, given: dict[str, Any]) -> HttpResponse:
    corrects = given["corrects"]
    job = jobs.start(
        unit=unit,
        owner=Account.objects.get(pk=request.user.pk),
        title=_("起草：%(title)s") % {"title": given["title"]},
        task="huanjie.office.briefing.tasks.draft",
        target=reverse("briefing:drafted"),
        actor=request.member,
        kind=given["kind"],
        name=given["title"],
        start=given["start"].isoformat(),
        end=given["end"].isoformat(),
        sections=[key for key in SECTIONS if key in given["sections"]],
        corrects=corrects.pk if corrects else None,
        on=clock.today().isoformat(),
    )
    return go_on(request, reverse("jobs:detail", args=(job.pk,)))


@for_roles(*queries.EDITORS)
def drafted(request: MemberRequest) -> HttpResponseBase:
    """To the newest draft of the unit, where a job of drafting leads."""
    newest = Issue.objects.filter(unit_id=request.member.unit, state="drafting").first()
    return redirect("briefing:edit", newest.pk) if newest else redirect("briefing:index")


@for_roles(*queries.EDITORS)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """The editor: every item with its words, its source and whether the source has moved."""
    issue = own_issue(request, pk)
    if issue.state != "drafting":
        return redirect("briefing:issue", pk)
    return render(request, "briefing/edit.html", _editor(issue))


def _editor(issue: Issue) -> dict[str, Any]:
    moved = queries.moved_items(issue, clock.now())
    items = list(issue.items.order_by("is_dropped", "position", "id"))
    return {
        "issue": issue,
        "name": issue_name(issue),
        "rows": [
            (each, either(*SECTIONS[each.section]), moved.get(each.pk, ""), drawing(each.bars))
            for each in items
        ],
        "moved": len(moved),
        "kept": sum(not each.is_dropped for each in items),
        "units": [each.unit.name for each in issue.deliveries.select_related("unit")],
    }


@require_POST
@for_roles(*queries.EDITORS)
def item(request: MemberRequest, pk: int) -> HttpResponse:
    """Save the words of an item, then move, drop, restore or renew it as the button says.

    While somebody types, the page posts without a button and gets a line back.
    """
    found = get_object_or_404(Item.objects.select_related("issue"), pk=pk)
    check_readable(request.member, found.issue.unit_id)
    act = request.POST.get("act", "")
    form = ItemForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    given = form.cleaned_data
    try:
        if (found.heading, found.text) != (given["heading"], given["text"]):
            found = services.edit_item(item=found, actor=request.member, **given)
    except Refused as refusal:
        return _not_saved(request, found, [card(each) for each in refusal.findings])
    except IllegalMove as refusal:
        return _not_saved(request, found, [moved_on(refusal)])
    if request.htmx and not act:
        return render(request, "briefing/saved.html", {"item": found, "at": timezone.localtime()})
    return _then(request, found, act)


def _not_saved(request: MemberRequest, found: Item, cards: list[Card]) -> HttpResponse:
    """The words as they were posted, with why they were not saved."""
    context = {
        "item": found,
        "findings": cards,
        "heading": request.POST.get("heading", ""),
        "text": request.POST.get("text", ""),
    }
    is_typing = request.htmx and not request.POST.get("act")
    page = "briefing/saved.html" if is_typing else "briefing/not_saved.html"
    return render(request, page, context, status=200 if is_typing else 422)


def _then(request: MemberRequest, found: Item, act: str) -> HttpResponse:
    url = f"{reverse('briefing:edit', args=(found.issue_id,))}#item-{found.pk}"
    match act:
        case "up" | "down":
            return perform(request, services.move_item, success_url=url, item=found, way=act)
        case "drop" | "restore":
            is_dropped = act == "drop"
            return perform(
                request, services.drop_item, success_url=url, item=found, is_dropped=is_dropped
            )
        case "renew" | "keep":
            at = clock.now()
            return perform(
                request, services.settle_item, success_url=url, item=found, choice=act, at=at
            )
        case _:
            return go_on(request, url)


@for_roles(*queries.EDITORS)
def head(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The title, the issuing office and the distribution list."""
    issue = own_issue(request, pk)
    units = list(queries.deliverable(issue.unit_id))
    initial = {
        "title": issue.title,
        "issuer": issue.issuer,
        "copied_to": issue.copied_to,
        "units": list(issue.deliveries.values_list("unit_id", flat=True)),
    }
    back = reverse("briefing:edit", args=(pk,))
    return act_page(
        request,
        HeadForm(posted(request), initial=initial, units=units),
        services.edit_head,
        success_url=back,
        arguments=lambda given: {**given, "issue": issue},
        template="briefing/form.html",
        title=_("标题和分送范围"),
        lead=issue.title,
        submit=_("保存"),
        cancel=back,
    )


@for_roles(*queries.EDITORS)
def add(request: MemberRequest, pk: int) -> HttpResponseBase:
    """An item of one's own."""
    issue = own_issue(request, pk)
    back = reverse("briefing:edit", args=(pk,))
    return act_page(
        request,
        AddForm(posted(request), initial={"section": request.GET.get("section", "next")}),
        services.add_item,
        success_url=lambda made: f"{back}#item-{made.pk}",
        arguments=lambda given: {**given, "issue": issue},
        template="briefing/form.html",
        title=_("添加内容"),
        lead=issue.title,
        submit=_("添加"),
        cancel=back,
    )


@for_roles(*queries.EDITORS)
def submit(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Lay the draft before a second person."""
    issue = own_issue(request, pk)
    return act_page(
        request,
        NothingForm(posted(request)),
        services.submit_issue,
        success_url=reverse("briefing:issue", args=(pk,)),
        arguments=lambda given: {"issue": issue, "at": clock.now()},
        title=_("送审"),
        lead=issue.title,
        article=BASIS,
        consequences=[
            _("有审签职责、没有参加编辑的人会在待办里看到它。"),
            _("送审后不能再改；退回后可以接着改。"),
        ],
        submit=_("送审"),
        cancel=reverse("briefing:edit", args=(pk,)),
    )


@for_roles(*queries.EDITORS)
def drop(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Give a draft up."""
    issue = own_issue(request, pk)
    return act_page(
        request,
        NothingForm(posted(request)),
        services.drop_issue,
        success_url=reverse("briefing:index"),
        arguments=lambda given: {"issue": issue},
        title=_("作废草稿"),
        lead=issue.title,
        consequences=[_("草稿没有期号，作废不会留下空号。"), _("作废后不能恢复。")],
        submit=_("作废"),
        cancel=reverse("briefing:edit", args=(pk,)),
    )
