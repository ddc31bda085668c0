"""Offences against the election, complaints, and what they do to a result: S-01 to S-04.

Source: 选举法 chapter 11.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from huanjie.law.article import ELECTION_LAW, Article, implements
from huanjie.law.finding import Fact, Finding, Severity

Findings = tuple[Finding, ...]


class Offence(StrEnum):
    """What 选举法 58¶1 names; `INTERFERENCE` is everything else that 选举法 36 forbids."""

    BRIBERY = "bribery"
    COERCION_OR_FRAUD = "coercion_or_fraud"
    FORGERY = "forgery"
    RETALIATION = "retaliation"
    INTERFERENCE = "interference"


ARTICLES: Final[Mapping[Offence, Article]] = {
    Offence.BRIBERY: ELECTION_LAW[58, 1, 1],
    Offence.COERCION_OR_FRAUD: ELECTION_LAW[58, 1, 2],
    Offence.FORGERY: ELECTION_LAW[58, 1, 3],
    Offence.RETALIATION: ELECTION_LAW[58, 1, 4],
    Offence.INTERFERENCE: ELECTION_LAW[36],
}


class Consequence(StrEnum):
    """What follows an offence, each imposed by the body it belongs to, none by the committee."""

    PUBLIC_SECURITY = "public_security"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"


@implements(ELECTION_LAW[36], ELECTION_LAW[58, 1], ELECTION_LAW[58, 2])
def consequences(offence: Offence, *, is_functionary: bool) -> tuple[Consequence, ...]:
    """What may follow, to be decided elsewhere. Source: 选举法 58¶1, ¶2; S-01, S-03.

    Interference that is none of the four is unlawful (选举法 36), without a sanction named.
    """
    if offence is Offence.INTERFERENCE:
        return ()
    penal = (Consequence.PUBLIC_SECURITY, Consequence.CRIMINAL)
    return (*penal, Consequence.ADMINISTRATIVE) if is_functionary else penal


class Effect(StrEnum):
    """What a case does to a result."""

    NONE = "none"
    ELECTION_VOID = "election_void"
    RERUN = "rerun"


@dataclass(frozen=True)
class CaseRecord:
    """What was reported or found, and what became of it.

    `investigated`, `transferred` and `closed` are days; None while it has not happened. `proven`
    None: not decided. `elected_by_it`: elected persons who used these means.
    """

    number: str
    offence: Offence
    received: date
    source: str
    constituency: str
    persons: tuple[str, ...]
    investigated: date | None
    needs_transfer: bool
    transferred: date | None
    proven: bool | None
    elected_by_it: tuple[str, ...]
    effect: Effect
    outcome: str


@implements(ELECTION_LAW[58, 3], ELECTION_LAW[59])
def check_case(case: CaseRecord) -> Findings:
    """Is a report dealt with, and does its effect follow from it? Source: 选举法 58¶3, 59; S-02.

    The text names no day: promptly (及时).
    """
    facts: Mapping[str, Fact] = {
        "number": case.number,
        "received": case.received,
        "names": case.elected_by_it,
        "effect": case.effect,
    }
    void = bool(case.proven and case.elected_by_it and case.offence is not Offence.INTERFERENCE)
    unfounded = case.effect is not Effect.NONE and not case.proven
    error, manual = Severity.ERROR, Severity.MANUAL
    faults: tuple[tuple[str, Article, Severity, bool], ...] = (
        ("case-not-investigated", ELECTION_LAW[59], error, case.investigated is None),
        (
            "case-not-transferred",
            ELECTION_LAW[59],
            error,
            case.needs_transfer and case.transferred is None,
        ),
        ("case-undecided", ELECTION_LAW[59], manual, case.proven is None),
        ("case-without-outcome", ELECTION_LAW[59], error, not case.outcome.strip()),
        (
            "case-election-void",
            ELECTION_LAW[58, 3],
            error,
            void and case.effect is not Effect.ELECTION_VOID,
        ),
        ("case-effect-unfounded", ELECTION_LAW[58, 3], error, unfounded),
    )
    return tuple(Finding(c, art, sev, facts) for c, art, sev, is_bad in faults if is_bad)


@implements(ELECTION_LAW[58, 3])
def voided(cases: Sequence[CaseRecord]) -> tuple[str, ...]:
    """The persons whose election is void. Source: 选举法 58¶3; nobody is lifted into the seat."""
    return tuple(
        dict.fromkeys(
            name
            for case in cases
            if case.proven and case.offence is not Offence.INTERFERENCE
            for name in case.elected_by_it
        )
    )


class Route(StrEnum):
    """Where a complaint goes."""

    ROLL_APPEAL = "roll_appeal"
    CASE = "case"


@implements(ELECTION_LAW[29], ELECTION_LAW[59])
def route(*, is_about_roll: bool) -> Route:
    """Which way a complaint takes. Source: 选举法 29, 59; S-04.

    Complaints about the roll follow CAL-03 to CAL-06 only; a judgment changes the roll, and so V,
    even on the last day.
    """
    return Route.ROLL_APPEAL if is_about_roll else Route.CASE
