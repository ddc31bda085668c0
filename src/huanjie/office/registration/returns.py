"""What the register and the rolls say in the returns: T3, milestones K09 and K13."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from django.db.models import Case, Q, QuerySet, Sum, When
from django.db.models import Count as Counted

from huanjie.figures.figure import Count, Figure, Row
from huanjie.law.registration import Reason
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.milestones import Milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.reading import Reading
from huanjie.office.committee.returns import NOT_DUE, NOT_KEPT, staff
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.roles import Role
from huanjie.office.registration import queries
from huanjie.office.registration.models import (
    LastRollVoter,
    NonVoter,
    PersonStatus,
    Roll,
    RollAppeal,
    RollChange,
    RollEntry,
)
from huanjie.office.registration.queries.balance import NOT_RESIDENT, Alike
from huanjie.office.registration.queries.standing import has_published, has_rolls, is_closed
from huanjie.office.seats.returns import code_of

LEFT_OUT: Final[Mapping[str, str]] = {
    Reason.DEPRIVED: "T3.18",
    Reason.SUSPENDED: "T3.19",
    Reason.INCAPABLE: "T3.20",
    Reason.UNREACHABLE: "T3.22",
}
ELSEWHERE: Final = "T3.21"
"""Every other reason of a resident of age who has a decision: registered somewhere else."""
KINDS: Final = {"T3.04": "hukou", "T3.05": "certificate", "T3.06": "other"}
NOT_KEPT_YET: Final = ("T3.24a", "T3.31a", "T3.31b", "T3.32", "T3.35a", "T3.35b")
_HAN: Final = ("01", "")
_BALANCED: Final = ("T3.09", *queries.ADDED, *queries.STRUCK)


def figures(reading: Reading) -> dict[str, Figure]:
    """T3, but for the ratio that follows from it."""
    election = reading.election
    return {
        **_of_register(reading),
        **_of_rolls(reading),
        **_of_balance(reading),
        **_of_certificates(election),
        **_of_changes(reading),
        **_of_appeals(reading),
        "T3.24b": staff(reading, Role.REGISTRAR),
        "T3.34": _final(election),
        **dict.fromkeys(NOT_KEPT_YET, NOT_KEPT),
    }


@dataclass
class Residents:
    """The people whose household stands in one village. `reasons` are of those left out."""

    adults: int = 0
    minors: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def of_age(self) -> int:
        """T3.02: of age and not registered here on paper only."""
        return self.adults - sum(self.reasons[reason] for reason in NOT_RESIDENT)

    @property
    def all(self) -> int:
        """T3.01."""
        return self.of_age + self.minors

    @property
    def left_out(self) -> Counter[str]:
        """T3.18 to T3.22, of those who have a decision."""
        found: Counter[str] = Counter()
        for reason, number in self.reasons.items():
            if reason not in NOT_RESIDENT and reason not in NonVoter.UNDECIDED:
                found[LEFT_OUT.get(reason, ELSEWHERE)] += number
        return found

    def __iadd__(self, other: "Residents") -> Self:
        self.adults += other.adults
        self.minors += other.minors
        self.reasons += other.reasons
        return self


_STAYS: Final = Q(status="normal") & ~Q(
    pk__in=PersonStatus.objects.filter(kind__in=("died", "moved_out")).values("person_id")
)
"""Somebody under age who neither died nor left."""


def residents(election: Election) -> dict[str, Residents]:
    """Village → the people of the register whose household is there."""
    found: dict[str, Residents] = defaultdict(Residents)
    if election.polling_day is None:
        return found
    last = queries.latest_birth(election.polling_day)
    people = _registered(election).order_by().values_list("village")
    for village, adults, minors in people.annotate(
        adults=Counted("pk", filter=Q(birth__lte=last)),
        minors=Counted("pk", filter=(Q(birth__isnull=True) | Q(birth__gt=last)) & _STAYS),
    ):
        found[village] = Residents(adults, minors)
    persons = NonVoter.objects.filter(election=election, is_late=False).filter(
        queries.Area(election).villages("person__village"),
        person__source__in=("population", "last_roll"),
        person__birth__lte=last,
    )
    for village, reason, number in persons.values_list("person__village", "reason").annotate(
        n=Counted("pk")
    ):
        found[village].reasons[reason] += number
    return found


def _registered(election: Election) -> QuerySet[Person]:
    """Everybody whom a population file or the last roll puts in a household of this area."""
    found = queries.Area(election).residents()
    return found.filter(source__in=("population", "last_roll"))


def _of_register(reading: Reading) -> dict[str, Figure]:
    fields = ("T3.01", "T3.02", *LEFT_OUT.values(), ELSEWHERE)
    if not reading.once(has_published):
        return dict.fromkeys(fields, NOT_DUE)
    whole = Residents()
    for found in reading.once(residents).values():
        whole += found
    counts = {**whole.left_out, "T3.01": whole.all, "T3.02": whole.of_age}
    return {code: Count(counts.get(code, 0)) for code in fields}


@dataclass(frozen=True)
class Listed:
    """Entries alike in everything the return asks about them, and how many they are."""

    constituency: int
    village: str
    sex: str
    is_minority: bool
    reason: str
    basis: str
    is_late: bool
    is_live: bool
    number: int

    @property
    def alike(self) -> Alike:
        """What the balance asks."""
        return Alike(self.reason, self.basis, self.is_late, self.is_live, self.number)


def entries(election: Election) -> list[Listed]:
    """Everybody on the rolls of an election, counted in one scan."""
    rows = RollEntry.objects.filter(election=election).order_by()
    numbers = dict(Roll.objects.filter(constituency__election=election).values_list(
        "pk", "constituency__number"
    ))  # fmt: skip
    is_minority = Case(When(person__ethnicity__in=_HAN, then=False), default=True)
    columns = ("roll_id", "person__village", "person__sex", is_minority, "added_reason", "basis",
               "is_late", "is_live")  # fmt: skip
    counted = rows.values_list(*columns).annotate(n=Counted("pk"))
    return [Listed(numbers[roll], *marks) for roll, *marks in counted]


def _of_rolls(reading: Reading) -> dict[str, Figure]:
    if not reading.once(has_published):
        return dict.fromkeys(("T3.07", "T3.08"), NOT_DUE)
    found = _listed(reading)
    women = sum(row.number for row in found if row.sex == "2")
    return {
        "T3.07": Count(women),
        "T3.08": Count(sum(row.number for row in found if row.is_minority)),
    }


def _listed(reading: Reading) -> list[Listed]:
    return [row for row in reading.once(entries) if not row.is_late]


def _of_balance(reading: Reading) -> dict[str, Figure]:
    election = reading.election
    if not reading.once(has_published):
        return dict.fromkeys(("T3.03", *KINDS, *_BALANCED), NOT_DUE)
    found = queries.balance_with(election, (row.alike for row in reading.once(entries)))
    answer: dict[str, Figure] = {
        "T3.03": Count(found.voters),
        **{code: Count(found.kinds[kind]) for code, kind in KINDS.items()},
    }
    if not LastRollVoter.objects.filter(election__unit=election.county_id).exists():
        return {**answer, **dict.fromkeys(_BALANCED, NOT_KEPT)}
    answer["T3.09"] = Count(found.last)
    answer |= {code: Count(found.added[code]) for code in queries.ADDED}
    return {**answer, **{code: Count(found.struck[code]) for code in queries.STRUCK}}


def certificates(election: Election) -> tuple[int, int]:
    """Certificates issued for persons whose household is in this area, and received: those that
    lead here from another county, or from another township of this one."""
    area, issued, received = queries.Area(election), 0, 0
    rows = PersonStatus.objects.filter(kind__startswith="certificate_")
    for kind, destination, village in rows.values_list("kind", "destination", "person__village"):
        is_ours = kind == "certificate_out" and area.holds(village)
        issued += is_ours
        received += not is_ours and area.holds(destination)
    return issued, received


def _of_certificates(election: Election) -> dict[str, Figure]:
    if election.state == "preparing":
        return dict.fromkeys(("T3.23a", "T3.23b"), NOT_DUE)
    issued, received = certificates(election)
    return {"T3.23a": Count(issued), "T3.23b": Count(received)}


def changes(election: Election, code: str) -> QuerySet[RollChange]:
    """The approved corrections of this election's rolls that a field counts."""
    found = RollChange.objects.filter(roll__constituency__election=election, state="approved")
    found = found.filter(CHANGED[code][0])
    return found.select_related("roll__constituency").order_by("roll__constituency__number", "pk")


def appeals(election: Election) -> QuerySet[RollAppeal]:
    """The appeals against this election's rolls."""
    found = RollAppeal.objects.filter(roll__constituency__election=election)
    return found.select_related("roll__constituency").order_by("roll__constituency__number", "pk")


def changed_on_appeal(election: Election, code: str) -> QuerySet[RollAppeal]:
    """The appeals that changed the roll, as far as a field counts them."""
    return appeals(election).filter(CHANGED[code][1], result="changed")


CHANGED: Final[Mapping[str, tuple[Q, Q]]] = {
    "T3.25": (Q(kind="strike", reason=Reason.DUPLICATE.value), Q(pk__in=())),
    "T3.26": (Q(kind="late", reason=Reason.OMITTED.value), Q(claim="register")),
    "T3.27": (
        Q(kind="correct") | Q(kind="strike", reason=Reason.WRONG_PLACE.value),
        Q(claim__in=("strike", "correct")),
    ),
}
"""Which corrections, and which appeals that changed the roll, repaired what."""


def correction_notices(election: Election) -> QuerySet[Publication]:
    """The notices of corrections that the unit has published."""
    return Publication.objects.filter(unit=election.unit_id, kind="roll_correction_notice")


def _of_changes(reading: Reading) -> dict[str, Figure]:
    election = reading.election
    if not reading.once(_is_public):
        return dict.fromkeys((*CHANGED, "T3.28"), NOT_DUE)
    found: dict[str, Figure] = {
        code: Count(changes(election, code).count() + changed_on_appeal(election, code).count())
        for code in CHANGED
    }
    return {**found, "T3.28": Count(correction_notices(election).count())}


def _is_public(election: Election) -> bool:
    rolls = Roll.objects.filter(constituency__election=election, published_on__isnull=False)
    return rolls.exists()


def _of_appeals(reading: Reading) -> dict[str, Figure]:
    if not reading.once(_is_public):
        return dict.fromkeys(("T3.29", "T3.30a", "T3.30b"), NOT_DUE)
    found = appeals(reading.election).order_by().aggregate(
        all=Counted("pk"),
        decided=Counted("pk", filter=Q(decided_on__isnull=False)),
        changed=Counted("pk", filter=Q(result="changed")),
    )  # fmt: skip
    codes = {"T3.29": "all", "T3.30a": "decided", "T3.30b": "changed"}
    return {code: Count(found[name]) for code, name in codes.items()}


def _final(election: Election) -> Figure:
    if not is_closed(election):
        return NOT_DUE
    rolls = Roll.objects.filter(constituency__election=election)
    return Count(rolls.aggregate(voters=Sum("final_voters", default=0))["voters"])


def rows(reading: Reading) -> list[Row]:
    """Voters of every constituency; population, those of age and voters of every village.

    A voter certified from elsewhere in the county is counted in the village it leads to.
    """
    if not reading.once(has_published):
        return []
    found, living = _listed(reading), reading.once(residents)
    election = reading.election
    return [*_constituencies(election, found), *_villages(election, found, living)]


def _constituencies(election: Election, found: list[Listed]) -> list[Row]:
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for row in found:
        held = sums[row.constituency]
        held["T3.03"] += row.number
        held["T3.07"] += row.number if row.sex == "2" else 0
        held["T3.08"] += row.number if row.is_minority else 0
    rolls = Roll.objects.filter(constituency__election=election).order_by("constituency__number")
    answer = []
    for number, name, final in rolls.values_list(
        "constituency__number", "constituency__name", "final_voters"
    ):
        counts = {code: Count(sums[number][code]) for code in ("T3.03", "T3.07", "T3.08")}
        closed = NOT_DUE if final is None else Count(final)
        answer.append(Row("constituency", code_of(number), name, {**counts, "T3.34": closed}))
    return answer


def _villages(
    election: Election, found: list[Listed], living: Mapping[str, Residents]
) -> list[Row]:
    area = queries.Area(election)
    voters: Counter[str] = Counter()
    for row in found:
        voters[row.village] += row.number
    guests = sorted(village for village in voters if not area.holds(village))
    voters += certified(election, guests)
    names = dict(Unit.objects.filter(area.villages("code"), level="village").values_list(
        "code", "name"
    ))  # fmt: skip
    codes = sorted((names.keys() | living.keys() | voters.keys()) - set(guests))
    return [
        Row("village", code, names.get(code, code), {
            "T3.01": Count(living[code].all if code in living else 0),
            "T3.02": Count(living[code].of_age if code in living else 0),
            "T3.03": Count(voters[code]),
        })
        for code in codes
    ]  # fmt: skip


def certified(election: Election, villages: Sequence[str]) -> Counter[str]:
    """Village → voters whom a certificate brought there from these villages outside."""
    day = election.polling_day
    if not villages or day is None:
        return Counter()
    guests = RollEntry.objects.filter(
        election=election, is_late=False, person__village__in=villages
    )
    persons = list(guests.values_list("person_id", flat=True))
    facts = queries.status_facts(election.county_id, persons)
    leads_to = (queries.certified_to(facts.get(person, ()), day) for person in persons)
    return Counter(village or election.unit_id for village in leads_to)


def milestones(reading: Reading) -> list[Milestone]:
    """K09: everybody is registered on a drafted roll; K13: the rolls are published."""
    drafted, days = has_rolls(reading.election), reading.days
    begun = reading.election.state != "preparing"
    return [
        Milestone("K09", days["K09"], drafted, begun),
        Milestone("K13", days["K13"], "voter_roll_notice" in reading.notices, drafted),
    ]
