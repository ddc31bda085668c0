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
    Hindrance,
    Hukou,
    Incapacity,
    PersonFacts,
    Seat,
    Service,
    Suspension,
    Tie,
)
from huanjie.law.registration.manner import ways
from huanjie.law.registration.many import decide_all
from huanjie.law.registration.place import papers_wanted
from huanjie.law.registration.reasons import GROUNDS, Act, Ground, Reason
from huanjie.law.registration.roll import (
    ROLL,
    ROLL_APPEAL,
    Change,
    Publication,
    check_change,
    check_correction,
    check_corrections_published,
    check_publication,
    check_readmission,
    check_recheck,
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
    "Hindrance",
    "Hukou",
    "Incapacity",
    "Outcome",
    "PersonFacts",
    "Publication",
    "Reason",
    "Seat",
    "Service",
    "Suspension",
    "Tie",
    "check_change",
    "check_correction",
    "check_corrections_published",
    "check_one_place",
    "check_publication",
    "check_readmission",
    "check_recheck",
    "decide",
    "decide_all",
    "exclusion",
    "papers_wanted",
    "ways",
]
