"""What the pages of guidance share: tabs, the page of a record, the page of an act."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huanjie.law.article import PRACTICE
from huanjie.office.committee.pages import act_page
from huanjie.office.documents.models import Document
from huanjie.office.documents.services import Upload
from huanjie.office.face.parts import Tab
from huanjie.office.face.tables import Table, shown
from huanjie.office.face.words import either
from huanjie.office.guidance.models import Request, Slip
from huanjie.office.guidance.words import Words
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.access import MemberRequest
from huanjie.office.people.roles import Role

LEADING = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE)
GUIDING = (*LEADING, Role.GUIDE)
ANSWERING = (Role.LIAISON, Role.STANDING_COMMITTEE)
WORKING = (*LEADING, Role.LIAISON)


@dataclass(frozen=True)
class Do:
    """A button of a record: what may be done now."""

    label: str
    href: str
    is_main: bool = False


@dataclass(frozen=True)
class Part:
    """A heading with text that people wrote; lines are kept."""

    heading: str
    text: str
    note: str = ""
    files: tuple[tuple[str, str], ...] = ()


def page(name: str, *args: object) -> str:
    """The address of a page of guidance."""
    return reverse(f"guidance:{name}", args=args)


def paper_title(kinds: Mapping[str, Words], paper: Request | Slip) -> str:
    """How a paper of a numbered series is cited."""
    return _("%(kind)s〔%(year)s〕%(number)s号") % {
        "kind": word(kinds, paper.kind), "year": paper.year, "number": paper.number,
    }  # fmt: skip


def tabs(current: str) -> list[Tab]:
    """The pages of guidance."""
    names = (
        ("index", _("总览")),
        ("groups", _("组织")),
        ("meetings", _("会议")),
        ("requests", _("请示报告")),
        ("questions", _("问题答复")),
        ("visits", _("督导")),
        ("slips", _("提示督办")),
        ("late", _("逾期")),
    )
    return [Tab(label, reverse(f"guidance:{name}"), name == current) for name, label in names]


def list_page(
    request: MemberRequest,
    table: Table,
    current: str,
    *,
    title: str,
    lead: str = "",
    actions: Iterable[Do] = (),
    empty: str = "",
    why: str = "",
    filters: Sequence[Tab] = (),
) -> HttpResponseBase:
    """A table of records under the tabs, or the same as CSV."""
    if table.wants_csv:
        return table.csv(current)
    context = {
        "title": title, "lead": lead, "table": table, "tabs": tabs(current), "filters": filters,
        "actions": list(actions), "empty": empty, "why": why,
    }  # fmt: skip
    return render(request, "guidance/list.html", context)


def record_page(
    request: MemberRequest,
    *,
    title: str,
    back: str,
    back_label: str,
    mark: tuple[str, str],
    facts: Iterable[tuple[str, object]],
    parts: Iterable[Part] = (),
    actions: Iterable[Do] = (),
    tables: Iterable[tuple[str, Table, str]] = (),
    warning: str = "",
) -> HttpResponse:
    """One record: its facts, what people wrote, what may be done, and what belongs to it."""
    context = {
        "title": title, "back": back, "back_label": back_label, "mark": mark, "warning": warning,
        "facts": [(label, shown(value)) for label, value in facts if value not in (None, "")],
        "parts": [part for part in parts if part.text or part.files],
        "actions": list(actions), "tables": list(tables),
    }  # fmt: skip
    return render(request, "guidance/record.html", context)


def do_page(
    request: MemberRequest,
    form: forms.Form,
    command: Callable[..., Any],
    *,
    back: str,
    title: str,
    submit: str,
    arguments: Callable[[Any], dict[str, Any]],
    lead: str = "",
    consequences: Sequence[str] = (),
    success_url: str | Callable[[Any], str] = "",
    template: str = "face/act.html",
    **context: Any,
) -> HttpResponseBase:
    """The page of an act, with its consequences, its button, and then the receipt."""
    return act_page(
        request,
        form,
        command,
        success_url=success_url or back,
        arguments=arguments,
        template=template,
        title=title,
        lead=lead,
        article=PRACTICE["K36"],
        consequences=list(consequences),
        submit=submit,
        cancel=back,
        **context,
    )


def may(member: Actor, unit: str | None, roles: Iterable[Role]) -> bool:
    """Is it this member's turn: of that unit, in one of the roles?"""
    return member.unit == unit and bool(frozenset(roles) & member.roles)


def word(words: Mapping[str, Words], key: str) -> str:
    """A kind or a state in the language of the page."""
    found: str = either(*words[key])
    return found


def files_of(kind: str, pk: int, documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
    """The files of a record as names with addresses."""
    return tuple(
        (document.name, reverse("guidance:file", args=(kind, pk, document.pk)))
        for document in documents
    )


def uploads(request: MemberRequest) -> list[Upload]:
    """The files that came with a form."""
    found = request.FILES.getlist("attached")
    return [Upload(file.name or "", file) for file in found]


def typed(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a form holds besides the files that came with it."""
    return {name: value for name, value in given.items() if name != "attached"}
