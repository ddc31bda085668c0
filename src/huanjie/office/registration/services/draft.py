"""Drafting the rolls of an election: every person judged by the law, and placed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from huanjie.law.article import ELECTION_LAW, PRACTICE
from huanjie.law.registration import GROUNDS, ROLL, Reason
from huanjie.office.committee.models import Election
from huanjie.office.committee.services import begin, reach
from huanjie.office.jobs.services.rows import count_anew, insert_rows
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused, command, refuse_if
from huanjie.office.ledger.services import record
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.events import RollsDrafted
from huanjie.office.registration.models import NonVoter, Roll, RollEntry
from huanjie.office.registration.queries import Area, Bench, Circumstances, StatusFact, Verdict
from huanjie.office.registration.refusals import refusal
from huanjie.office.registration.services.holding import check_held
from huanjie.office.seats.models import Constituency
from huanjie.office.seats.queries import PlaceIndex, constituencies, place_index
from huanjie.roll.strokes import MissingStrokes, stroke_key

ENTRY_FIELDS = (
    "roll", "election", "person", "serial", "basis", "added_reason", "added_on", "struck_reason",
    "is_live", "is_late",
)  # fmt: skip
NON_VOTER_FIELDS = ("election", "person", "reason", "rule", "is_late", "is_live")
AFTER_ALL = "~"
"""Sorts behind every stroke key."""


@dataclass(frozen=True)
class DraftSummary:
    """What a draft came to. `undecided` is work: it must be nobody before publication."""

    rolls: int
    voters: int
    non_voters: dict[str, int]
    undecided: int


class Row(NamedTuple):
    """A person as the draft reads him."""

    person: int
    name: str
    birth: str | None
    village: str
    group: int | None
    work_unit: str
    residence: str
    status: str
    source: str
    line: int | None


class Placed(NamedTuple):
    """A voter in the order of his roll."""

    village: str
    group: int
    strokes: str
    line: int
    person: int
    basis: str
    reason: str


@dataclass
class Sorting:
    """Where everybody went."""

    rolls: dict[int, list[Placed]] = field(default_factory=lambda: defaultdict(list))
    left_out: list[tuple[int, str, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def leave_out(self, person: int, reason: str, rule: str) -> None:
        """Keep why a person of age is on no roll."""
        self.left_out.append((person, reason, rule))


@command(by=Role.OFFICE)
def draft_rolls(*, election: Election, on: date, actor: Actor) -> DraftSummary:
    """Judge and place everybody, and write the rolls anew. Nothing is public yet.

    Raises `Refused` while refused rows or duplicate cases wait, before constituencies are public,
    or once a roll of this election is published.
    """
    _check_may_draft(election)
    begin(election=election, stage="registering", actor=actor)
    reach(election, "registration_opened", on)
    _clear(election)
    sorting = _sort(election)
    rolls = _open_rolls(election)
    _write_entries(election, rolls, sorting, on)
    _write_non_voters(election, sorting)
    reasons = Counter(reason for _, reason, _ in sorting.left_out)
    summary = DraftSummary(
        rolls=len(rolls),
        voters=sum(map(len, sorting.rolls.values())),
        non_voters=dict(sorted(reasons.items())),
        undecided=sum(reasons[reason] for reason in NonVoter.UNDECIDED),
    )
    event = RollsDrafted(on, summary.rolls, summary.voters, summary.non_voters, summary.undecided)
    record(event, actor=actor, unit=election.unit_id, articles=[ELECTION_LAW[27, 1]])
    return summary


def _check_may_draft(election: Election) -> None:
    county = election.county_id
    check_held(county, [election.unit_id])
    found = []
    if election.polling_day is None:
        found.append(refusal("no-election-day", PRACTICE["K13"]))
    if queries.latest_switched(county) is None:
        found.append(refusal("register-empty", PRACTICE["K13"]))
    rows, cases = queries.unruled_in(county), queries.duplicates_open(county).count()
    if rows:
        found.append(refusal("rows-unruled", PRACTICE["K13"], rows=rows))
    if cases:
        found.append(refusal("duplicates-unruled", PRACTICE["K13"], cases=cases))
    if not constituencies(election).filter(published_on__isnull=False).exists():
        found.append(refusal("no-constituencies", PRACTICE["K13"], unit=election.unit.name))
    roll = Roll.objects.filter(constituency__election=election).exclude(state=ROLL.initial).first()
    if roll is not None:
        found.append(queries.wrong_state(roll, "draft"))
    refuse_if(found)


def _clear(election: Election) -> None:
    NonVoter.objects.filter(election=election).delete()
    entries = RollEntry.objects.filter(election=election)
    # Nobody can have signed anything before publication, so nothing points to a drafted entry.
    entries._raw_delete(entries.db)  # noqa: SLF001
    Roll.objects.filter(constituency__election=election).delete()


def _sort(election: Election) -> Sorting:
    """Everybody of the area, judged and placed; then those of its last roll who left the area."""
    if election.polling_day is None:
        raise Refused([refusal("no-election-day", PRACTICE["K13"])])
    area, places = Area(election), place_index(election)
    bench = Bench(election, election.polling_day)
    statuses = queries.status_facts(election.county_id)
    was_on_roll = set(area.last_voters().values_list("person_id", flat=True))
    was_elsewhere = set(area.last_voters_elsewhere().values_list("person_id", flat=True))
    births: dict[str | None, date] = {}
    sorting = Sorting()
    for row in _rows(area):
        facts = statuses.get(row.person, ())
        birth = births.get(row.birth)
        if birth is None:
            birth = births[row.birth] = bench.like(_birth(row.birth))
        place, found = _circumstances(
            row, facts, area, places, bench.day, birth, was_on_roll=row.person in was_on_roll
        )
        if row.person in was_elsewhere and area.holds(row.village):
            found = replace(found, was_elsewhere=True)
        sorting.seen.add(row.person)
        _put(sorting, row, place, bench.verdict(found), found)
    gone = GROUNDS[Reason.MOVED_OUT]
    for person in sorted(was_on_roll - sorting.seen):
        sorting.leave_out(person, Reason.MOVED_OUT.value, gone.rule)
    return sorting


def _rows(area: Area) -> Iterator[Row]:
    columns = ("pk", "name", queries.BIRTH, *Row._fields[3:])
    for persons in (area.residents(), area.newcomers()):
        for values in persons.values_list(*columns).iterator(20_000):
            yield Row._make(values)


def _birth(text: str | None) -> date:
    return date.fromisoformat(text) if text else queries.UNKNOWN_BIRTH


Place = tuple[str, int | None, int | None]
"""Village and group as the roll lists them, and the constituency, if there is one."""


def _circumstances(
    row: Row, facts: tuple[StatusFact, ...] | list[StatusFact], area: Area, places: PlaceIndex,
    day: date, birth: date, *, was_on_roll: bool,
) -> tuple[Place, Circumstances]:  # fmt: skip
    """What the law asks about a person, seen from this election's area, and his place in it."""
    destination = queries.certified_to(facts, day) if facts else None
    village, group, unit = row.village, row.group, row.work_unit
    is_guest = row.source == "arrival"
    here = not is_guest and area.holds(village)
    arrives = bool(destination) and area.holds(destination or "")
    if arrives and destination is not None:
        village, group, unit = destination, None, ""
    in_unit = bool(unit) and unit in places.work_units
    lives = is_guest or arrives or not row.residence or area.holds(row.residence)
    found = Circumstances(
        birth=birth,
        status=row.status,
        hukou_here=here,
        lives_here=lives,
        has_certificate=is_guest or arrives,
        in_unit=in_unit,
        was_on_roll=was_on_roll,
        statuses=tuple(facts),
    )
    return (village, group, places.constituency_for(village, group, unit)), found


def _put(
    sorting: Sorting, row: Row, place: Place, verdict: Verdict, found: Circumstances,
) -> None:  # fmt: skip
    village, group, constituency = place
    if not verdict.is_listed:
        if verdict.reason != Reason.UNDER_AGE or found.was_on_roll:
            sorting.leave_out(row.person, verdict.reason, verdict.rule)
    elif constituency is None:
        sorting.leave_out(row.person, "no_place", "R-18")
    else:
        basis = "hukou" if found.hukou_here else "certificate"
        sorting.rolls[constituency].append(
            Placed(
                village,
                group or 0,
                _strokes(row.name),
                row.line or 0,
                row.person,
                basis,
                verdict.reason,
            )
        )


@lru_cache(maxsize=1 << 18)
def _strokes(name: str) -> str:
    """The stroke key as a text that sorts alike; names the table cannot order come last."""
    try:
        return "".join(f"{count:02d}{classes}" for count, classes in stroke_key(name))
    except MissingStrokes:
        return AFTER_ALL + name


def _open_rolls(election: Election) -> dict[int, int]:
    """A roll for every constituency, with or without voters: constituency → roll."""
    mark = queries.register_digest(election)
    Roll.objects.bulk_create(
        [
            Roll(constituency=found, state=ROLL.initial, digest=mark)
            for found in Constituency.objects.filter(election=election).order_by("number")
        ],
        batch_size=500,
    )
    rolls = Roll.objects.filter(constituency__election=election)
    return dict(rolls.values_list("constituency_id", "pk"))


def _write_entries(election: Election, rolls: dict[int, int], sorting: Sorting, on: date) -> None:
    """Serials run through a roll by village, group and strokes of the name."""
    day = on.isoformat()

    def rows() -> Iterator[tuple[Any, ...]]:
        for constituency, roll in rolls.items():
            ordered = sorted(sorting.rolls.get(constituency, ()))
            for serial, voter in enumerate(ordered, 1):
                yield (
                    roll, election.pk, voter.person, serial, voter.basis, voter.reason, day, "",
                    True, False,
                )  # fmt: skip

    insert_rows(RollEntry, ENTRY_FIELDS, rows())
    count_anew(RollEntry)


def _write_non_voters(election: Election, sorting: Sorting) -> None:
    rows = (
        (election.pk, person, reason, rule, False, True)
        for person, reason, rule in sorting.left_out
    )
    insert_rows(NonVoter, NON_VOTER_FIELDS, rows)
