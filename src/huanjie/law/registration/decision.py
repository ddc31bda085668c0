"""Is this person a voter here? The answer of the two tables together, with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from huanjie.law.article import ELECTION_LAW, Article, implements
from huanjie.law.finding import BLOCKING, Fact, Finding, Severity
from huanjie.law.pack import Level
from huanjie.law.pack.words import Place
from huanjie.law.registration.entitlement import doubts, exclusion
from huanjie.law.registration.facts import Case
from huanjie.law.registration.place import check_levels, levels, places
from huanjie.law.registration.reasons import GROUNDS, Act, Reason


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
    open_points = doubts(case) + check_levels(case)
    reason = exclusion(case)
    where = () if reason is not None else places(case)
    if reason is None and not where:
        reason = Reason.CERTIFICATE_MISSING
    for_levels = levels(case) if reason is None else ()
    if reason is None and not for_levels:
        reason, where = Reason.COUNTY_ONLY, ()
    explained = open_points if reason is None else (*open_points, _because(reason))
    outcome = Outcome.LISTED if reason is None else Outcome.NOT_LISTED
    if any(finding.severity in BLOCKING for finding in open_points):
        outcome = Outcome.PENDING
    act = _act(outcome, case)
    return Decision(outcome, act, reason, where, for_levels, explained)


def _act(outcome: Outcome, case: Case) -> Act | None:
    match outcome:
        case Outcome.LISTED:
            return None if case.facts.is_on_roll else Act.ADD
        case Outcome.NOT_LISTED:
            return Act.STRIKE_OFF if case.facts.is_on_roll else Act.REFUSE
        case _:
            return None


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
