"""Where is the voter listed, and for which levels? The second question of registration.

Source: 选举法 25¶1; 直选若干规定 5 to 7, 9; rules.md R-06 to R-37. Each row of the table answers
for one kind of person; the first that answers decides, and the places come in order of suggestion.
A row names only places that are this constituency's for this person.
"""

from collections.abc import Callable, Mapping
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PLA_MEASURES, PRACTICE, implements
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Level, Parameter, keys
from huanjie.law.pack.words import HigherUnit as Rule
from huanjie.law.pack.words import Place, Proof, UnitStaff
from huanjie.law.registration.facts import Case, Custody, HigherUnit, Hukou, Service, Tie

Places = tuple[Place, ...]
_AT_UNIT: Final = frozenset({Tie.UNIT, Tie.LIAISON, Tie.FOREIGN_BODY})
_AT_FORMER_UNIT: Final = _AT_UNIT | {Tie.RETIRED, Tie.RETIRED_CADRE}


def _lies_here(case: Case, place: Place) -> bool:
    """Is a place of this kind one of this constituency's for this person?"""
    facts = case.facts
    match place:
        case Place.HUKOU:
            return facts.hukou is Hukou.HERE
        case Place.WORK_UNIT:
            return facts.tie in _AT_UNIT
        case Place.FORMER_UNIT:
            return facts.tie in _AT_FORMER_UNIT
        case Place.RESIDENCE:
            return facts.lives_here
        case _:
            return True


def _here(case: Case, named: Places) -> Places:
    return tuple(place for place in named if _lies_here(case, place))


@implements(ELECTION_LAW[7, 3])
def _overseas(case: Case) -> Places | None:
    """A citizen living abroad who is in the country (R-27)."""
    return case.pack[keys.REG_OVERSEAS_PLACES] if case.facts.is_overseas else None


@implements(DIRECT_ELECTION[6])
def _seated_elsewhere(case: Case) -> Places | None:
    """Staff of our own organ whose seat lies in another area (R-34)."""
    seat = case.facts.seat
    applies = seat is not None and seat.unit_type in case.pack[keys.REG_SEATED_ELSEWHERE]
    return (Place.WORK_UNIT,) if applies else None


@implements(PLA_MEASURES[40], PRACTICE["O-08"])
def _armed_police(case: Case) -> Places | None:
    """Armed police who vote here at all: at their own unit (R-31)."""
    return (Place.WORK_UNIT,) if case.facts.service is Service.ARMED_POLICE else None


_PLACE_OF: Final[Mapping[Custody, tuple[Parameter[Places | None] | Parameter[Places], ...]]] = {
    Custody.IMPRISONMENT: (keys.REG_PRISONER_PLACE,),
    Custody.SHORT_DETENTION: (keys.REG_SHORT_DETENTION_PLACE, keys.REG_PRISONER_PLACE),
    Custody.SUPERVISION: (keys.REG_SUPERVISED_PLACE,),
    Custody.COMMUNITY_CORRECTIONS: (keys.REG_CORRECTIONS_PLACE, keys.REG_SUPERVISED_PLACE),
    Custody.IN_CUSTODY: (keys.REG_CUSTODY_PLACE,),
    Custody.DETENTION_PENALTY: (keys.REG_DETENTION_PENALTY_PLACE, keys.REG_CUSTODY_PLACE),
    Custody.BAIL: (keys.REG_BAIL_PLACE,),
    Custody.RESIDENTIAL_SURVEILLANCE: (keys.REG_BAIL_PLACE,),
}
"""The parameters that answer for each restriction, the special one before the general one."""


@implements(DIRECT_ELECTION[5])
def restricted(case: Case) -> Places | None:
    """Where one whose liberty is restricted is listed; None: as at liberty (R-06 to R-12)."""
    named = (case.pack[key] for key in _PLACE_OF.get(case.facts.custody, ()))
    found = next((places for places in named if places is not None), None)
    if found is None:
        return None
    here = _here(case, found)
    if case.pack[keys.REG_UNIT_ELSE_HUKOU] and Place.WORK_UNIT in here:
        return (Place.WORK_UNIT,)
    return here


def _special_staff(case: Case) -> Places | None:
    """Staff of liaison offices and foreign bodies, where the province names them (R-37)."""
    match case.facts.tie:
        case Tie.LIAISON:
            return case.pack[keys.REG_LIAISON_STAFF]
        case Tie.FOREIGN_BODY:
            return case.pack[keys.REG_FOREIGN_BODY_STAFF]
        case _:
            return None


def _is_from_elsewhere(case: Case) -> bool:
    """Is the hukou one for which the papers of a migrant are asked? (R-20, R-21)"""
    hukou = case.facts.hukou
    if hukou is Hukou.WITHIN_PROVINCE:
        return case.pack[keys.REG_WITHIN_PROVINCE] is None
    return hukou is Hukou.ELSEWHERE


@implements(DIRECT_ELECTION[9, 2])
def _migrant(case: Case) -> Places | None:
    """Hukou elsewhere: here only with the papers the pack asks for, else nowhere (R-19, R-20)."""
    if not _is_from_elsewhere(case):
        return None
    papers = frozenset(case.pack[keys.REG_MIGRANT_REQUIRES])
    named = case.pack[keys.REG_MIGRANT_PLACES] if papers <= case.facts.proofs else ()
    return _here(case, named)


@implements(DIRECT_ELECTION[9, 2])
def _within_province(case: Case) -> Places | None:
    """Hukou elsewhere in the province: here once one of the accepted papers is there (R-21)."""
    accepted = case.pack[keys.REG_WITHIN_PROVINCE]
    if accepted is None or case.facts.hukou is not Hukou.WITHIN_PROVINCE:
        return None
    return _here(case, (Place.RESIDENCE,)) if frozenset(accepted) & case.facts.proofs else ()


@implements(ELECTION_LAW[25, 1])
def _staff(case: Case) -> Places | None:
    """Staff of a unit, by the basis on which constituencies were drawn (R-23)."""
    rule = case.pack[keys.REG_WORK_UNIT_STAFF]
    if case.facts.tie not in _AT_UNIT or not _fits_hukou(case, rule):
        return None
    is_by_basis = rule is UnitStaff.BY_BASIS
    return _here(case, (Place.WORK_UNIT, Place.RESIDENCE)) if is_by_basis else (Place.WORK_UNIT,)


def _fits_hukou(case: Case, rule: UnitStaff) -> bool:
    """One whose hukou is entered nowhere (R-36) has none in the province either."""
    is_local = case.facts.hukou in {Hukou.HERE, Hukou.WITHIN_PROVINCE}
    return rule is not UnitStaff.UNIT_IF_LOCAL_HUKOU or is_local


@implements(ELECTION_LAW[25, 1], PRACTICE["O-07"])
def _student(case: Case) -> Places | None:
    """Students at their school; where the province is silent also at their hukou (R-24, O-07)."""
    rule = case.pack[keys.REG_STUDENT]
    if case.facts.tie is not Tie.SCHOOL:
        return None
    if rule is None:
        return _here(case, (Place.SCHOOL, Place.HUKOU))
    return (Place.SCHOOL,) if _fits_hukou(case, rule) else None


def _retired(case: Case) -> Places | None:
    """Retired persons where the pack says: the first place freely, others with papers (R-26)."""
    named = retired_places(case)
    if named is None:
        return None
    papers = frozenset(case.pack[keys.REG_RETIRED_REQUIRES])
    free = named if papers <= case.facts.proofs else named[:1]
    return _here(case, free) or None


def retired_places(case: Case) -> Places | None:
    """The places the pack names for a retired person, whether they lie here or not."""
    facts, pack = case.facts, case.pack
    is_retired = facts.tie in {Tie.RETIRED, Tie.RETIRED_CADRE}
    if not is_retired or not _fits_hukou(case, pack[keys.REG_WORK_UNIT_STAFF]):
        return None
    if pack[keys.REG_RETIRED_BY_RELATION] and facts.has_relation_at_unit:
        return (Place.FORMER_UNIT,)
    cadre = pack[keys.REG_RETIRED_CADRE]
    is_cadre = facts.tie is Tie.RETIRED_CADRE and cadre is not None
    return cadre if is_cadre else pack[keys.REG_RETIRED]


def _farmer(case: Case) -> Places | None:
    """Farmers of this village there or at their unit, where the province says so (R-25)."""
    is_of_here = case.facts.tie is Tie.FARMER and case.facts.hukou is Hukou.HERE
    return case.pack[keys.REG_FARMER] if is_of_here else None


@implements(ELECTION_LAW[25, 1])
def _resident(case: Case) -> Places:
    """Everyone else where they live (R-25, R-36), or at the hukou while away (R-22)."""
    return (Place.RESIDENCE,) if case.facts.lives_here else _here(case, (Place.HUKOU,))


Row = Callable[[Case], Places | None]
_ALWAYS_FIRST: Final[tuple[Row, ...]] = (
    _overseas,
    _seated_elsewhere,
    _armed_police,
    restricted,
    _special_staff,
)
_BOUND: Final[tuple[Row, ...]] = (_staff, _student, _retired, _farmer)


def places(case: Case) -> Places:
    """The places where the person may be listed, the suggested one first; empty: not here.

    Where the pack says so, a hukou elsewhere goes before ties to a unit (note to R-42).
    """
    hukou_first = case.pack[keys.REG_HUKOU_FIRST]
    middle = (_migrant, *_BOUND) if hukou_first else (*_BOUND, _migrant)
    rows = (*_ALWAYS_FIRST, *middle, _within_province)
    answers = (row(case) for row in rows)
    return next((answer for answer in answers if answer is not None), _resident(case))


@implements(DIRECT_ELECTION[9, 2])
def papers_wanted(case: Case) -> tuple[Proof, ...]:
    """The papers that would open this constituency, or another place in it, to the person.

    For a hukou elsewhere in the province one of them is enough (R-20, R-21, R-26).
    """
    pack, shown = case.pack, case.facts.proofs
    if _is_from_elsewhere(case):
        return tuple(p for p in pack[keys.REG_MIGRANT_REQUIRES] if p not in shown)
    if case.facts.hukou is Hukou.WITHIN_PROVINCE and _within_province(case) == ():
        accepted = pack[keys.REG_WITHIN_PROVINCE] or ()
        return () if frozenset(accepted) & shown else accepted
    if _here(case, (retired_places(case) or ())[1:]):
        return tuple(p for p in pack[keys.REG_RETIRED_REQUIRES] if p not in shown)
    return ()


@implements(DIRECT_ELECTION[6], DIRECT_ELECTION[7], PLA_MEASURES[2])
def levels(case: Case) -> tuple[Level, ...]:
    """The levels for which the person is listed. Source: 直选若干规定 6, 7; R-31 to R-34.

    Armed police listed here vote for the county only, as the army does everywhere (M-05).
    """
    rule, unit = case.pack[keys.REG_HIGHER_UNIT], case.facts.higher_unit
    is_excluded = rule is Rule.EXCLUDED and unit is not HigherUnit.NO
    is_apart = _seated_elsewhere(case) or case.facts.service is Service.ARMED_POLICE
    if is_excluded or unit is HigherUnit.COUNTY_ONLY or is_apart:
        return tuple(level for level in case.levels if level is not Level.TOWNSHIP)
    return case.levels


@implements(DIRECT_ELECTION[7])
def check_levels(case: Case) -> tuple[Finding, ...]:
    """Must someone still settle whether the person votes in the township? Source: R-32 (可以只)."""
    is_excluded = case.pack[keys.REG_HIGHER_UNIT] is Rule.EXCLUDED
    is_asked = Level.TOWNSHIP in levels(case) and not is_excluded
    if not is_asked or case.facts.higher_unit is not HigherUnit.UNSETTLED:
        return ()
    article = case.pack.article(keys.REG_HIGHER_UNIT, DIRECT_ELECTION[7])
    return (Finding("higher-unit-open", article, Severity.MANUAL),)
