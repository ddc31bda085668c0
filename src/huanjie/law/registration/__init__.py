"""Who is a voter, where, and how the roll comes about: chapter 7 of the Election Law.

Two questions are kept apart: is the person a voter (`entitlement`), and where (`place`).
"""

from huanjie.law.registration.decision import (
    Decision,
    Entry,
    Outcome,
    check_one_place,
    decide,
)
from huanjie.law.registration.entitlement import EXCLUSIONS, exclusion
from huanjie.law.registration.facts import (
    Case,
    Custody,
    Deprivation,
    HigherUnit,
    Hukou,
    Incapacity,
    PersonFacts,
    Service,
    Suspension,
    Tie,
)
from huanjie.law.registration.reasons import GROUNDS, Act, Ground, Reason
from huanjie.law.registration.roll import (
    ROLL,
    ROLL_APPEAL,
    Change,
    Publication,
    check_change,
    check_correction,
    check_publication,
    check_readmission,
)

__all__ = [
    "EXCLUSIONS",
    "GROUNDS",
    "ROLL",
    "ROLL_APPEAL",
    "Act",
    "Case",
    "Change",
    "Custody",
    "Decision",
    "Deprivation",
    "Entry",
    "Ground",
    "HigherUnit",
    "Hukou",
    "Incapacity",
    "Outcome",
    "PersonFacts",
    "Publication",
    "Reason",
    "Service",
    "Suspension",
    "Tie",
    "check_change",
    "check_correction",
    "check_one_place",
    "check_publication",
    "check_readmission",
    "decide",
    "exclusion",
]
