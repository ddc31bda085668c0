"""Why a person is added to a roll, struck off or refused: what an appeal attacks (R-42)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from huanjie.law.article import DIRECT_ELECTION, ELECTION_LAW, PLA_MEASURES, PRACTICE, Article


class Act(StrEnum):
    """What is done to a roll."""

    ADD = "add"
    STRIKE_OFF = "strike_off"
    REFUSE = "refuse"


class Reason(StrEnum):
    """Why. A reason fits the acts that `GROUNDS` names for it."""

    REACHED_AGE = "reached_age"
    MOVED_IN = "moved_in"
    RIGHTS_RESTORED = "rights_restored"
    CERTIFICATE_RECEIVED = "certificate_received"
    CAPACITY_RESTORED = "capacity_restored"
    CONTACTED = "contacted"
    LEFT_SERVICE = "left_service"
    OMITTED = "omitted"
    ON_APPEAL = "on_appeal"
    DECEASED = "deceased"
    NOT_CITIZEN = "not_citizen"
    UNDER_AGE = "under_age"
    MILITARY = "military"
    ARMED_POLICE = "armed_police"
    DEPRIVED = "deprived"
    SUSPENDED = "suspended"
    INCAPABLE = "incapable"
    MOVED_OUT = "moved_out"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_MISSING = "certificate_missing"
    AT_HUKOU_PLACE = "at_hukou_place"
    OTHER_COUNTY_UNIT = "other_county_unit"
    COUNTY_ONLY = "county_only"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    WRONG_PLACE = "wrong_place"


@dataclass(frozen=True)
class Ground:
    """What a reason rests on: the rule of rules.md §5, its article, the acts it carries."""

    rule: str
    article: Article
    acts: frozenset[Act]


_ADD = frozenset({Act.ADD})
_OFF = frozenset({Act.STRIKE_OFF})
_NOT = frozenset({Act.REFUSE})
_OUT = _OFF | _NOT
_EL, _DP = ELECTION_LAW, DIRECT_ELECTION

GROUNDS: Final[Mapping[Reason, Ground]] = {
    Reason.REACHED_AGE: Ground("R-01", _EL[27, 1], _ADD),
    Reason.MOVED_IN: Ground("R-18", _EL[27, 1], _ADD),
    Reason.RIGHTS_RESTORED: Ground("R-05", _EL[27, 1], _ADD),
    Reason.CERTIFICATE_RECEIVED: Ground("R-20", _DP[9, 2], _ADD),
    Reason.CAPACITY_RESTORED: Ground("R-14", _EL[27, 2], _ADD),
    Reason.CONTACTED: Ground("R-35", _EL[27, 1], _ADD),
    Reason.LEFT_SERVICE: Ground("R-28", PLA_MEASURES[5, 1], _ADD),
    Reason.OMITTED: Ground("R-01", _EL[4, 1], _ADD),
    Reason.ON_APPEAL: Ground("S-04", _EL[29], _ADD | _OFF),
    Reason.DECEASED: Ground("R-17", _EL[27, 1], _OUT),
    Reason.NOT_CITIZEN: Ground("R-01", _EL[4, 1], _OUT),
    Reason.UNDER_AGE: Ground("R-02", _EL[4, 1], _OUT),
    Reason.MILITARY: Ground("R-28", PLA_MEASURES[5, 1], _OUT),
    Reason.ARMED_POLICE: Ground("R-31", PLA_MEASURES[40], _OUT),
    Reason.DEPRIVED: Ground("R-04", _EL[4, 2], _OUT),
    Reason.SUSPENDED: Ground("R-09", _DP[4], _OUT),
    Reason.INCAPABLE: Ground("R-15", _EL[27, 2], _OUT),
    Reason.MOVED_OUT: Ground("R-18", _EL[27, 1], _OUT),
    Reason.CERTIFICATE_ISSUED: Ground("R-40", _DP[9, 2], _OUT),
    Reason.CERTIFICATE_MISSING: Ground("R-20", _DP[9, 2], _NOT),
    Reason.AT_HUKOU_PLACE: Ground("R-10", _DP[5, 2], _NOT),
    Reason.OTHER_COUNTY_UNIT: Ground("R-34", _DP[6], _OUT),
    Reason.COUNTY_ONLY: Ground("R-32", _DP[7], _OUT),
    Reason.UNREACHABLE: Ground("R-35", _EL[27, 1], _NOT),
    Reason.DUPLICATE: Ground("R-40", _EL[5], _OUT),
    Reason.WRONG_PLACE: Ground("R-18", _EL[27, 1], _OUT),
}
"""Every reason with what it rests on."""

OPEN_POINT: Final = {
    name: PRACTICE[name] for name in ("O-06", "O-07", "O-08", "O-09", "O-33", "O-34", "O-45")
}
