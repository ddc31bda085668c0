"""Where is the voter listed, and for which levels? The second question of registration.

Source: 选举法 25¶1; 直选若干规定 5, 7, 9; rules.md R-06 to R-36. Each row of the table answers for
one kind of person; the first that answers decides, and the places come in order of suggestion.
"""

from collections.abc import Callable
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PRACTICE, implements
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Level, keys
from huanjie.law.pack.words import HigherUnit as Rule
from huanjie.law.pack.words import Place, UnitStaff
from huanjie.law.registration.facts import Case, Custody, HigherUnit, Hukou, Tie

Places = tuple[Place, ...]


@implements(ELECTION_LAW[7, 3])
def _overseas(case: Case) -> Places | None:
    """A citizen living abroad who is in the country (R-27)."""
    return case.pack[keys.REG_OVERSEAS_PLACES] if case.facts.is_overseas else None


@implements(DIRECT_ELECTION[5])
def _restricted(case: Case) -> Places | None:
    """Serving a sentence, or in custody without a suspension (R-06 to R-12)."""
    match case.facts.custody:
        case Custody.IMPRISONMENT | Custody.SHORT_DETENTION:
            return case.pack[keys.REG_PRISONER_PLACE]
        case Custody.IN_CUSTODY | Custody.DETENTION_PENALTY:
            return case.pack[keys.REG_CUSTODY_PLACE]
        case _:
            return None


@implements(DIRECT_ELECTION[9, 2])
def _migrant(case: Case) -> Places | None:
    """Hukou elsewhere: here only with the papers the pack asks for, else nowhere here (R-20)."""
    if case.facts.hukou is not Hukou.ELSEWHERE:
        return None
    papers = frozenset(case.pack[keys.REG_MIGRANT_REQUIRES])
    return case.pack[keys.REG_MIGRANT_PLACES] if papers <= case.facts.proofs else ()


@implements(ELECTION_LAW[25, 1])
def _staff(case: Case) -> Places | None:
    """Staff of a unit, by the basis on which constituencies were drawn (R-23)."""
    if case.facts.tie is not Tie.UNIT:
        return None
    by_basis = case.pack[keys.REG_WORK_UNIT_STAFF] is UnitStaff.BY_BASIS
    return (Place.WORK_UNIT, Place.RESIDENCE) if by_basis else (Place.WORK_UNIT,)


@implements(ELECTION_LAW[25, 1], PRACTICE["O-07"])
def _student(case: Case) -> Places | None:
    """Students at their school; where the province is silent also at their hukou (R-24, O-07)."""
    if case.facts.tie is not Tie.SCHOOL:
        return None
    is_silent = case.pack[keys.REG_STUDENT] is None
    return (Place.SCHOOL, Place.HUKOU) if is_silent else (Place.SCHOOL,)


def _retired(case: Case) -> Places | None:
    """Retired persons where the pack says (R-26)."""
    return case.pack[keys.REG_RETIRED] if case.facts.tie is Tie.RETIRED else None


@implements(ELECTION_LAW[25, 1])
def _resident(case: Case) -> Places:
    """Everyone else where they live (R-25, R-36), or at the hukou while away (R-22)."""
    return (Place.RESIDENCE,) if case.facts.lives_here else (Place.HUKOU,)


Row = Callable[[Case], Places | None]
_ALWAYS_FIRST: Final[tuple[Row, ...]] = (_overseas, _restricted)
_BOUND: Final[tuple[Row, ...]] = (_staff, _student, _retired)


def places(case: Case) -> Places:
    """The places where the person may be listed, the suggested one first; empty: not here.

    Where the pack says so, a hukou elsewhere goes before ties to a unit (note to R-42).
    """
    hukou_first = case.pack[keys.REG_HUKOU_FIRST]
    middle = (_migrant, *_BOUND) if hukou_first else (*_BOUND, _migrant)
    answers = (row(case) for row in (*_ALWAYS_FIRST, *middle))
    return next((answer for answer in answers if answer is not None), _resident(case))


@implements(DIRECT_ELECTION[7])
def levels(case: Case) -> tuple[Level, ...]:
    """The levels for which the person is listed. Source: 直选若干规定 7; R-32, R-33."""
    rule, unit = case.pack[keys.REG_HIGHER_UNIT], case.facts.higher_unit
    is_excluded = rule is Rule.EXCLUDED and unit is not HigherUnit.NO
    if is_excluded or unit is HigherUnit.COUNTY_ONLY:
        return tuple(level for level in case.levels if level is not Level.TOWNSHIP)
    return case.levels


@implements(DIRECT_ELECTION[7])
def check_levels(case: Case) -> tuple[Finding, ...]:
    """Must someone still settle whether the person votes in the township? Source: R-32 (可以只)."""
    is_excluded = case.pack[keys.REG_HIGHER_UNIT] is Rule.EXCLUDED
    if is_excluded or case.facts.higher_unit is not HigherUnit.UNSETTLED:
        return ()
    article = case.pack.article(keys.REG_HIGHER_UNIT, DIRECT_ELECTION[7])
    return (Finding("higher-unit-open", article, Severity.MANUAL),)
