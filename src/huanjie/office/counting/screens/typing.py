"""Typing a sheet from paper: the paper's own fields, saved as one goes, all faults at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.office.counting import queries, services
from huanjie.office.counting.form import Page, field_id, sections
from huanjie.office.counting.labels import label_of
from huanjie.office.counting.models import SheetEntry, TallySheet
from huanjie.office.counting.screens.views import about, place_of, round_read, sheet_read
from huanjie.office.face.acts import perform
from huanjie.office.face.words import language
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.access import MemberRequest, for_roles
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round

NO_FIELDS = frozenset({"csrfmiddlewaretoken", "once", "act"})


@for_roles(Role.CLERK)
def claim(
    request: MemberRequest, unit_code: str, number: int, ordinal: int, which: int
) -> HttpResponseBase:
    """Take a typing, or go on with the own one."""
    held = round_read(request, unit_code, number, ordinal)
    if request.method != "POST":
        raise Http404
    address = reverse("counting:entry", args=(*place_of(held), which))
    if which == 1 and not TallySheet.objects.filter(round=held).exists():
        return perform(
            request, services.claim_unopened, success_url=address, context=about(held), round=held
        )
    return perform(
        request,
        services.claim,
        success_url=address,
        context=about(held),
        sheet=sheet_read(held),
        ordinal=which,
    )


def _own(request: MemberRequest, held: Round, which: int) -> SheetEntry:
    """The member's own typing. Raises `Http404` when there is none: nobody sees another's."""
    found = queries.active_entries(sheet_read(held)).get(which)
    if found is None or found.clerk_id != request.member.account:
        raise Http404
    return found


@for_roles(Role.CLERK)
def entry(
    request: MemberRequest, unit_code: str, number: int, ordinal: int, which: int
) -> HttpResponseBase:
    """The page of one typing: the paper as it stands, and after finishing what was found."""
    held = round_read(request, unit_code, number, ordinal)
    own = _own(request, held, which)
    if request.method == "POST" and request.POST.get("act") == "discard":
        return perform(
            request,
            services.discard_entry,
            success_url=reverse("counting:sheet", args=place_of(held)),
            entry=own,
        )
    if request.method == "POST":
        return _finish(request, held, own)
    faults = queries.typist_findings(own) if own.finished_at else ()
    return _page(request, held, own, faults)


def _finish(request: MemberRequest, held: Round, own: SheetEntry) -> HttpResponseBase:
    """Keep what was typed, show every fault once, and finish when the typist stands by it."""
    typed = _typed(request.POST)
    try:
        own = services.save_entry(entry=own, values=typed, actor=request.member)
    except Refused as refusal:
        context = {"findings": list(refusal.findings)}
        kept = {} if own.finished_at else typed
        return _page(request, held, own, (), typed=kept, status=422, **context)
    faults = queries.typist_findings(own)
    wrong_head = _heading_missing(own)
    if wrong_head or (faults and request.POST.get("act") != "confirm"):
        return _page(request, held, own, faults, status=422, asks=True, wrong_head=wrong_head)
    return perform(
        request,
        services.finish_entry,
        success_url=reverse("counting:entry", args=(*place_of(held), own.ordinal)),
        context=about(held),
        entry=own,
        values={},
    )


def _heading_missing(own: SheetEntry) -> bool:
    """Whether the constituency was not read from the paper's own head."""
    return not own.returned and "heading.constituency" not in own.values


@for_roles(Role.CLERK)
def save(
    request: MemberRequest, unit_code: str, number: int, ordinal: int, which: int
) -> HttpResponseBase:
    """Keep one section; the page goes on by itself, or comes back without scripts."""
    held = round_read(request, unit_code, number, ordinal)
    own = _own(request, held, which)
    if request.method != "POST":
        raise Http404
    if not request.htmx:
        return perform(
            request,
            services.save_entry,
            success_url=reverse("counting:entry", args=(*place_of(held), which)),
            entry=own,
            values=_typed(request.POST),
        )
    try:
        kept = services.save_entry(entry=own, values=_typed(request.POST), actor=request.member)
    except (Refused, NotAllowed) as refusal:
        findings = refusal.findings if isinstance(refusal, Refused) else ()
        context = {"cards": findings, "kept": None}
        return render(request, "counting/saved.html", context, status=422)
    return render(request, "counting/saved.html", {"kept": len(kept.values), "cards": ()})


def _typed(post: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the paper among what was posted; a hidden ID number stays as it is kept."""
    return {
        path: value
        for path, value in post.items()
        if path not in NO_FIELDS and not (path.endswith(".person") and value.startswith("●"))
    }


def _page(
    request: MemberRequest,
    held: Round,
    own: SheetEntry,
    faults: Sequence[queries.Checked],
    *,
    typed: Mapping[str, Any] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    case = queries.case_of(held.pk)
    which = int(language() == "en")
    page = Page(
        case.layout,
        {**own.values, **(typed or {})},
        {path for row in faults for path in row.paths},
        own.returned,
        own.finished_at is not None,
        which,
    )
    context = {
        **about(held),
        "own": own,
        "is_finished": own.finished_at is not None,
        "returned": own.returned,
        "sections": sections(page, _titles()),
        "faults": [_fault(row, which) for row in _joined(faults)],
        "save_url": reverse("counting:save", args=(*place_of(held), own.ordinal)),
        "next_url": _next_url(request, held) if own.finished_at else "",
        **more,
    }
    return render(request, "counting/entry.html", context, status=status)


def _joined(faults: Sequence[queries.Checked]) -> list[queries.Checked]:
    """The faults with all fields that are empty or no number (J003) in one."""
    blank = [row for row in faults if row.finding.code == "J003"]
    if len(blank) < 2:
        return list(faults)
    facts = [row.finding.facts for row in blank]
    numbers = tuple(n for each in facts for n in cast("tuple[str, ...]", each["fields"]))
    finding = replace(blank[0].finding, facts={**facts[0], "fields": numbers})
    paths = tuple(path for row in blank for path in row.paths)
    rest = [row for row in faults if row.finding.code != "J003"]
    return [replace(blank[0], finding=finding, paths=paths), *rest]


def _next_url(request: MemberRequest, held: Round) -> str:
    """The next sheet of this election that the typist may begin; empty when there is none."""
    election = held.contest.constituency.election
    found = queries.next_to_type(election, request.member.account)
    return reverse("counting:sheet", args=(election.unit_id, *found)) if found else ""


def _fault(row: queries.Checked, which: int) -> tuple[Any, list[tuple[str, str]]]:
    """A finding with the fields to jump to."""
    return row.finding, [(field_id(path), label_of(path, which)) for path in row.paths]


def _titles() -> dict[str, str]:
    return {
        "account": _("选区和选票"),
        "points": _("领票点：选票收支"),
        "boxes": _("票箱：投票人数和收回选票"),
        "turnout": _("参加投票人数"),
        "count": _("清点结果"),
        "candidates": _("候选人得票"),
        "write_ins": _("另选他人"),
        "bundles": _("各票箱计票"),
        "end": _("疑难票和签字"),
    }
