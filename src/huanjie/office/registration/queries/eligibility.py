"""Whether a person is a voter of an election: the facts of the register put before the law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from huanjie.law.article import ELECTION_LAW
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Level, Pack
from huanjie.law.pack.words import Proof
from huanjie.law.registration import (
    GROUNDS,
    Case,
    Custody,
    Deprivation,
    Hukou,
    Incapacity,
    Outcome,
    PersonFacts,
    Reason,
    Service,
    Suspension,
    Tie,
    decide,
)
from huanjie.law.timetable import age_on, days_after, years_after
from huanjie.office.committee.models import Election
from huanjie.office.committee.queries import level_of, pack_of
from huanjie.office.ledger.scope import significant
from huanjie.office.people.models import Person
from huanjie.office.registration.models import LastRollVoter, PersonStatus
from huanjie.office.registration.queries.register import within
from huanjie.office.registration.refusals import refusal

TERM_YEARS = 5
MAJORITY = 18
MARGIN = 3
"""Days around a border within which every birth date is judged by itself."""
UNKNOWN_BIRTH = date.max
"""Stands for a birth date nobody has entered: the person is work, not a child."""

StatusFact = tuple[str, date, date | None, str, str]
"""Kind, decided on, ends on, destination, document number."""


@dataclass(frozen=True)
class Verdict:
    """The law's answer about one person and one election.

    `reason` says why not, or why he is new; `rule` the rule of rules.md it stands in. `findings`
    explain, and name what a body must decide where the reason is `pending`.
    """

    is_listed: bool
    reason: str
    rule: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """What the register says of a person, apart from name and number. Equal for many people.

    `was_on_roll` and `was_elsewhere`: on the last roll of this area, or of another in the county.
    """

    birth: date
    status: str
    hukou_here: bool
    lives_here: bool
    has_certificate: bool
    in_unit: bool
    was_on_roll: bool
    was_elsewhere: bool = False
    statuses: tuple[StatusFact, ...] = ()


class Bench:
    """Asks the law once for each distinct set of circumstances, for one election."""

    def __init__(self, election: Election, day: date) -> None:
        self.day = day
        self.levels: tuple[Level, ...] = (level_of(election),)
        self.pack: Pack = pack_of(election)
        self.known: dict[Circumstances, Verdict] = {}
        self.comes_of_age = latest_birth(day)
        self.came_of_age = latest_birth(years_after(day, -TERM_YEARS))

    def like(self, birth: date) -> date:
        """A birth date whose age the law cannot tell from this one's, so that few are judged.

        Births near a border stand for themselves; all others for the ones well beyond it.
        """
        for border in (self.came_of_age, self.comes_of_age):
            if birth < days_after(border, -MARGIN):
                return days_after(border, -MARGIN)
            if birth <= days_after(border, MARGIN):
                return birth
        return birth if birth == UNKNOWN_BIRTH else days_after(self.comes_of_age, 2 * MARGIN)

    def verdict(self, found: Circumstances) -> Verdict:
        """The answer, from memory where these circumstances were judged before."""
        answer = self.known.get(found)
        if answer is None:
            answer = self.known[found] = self._judge(found)
        return answer

    def _judge(self, found: Circumstances) -> Verdict:
        if found.status == "duplicate":
            return _left_out(Reason.DUPLICATE)
        if found.birth == UNKNOWN_BIRTH:
            return Verdict(False, "pending", "R-02")
        facts = _facts(found, self.day)
        decision = decide(Case(facts, self.day, self.levels, self.pack))
        is_missing = found.status == "missing" and facts.died is None
        if decision.outcome is Outcome.PENDING:
            return Verdict(False, "pending", "", decision.findings)
        if decision.outcome is Outcome.LISTED:
            if is_missing:
                return Verdict(False, "missing", "R-35")
            return Verdict(True, self._why_new(found), "", decision.findings)
        return _left_out(decision.reason or Reason.WRONG_PLACE, decision.findings)

    def _why_new(self, found: Circumstances) -> str:
        """Why somebody stands on this roll who did not stand on the last one (T3.10 to T3.13)."""
        if found.was_on_roll:
            return ""
        if found.has_certificate:
            return Reason.CERTIFICATE_RECEIVED.value
        if found.was_elsewhere:
            return Reason.MOVED_IN.value
        if age_on(found.birth, years_after(self.day, -TERM_YEARS)) < MAJORITY:
            return Reason.REACHED_AGE.value
        if any(fact[0] == "deprived" for fact in found.statuses):
            return Reason.RIGHTS_RESTORED.value
        return Reason.OMITTED.value


def _left_out(reason: Reason, findings: tuple[Finding, ...] = ()) -> Verdict:
    return Verdict(False, reason.value, GROUNDS[reason].rule, findings)


def _facts(found: Circumstances, day: date) -> PersonFacts:
    """The register's words as the law's. A status that ended before election day no longer counts,
    a deprivation apart: the law tests its term itself."""
    held = {
        kind: (decided, ends, document)
        for kind, decided, ends, _, document in found.statuses
        if kind == "deprived" or ends is None or ends >= day
    }
    has_left = found.status == "moved_out" or "moved_out" in held
    deprived, suspended = held.get("deprived"), held.get("suspended")
    return PersonFacts(
        birth=found.birth,
        is_citizen=True,
        hukou=Hukou.HERE if found.hukou_here and not has_left else Hukou.ELSEWHERE,
        lives_here=found.lives_here and not has_left,
        tie=Tie.UNIT if found.in_unit and not has_left else Tie.NONE,
        proofs=frozenset({Proof.CERTIFICATE}) if found.has_certificate else frozenset(),
        certificate_issued="certificate_out" in held and not found.has_certificate,
        died=_died(found, held, day),
        deprivation=Deprivation(deprived[0], deprived[1]) if deprived else None,
        custody=Custody.IN_CUSTODY if suspended or "in_custody" in held else Custody.NONE,
        suspension=Suspension(suspended[2], suspended[0]) if suspended else None,
        incapacity=Incapacity.MENTAL_ILLNESS if "incapable" in held else Incapacity.NONE,
        incapacity_proofs=frozenset({Proof.CONFIRMATION}) if "incapable" in held else frozenset(),
        service=Service.SERVING if found.status == "serving" else Service.NONE,
        is_on_roll=found.was_on_roll,
    )


def _died(
    found: Circumstances, held: Mapping[str, tuple[date, date | None, str]], day: date
) -> date | None:
    """The population file tells that somebody died and not when: any day before polling will do."""
    if "died" in held:
        return held["died"][0]
    return days_after(day, -1) if found.status == "died" else None


@dataclass(frozen=True)
class Area:
    """Whose people an election is about: the villages under the unit's code, and a table of who
    stood on its last roll."""

    election: Election

    @cached_property
    def prefix(self) -> str:
        """The digits that all villages of the unit share."""
        return significant(self.election.unit_id)

    def holds(self, village: str) -> bool:
        """True for a village of the unit."""
        return village.startswith(self.prefix)

    def villages(self, field: str) -> Q:
        """The condition on a field of village codes."""
        return within(field, self.election.unit_id)

    def residents(self) -> QuerySet[Person]:
        """Everybody whose household the register has in this area."""
        return Person.objects.filter(self.villages("village"), county=self.election.county_id)

    def newcomers(self) -> QuerySet[Person]:
        """Everybody registered elsewhere in the county and certified to a village of this area."""
        certified = PersonStatus.objects.filter(
            self.villages("destination"),
            kind="certificate_out",
            person__county=self.election.county_id,
        )
        found = Person.objects.filter(pk__in=list(certified.values_list("person_id", flat=True)))
        return found.exclude(self.villages("village"))

    def last_voters(self) -> QuerySet[LastRollVoter]:
        """The last roll of this area; the whole file is kept with the county's election."""
        return self._last_roll().filter(self.villages("village"))

    def last_voters_elsewhere(self) -> QuerySet[LastRollVoter]:
        """The last roll of the county's other areas; whoever asks knows who is registered here."""
        return self._last_roll().exclude(self.villages("village"))

    def _last_roll(self) -> QuerySet[LastRollVoter]:
        return LastRollVoter.objects.filter(election__unit_id=self.election.county_id)


def status_facts(county: str, persons: Iterable[int] | None = None) -> dict[int, list[StatusFact]]:
    """Person → recorded facts in the order of recording; of the persons given, or of all."""
    rows = PersonStatus.objects.filter(person__county=county)
    if persons is not None:
        rows = rows.filter(person_id__in=list(persons))
    found: dict[int, list[StatusFact]] = {}
    columns = ("person_id", "kind", "decided_on", "ends_on", "destination", "document_no")
    for person, *fact in rows.order_by("id").values_list(*columns):
        found.setdefault(person, []).append((fact[0], fact[1], fact[2], fact[3], fact[4]))
    return found


def certified_to(facts: Iterable[StatusFact], day: date) -> str | None:
    """Where a certificate leads, empty when out of the county; None without one in force."""
    found = None
    for kind, _, ends, destination, _ in facts:
        if kind == "certificate_out" and (ends is None or ends >= day):
            found = destination
    return found


def latest_birth(day: date) -> date:
    """The last birth date of those who are of age on a day (R-02, R-03, O-06)."""
    birth = years_after(day, -MAJORITY)
    while age_on(days_after(birth, 1), day) >= MAJORITY:
        birth = days_after(birth, 1)
    return birth


def why_excluded(election: Election, person: Person) -> list[Finding]:
    """What keeps a person off every roll of an election, place apart; nothing for a voter.

    Asked before somebody is added to a published roll, whose place the committee has found.
    """
    if election.polling_day is None:
        return []
    if person.status == "duplicate":
        return [refusal("person-set-aside", ELECTION_LAW[5], person=str(person))]
    found = Circumstances(
        birth=person.birth or UNKNOWN_BIRTH,
        status="normal" if person.status == "missing" else person.status,
        hukou_here=person.source != "arrival",
        lives_here=True,
        has_certificate=True,
        in_unit=False,
        was_on_roll=False,
        statuses=tuple(status_facts(person.county, [person.pk]).get(person.pk, ())),
    )
    verdict = Bench(election, election.polling_day).verdict(found)
    if verdict.is_listed:
        return []
    return [replace(finding, severity=Severity.ERROR) for finding in verdict.findings]
