"""The ledger on the screen: entries in scope, one entry, and whether the chains hold.

It stands here and not in `ledger`, which lies below the roles and the components of a page.
"""

import json
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huanjie.office.face.tables import Column, Table
from huanjie.office.face.words import either
from huanjie.office.ledger.events import WORDS
from huanjie.office.ledger.models import Entry
from huanjie.office.ledger.queries import broken_links, entries_within
from huanjie.office.people.access import MemberRequest, for_roles, may_open, signed_in
from huanjie.office.people.roles import Role

READERS = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.AUDITOR)
FAULTS = {
    "an entry is missing": gettext_lazy("缺少一条记录"),
    "the entry does not agree with its digest": gettext_lazy("记录与摘要不符"),
    "the head does not agree with the last entry": gettext_lazy("链头与最后一条记录不符"),
    "chain without a head": gettext_lazy("链条没有链头"),
    "the head of the day does not follow from the one before": gettext_lazy("日链头与前一日不相接"),
    "the entries are not those over which the day was closed": gettext_lazy("当日结账后记录有变"),
}
FILTERS = ("unit", "event", "person", "from", "to")


@for_roles(*READERS)
def index(request: MemberRequest) -> HttpResponseBase:
    """The entries in scope, newest first, filtered by unit, event, person and day."""
    asked = {name: request.GET.get(name, "").strip() for name in FILTERS}
    entries = filtered(entries_within(request.member.unit), asked)
    columns = (
        Column("number", _("账簿号"), link=lambda e: reverse("ledger:entry", args=(e.pk,))),
        Column("at", _("时间"), value=lambda e: timezone.localtime(e.at), kind="date", sort="id"),
        Column("event", _("事项"), value=lambda e: event_name(e.event), sort="event"),
        Column("actor_name", _("经办"), sort="actor_name"),
        Column("unit", _("单位"), sort="unit"),
        Column("articles", _("依据"), value=lambda e: "、".join(json.loads(e.articles))),
    )
    table = Table(request, columns, entries, search=("payload", "actor_name", "event"))
    if table.wants_csv:
        return table.csv("ledger")
    kinds = sorted((name, event_name(name)) for name in WORDS)
    return render(
        request, "board/ledger_index.html", {"table": table, "asked": asked, "kinds": kinds}
    )


@signed_in
def entry(request: MemberRequest, pk: int) -> HttpResponse:
    """One entry: what was done, by whom, under which articles, and its place in the chain.

    Whoever acted may follow the receipt, whatever the role.
    """
    found = get_object_or_404(entries_within(request.member.unit), pk=pk)
    is_own = found.actor_account == request.member.account
    if not is_own and not may_open(request.member, frozenset(READERS), is_reading=True):
        raise PermissionDenied(request.member.name)
    context = {
        "entry": found,
        "event": event_name(found.event),
        "articles": json.loads(found.articles),
        "payload": fields(json.loads(found.payload)),
    }
    return render(request, "board/ledger_entry.html", context)


@for_roles(*READERS)
def chains(request: MemberRequest) -> HttpResponse:
    """Check every chain: recompute each digest from the first entry to the head."""
    context: dict[str, Any] = {"checked": request.method == "POST"}
    if request.method == "POST":
        context["broken"] = [(c, n, _say(what)) for c, n, what in broken_links()]
        context["at"] = timezone.localtime()
    context["entries"] = Entry.objects.count()
    return render(request, "board/ledger_chains.html", context)


def _say(fault: str) -> str:
    return str(FAULTS.get(fault, fault))


def event_name(name: str) -> str:
    """The kind of an event in the page's language."""
    words = WORDS.get(name)
    return either(words.zh, words.en) if words else name


def fields(payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of a payload as text."""
    return [(name, _text(value)) for name, value in payload.items()]


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return "—" if value is None else str(value)


def filtered(entries: QuerySet[Entry], asked: dict[str, str]) -> QuerySet[Entry]:
    """The entries that fit every filter that is filled in."""
    if asked["unit"]:
        entries = entries.filter(unit=asked["unit"])
    if asked["event"]:
        entries = entries.filter(event=asked["event"])
    if asked["person"]:
        entries = entries.filter(Q(actor_name__icontains=asked["person"]))
    first, last = _day(asked["from"]), _day(asked["to"])
    if first:
        entries = entries.filter(at__gte=_start(first))
    if last:
        entries = entries.filter(at__lt=_start(last + timedelta(days=1)))
    return entries


def _day(text: str) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware
