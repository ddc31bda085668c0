"""Reading rolls: entries by number and person, how many, what is open, what became doubtful."""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import groupby

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding
from huanjie.law.registration import ROLL
from huanjie.office.committee.models import Election
from huanjie.office.people.models import Person
from huanjie.office.people.secrets import index_of
from huanjie.office.registration.models import (
    NonVoter,
    Roll,
    RollAppeal,
    RollChange,
    RollEntry,
)
from huanjie.office.registration.refusals import in_both, refusal
from huanjie.office.seats.models import Constituency

STATE_NAMES: Mapping[str, tuple[str, str]] = {
    "open": ("拟定", "drafted"),
    "published": ("已公布", "published"),
    "corrected": ("已公布，有补正", "published, corrected"),
    "final": ("已定案", "final"),
}
MOVE_NAMES: Mapping[str, tuple[str, str]] = {
    "draft": ("拟定", "draft"),
    "publish": ("公布", "publish"),
    "correct": ("补正", "correct"),
    "close": ("定案", "close"),
}
PUBLIC_STATES = tuple(state for state in ROLL.states if state != ROLL.initial)


def rolls_of(election: Election) -> QuerySet[Roll]:
    """The rolls of an election in the order of their constituencies."""
    found = Roll.objects.filter(constituency__election=election)
    return found.select_related("constituency").order_by("constituency__number")


def roll_of(constituency: Constituency) -> Roll:
    """The roll of a constituency. Raises `Roll.DoesNotExist` before the draft."""
    return Roll.objects.select_related("constituency__election").get(constituency=constituency)


def live_entries(election: Election) -> QuerySet[RollEntry]:
    """Everybody who stands on a roll of this election."""
    return RollEntry.objects.filter(election=election, is_live=True)


def live_entry(election: Election, person: Person) -> RollEntry | None:
    """The one place where a person stands in this election, or None."""
    found = live_entries(election).filter(person=person)
    return found.select_related("roll__constituency", "person").first()


def entry_by_id(election: Election, id_number: str) -> RollEntry | None:
    """The voter with this ID number."""
    return entries_by_id(election, [id_number]).get(id_number)


def entries_by_id(election: Election, id_numbers: Iterable[str]) -> dict[str, RollEntry]:
    """ID number → live entry, for those that stand on a roll of this election. A few hundred."""
    numbers = {index_of(number.strip().upper()): number for number in id_numbers if number.strip()}
    found = live_entries(election).filter(
        person__county=election.county_id, person__id_index__in=list(numbers)
    )
    rows = found.select_related("roll__constituency", "person")
    return {numbers[row.person.id_index]: row for row in rows if row.person.id_index}


def entry_by_serial(roll: Roll, serial: int) -> RollEntry | None:
    """The live entry with this serial."""
    found = RollEntry.objects.filter(roll=roll, serial=serial, is_live=True)
    return found.select_related("person").first()


def voter_count(constituency: Constituency) -> int:
    """How many stand on a constituency's roll now; V once it is final."""
    return RollEntry.objects.filter(roll__constituency=constituency, is_live=True).count()


def voter_counts(election: Election) -> dict[int, int]:
    """Constituency → how many stand on its roll now."""
    rows = live_entries(election).values_list("roll__constituency_id").annotate(n=Count("id"))
    return dict(rows)


def undecided(election: Election) -> QuerySet[NonVoter]:
    """Persons of 18 and over without a decision: must be none before publication (X3.3)."""
    found = NonVoter.objects.filter(election=election, is_live=True)
    return found.filter(reason__in=NonVoter.UNDECIDED).select_related("person")


def non_voters(election: Election) -> dict[str, int]:
    """Reason → how many persons of age are on no roll of this election."""
    rows = NonVoter.objects.filter(election=election, is_live=True).values_list("reason")
    return dict(sorted(rows.annotate(n=Count("id"))))


def open_changes(election: Election) -> QuerySet[RollChange]:
    """Changes nobody has decided yet."""
    found = RollChange.objects.filter(roll__constituency__election=election, state="proposed")
    return found.select_related("roll__constituency", "person")


def open_appeals(election: Election) -> QuerySet[RollAppeal]:
    """Appeals without a decision."""
    found = RollAppeal.objects.filter(roll__constituency__election=election, state="received")
    return found.select_related("roll__constituency", "person")


def wrong_state(roll: Roll, move: str) -> Finding:
    """The finding that this move does not start from the roll's state."""
    return refusal(
        "roll-not-in-state",
        ELECTION_LAW[28],
        roll=str(roll.constituency),
        **in_both(STATE_NAMES, "state", roll.state),
        **in_both(MOVE_NAMES, "move", move),
    )


def entry_digests(election: Election) -> dict[int, str]:
    """Roll → SHA-256 over its live entries: serial, name, sex, birth, village and group."""
    columns = (
        "roll_id", "serial", "person__name", "person__sex", Cast("person__birth", CharField()),
        "person__village", "person__group",
    )  # fmt: skip
    rows = live_entries(election).order_by("roll_id", "serial").values_list(*columns)
    return {
        roll: _digest(entries)
        for roll, entries in groupby(rows.iterator(20_000), key=lambda row: row[0])
    }


def _digest(entries: Iterable[tuple[object, ...]]) -> str:
    seen = hashlib.sha256()
    for _, *values in entries:
        seen.update("\t".join("" if v is None else str(v) for v in values).encode() + b"\n")
    return seen.hexdigest()


def search_entries(roll: Roll, text: str, *, with_struck: bool = False) -> QuerySet[RollEntry]:
    """Entries of a roll by exact name, serial or last four of the ID number; all with no text."""
    found = RollEntry.objects.filter(roll=roll).select_related("person").order_by("serial", "id")
    if not with_struck:
        found = found.filter(is_live=True)
    if text.isdigit() and len(text) != 4:
        return found.filter(serial=int(text))
    return found.filter(Q(person__name=text) | Q(person__id_tail=text.upper())) if text else found


def struck_elsewhere(election: Election) -> QuerySet[RollEntry]:
    """Live entries of persons struck off another published roll of the county for a reason that
    concerns the person and not the place: dead, moved out, deprived, twice."""
    reasons = ("deceased", "moved_out", "deprived", "duplicate")
    others = RollEntry.objects.filter(
        election__county_id=election.county_id, is_live=False, struck_reason__in=reasons
    ).exclude(election=election)
    found = live_entries(election).filter(
        person_id__in=others.values("person_id"), roll__state__in=PUBLIC_STATES
    )
    return found.select_related("roll__constituency", "person")


def doubtful_entries(election: Election) -> QuerySet[RollEntry]:
    """Live entries of public rolls whose person was set aside as a duplicate, or of whom a body
    has since recorded something that takes the right away."""
    facts = Q(person__status__in=("duplicate", "died", "moved_out"))
    later = Q(
        person__statuses__kind__in=("died", "moved_out", "suspended", "incapable", "deprived"),
        person__statuses__decided_on__gte=F("roll__published_on"),
    )
    found = live_entries(election).filter(roll__state__in=PUBLIC_STATES).filter(facts | later)
    return found.select_related("roll__constituency", "person").distinct()
