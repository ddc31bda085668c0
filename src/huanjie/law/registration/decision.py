"""Is this person a voter here? The answer of the two tables together, with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from huanjie.law.article import ELECTION_LAW, PLA_MEASURES, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, blocking
from huanjie.law.pack import Level, keys
from huanjie.law.pack.words import Place, Proof, Way
from huanjie.law.registration.entitlement import doubts, exclusion
from huanjie.law.registration.facts import Case, Service
from huanjie.law.registration.manner import ways
from huanjie.law.registration.place import (
    check_levels,
    levels,
    papers_wanted,
    places,
    restricted,
)
from huanjie.law.registration.reading import readings
from huanjie.law.registration.reasons import GROUNDS, Act, Reason

Findings = tuple[Finding, ...]


class Outcome(StrEnum):
    """What the law answers about a person."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    PENDING = "pending"
    """A body must decide first; until then nobody is added or struck off."""


@dataclass(frozen=True)
class Decision:
    """The law's answer. `act` says what the roll needs: an addition, a strike-off, a refusal.

    `places` are lawful places in order of suggestion; `findings` say why, and who must decide.
    `ways` are how a listed person may vote, empty while the right rests. `papers` would open this
    constituency, or another place in it. `readings` name the open points that decided (INFO).
    """

    outcome: Outcome
    act: Act | None
    reason: Reason | None
    places: tuple[Place, ...]
    levels: tuple[Level, ...]
    findings: tuple[Finding, ...]
    ways: tuple[Way, ...] = ()
    papers: tuple[Proof, ...] = ()
    readings: Findings = ()

    @property
    def article(self) -> Article:
        """The article the answer rests on."""
        return ELECTION_LAW[4, 1] if self.reason is None else self.findings[-1].article


@implements(ELECTION_LAW[4], ELECTION_LAW[27])
def decide(case: Case) -> Decision:
    """Whether, where and for which levels a person is listed. Source: 选举法 4, 27; rules.md §5."""
    reason = exclusion(case)
    where = () if reason is not None else places(case)
    for_levels = () if reason is not None else levels(case)
    if reason is None and not where:
        reason = _nowhere(case)
    if reason is None and not for_levels:
        reason = Reason.COUNTY_ONLY
    if reason is not None:
        return _not_listed(case, reason)
    open_points = doubts(case, None) + check_levels(case)
    answer = _listed(case, where, for_levels, open_points)
    return replace(answer, ways=ways(case), readings=readings(case, None, where))


def _nowhere(case: Case) -> Reason:
    """Why no place lies here: a restriction, a paper, or nothing that binds the person here."""
    if restricted(case) == ():
        return Reason.AT_HUKOU_PLACE
    return Reason.CERTIFICATE_MISSING if papers_wanted(case) else Reason.MOVED_OUT


def _listed(
    case: Case, where: tuple[Place, ...], for_levels: tuple[Level, ...], open_points: Findings
) -> Decision:
    papers = papers_wanted(case)
    if blocking(open_points):
        return Decision(Outcome.PENDING, None, None, where, for_levels, open_points, papers=papers)
    act = None if case.facts.is_on_roll else Act.ADD
    return Decision(Outcome.LISTED, act, None, where, for_levels, open_points, papers=papers)


def _not_listed(case: Case, reason: Reason) -> Decision:
    open_points = doubts(case, reason)
    findings = (*open_points, _because(case, reason))
    papers = papers_wanted(case) if reason is Reason.CERTIFICATE_MISSING else ()
    told = readings(case, reason, ())
    if blocking(open_points):
        return Decision(Outcome.PENDING, None, reason, (), (), findings, (), papers, told)
    act = Act.STRIKE_OFF if case.facts.is_on_roll else Act.REFUSE
    return Decision(Outcome.NOT_LISTED, act, reason, (), (), findings, (), papers, told)


def _because(case: Case, reason: Reason) -> Finding:
    ground = GROUNDS[reason]
    facts: Mapping[str, Fact] = {"rule": ground.rule}
    code = f"not-listed-{reason.replace('_', '-')}"
    return Finding(code, _words(case, reason), Severity.OUTCOME, facts)


def _words(case: Case, reason: Reason) -> Article:
    """The article of a reason; of service the province's own words, where it has some (R-28)."""
    article = GROUNDS[reason].article
    if case.facts.service is Service.FAMILY and reason is Reason.MILITARY:
        return PLA_MEASURES[5, 2]
    cited = {Reason.MILITARY: keys.REG_SERVICEMEN, Reason.ARMED_POLICE: keys.REG_ARMED_POLICE}
    return case.pack.article(cited[reason], article) if reason in cited else article


@dataclass(frozen=True)
class Entry:
    """A person on a roll: one row of one constituency at one level."""

    person: str
    level: Level
    constituency: str


@implements(ELECTION_LAW[5])
def check_one_place(entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """Is every person on one roll a level? Source: 选举法 5; R-40."""
    rolls: dict[tuple[str, Level], list[str]] = {}
    for entry in entries:
        rolls.setdefault((entry.person, entry.level), []).append(entry.constituency)
    return tuple(
        Finding(
            "listed-twice",
            ELECTION_LAW[5],
            Severity.ERROR,
            {"person": person, "level": level.value, "constituencies": tuple(found)},
        )
        for (person, level), found in rolls.items()
        if len(found) > 1
    )
