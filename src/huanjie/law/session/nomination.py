"""Who stands for an office: nominators, numbers of candidates, and the way to the ballot (F-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

from huanjie.law.arithmetic import ceil_share, floor_share
from huanjie.law.article import LOCAL_ORGANIZATION_LAW, PRACTICE, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.nomination import Path, Range, path
from huanjie.law.pack import Level
from huanjie.law.session.offices import Class, Office, class_of, offices
from huanjie.law.timetable import check_session_nomination

Findings = tuple[Finding, ...]
_LOL: Final = LOCAL_ORGANIZATION_LAW

JOINT_NOMINATORS: Final[Mapping[Level, int]] = {
    Level.TOWNSHIP: 10,
    Level.COUNTY: 10,
    Level.CITY: 20,
}
"""Deputies who may nominate together. Source: 地方组织法 26¶2."""


class Occasion(StrEnum):
    """Which vote the candidates are counted for."""

    TERM_CHANGE = "term_change"
    SUPPLEMENTARY = "supplementary"
    """Seats that the first vote left open. Source: 地方组织法 29¶3."""
    BY_ELECTION = "by_election"
    """An office that fell vacant during the term. Source: 地方组织法 30."""


@dataclass(frozen=True)
class OfficerNumbers:
    """How many formal candidates an office may have, and the way that leads there."""

    office: Office
    seats: int
    nominated: int
    allowed: Range
    path: Path


@implements(_LOL[27, 1], _LOL[29, 3], _LOL[30])
def officer_range(office: Office, seats: int, nominated: int, occasion: Occasion) -> Range:
    """How many formal candidates an office may have. Source: 地方组织法 27¶1, 29¶3, 30; F-10.

    A head has one more than the seat, or one alone if only one was nominated; vices one to three
    more; members a tenth to a fifth more, and where no number fits (1 to 4 seats) one more. A
    by-election may have as many as seats or more.
    """
    if seats < 1:
        raise WrongInput("seats", "an office to be filled has at least one seat")
    if nominated < 0:
        raise WrongInput("nominated", "a number of nominees is never negative")
    if occasion is Occasion.BY_ELECTION:
        return Range(seats, max(seats, nominated))
    match class_of(office):
        case Class.HEAD:
            alone = nominated <= seats or occasion is Occasion.SUPPLEMENTARY
            return Range(seats if alone else seats + 1, seats + 1)
        case Class.VICE:
            return Range(seats + 1, seats + 3)
        case _:
            least = seats + ceil_share(seats, Fraction(1, 10))
            return Range(least, max(least, seats + floor_share(seats, Fraction(1, 5))))


@implements(_LOL[27, 1], PRACTICE["F-11"])
def officer_numbers(
    office: Office, seats: int, nominated: int, measures: int | None, occasion: Occasion
) -> OfficerNumbers:
    """What the number of nominees leads to. Source: 地方组织法 27¶1; F-11.

    `measures` is the exact number of candidates in the session's election measures: more nominees
    than that go to a primary, fewer do not suffice, except for a head nominated alone.
    """
    allowed = officer_range(office, seats, nominated, occasion)
    fixed = allowed
    if measures is not None:
        is_head = class_of(office) is Class.HEAD
        fixed = Range(min(allowed.least, measures) if is_head else measures, measures)
    return OfficerNumbers(office, seats, nominated, allowed, path(nominated, fixed))


@implements(_LOL[27, 1])
def check_officer_numbers(numbers: OfficerNumbers, measures: int | None) -> Findings:
    """Are there enough nominees, and is the number in the election measures lawful? F-10, F-11."""
    allowed = numbers.allowed
    facts: Mapping[str, Fact] = {
        "office": numbers.office,
        "seats": numbers.seats,
        "nominated": numbers.nominated,
        "least": allowed.least,
        "most": allowed.most,
        "measures": measures,
    }
    found = []
    if numbers.path is Path.SHORT:
        found.append(Finding("officer-nominees-few", _LOL[27, 1], Severity.ERROR, facts))
    if measures is not None and measures not in allowed:
        found.append(Finding("officer-measures-outside", _LOL[27, 1], Severity.ERROR, facts))
    if measures is None and numbers.path is Path.CUT:
        found.append(Finding("officer-measures-unset", _LOL[27, 1], Severity.MANUAL, facts))
    return tuple(found)


@dataclass(frozen=True)
class OfficerNomination:
    """A nomination; `deputies` are empty where the presidium nominates."""

    number: str
    office: Office
    nominees: tuple[str, ...]
    deputies: frozenset[str]
    is_written: bool
    is_introduced: bool


@implements(_LOL[26, 1], _LOL[26, 2], _LOL[26, 4])
def check_officer_nomination(nomination: OfficerNomination, level: Level) -> Findings:
    """May this nomination be put? Source: 地方组织法 26¶1, ¶2, ¶4; F-10."""
    least, count = JOINT_NOMINATORS[level], len(nomination.deputies)
    facts: Mapping[str, Fact] = {
        "number": nomination.number,
        "office": nomination.office,
        "deputies": count,
        "least": least,
    }
    joint = bool(nomination.deputies)
    error, warn = Severity.ERROR, Severity.WARN
    faults = (
        ("office-of-another-level", _LOL[26, 1], error, nomination.office not in offices(level)),
        ("officer-nominators-few", _LOL[26, 2], error, joint and count < least),
        ("officer-not-written", _LOL[26, 2], error, joint and not nomination.is_written),
        ("officer-not-introduced", _LOL[26, 4], warn, not nomination.is_introduced),
    )
    return tuple(Finding(c, art, sev, facts) for c, art, sev, is_bad in faults if is_bad)


@implements(_LOL[26, 3])
def check_nominators(
    nominations: Sequence[OfficerNomination], office: Office, seats: int
) -> Findings:
    """Does the presidium or a deputy support more than there are seats? Source: 地方组织法 26¶3."""
    supported: dict[str, set[str]] = {}
    for nomination in nominations:
        if nomination.office is office:
            for nominator in nomination.deputies or {""}:
                supported.setdefault(nominator, set()).update(nomination.nominees)
    return tuple(
        Finding(
            "officer-nominator-over-seats" if nominator else "presidium-over-seats",
            _LOL[26, 3],
            Severity.ERROR,
            {"name": nominator, "supported": len(names), "seats": seats, "office": office},
        )
        for nominator, names in sorted(supported.items())
        if len(names) > seats
    )


@implements(_LOL[27, 2])
def check_nomination_time(level: Level, opened: datetime, closed: datetime) -> Findings:
    """Was there time to nominate officers? Two days, county level and above. CAL-20, O-14."""
    if level is Level.TOWNSHIP:
        return ()
    return check_session_nomination("CAL-20", opened, closed)
