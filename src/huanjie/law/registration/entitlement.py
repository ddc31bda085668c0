"""Is the person a voter? The first question of registration, as a table of exclusions in order.

Source: 选举法 4, 27; rules.md §5. There is no other ground of exclusion (R-01): a row is added
here only where a text is.
"""

from collections.abc import Callable
from typing import Final

from huanjie.law.article import (
    DIRECT_ELECTION,
    ELECTION_LAW,
    PLA_MEASURES,
    PRACTICE,
    implements,
)
from huanjie.law.finding import Finding, Severity
from huanjie.law.pack import Reading, keys
from huanjie.law.pack.words import AgeReference, Proof, ServiceVote
from huanjie.law.registration.facts import Case, Custody, Hukou, Incapacity, Service
from huanjie.law.registration.reasons import OPEN_POINT, Reason
from huanjie.law.timetable import DEADLINES, age_on, days_after, latest_lawful_day

MAJORITY: Final = 18
Findings = tuple[Finding, ...]


@implements(ELECTION_LAW[27, 1])
def _deceased(case: Case) -> Reason | None:
    return Reason.DECEASED if case.facts.died is not None else None


@implements(ELECTION_LAW[4, 1])
def _not_citizen(case: Case) -> Reason | None:
    return None if case.facts.is_citizen else Reason.NOT_CITIZEN


@implements(ELECTION_LAW[4, 1], PRACTICE["O-06"])
def _under_age(case: Case) -> Reason | None:
    """Age is tested on election day; a birthday on that day counts (R-02, R-03, O-06)."""
    day = {AgeReference.ELECTION_DAY: case.election_day}[case.pack[keys.REG_AGE_REFERENCE]]
    tested = day if case.pack[keys.REG_BIRTHDAY_INCLUSIVE] else days_after(day, -1)
    return Reason.UNDER_AGE if age_on(case.facts.birth, tested) < MAJORITY else None


@implements(ELECTION_LAW[6], PLA_MEASURES[5, 1], PLA_MEASURES[5, 2], PLA_MEASURES[6])
def _military(case: Case) -> Reason | None:
    """Persons of the army's own election; local representatives may vote here (R-28 to R-30)."""
    apart = {Service.SERVING, Service.FAMILY}
    return Reason.MILITARY if case.facts.service in apart else None


@implements(PLA_MEASURES[40])
def _police(case: Case) -> Reason | None:
    """Armed police vote by the army's measures, unless a province lists them itself (R-31)."""
    is_local = case.pack[keys.REG_ARMED_POLICE] is ServiceVote.LOCAL_UNIT
    is_police = case.facts.service is Service.ARMED_POLICE
    return Reason.ARMED_POLICE if is_police and not is_local else None


@implements(ELECTION_LAW[4, 2], ELECTION_LAW[27, 1])
def _deprived(case: Case) -> Reason | None:
    """Deprived on election day; one whose term has ended is a voter again (R-04, R-05)."""
    term = case.facts.deprivation
    if term is None or case.election_day < term.begins:
        return None
    is_over = term.ends is not None and term.ends < case.election_day
    return None if is_over else Reason.DEPRIVED


@implements(DIRECT_ELECTION[4], DIRECT_ELECTION[5], PRACTICE["O-09"])
def _suspended(case: Case) -> Reason | None:
    """In custody with a decision; custody alone takes no right away (R-09, R-10, R-39)."""
    if case.pack[keys.REG_SUSPENDED_ON_ROLL] or case.facts.suspension is None:
        return None
    return Reason.SUSPENDED if case.facts.custody is Custody.IN_CUSTODY else None


@implements(ELECTION_LAW[27, 2], DIRECT_ELECTION[3])
def _incapable(case: Case) -> Reason | None:
    """Mental illness confirmed by the committee; unconfirmed it changes nothing (R-14, R-15)."""
    facts, pack = case.facts, case.pack
    if facts.incapacity is Incapacity.NONE or not is_confirmed(case):
        return None
    if facts.incapacity is Incapacity.OTHER and not pack[keys.REG_INCAPACITY_BEYOND]:
        return None
    if facts.incapacity is Incapacity.INTERMITTENT and pack[keys.REG_INTERMITTENT_ILLNESS]:
        return None
    return Reason.INCAPABLE


def is_confirmed(case: Case) -> bool:
    """Confirmation always; where the pack also names papers, one of them besides."""
    needed = frozenset(case.pack[keys.REG_INCAPACITY_EVIDENCE]) - {Proof.CONFIRMATION}
    shown = case.facts.incapacity_proofs
    return Proof.CONFIRMATION in shown and (not needed or bool(needed & shown))


@implements(DIRECT_ELECTION[6])
def _of_another_county(case: Case) -> Reason | None:
    """Staff of an organ seated here that belongs to another county vote over there (R-34)."""
    seat = case.facts.seat
    if seat is None or seat.is_ours or seat.unit_type not in case.pack[keys.REG_SEATED_ELSEWHERE]:
        return None
    return Reason.OTHER_COUNTY_UNIT


@implements(ELECTION_LAW[5], DIRECT_ELECTION[9, 2])
def _certified_away(case: Case) -> Reason | None:
    """Given a certificate to vote elsewhere, and so on no second roll (R-40)."""
    return Reason.CERTIFICATE_ISSUED if case.facts.certificate_issued else None


@implements(ELECTION_LAW[27, 1])
def _moved_out(case: Case) -> Reason | None:
    """Neither hukou nor residence lies here, nor a tie to a unit (R-18)."""
    facts = case.facts
    is_bound = facts.lives_here or facts.is_overseas or facts.tie.value != "none" or facts.seat
    return None if facts.hukou is Hukou.HERE or is_bound else Reason.MOVED_OUT


@implements(ELECTION_LAW[27, 1], PRACTICE["O-34"])
def _unreachable(case: Case) -> Reason | None:
    """Not reached and not yet on the roll, where the province registers later (R-35, O-34)."""
    may_wait = case.pack[keys.REG_UNCONTACTABLE] and not case.facts.is_on_roll
    return Reason.UNREACHABLE if may_wait and not case.facts.is_reachable else None


EXCLUSIONS: Final[tuple[Callable[[Case], Reason | None], ...]] = (
    _deceased,
    _not_citizen,
    _under_age,
    _military,
    _police,
    _deprived,
    _suspended,
    _incapable,
    _of_another_county,
    _certified_away,
    _moved_out,
    _unreachable,
)
"""The exclusions in the order in which they are asked; the first that applies answers."""


def exclusion(case: Case) -> Reason | None:
    """Why the person is not listed here, or None when nothing stands against it."""
    return next((reason for rule in EXCLUSIONS if (reason := rule(case)) is not None), None)


def doubts(case: Case, reason: Reason | None) -> Findings:
    """What a body must decide before this answer about a person stands."""
    match reason:
        case None:
            return _armed_police(case) + _lost(case)
        case Reason.SUSPENDED:
            return _late_suspension(case)
        case Reason.INCAPABLE:
            return _other_incapacity(case)
        case Reason.CERTIFICATE_MISSING | Reason.AT_HUKOU_PLACE:
            return _registered(case)
        case _:
            return ()


@implements(DIRECT_ELECTION[4], PRACTICE["O-45"])
def _late_suspension(case: Case) -> Findings:
    decision, pack = case.facts.suspension, case.pack
    row = DEADLINES["CAL-11"]
    latest = latest_lawful_day(row, case.election_day, pack, Reading.A)
    if decision is None or latest is None or decision.served <= latest:
        return ()
    article = pack.article(keys.REG_SUSPENSION_NOTICE, DIRECT_ELECTION[4])
    facts = {"served": decision.served, "latest": latest}
    late = Finding("suspension-served-late", article, Severity.WARN, facts)
    return (late, Finding("suspension-effect-open", OPEN_POINT["O-45"], Severity.MANUAL, facts))


@implements(ELECTION_LAW[27, 2], PRACTICE["O-33"])
def _other_incapacity(case: Case) -> Findings:
    """Exclusion for incapacity other than mental illness goes beyond the national text (O-33)."""
    if case.facts.incapacity is not Incapacity.OTHER:
        return ()
    return (Finding("incapacity-beyond-text", ELECTION_LAW[27, 2], Severity.MANUAL),)


@implements(PLA_MEASURES[40], PRACTICE["O-08"])
def _armed_police(case: Case) -> Findings:
    """Listed by a province against the army's measures: a recorded agreement settles it (O-08)."""
    if case.facts.service is not Service.ARMED_POLICE or case.facts.service_agreement:
        return ()
    article = case.pack.article(keys.REG_ARMED_POLICE, PLA_MEASURES[40])
    return (Finding("armed-police-open", article, Severity.MANUAL),)


@implements(ELECTION_LAW[27, 1], PRACTICE["O-34"])
def _lost(case: Case) -> Findings:
    """A registered voter who is not reached stays on the roll until a body decides (O-34)."""
    facts = case.facts
    if facts.is_reachable or not facts.is_on_roll or not case.pack[keys.REG_UNCONTACTABLE]:
        return ()
    return (Finding("unreachable-voter", OPEN_POINT["O-34"], Severity.MANUAL),)


@implements(ELECTION_LAW[27, 1])
def _registered(case: Case) -> Findings:
    """A voter already on the roll is not dropped by rule for want of a certificate (R-20)."""
    if not case.facts.is_on_roll:
        return ()
    return (Finding("registered-without-papers", ELECTION_LAW[27, 1], Severity.MANUAL),)
