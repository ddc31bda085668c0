"""Entering forms as they lie on the desk, and ruling on them."""

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.office.committee.pages import act_page, acts_for, election_read, posted
from huanjie.office.face import clock
from huanjie.office.face.screens import perform
from huanjie.office.nomination import queries, services
from huanjie.office.nomination.models import CandidateList, Nominee, Petition, Signature
from huanjie.office.nomination.screens.forms import (
    MOST_LINES,
    OrganizationForm,
    PetitionForm,
    PetitionRulingForm,
    SignatureRulingForm,
    WithdrawalForm,
    kept_values,
    nominee_forms,
    nominees_in,
    signature_data,
    signature_forms,
    signatures_in,
)
from huanjie.office.nomination.screens.views import list_read, tabs
from huanjie.office.people.access import MemberRequest, for_roles, signed_in
from huanjie.office.people.roles import Role

RULING = (Role.COMMITTEE, Role.OFFICE)


@for_roles(Role.OFFICE)
def enter(request: MemberRequest, unit_code: str, number: int) -> HttpResponseBase:
    """A form of ten voters, or with `?kind=organization` of parties and organisations."""
    candidates = list_read(request, unit_code, number)
    is_joint = request.GET.get("kind") != "organization"
    typed = posted(request)
    data = None if typed is None or "more" in typed else typed
    kept: Mapping[str, str] = typed or {}
    head = (PetitionForm if is_joint else OrganizationForm)(
        data, initial={"received_on": clock.today()} | kept_values(kept, "")
    )
    nominees = nominee_forms(data, candidates.constituency.seats, kept)
    signatures = signature_forms(data if is_joint else None, kept)
    context = {
        "candidates": candidates,
        "constituency": candidates.constituency,
        "election": candidates.constituency.election,
        "is_joint": is_joint,
        "head": head,
        "nominees": nominees,
        "signatures": signatures,
        "may_grow": signatures.total_form_count() < MOST_LINES,
    }
    if data is None:
        return render(request, "nomination/enter.html", context)
    whole = [head.is_valid(), nominees.is_valid(), not is_joint or signatures.is_valid()]
    if not all(whole):
        return render(request, "nomination/enter.html", context, status=422)
    given = head.cleaned_data
    return perform(
        request,
        services.receive_petition,
        success_url=lambda form: reverse("nomination:petition", args=(unit_code, form.pk)),
        template="nomination/enter.html",
        context=context,
        candidates=candidates,
        form_no=given["form_no"],
        kind="joint" if is_joint else "organization",
        organizations=given.get("organizations", ()),
        received_on=given["received_on"],
        nominees=nominees_in(nominees),
        signatures=signatures_in(signatures) if is_joint else (),
    )


@for_roles(Role.OFFICE)
def look_up(request: MemberRequest, unit_code: str, number: int) -> HttpResponse:
    """What the roll answers to the line being typed: a fragment beside it."""
    candidates = list_read(request, unit_code, number)
    given = {key.rpartition("-")[2]: request.GET.get(key, "") for key in request.GET}
    name, key = given.get("name", "").strip(), given.get("key", "").strip()
    context = {"asked": bool(name), "candidates": candidates}
    if name:
        context["signer"] = queries.signer(candidates, signature_data(1, name, key))
    return render(request, "nomination/signer.html", context)


@signed_in
def petition(request: MemberRequest, unit_code: str, pk: int) -> HttpResponse:
    """One form with what the law says to it and to each of its signatures."""
    election = election_read(request, unit_code)
    found = get_object_or_404(
        Petition.objects.select_related("candidates__constituency__election"),
        pk=pk,
        candidates__constituency__election=election,
    )
    lines = found.signatures.select_related("entry__person")
    context = {
        "election": election,
        "form": found,
        "constituency": found.candidates.constituency,
        "recommendations": found.recommendations.select_related("nominee"),
        "lines": lines,
        "standing": sum(bool(line.entry_id) and not line.struck_reason for line in lines),
        "findings": _findings(found),
        "rules": acts_for(request.member, unit_code, *RULING)
        and found.state == "received"
        and found.candidates.state in ("collecting", "collected"),
    }
    return render(request, "nomination/petition.html", context)


def _findings(found: Petition) -> object:
    is_open = found.candidates.state in ("collecting", "collected")
    return queries.findings_of(found) if is_open and found.state == "received" else ()


@for_roles(*RULING)
def rule_petition(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Do not accept a form."""
    election = election_read(request, unit_code)
    found = get_object_or_404(Petition, pk=pk, candidates__constituency__election=election)
    back = reverse("nomination:petition", args=(unit_code, pk))
    return act_page(
        request,
        PetitionRulingForm(posted(request), initial={"ruled_on": clock.today()}),
        services.rule_petition,
        success_url=back,
        arguments=lambda given: {**given, "petition": found},
        title=_("不予受理推荐表"),
        lead=found.form_no,
        article=ELECTION_LAW[30, 2],
        consequences=[
            _("这张表上的推荐和签名全部不计；被推荐人另有推荐表的，仍列入名单。"),
            _("理由记入账簿，并告知推荐人。"),
        ],
        submit=_("不予受理"),
        cancel=back,
    )


@for_roles(*RULING)
def rule_signature(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Strike a signature or keep it."""
    election = election_read(request, unit_code)
    line = get_object_or_404(
        Signature.objects.select_related("petition"),
        pk=pk,
        petition__candidates__constituency__election=election,
    )
    back = reverse("nomination:petition", args=(unit_code, line.petition_id))
    return act_page(
        request,
        SignatureRulingForm(posted(request), initial={"ruled_on": clock.today(), "strike": "1"}),
        services.rule_signature,
        success_url=back,
        arguments=lambda given: {**given, "signature": line},
        title=_("认定推荐人签名"),
        lead=f"{line.petition.form_no} · {line.position} · {line.name}",
        article=PRACTICE["O-41"],
        consequences=[
            _("每一选民推荐的人数不得超过应选名额；超过时划去哪一处，法律没有规定，由机关认定。"),
            _("建议划去后签的。划去后这张表的有效签名重新计算。"),
        ],
        submit=_("记录认定"),
        cancel=back,
    )


@signed_in
def rulings(request: MemberRequest, unit_code: str) -> HttpResponse:
    """What waits for a ruling, constituency by constituency."""
    election = election_read(request, unit_code)
    found = queries.derived_lists(election)
    forms = {
        form.form_no: form.pk
        for form in Petition.objects.filter(
            candidates__constituency__election=election, state="received"
        )
    }
    waiting = [
        (number, finding, forms.get(str(finding.facts.get("number"))))
        for number, derived in found.items()
        for finding in derived.findings
        if finding.is_blocking and finding.code != "nominees-too-few"
    ]
    context = {
        "election": election,
        "tabs": tabs(election, "rulings"),
        "waiting": waiting,
        "collecting": bool(found),
    }
    return render(request, "nomination/rulings.html", context)


@for_roles(*RULING)
def withdraw(request: MemberRequest, unit_code: str, pk: int) -> HttpResponseBase:
    """Record that a nominee leaves."""
    election = election_read(request, unit_code)
    nominee = get_object_or_404(
        Nominee.objects.select_related("candidates__constituency"),
        pk=pk,
        candidates__constituency__election=election,
    )
    back = _address(nominee.candidates, unit_code)
    return act_page(
        request,
        WithdrawalForm(posted(request), initial={"on": clock.today()}),
        services.withdraw_nominee,
        success_url=back,
        arguments=lambda given: {**given, "nominee": nominee},
        title=_("办理被推荐人退出"),
        lead=nominee.name,
        article=ELECTION_LAW[35],
        consequences=[
            _("此人从名单中退出；名单不能因为其他原因增减或者调换。"),
            _("名单公布以后退出、人数因此不足的，由选举委员会决定如何处理。"),
        ],
        submit=_("办理退出"),
        cancel=back,
    )


def _address(candidates: CandidateList, unit_code: str) -> str:
    return reverse("nomination:detail", args=(unit_code, candidates.constituency.number))
