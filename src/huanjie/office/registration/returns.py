"""What the register and the rolls say in the returns: T3, milestones K09 and K13."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count as Counted
from django.db.models import Q, QuerySet, Sum

from huanjie.figures.figure import Count, Figure, Row
from huanjie.law.registration import Reason
from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.milestones import Milestone, milestone
from huanjie.office.committee.models import Election
from huanjie.office.committee.returns import NOT_DUE, NOT_KEPT, day_of, staff
from huanjie.office.people.models import Person, Unit
from huanjie.office.people.roles import Role
from huanjie.office.people.tokens import Token
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
from huanjie.office.registration.queries.balance import NOT_RESIDENT
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
_GONE: Final = ("died", "moved_out")
_HAN: Final = ("01", "")
_BALANCED: Final = ("T3.09", *queries.ADDED, *queries.STRUCK)


def figures(election: Election, as_of: datetime, token: Token) -> dict[str, Figure]:
    """T3, but for the ratio that follows from it."""
    return {
        **_of_register(election),
        **_of_rolls(election),
        **_of_balance(election),
        **_of_certificates(election),
        **_of_changes(election),
        **_of_appeals(election),
        "T3.24b": staff(election, Role.REGISTRAR, day_of(as_of), token),
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

    def __iadd__(self, other: "Residents") -> "Residents":
        self.adults += other.adults
        self.minors += other.minors
        self.reasons += other.reasons
        return self


def residents(election: Election) -> dict[str, Residents]:
    """Village → the people of the register whose household is there."""
    found: dict[str, Residents] = defaultdict(Residents)
    if election.polling_day is None:
        return found
    of_age = Q(birth__lte=queries.latest_birth(election.polling_day))
    for village, number in _by_village(_registered(election).filter(of_age)):
        found[village].adults = number
    for village, number in _by_village(minors(election)):
        found[village].minors = number
    persons = NonVoter.objects.filter(election=election, is_late=False).filter(
        queries.Area(election).villages("person__village"),
        person__source__in=("population", "last_roll"),
        person__birth__lte=queries.latest_birth(election.polling_day),
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


def minors(election: Election) -> QuerySet[Person]:
    """Those under age, and those whose birth nobody knows, who neither died nor left."""
    day = election.polling_day
    young = Q(birth__isnull=True)
    if day is not None:
        young |= Q(birth__gt=queries.latest_birth(day))
    gone = PersonStatus.objects.filter(person__county=election.county_id, kind__in=_GONE)
    found = _registered(election).filter(young, status="normal")
    return found.exclude(pk__in=gone.values("person_id"))


def _by_village(persons: QuerySet[Person]) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = persons.order_by().values_list("village")
    return counted.annotate(n=Counted("pk"))


def _of_register(election: Election) -> dict[str, Figure]:
    fields = ("T3.01", "T3.02", *LEFT_OUT.values(), ELSEWHERE)
    if not has_published(election):
        return dict.fromkeys(fields, NOT_DUE)
    whole = Residents()
    for found in residents(election).values():
        whole += found
    left_out = whole.left_out
    found_ = {"T3.01": whole.all, "T3.02": whole.of_age}
    found_ |= {code: left_out[code] for code in fields[2:]}
    return {code: Count(number) for code, number in found_.items()}


def listed(election: Election) -> QuerySet[RollEntry]:
    """The entries that stood on the rolls when they were published."""
    return RollEntry.objects.filter(election=election, is_late=False)


@dataclass(frozen=True)
class Listed:
    """Voters of one constituency and one village at publication."""

    constituency: int
    village: str
    voters: int
    women: int
    minorities: int


def listed_by_place(election: Election) -> list[Listed]:
    """How many stood where on the rolls at publication, and who they were, in one scan."""
    columns = ("roll__constituency__number", "person__village", "person__sex")
    rows = listed(election).order_by().values_list(*columns)
    found: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for number, village, sex, voters, minorities in rows.annotate(
        n=Counted("pk"), m=Counted("pk", filter=IS_MINORITY)
    ):
        sums = found[number, village]
        sums[0] += voters
        sums[1] += voters if sex == "2" else 0
        sums[2] += minorities
    return [Listed(number, village, *sums) for (number, village), sums in sorted(found.items())]


IS_MINORITY: Final = ~Q(person__ethnicity__in=_HAN)


def _of_rolls(election: Election) -> dict[str, Figure]:
    if not has_published(election):
        return dict.fromkeys(("T3.07", "T3.08"), NOT_DUE)
    found = listed_by_place(election)
    women, minorities = sum(row.women for row in found), sum(row.minorities for row in found)
    return {"T3.07": Count(women), "T3.08": Count(minorities)}


def _of_balance(election: Election) -> dict[str, Figure]:
    if not has_published(election):
        return dict.fromkeys(("T3.03", *KINDS, *_BALANCED), NOT_DUE)
    found = queries.balance(election)
    answer: dict[str, Figure] = {
        "T3.03": Count(found.voters),
        **{code: Count(found.kinds[kind]) for code, kind in KINDS.items()},
    }
    if not LastRollVoter.objects.filter(election__unit=election.county_id).exists():
        return {**answer, **dict.fromkeys(_BALANCED, NOT_KEPT)}
    answer["T3.09"] = Count(found.last)
    answer |= {code: Count(found.added[code]) for code in queries.ADDED}
    return {**answer, **{code: Count(found.struck[code]) for code in queries.STRUCK}}


def certificates_issued(election: Election) -> QuerySet[PersonStatus]:
    """Certificates for persons whose household is in this area."""
    area = queries.Area(election)
    found = PersonStatus.objects.filter(kind="certificate_out", person__county=election.county_id)
    return found.filter(area.villages("person__village"))


def certificates_received(election: Election) -> QuerySet[PersonStatus]:
    """Certificates that lead here from outside: another county's, or another township's."""
    area = queries.Area(election)
    found = PersonStatus.objects.filter(
        area.villages("destination"), person__county=election.county_id
    )
    from_within = Q(kind="certificate_out") & ~area.villages("person__village")
    return found.filter(Q(kind="certificate_in") | from_within)


def _of_certificates(election: Election) -> dict[str, Figure]:
    if election.state == "preparing":
        return dict.fromkeys(("T3.23a", "T3.23b"), NOT_DUE)
    return {
        "T3.23a": Count(certificates_issued(election).count()),
        "T3.23b": Count(certificates_received(election).count()),
    }


def changes(election: Election) -> QuerySet[RollChange]:
    """The corrections of this election's rolls that were approved."""
    found = RollChange.objects.filter(roll__constituency__election=election, state="approved")
    return found.select_related("roll__constituency").order_by("roll__constituency__number", "pk")


def appeals(election: Election) -> QuerySet[RollAppeal]:
    """The appeals against this election's rolls."""
    found = RollAppeal.objects.filter(roll__constituency__election=election)
    return found.select_related("roll__constituency").order_by("roll__constituency__number", "pk")


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


def _of_changes(election: Election) -> dict[str, Figure]:
    if not _is_public(election):
        return dict.fromkeys((*CHANGED, "T3.28"), NOT_DUE)
    upheld = appeals(election).filter(result="changed")
    found: dict[str, Figure] = {
        code: Count(changes(election).filter(change).count() + upheld.filter(claim).count())
        for code, (change, claim) in CHANGED.items()
    }
    return {**found, "T3.28": Count(correction_notices(election).count())}


def _is_public(election: Election) -> bool:
    rolls = Roll.objects.filter(constituency__election=election, published_on__isnull=False)
    return rolls.exists()


def _of_appeals(election: Election) -> dict[str, Figure]:
    if not _is_public(election):
        return dict.fromkeys(("T3.29", "T3.30a", "T3.30b"), NOT_DUE)
    found = appeals(election).order_by()
    return {
        "T3.29": Count(found.count()),
        "T3.30a": Count(found.filter(decided_on__isnull=False).count()),
        "T3.30b": Count(found.filter(result="changed").count()),
    }


def _final(election: Election) -> Figure:
    if not is_closed(election):
        return NOT_DUE
    rolls = Roll.objects.filter(constituency__election=election)
    return Count(rolls.aggregate(voters=Sum("final_voters", default=0))["voters"])


def rows(election: Election) -> list[Row]:
    """Voters of every constituency; population, those of age and voters of every village.

    A voter certified from elsewhere in the county is counted in the village it leads to.
    """
    if not has_published(election):
        return []
    found = listed_by_place(election)
    return [*_constituencies(election, found), *_villages(election, found)]


def _constituencies(election: Election, found: list[Listed]) -> list[Row]:
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for row in found:
        sums[row.constituency].update(
            {"T3.03": row.voters, "T3.07": row.women, "T3.08": row.minorities}
        )
    rolls = Roll.objects.filter(constituency__election=election).order_by("constituency__number")
    answer = []
    for number, name, final in rolls.values_list(
        "constituency__number", "constituency__name", "final_voters"
    ):
        held = {code: Count(sums[number][code]) for code in ("T3.03", "T3.07", "T3.08")}
        closed = NOT_DUE if final is None else Count(final)
        answer.append(Row("constituency", code_of(number), name, {**held, "T3.34": closed}))
    return answer


def _villages(election: Election, found: list[Listed]) -> list[Row]:
    area, living = queries.Area(election), residents(election)
    voters: Counter[str] = Counter()
    for row in found:
        if area.holds(row.village):
            voters[row.village] += row.voters
    voters += certified(election)
    names = dict(Unit.objects.filter(area.villages("code"), level="village").values_list(
        "code", "name"
    ))  # fmt: skip
    codes = sorted(names.keys() | living.keys() | voters.keys())
    return [
        Row("village", code, names.get(code, code), {
            "T3.01": Count(living[code].all if code in living else 0),
            "T3.02": Count(living[code].of_age if code in living else 0),
            "T3.03": Count(voters[code]),
        })
        for code in codes
    ]  # fmt: skip


def certified(election: Election) -> Counter[str]:
    """Village → voters whose household stands elsewhere and whom a certificate brought there."""
    area, day = queries.Area(election), election.polling_day
    guests = listed(election).exclude(area.villages("person__village"))
    persons = list(guests.values_list("person_id", flat=True))
    facts = queries.status_facts(election.county_id, persons) if persons and day else {}
    found: Counter[str] = Counter()
    for person in persons:
        leads_to = queries.certified_to(facts.get(person, ()), day) if day else None
        found[leads_to or election.unit_id] += 1
    return found


def milestones(election: Election) -> list[Milestone]:
    """K09: everybody is registered on a drafted roll; K13: the rolls are published."""
    drafted = has_rolls(election)
    notices = Publication.objects.filter(unit=election.unit_id, kind="voter_roll_notice")
    return [
        milestone(
            election,
            "K09",
            "registration_opened",
            has_proof=drafted,
            has_started=election.state != "preparing",
        ),
        milestone(
            election, "K13", "roll_published", has_proof=notices.exists(), has_started=drafted
        ),
    ]
