"""Which offices a session fills, who may hold them, and how large a standing committee is.

Source: 地方组织法 11, 12, 18, 34, 47, 70; rules.md F-08, F-09.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.article import LOCAL_ORGANIZATION_LAW, implements
from huanjie.law.finding import Fact, Finding, Severity, WrongInput
from huanjie.law.nomination import Range
from huanjie.law.pack import Level, UnitType

Findings = tuple[Finding, ...]
_LOL: Final = LOCAL_ORGANIZATION_LAW


class Office(StrEnum):
    """An office that a congress fills by election. Source: 地方组织法 11, 12."""

    SC_CHAIR = "sc_chair"
    SC_VICE_CHAIR = "sc_vice_chair"
    SC_SECRETARY_GENERAL = "sc_secretary_general"
    SC_MEMBER = "sc_member"
    TOWNSHIP_CHAIR = "township_chair"
    TOWNSHIP_VICE_CHAIR = "township_vice_chair"
    GOVERNMENT_HEAD = "government_head"
    GOVERNMENT_DEPUTY_HEAD = "government_deputy_head"
    SUPERVISORY_DIRECTOR = "supervisory_commission_director"
    COURT_PRESIDENT = "court_president"
    CHIEF_PROCURATOR = "chief_procurator"


class Class(StrEnum):
    """The three groups by which 地方组织法 27¶1 counts candidates."""

    HEAD = "head"
    VICE = "vice"
    MEMBER = "member"


_VICE: Final = frozenset(
    {Office.SC_VICE_CHAIR, Office.TOWNSHIP_VICE_CHAIR, Office.GOVERNMENT_DEPUTY_HEAD}
)
COMMITTEE_OFFICES: Final = frozenset(
    {Office.SC_CHAIR, Office.SC_VICE_CHAIR, Office.SC_SECRETARY_GENERAL, Office.SC_MEMBER}
)
CHAIRS: Final = frozenset({Office.TOWNSHIP_CHAIR, Office.TOWNSHIP_VICE_CHAIR})
_GOVERNMENT: Final = (Office.GOVERNMENT_HEAD, Office.GOVERNMENT_DEPUTY_HEAD)
_COURTS: Final = (Office.SUPERVISORY_DIRECTOR, Office.COURT_PRESIDENT, Office.CHIEF_PROCURATOR)


@implements(_LOL[27, 1])
def class_of(office: Office) -> Class:
    """The group of an office. Source: 地方组织法 27¶1."""
    if office is Office.SC_MEMBER:
        return Class.MEMBER
    return Class.VICE if office in _VICE else Class.HEAD


@implements(_LOL[11, 1, 4], _LOL[11, 1, 5], _LOL[11, 1, 6], _LOL[12, 1, 6], _LOL[12, 1, 7])
def offices(level: Level) -> tuple[Office, ...]:
    """The offices that a congress of this level fills. Source: 地方组织法 11, 12, 47; F-08.

    A county's standing committee has no secretary-general. Special committees are approved, not
    elected (地方组织法 34).
    """
    match level:
        case Level.TOWNSHIP:
            return (Office.TOWNSHIP_CHAIR, Office.TOWNSHIP_VICE_CHAIR, *_GOVERNMENT)
        case Level.COUNTY:
            return (
                Office.SC_CHAIR,
                Office.SC_VICE_CHAIR,
                Office.SC_MEMBER,
                *_GOVERNMENT,
                *_COURTS,
            )
        case _:
            return (*Office,)[:4] + _GOVERNMENT + _COURTS


@implements(_LOL[18, 1])
def check_office_seats(office: Office, seats: int) -> Findings:
    """May there be so many of an office? Source: 地方组织法 18¶1: one or two vice chairs; F-08.

    A head is one person; how many deputies there are is for others to fix.
    """
    if seats < 1:
        raise WrongInput("seats", "an office to be filled has at least one seat")
    most = {Class.HEAD: 1}.get(class_of(office))
    if office is Office.TOWNSHIP_VICE_CHAIR:
        most = 2
    if most is None or seats <= most:
        return ()
    facts: Mapping[str, Fact] = {"office": office, "seats": seats, "most": most}
    article = _LOL[18, 1] if office in CHAIRS else _LOL[27, 1]
    return (Finding("office-seats-too-many", article, Severity.ERROR, facts),)


class Post(StrEnum):
    """A post in a state organ that may not be held together with an office."""

    ADMINISTRATION = "administration"
    SUPERVISION = "supervision"
    COURT = "court"
    PROCURATORATE = "procuratorate"


@dataclass(frozen=True)
class Officer:
    """A person elected to an office. `posts` are those kept; `is_of_founding_minority` is asked
    for the head of an ethnic township only."""

    name: str
    office: Office
    is_deputy: bool
    posts: frozenset[Post]
    is_of_founding_minority: bool


@implements(_LOL[18, 1], _LOL[18, 2], _LOL[47, 1], _LOL[47, 2], _LOL[47, 3], _LOL[70, 3])
def check_officer(person: Officer, unit_type: UnitType) -> Findings:
    """May this person hold the office? Source: 地方组织法 18¶1-2, 47¶1-3, 70¶3; F-08."""
    facts: Mapping[str, Fact] = {"name": person.name, "office": person.office}
    found = []
    chairs = person.office in CHAIRS
    committee = person.office in COMMITTEE_OFFICES
    if (chairs or committee) and not person.is_deputy:
        article = _LOL[18, 1] if chairs else _LOL[47, 1 if unit_type.level is Level.CITY else 2]
        found.append(Finding("officer-not-deputy", article, Severity.ERROR, facts))
    barred = frozenset(Post) if committee else frozenset({Post.ADMINISTRATION} if chairs else ())
    for post in sorted(barred & person.posts):
        article = _LOL[18, 2] if chairs else _LOL[47, 3]
        held = {**facts, "post": post}
        found.append(Finding("officer-holds-post", article, Severity.ERROR, held))
    head = person.office is Office.GOVERNMENT_HEAD and unit_type is UnitType.ETHNIC_TOWNSHIP
    if head and not person.is_of_founding_minority:
        found.append(Finding("officer-not-of-minority", _LOL[70, 3], Severity.ERROR, facts))
    return tuple(found)


@dataclass(frozen=True)
class _Size:
    bounds: tuple[int, int]
    above: int
    most_above: int


_SIZES: Final[Mapping[Level, _Size]] = {
    Level.COUNTY: _Size((15, 35), 1_000_000, 45),
    Level.CITY: _Size((29, 51), 8_000_000, 61),
}


@implements(_LOL[47, 4])
def committee_range(unit_type: UnitType, population: int) -> Range:
    """How many members a standing committee may have. Source: 地方组织法 47¶4; F-09.

    The higher limit of the second row is for cities, not for prefectures. Raises `WrongInput`
    for a township, which has no standing committee.
    """
    if unit_type.level is Level.TOWNSHIP:
        raise WrongInput("unit_type", "a township has no standing committee")
    if population < 1:
        raise WrongInput("population", "a population of at least one is needed")
    size = _SIZES[unit_type.level]
    is_large = population > size.above and unit_type is not UnitType.AUTONOMOUS_PREFECTURE
    low, high = size.bounds
    return Range(low, size.most_above if is_large else high)


@implements(_LOL[47, 4], _LOL[47, 5])
def check_committee_size(
    members: int, unit_type: UnitType, population: int, *, fixed: int | None
) -> Findings:
    """Is a standing committee's size lawful? `fixed` is the size fixed for this term, if any.

    Source: 地方组织法 47¶4-5; F-09. Fixed by the provincial committee, it stays for the term.
    """
    allowed = committee_range(unit_type, population)
    facts: Mapping[str, Fact] = {
        "members": members,
        "least": allowed.least,
        "most": allowed.most,
        "fixed": fixed,
    }
    found = []
    if members not in allowed:
        found.append(Finding("standing-committee-size", _LOL[47, 4], Severity.ERROR, facts))
    if fixed is None:
        found.append(Finding("standing-committee-unfixed", _LOL[47, 5], Severity.MANUAL, facts))
    elif members != fixed:
        found.append(Finding("standing-committee-changed", _LOL[47, 5], Severity.ERROR, facts))
    return tuple(found)
