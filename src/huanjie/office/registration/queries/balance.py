"""The balance of a roll: last + added − struck = this, for an election and for each constituency.

Source: domain.md T3. Nothing here is stored; every figure is counted from the records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding
from huanjie.law.registration import Reason
from huanjie.office.committee.models import Election
from huanjie.office.people.models import Person
from huanjie.office.registration.models import NonVoter, RollEntry
from huanjie.office.registration.queries.eligibility import Area, latest_birth
from huanjie.office.registration.refusals import refusal
from huanjie.office.seats.queries import PlaceIndex, place_index

REACHED_AGE, MOVED_IN, RESTORED, OTHER_ADDED = "T3.10", "T3.11", "T3.12", "T3.13"
MOVED_OUT, DIED, DEPRIVED, OTHER_STRUCK = "T3.14", "T3.15", "T3.16", "T3.17"
ADDED = (REACHED_AGE, MOVED_IN, RESTORED, OTHER_ADDED)
STRUCK = (MOVED_OUT, DIED, DEPRIVED, OTHER_STRUCK)
FIELD_NAMES: Mapping[str, tuple[str, str]] = {
    REACHED_AGE: ("新满十八周岁", "newly of age"),
    MOVED_IN: ("迁入", "moved in"),
    RESTORED: ("恢复政治权利", "rights restored"),
    OTHER_ADDED: ("其他补登", "others added"),
    MOVED_OUT: ("迁出", "moved out"),
    DIED: ("死亡", "died"),
    DEPRIVED: ("被剥夺政治权利", "deprived of rights"),
    OTHER_STRUCK: ("其他除名", "others struck off"),
}
_FIELD_OF: Mapping[str, str] = {
    Reason.REACHED_AGE: REACHED_AGE,
    Reason.MOVED_IN: MOVED_IN,
    Reason.CERTIFICATE_RECEIVED: MOVED_IN,
    Reason.RIGHTS_RESTORED: RESTORED,
    Reason.MOVED_OUT: MOVED_OUT,
    Reason.CERTIFICATE_ISSUED: MOVED_OUT,
    Reason.DECEASED: DIED,
    Reason.DEPRIVED: DEPRIVED,
}
NOT_RESIDENT = (
    Reason.DECEASED, Reason.MOVED_OUT, Reason.MILITARY, Reason.DUPLICATE, "missing",
)  # fmt: skip
"""Of age and registered here on paper only: not among T3.02."""


@dataclass
class Balance:
    """The figures of T3 for an election or one constituency; `voters` at publication."""

    last: int = 0
    added: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    voters: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    late: int = 0
    struck_late: int = 0
    final: int = 0

    @property
    def expected(self) -> int:
        """What the voters should be."""
        return self.last + self.added.total() - self.struck.total()

    def findings(self) -> tuple[Finding, ...]:
        """Where the figures do not agree: X3.1, X3.2, X3.7."""
        return tuple(_uneven(self))


def _uneven(found: Balance) -> Iterable[Finding]:
    if found.kinds.total() != found.voters:
        yield refusal(
            "basis-not-even",
            PRACTICE["X3.1"],
            voters=found.voters,
            sum=found.kinds.total(),
            hukou=found.kinds["hukou"],
            certificate=found.kinds["certificate"],
            other=found.kinds["other"],
        )
    if found.expected != found.voters:
        yield refusal(
            "balance-not-even",
            PRACTICE["X3.2"],
            last=found.last,
            added=found.added.total(),
            struck=found.struck.total(),
            expected=found.expected,
            voters=found.voters,
        )
    if found.final != found.voters + found.late - found.struck_late:
        yield refusal(
            "final-not-even",
            PRACTICE["X3.7"],
            voters=found.final,
            published=found.voters,
            late=found.late,
            struck=found.struck_late,
        )


def field_of_added(reason: str) -> str:
    """The field of T3 that counts this reason of an addition."""
    return _FIELD_OF.get(reason, OTHER_ADDED)


def field_of_struck(reason: str) -> str:
    """The field of T3 that counts this reason of a strike-off."""
    return _FIELD_OF.get(reason, OTHER_STRUCK)


class Alike(NamedTuple):
    """How many entries have this reason and basis, are late, are live."""

    reason: str
    basis: str
    is_late: bool
    is_live: bool
    number: int


def balance(election: Election) -> Balance:
    """The balance of a whole election; moves between its constituencies cancel out."""
    entries = RollEntry.objects.filter(election=election)
    counted = _counted(entries.values_list(*_MARKS))
    return balance_with(election, (Alike._make(row) for row in counted))


def balance_with(election: Election, entries: Iterable[Alike]) -> Balance:
    """The same, by one who has counted the entries already."""
    last = Area(election).last_voters()
    found = Balance(last=last.count())
    for alike in entries:
        _add_entries(found, alike)
    was_on_roll = _left_out(election).filter(person_id__in=last.values("person_id"))
    for reason, number in _counted(was_on_roll.values_list("reason")):
        found.struck[field_of_struck(reason)] += number
    return found


_MARKS = ("added_reason", "basis", "is_late", "is_live")


def _add_entries(found: Balance, alike: Alike) -> None:
    """Entries alike in what the balance asks about them."""
    reason, basis, is_late, is_live, number = alike
    found.final += number if is_live else 0
    found.struck_late += 0 if is_live else number
    if is_late:
        found.late += number
        return
    found.voters += number
    found.kinds[basis] += number
    if reason:
        found.added[field_of_added(reason)] += number


def _counted(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Value and how often, of a query for one column."""
    counted: QuerySet[Any, Any] = rows.annotate(n=Count("pk")).order_by()
    return counted


def balances(election: Election) -> dict[int, Balance]:
    """Constituency → balance. The last roll is laid over the present constituencies by village,
    group and work unit, so that who changed place counts in both."""
    places = place_index(election)
    found: dict[int, Balance] = defaultdict(Balance)
    _count_entries(election, found)
    _count_last_roll(election, places, found)
    _count_movers(election, places, found)
    _count_struck(election, places, found)
    return dict(found)


def _count_entries(election: Election, found: dict[int, Balance]) -> None:
    rows = RollEntry.objects.filter(election=election)
    for constituency, *alike in _counted(rows.values_list("roll__constituency_id", *_MARKS)):
        _add_entries(found[constituency], Alike._make(alike))


_OLD_PLACE = ("village", "group", "person__work_unit")


def _count_last_roll(election: Election, places: PlaceIndex, found: dict[int, Balance]) -> None:
    rows = Area(election).last_voters().values_list(*_OLD_PLACE)
    for village, group, unit, number in _counted(rows):
        constituency = places.constituency_for(village, group, unit)
        if constituency is not None:
            found[constituency].last += number


def _count_movers(election: Election, places: PlaceIndex, found: dict[int, Balance]) -> None:
    """Voters of the last roll who stand in another constituency now."""
    rows = (
        Area(election)
        .last_voters()
        .filter(person__entries__election=election, person__entries__is_late=False)
        .values_list(*_OLD_PLACE, "person__entries__roll__constituency_id")
    )
    for village, group, unit, now, number in _counted(rows):
        before = places.constituency_for(village, group, unit)
        if before == now:
            continue
        found[now].added[MOVED_IN] += number
        if before is not None:
            found[before].struck[MOVED_OUT] += number


def _count_struck(election: Election, places: PlaceIndex, found: dict[int, Balance]) -> None:
    last = {
        person: place
        for person, *place in Area(election)
        .last_voters()
        .filter(person_id__in=_left_out(election).values("person_id"))
        .values_list("person_id", *_OLD_PLACE)
    }
    for person, reason in _left_out(election).values_list("person_id", "reason"):
        if person not in last:
            continue
        constituency = places.constituency_for(*last[person])
        if constituency is not None:
            found[constituency].struck[field_of_struck(reason)] += 1


def _left_out(election: Election) -> QuerySet[NonVoter]:
    return NonVoter.objects.filter(election=election, is_late=False)


@dataclass(frozen=True)
class Adults:
    """Persons of age registered in a unit: on its roll, explained, or lost (X3.3)."""

    adults: int
    resident: int
    listed: int
    reasons: Mapping[str, int]

    @property
    def lost(self) -> int:
        """Neither on the roll nor left out with a reason: must be nobody."""
        return self.adults - self.listed - sum(self.reasons.values())

    def findings(self) -> tuple[Finding, ...]:
        """X3.3, unless everybody is accounted for."""
        if not self.lost:
            return ()
        return (
            refusal(
                "adults-not-even",
                PRACTICE["X3.3"],
                adults=self.adults,
                listed=self.listed,
                explained=sum(self.reasons.values()),
                lost=self.lost,
            ),
        )


def adults(election: Election) -> Adults:
    """Everybody of age whose household the register has in this unit, and what became of them."""
    if election.polling_day is None:
        return Adults(0, 0, 0, {})
    area = Area(election)
    persons = Person.objects.filter(
        area.villages("village"),
        county=election.county_id,
        birth__lte=latest_birth(election.polling_day),
        source__in=("population", "last_roll"),
    )
    listed = RollEntry.objects.filter(election=election, is_late=False)
    left_out = _left_out(election).filter(person_id__in=persons.values("pk"))
    reasons = dict(_counted(left_out.values_list("reason")))
    total = persons.count()
    return Adults(
        adults=total,
        resident=total - sum(reasons.get(reason, 0) for reason in NOT_RESIDENT),
        listed=listed.filter(person_id__in=persons.values("pk")).count(),
        reasons=dict(sorted(reasons.items())),
    )
