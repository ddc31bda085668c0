"""The leader's pages: where the two typings differ, what the checks say, the final copy."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.finding import Severity
from huanjie.law.sheet import NOT_CLEARED_BY_RULING
from huanjie.office.committee.pages import act_page, acts_for
from huanjie.office.counting import queries, services
from huanjie.office.counting.form import field_id
from huanjie.office.counting.labels import label_of
from huanjie.office.counting.models import TallySheet
from huanjie.office.counting.screens.forms import ExplanationForm, NothingForm, ReasonForm
from huanjie.office.counting.screens.views import (
    CHECKING,
    about,
    place_of,
    round_read,
    sheet_read,
)
from huanjie.office.face.acts import perform
from huanjie.office.face.cards import card
from huanjie.office.face.words import language
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round


@for_roles(*CHECKING)
def differences(
    request: MemberRequest, unit_code: str, number: int, ordinal: int
) -> HttpResponseBase:
    """Which fields differ, never the figures: those stand on the paper."""
    held = round_read(request, unit_code, number, ordinal)
    sheet = sheet_read(held)
    if request.method == "POST":
        return _settle(request, held, sheet)
    entries = queries.active_entries(sheet)
    which = int(language() == "en")
    context = {
        **about(held),
        "sheet": sheet,
        "entries": entries.values(),
        "paths": [(path, label_of(path, which)) for path in queries.differences(sheet)],
    }
    return render(request, "counting/differences.html", context)


def _settle(request: MemberRequest, held: Round, sheet: TallySheet) -> HttpResponse:
    """Return the differing fields, keep one typing, or discard both."""
    act = request.POST.get("act", "")
    name, _sep, which = act.partition(":")
    ordinal = int(which) if which in ("1", "2") else 1
    address = reverse("counting:sheet", args=place_of(held))
    if name == "return":
        return perform(
            request, services.return_differences, success_url=address, sheet=sheet, ordinal=ordinal
        )
    if name == "keep":
        return perform(
            request, services.keep_entry, success_url=address, sheet=sheet, ordinal=ordinal
        )
    entry = queries.active_entries(sheet).get(ordinal)
    if name != "discard" or entry is None:
        raise Http404
    return perform(request, services.discard_entry, success_url=address, entry=entry)


@for_roles(*CHECKING, Role.COMMITTEE)
def checks(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponse:
    """Everything the checks find, each with its explanation or the form for it.

    What follows the result (J601) stands on the page of the determination.
    """
    held = round_read(request, unit_code, number, ordinal)
    return _checks_page(request, held, None)


def _checks_page(
    request: MemberRequest, held: Round, bound: ExplanationForm | None
) -> HttpResponse:
    sheet = sheet_read(held)
    found = queries.examine(queries.case_of(held.pk), sheet)
    which = int(language() == "en")
    rows = [
        {
            "finding": row.finding,
            "card": card(row.finding),
            "fields": [label_of(path, which) for path in row.paths],
            "explanation": row.explanation,
            "is_settled": row.is_settled,
            "form": _form_for(row, bound),
            "waits": row.finding.severity is Severity.MANUAL and not row.is_settled,
        }
        for row in found.checked
        if row.finding.code != "J601"
    ]
    context = {
        **about(held),
        "sheet": sheet,
        "rows": [row for row in rows if not row["is_settled"]],
        "settled": [row for row in rows if row["is_settled"]],
        "cleared": found.report.cleared,
        "unsettled": len(found.unsettled),
        "acts": acts_for(request.member, held.unit_code, *CHECKING, Role.COMMITTEE),
        "may_be_final": sheet.state == "agreed" and not found.unsettled,
    }
    return render(request, "counting/checks.html", context, status=422 if bound else 200)


def _form_for(row: queries.Checked, bound: ExplanationForm | None) -> ExplanationForm | None:
    """The form that answers a finding; none where only a correction or a decision does."""
    finding = row.finding
    is_manual = finding.severity is Severity.MANUAL or finding.code.startswith("J60")
    if row.is_settled or finding.code in NOT_CLEARED_BY_RULING:
        return None
    if is_manual and finding.code not in ("J603", "J602"):
        return None
    path = row.paths[0] if row.paths else ""
    if bound is not None and (bound["code"].value(), bound["path"].value()) == (finding.code, path):
        return bound
    place = f"{field_id(path)}-{finding.code}-%s"
    return ExplanationForm(initial={"code": finding.code, "path": path}, auto_id=place)


@for_roles(*CHECKING, Role.COMMITTEE)
def explain(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Answer one finding."""
    held = round_read(request, unit_code, number, ordinal)
    if request.method != "POST":
        return redirect("counting:checks", *place_of(held))
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _checks_page(request, held, form)
    given = form.cleaned_data
    names = given["signed_by"].replace(",", "、").replace("，", "、").split("、")
    return perform(
        request,
        services.explain,
        success_url=reverse("counting:checks", args=place_of(held)),
        context=about(held),
        sheet=sheet_read(held),
        code=given["code"],
        path=given["path"],
        text=given["text"],
        signed_by=names,
    )


@for_roles(*CHECKING, Role.COMMITTEE)
def finalise(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Make the record of the count final."""
    held = round_read(request, unit_code, number, ordinal)
    sheet = sheet_read(held)
    return act_page(
        request,
        NothingForm(request.POST if request.method == "POST" else None),
        services.finalise,
        success_url=reverse("counting:determination", args=place_of(held)),
        arguments=lambda given: {"sheet": sheet},
        title=_("计票单定稿"),
        lead=str(held),
        article=ELECTION_LAW[43, 1],
        consequences=[
            _("两次录入一致的数字成为本轮计票的记录，并生成校验码。"),
            _("结果认定以此为准；之后要改，须说明理由重新打开，已认定的结果随即失效。"),
        ],
        submit=_("定稿"),
        cancel=reverse("counting:checks", args=place_of(held)),
        blocked=sheet.state != "agreed",
    )


@for_roles(*CHECKING, Role.COMMITTEE)
def reopen(request: MemberRequest, unit_code: str, number: int, ordinal: int) -> HttpResponseBase:
    """Work on a final sheet again."""
    held = round_read(request, unit_code, number, ordinal)
    sheet = sheet_read(held)
    return act_page(
        request,
        ReasonForm(request.POST or None),
        services.reopen_sheet,
        success_url=reverse("counting:sheet", args=place_of(held)),
        arguments=lambda given: {**given, "sheet": sheet},
        title=_("重新打开计票单"),
        lead=str(held),
        article=PRACTICE["P-12"],
        consequences=[
            _("计票单回到核对状态，可以退回栏目重新录入。"),
            _("依据它作出的认定即刻失效，不能据以公布；重新定稿后须重新认定。"),
        ],
        submit=_("重新打开"),
        cancel=reverse("counting:sheet", args=place_of(held)),
        blocked=sheet.state != "final",
    )
