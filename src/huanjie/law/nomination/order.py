"""In which order the names stand (N-15), and when candidates are introduced (N-16)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.pack import NameOrder, Pack, Parameter, keys
from huanjie.law.pack.words import MeetingTrigger

Findings = tuple[Finding, ...]
StrokeKey = tuple[str, ...]
"""What sorts a name by strokes; made by the roll engine, only compared here."""


@dataclass(frozen=True)
class OrderedNames:
    """Names in order. `tied` are those whose keys are equal: their order is the given one."""

    names: tuple[str, ...]
    tied: tuple[tuple[str, ...], ...]


@implements(DIRECT_ELECTION[10, 3], PRACTICE["O-32"])
def in_order(
    names: Collection[str],
    *,
    order: NameOrder,
    strokes: Mapping[str, StrokeKey],
    votes: Mapping[str, int],
) -> OrderedNames:
    """Names by strokes, or by votes with strokes for equal votes. Source: N-15; O-32.

    Raises `WrongInput` for a name without stroke key, or without votes where votes decide.
    """
    for name in names:
        if name not in strokes:
            raise WrongInput("strokes", f"no stroke order is known for {name}")
        if order is NameOrder.VOTES and name not in votes:
            raise WrongInput("votes", f"no votes are recorded for {name}")

    def key(name: str) -> tuple[int, StrokeKey]:
        return (-votes[name] if order is NameOrder.VOTES else 0, strokes[name])

    ranked = tuple(sorted(names, key=key))
    keyed: dict[tuple[int, StrokeKey], tuple[str, ...]] = {}
    for name in ranked:
        keyed[key(name)] = (*keyed.get(key(name), ()), name)
    return OrderedNames(ranked, tuple(group for group in keyed.values() if len(group) > 1))


class ListStage(StrEnum):
    """The list whose names are put in order."""

    PRELIMINARY = "preliminary"
    FORMAL = "formal"
    AFTER_PRIMARY = "after_primary"


_ORDER_OF: Final[Mapping[ListStage, Parameter[NameOrder]]] = {
    ListStage.PRELIMINARY: keys.NOM_ORDER_PRELIM,
    ListStage.FORMAL: keys.NOM_ORDER_FORMAL,
    ListStage.AFTER_PRIMARY: keys.NOM_ORDER_PRIMARY,
}


@implements(DIRECT_ELECTION[10, 3])
def name_order(stage: ListStage, pack: Pack) -> NameOrder:
    """The order in which the names of a list stand. Source: 直选若干规定 10¶3; N-15."""
    return pack[_ORDER_OF[stage]]


@implements(DIRECT_ELECTION[10, 3], PRACTICE["O-17"])
def check_order_after_primary(pack: Pack) -> Findings:
    """Does the province order names after a primary against DP 10¶3? Source: N-15, O-17."""
    if pack[keys.NOM_ORDER_PRIMARY] is NameOrder.VOTES:
        return ()
    return (Finding("order-not-by-votes", DIRECT_ELECTION[10, 3], Severity.WARN),)


@dataclass(frozen=True)
class Meetings:
    """Meetings of a constituency's candidates with its voters. Source: 选举法 34."""

    is_requested: bool
    held: tuple[date, ...]


@implements(ELECTION_LAW[34])
def check_meetings(meetings: Meetings, election_day: date, pack: Pack) -> Findings:
    """Was a meeting held where one is due, and none on election day? Source: 选举法 34; N-16."""
    article = pack.article(keys.NOM_MEETING, ELECTION_LAW[34])
    is_due = meetings.is_requested or pack[keys.NOM_MEETING] is MeetingTrigger.ALWAYS
    found = []
    if is_due and not any(day < election_day for day in meetings.held):
        facts: Mapping[str, Fact] = {"before": election_day}
        found.append(Finding("meeting-not-held", article, Severity.ERROR, facts))
    late = [day for day in meetings.held if day >= election_day]
    if late:
        facts = {"held": min(late)}
        article = ELECTION_LAW[34]
        found.append(Finding("introduction-on-election-day", article, Severity.ERROR, facts))
    return tuple(found)
