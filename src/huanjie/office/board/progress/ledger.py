"""How far elections were as it was known at a time: from what the ledger held by then.

An act that was recorded later was not known, whatever day it says it was done on.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from huanjie.office.board.progress.facts import Facts
from huanjie.office.board.progress.live import newest_entries
from huanjie.office.ledger.models import Entry

Payload = Mapping[str, Any]


@dataclass
class Reading:
    """An election while its entries are read one after another."""

    facts: Facts = field(default_factory=Facts)
    is_open: bool = False
    constituencies: int = 0
    lists: int = 0
    preliminary: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    formal: set[int] = field(default_factory=set)
    heard: set[int] = field(default_factory=set)
    polled: set[int] = field(default_factory=set)
    final: dict[int, date] = field(default_factory=dict)
    received: date | None = None
    listed_on: date | None = None


def known_before(provinces: Mapping[str, str], before: datetime) -> dict[str, Facts]:
    """Unit → its election as it was known before a time; none where it was not set up yet.

    `provinces` names the units asked for with the code of their province.
    """
    readings = {unit: Reading() for unit in provinces}
    for unit, event, payload, at in _entries(provinces, before):
        READ[event](readings[unit], json.loads(payload), timezone.localdate(at))
    newest = newest_entries(provinces, before)
    found = {}
    for unit, reading in readings.items():
        if reading.is_open:
            reading.facts.province = reading.facts.province or provinces[unit]
            reading.facts.newest = newest.get(unit)
            found[unit] = _concluded(reading)
    return found


def _entries(units: Iterable[str], before: datetime) -> Iterable[tuple[str, str, str, datetime]]:
    rows = Entry.objects.filter(unit__in=list(units), event__in=READ, at__lt=before)
    return rows.order_by("id").values_list("unit", "event", "payload", "at").iterator(5000)


def _concluded(reading: Reading) -> Facts:
    """What follows once everything has been read."""
    facts = reading.facts
    if reading.lists:
        facts.begun.add("K15")
        if reading.received is not None:
            facts.proven.add("K15")
            if len(reading.preliminary) >= reading.lists:
                facts.finished["K15"] = reading.received
        if len(reading.heard) >= reading.lists:
            facts.proven.add("K18")
        if len(reading.settled) >= reading.lists and reading.listed_on is not None:
            facts.finished["K18"] = reading.listed_on
    if reading.constituencies and len(reading.polled) >= reading.constituencies:
        facts.proven.add("K26")
    if reading.constituencies and len(reading.final) >= reading.constituencies:
        facts.proven.add("K27")
        facts.finished["K27"] = max(reading.final.values())
    if facts.state != "preparing":
        facts.begun.add("K09")
    return facts


def _opened(found: Reading, given: Payload, on: date) -> None:
    found.is_open, found.facts.province = True, given["province"]


def _appointed(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("committee_appointed", _day(given["appointed_on"]))
    if given["document_no"]:
        found.facts.begun.add("K01")
        found.facts.proven.add("K01")


def _day_fixed(found: Reading, given: Payload, on: date) -> None:
    found.facts.polling_day = found.facts.planned["polling"] = _day(given["day"])
    found.facts.reach("election_day_fixed", _day(given["decided_on"]))


def _planned(found: Reading, given: Payload, on: date) -> None:
    found.facts.planned |= {act: _day(day) for act, day in given["days"]}


def _act_done(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach(given["act"], _day(given["done_on"]))


def _moved(found: Reading, given: Payload, on: date) -> None:
    found.facts.state = given["after"]


def _quota(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("quota_determined", _day(given["decided_on"]))
    found.facts.begun.add("K02")
    if given["document_no"]:
        found.facts.proven.add("K02")


def _divided(found: Reading, given: Payload, on: date) -> None:
    found.constituencies = given["constituencies"]
    if found.constituencies:
        found.facts.begun.add("K06")


def _division_published(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("constituencies_published", _day(given["on"]))


def _noticed(found: Reading, given: Payload, on: date) -> None:
    found.facts.post(given["kind"])


def _rolls_drafted(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("registration_opened", _day(given["on"]))
    if given["rolls"]:
        found.facts.begun |= {"K09", "K13"}
        found.facts.proven.add("K09")


def _rolls_published(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("roll_published", _day(given["on"]))


def _nominations(found: Reading, given: Payload, on: date) -> None:
    found.lists += given["constituencies"]


def _forms(found: Reading, given: Payload, on: date) -> None:
    """The entry names no day of receipt: the day it was recorded stands for it."""
    found.received = on


def _preliminary(found: Reading, given: Payload, on: date) -> None:
    found.preliminary |= {number for number, _ in given["lists"]}
    found.facts.begun.add("K17")
    if len(found.preliminary) >= found.lists:
        found.facts.reach("preliminary_published", _day(given["on"]))


def _consulted(found: Reading, given: Payload, on: date) -> None:
    found.heard |= {number for number, _ in given["records"]}
    found.facts.begun.add("K18")


def _settled(found: Reading, given: Payload, on: date) -> None:
    found.settled |= {number for number, *_ in given["lists"]}
    found.facts.begun.add("K20")


def _formal(found: Reading, given: Payload, on: date) -> None:
    found.formal |= {number for number, _ in given["lists"]}
    found.listed_on = _day(given["on"])
    if len(found.formal) >= found.lists:
        found.facts.reach("formal_published", found.listed_on)


def _announced(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("polling_announced", _day(given["on"]))


def _contests(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("polling", _day(given["held_on"]))
    if given.get("contests", 1):
        found.facts.begun.add("K26")


def _polled(found: Reading, given: Payload, on: date) -> None:
    if given["ordinal"] == 1:
        found.polled.add(given["constituency"])


def _sheet_opened(found: Reading, given: Payload, on: date) -> None:
    if given["ordinal"] == 1:
        found.facts.begun.add("K27")


def _sheet_final(found: Reading, given: Payload, on: date) -> None:
    if given["ordinal"] == 1:
        found.final[given["constituency"]] = on


def _sheet_reopened(found: Reading, given: Payload, on: date) -> None:
    if given["ordinal"] == 1:
        found.final.pop(given["constituency"], None)


def _declared(found: Reading, given: Payload, on: date) -> None:
    found.facts.begun.add("K28")


def _results(found: Reading, given: Payload, on: date) -> None:
    found.facts.reach("declared", _day(given["on"]))


def _day(text: str) -> date:
    return date.fromisoformat(text)


READ: Final[Mapping[str, Callable[[Reading, Payload, date], None]]] = {
    "ElectionOpened": _opened,
    "MemberAppointed": _appointed,
    "ElectionDayFixed": _day_fixed,
    "TimetablePlanned": _planned,
    "ActDone": _act_done,
    "ElectionAdvanced": _moved,
    "QuotaRecorded": _quota,
    "ConstituenciesLoaded": _divided,
    "ConstituenciesPublished": _division_published,
    "NoticesPublished": _noticed,
    "RollsDrafted": _rolls_drafted,
    "RollsPublished": _rolls_published,
    "NominationsOpened": _nominations,
    "PetitionsReceived": _forms,
    "PreliminaryPublished": _preliminary,
    "ConsultationRecorded": _consulted,
    "FormalSettled": _settled,
    "FormalPublished": _formal,
    "PollingAnnounced": _announced,
    "ContestOpened": _contests,
    "ContestsOpened": _contests,
    "PollingClosed": _polled,
    "SheetOpened": _sheet_opened,
    "SheetFinalised": _sheet_final,
    "SheetReopened": _sheet_reopened,
    "ResultDeclared": _declared,
    "ResultsPublished": _results,
}
"""Kind of event → what it adds to what is known."""
