"""How far the elections of this installation are now, in as many queries for one as for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from huanjie.office.board.progress.facts import Facts
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.models import CommitteeMember, Election, PlannedAct
from huanjie.office.ledger.models import ChainHead, Entry
from huanjie.office.nomination.models import CandidateList, Consultation, Petition
from huanjie.office.nomination.returns import COLLECTING, SETTLED
from huanjie.office.polling.models import Box, Contest, Round
from huanjie.office.registration.models import Roll
from huanjie.office.seats.models import Constituency, QuotaDecision

Known = Mapping[int, Facts]


def live(elections: Iterable[Election]) -> dict[int, Facts]:
    """Election → what its records say now."""
    rows = list(elections)
    known = {
        row.pk: Facts(polling_day=row.polling_day, province=row.province, state=row.state)
        for row in rows
    }
    by_unit = {row.unit_id: known[row.pk] for row in rows}
    _acts(known)
    _papers(known, by_unit)
    _rolls(known)
    _lists(known)
    _polls(known)
    _sheets(known)
    for unit, at in newest_entries(by_unit).items():
        by_unit[unit].newest = at
    return known


def newest_entries(units: Iterable[str], before: datetime | None = None) -> dict[str, datetime]:
    """Unit → when the last act in its chain was recorded, or the last one before a time."""
    entries = Entry.objects.filter(chain=OuterRef("pk"))
    if before is None:
        entries = entries.filter(sequence=OuterRef("sequence"))
    else:
        entries = entries.filter(at__lt=before).order_by("-sequence")
    heads = ChainHead.objects.filter(pk__in=list(units)).annotate(
        last=Subquery(entries.values("at")[:1])
    )
    return {unit: at for unit, at in heads.values_list("pk", "last") if at is not None}


def _acts(known: Known) -> None:
    rows = PlannedAct.objects.filter(election__in=known).order_by()
    for election, act, planned, done in rows.values_list(
        "election_id", "act", "planned_on", "done_on"
    ):
        known[election].planned[act] = planned
        if done is not None:
            known[election].done[act] = done
    for facts in known.values():
        if facts.state != "preparing":
            facts.begun.add("K09")


def _papers(known: Known, by_unit: Mapping[str, Facts]) -> None:
    """Notices, and the numbered decisions on the committee and the quota."""
    notices = Publication.objects.filter(unit__in=by_unit).order_by()
    for unit, kind in notices.values_list("unit_id", "kind").distinct():
        by_unit[unit].post(kind)
    members = CommitteeMember.objects.filter(election__in=known).order_by()
    for election, number in members.values_list("election_id", "document_no").distinct():
        if number:
            _records(known[election], "K01")
    for election, number in QuotaDecision.objects.filter(election__in=known).values_list(
        "election_id", "document_no"
    ):
        known[election].begun.add("K02")
        if number:
            known[election].proven.add("K02")


def _records(facts: Facts, code: str) -> None:
    facts.begun.add(code)
    facts.proven.add(code)


def _rolls(known: Known) -> None:
    for election in _elections(Roll.objects.all(), known, "constituency__election"):
        _records(known[election], "K09")
        known[election].begun.add("K13")


def _elections(rows: "QuerySet[Any]", known: Known, path: str) -> set[int]:
    """The elections of which there are rows."""
    found = rows.filter(**{f"{path}__in": known}).order_by()
    return set(found.values_list(path, flat=True).distinct())


@dataclass
class _Lists:
    """The lists of one election: how many, still collecting, settled, heard; and their days."""

    all: int = 0
    collecting: int = 0
    settled: int = 0
    published: int = 0
    heard: int = 0


def _lists(known: Known) -> None:
    """K15, K17, K18, K20: as `nomination.returns.milestones` has them for one election."""
    lists: dict[int, _Lists] = {}
    path = "constituency__election"
    states = CandidateList.objects.filter(**{f"{path}__in": known}).order_by()
    for election, state, many, published, last in states.values_list(path, "state").annotate(
        Count("pk"), Count("preliminary_on"), Max("formal_on")
    ):
        held = lists.setdefault(election, _Lists())
        held.all += many
        held.published += published
        held.collecting += many * (state in COLLECTING)
        held.settled += many * (state in SETTLED)
        if last is not None:
            before = known[election].finished.get("K18", last)
            known[election].finished["K18"] = max(before, last)
    heard = Consultation.objects.filter(**{f"candidates__{path}__in": known}).order_by()
    for election, many in heard.values_list(f"candidates__{path}").annotate(
        Count("candidates", distinct=True)
    ):
        lists[election].heard = many
    forms = Petition.objects.filter(**{f"candidates__{path}__in": known}).order_by()
    received = dict(forms.values_list(f"candidates__{path}").annotate(Max("received_on")))
    for election, held in lists.items():
        _say_lists(known[election], held, received.get(election))


def _say_lists(facts: Facts, held: _Lists, received: Any) -> None:
    facts.begun.add("K15")
    if received is not None:
        facts.proven.add("K15")
        if not held.collecting:
            facts.finished["K15"] = received
    if held.settled < held.all:
        facts.finished.pop("K18", None)
    if held.heard == held.all:
        facts.proven.add("K18")
    begun = {"K17": held.published, "K18": held.heard, "K20": held.settled}
    facts.begun.update(code for code, number in begun.items() if number)


def _polls(known: Known) -> None:
    """K06, K26: constituencies, their contests, first votes that are open, boxes without marks."""
    path = "constituency__election"
    places = Constituency.objects.filter(election__in=known).order_by()
    many = dict(places.values_list("election_id").annotate(Count("pk")))
    held = Contest.objects.filter(**{f"{path}__in": known}).order_by()
    contests = dict(held.values_list(path).annotate(Count("pk")))
    first = Round.objects.filter(ordinal=1)
    waiting = _elections(first.filter(state="open"), known, f"contest__{path}")
    boxes = Box.objects.filter(round__ordinal=1, own__isnull=True)
    waiting |= _elections(boxes, known, f"round__contest__{path}")
    for election in many:
        known[election].begun.add("K06")
    for election, number in contests.items():
        known[election].begun.add("K26")
        if number == many.get(election) and election not in waiting:
            known[election].proven.add("K26")
    declared = Contest.objects.filter(rounds__determination__declared_on__isnull=False)
    for election in _elections(declared, known, path):
        known[election].begun.add("K28")


def _sheets(known: Known) -> None:
    """K27: the sheet of every first vote is final."""
    path = "contest__constituency__election"
    first = Round.objects.filter(ordinal=1, **{f"{path}__in": known}).order_by()
    counted = first.values_list(path).annotate(
        sheets=Count("sheet"),
        final=Count("sheet", filter=Q(sheet__state="final")),
        last=Max("sheet__finalised_at"),
    )
    places = Constituency.objects.filter(election__in=known).order_by()
    many = dict(places.values_list("election_id").annotate(Count("pk")))
    for election, sheets, final, last in counted:
        facts = known[election]
        if sheets:
            facts.begun.add("K27")
        if final and final == many.get(election):
            facts.proven.add("K27")
            facts.finished["K27"] = timezone.localdate(last)
