"""Is this person a voter here? The answer of the two tables together, with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from huanjie.law.article import ELECTION_LAW, Article, implements
from huanjie.law.finding import Fact, Finding, Severity, blocking
from huanjie.law.pack import Level
from huanjie.law.pack.words import Place
from huanjie.law.registration.entitlement import doubts, exclusion
from huanjie.law.registration.facts import Case
from huanjie.law.registration.place import check_levels, levels, places
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
    """

    outcome: Outcome
    act: Act | None
    reason: Reason | None
    places: tuple[Place, ...]
    levels: tuple[Level, ...]
    findings: tuple[Finding, ...]

    @property
    def article(self) -> Article:
        """The article the answer rests on."""
        return ELECTION_LAW[4, 1] if self.reason is None else GROUNDS[self.reason].article


@implements(ELECTION_LAW[4], ELECTION_LAW[27])
def decide(case: Case) -> Decision:
    """Whether, where and for which levels a person is listed. Source: 选举法 4, 27; rules.md §5."""
    reason = exclusion(case)
    where = () if reason is not None else places(case)
    for_levels = () if reason is not None else levels(case)
    if reason is None and not where:
        reason = Reason.CERTIFICATE_MISSING
    if reason is None and not for_levels:
        reason = Reason.COUNTY_ONLY
    if reason is None:
        return _listed(case, where, for_levels, doubts(case, None) + check_levels(case))
    return _not_listed(case, reason, doubts(case, reason))


def _listed(
    case: Case, where: tuple[Place, ...], for_levels: tuple[Level, ...], open_points: Findings
) -> Decision:
    if blocking(open_points):
        return Decision(Outcome.PENDING, None, None, where, for_levels, open_points)
    act = None if case.facts.is_on_roll else Act.ADD
    return Decision(Outcome.LISTED, act, None, where, for_levels, open_points)


def _not_listed(case: Case, reason: Reason, open_points: Findings) -> Decision:
    findings = (*open_points, _because(reason))
    if blocking(open_points):
        return Decision(Outcome.PENDING, None, reason, (), (), findings)
    act = Act.STRIKE_OFF if case.facts.is_on_roll else Act.REFUSE
    return Decision(Outcome.NOT_LISTED, act, reason, (), (), findings)


def _because(reason: Reason) -> Finding:
    ground = GROUNDS[reason]
    facts: Mapping[str, Fact] = {"rule": ground.rule}
    return Finding(
        f"not-listed-{reason.replace('_', '-')}", ground.article, Severity.OUTCOME, facts
    )


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
