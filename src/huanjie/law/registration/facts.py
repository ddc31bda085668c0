"""What the law asks about a person before it answers whether and where he or she is a voter."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie.law.pack import Level, Pack, UnitType
from huanjie.law.pack.words import Proof


class Hukou(StrEnum):
    """Where the household registration lies, seen from this constituency's area."""

    HERE = "here"
    WITHIN_PROVINCE = "within_province"
    """Elsewhere in the same province (R-21)."""
    ELSEWHERE = "elsewhere"
    REMOVED = "removed"
    """Taken off elsewhere and not yet entered anywhere (R-36)."""


class Tie(StrEnum):
    """What binds a person to a place besides residence. Source: 选举法 25¶1."""

    NONE = "none"
    UNIT = "unit"
    SCHOOL = "school"
    RETIRED = "retired"
    RETIRED_CADRE = "retired_cadre"
    FARMER = "farmer"
    LIAISON = "liaison"
    """Staff of another province's or a ministry's liaison office (R-37)."""
    FOREIGN_BODY = "foreign_body"
    """Chinese staff of a consulate or another foreign body (R-37)."""


class Custody(StrEnum):
    """A restriction of liberty. Source: 直选若干规定 4, 5."""

    NONE = "none"
    IMPRISONMENT = "imprisonment"
    SHORT_DETENTION = "short_detention"
    SUPERVISION = "supervision"
    """Public surveillance, suspended sentence or community corrections (R-08)."""
    COMMUNITY_CORRECTIONS = "community_corrections"
    """Suspended sentence, parole and the like, where a text tells them from surveillance."""
    IN_CUSTODY = "in_custody"
    BAIL = "bail"
    RESIDENTIAL_SURVEILLANCE = "residential_surveillance"
    DETENTION_PENALTY = "detention_penalty"


class Service(StrEnum):
    """Military standing. Source: 军队选举办法 5, 6, 40."""

    NONE = "none"
    SERVING = "serving"
    """Soldiers, civilian staff and others managed by the army (R-28)."""
    FAMILY = "family"
    """Family admitted to the army's election by its body (R-29)."""
    LOCAL_REPRESENTATIVE = "local_representative"
    """Stationed in a local plant or studying at a local college (R-30); armed police alike."""
    OUTSIDE_ESTABLISHMENT = "outside_establishment"
    """Serving the army without belonging to it: a voter like any other (R-30)."""
    ARMED_POLICE = "armed_police"
    """Votes by the army's measures, but where a province lists them (R-31, O-08)."""


class Incapacity(StrEnum):
    """A condition that may keep a person from exercising the right. Source: 选举法 27¶2."""

    NONE = "none"
    MENTAL_ILLNESS = "mental_illness"
    INTERMITTENT = "intermittent"
    """Mental illness that comes in episodes (R-16)."""
    OTHER = "other"


class Hindrance(StrEnum):
    """What keeps a voter from coming to the polling station. Source: 选举法 38, 42."""

    NONE = "none"
    AWAY = "away"
    ILLNESS = "illness"
    DISABILITY = "disability"
    DISPERSED = "dispersed"
    OTHER_SPECIAL = "other_special"


class HigherUnit(StrEnum):
    """Whether a person works for a higher-level unit standing in a township (R-32)."""

    NO = "no"
    BOTH_LEVELS = "both_levels"
    COUNTY_ONLY = "county_only"
    UNSETTLED = "unsettled"


@dataclass(frozen=True)
class Deprivation:
    """A deprivation of political rights; `ends` is its last day, None while it has no end."""

    begins: date
    ends: date | None


@dataclass(frozen=True)
class Suspension:
    """A decision of procuratorate or court that suspends the right to vote (R-09)."""

    document: str
    served: date


@dataclass(frozen=True)
class Seat:
    """The county unit whose organ a person works for, where its seat lies in another's area.

    `is_ours`: the organ belongs to the unit that elects here (R-34).
    """

    unit_type: UnitType
    is_ours: bool


@dataclass(frozen=True)
class PersonFacts:
    """One person as the records show him or her.

    The circumstances that few persons have default to their absence; age, nationality, hukou
    and residence are always asked.
    """

    birth: date
    is_citizen: bool
    hukou: Hukou
    lives_here: bool
    tie: Tie = Tie.NONE
    proofs: frozenset[Proof] = frozenset()
    certificate_issued: bool = False
    is_overseas: bool = False
    died: date | None = None
    deprivation: Deprivation | None = None
    custody: Custody = Custody.NONE
    suspension: Suspension | None = None
    incapacity: Incapacity = Incapacity.NONE
    incapacity_proofs: frozenset[Proof] = frozenset()
    service: Service = Service.NONE
    service_agreement: str = ""
    higher_unit: HigherUnit = HigherUnit.NO
    is_reachable: bool = True
    is_on_roll: bool = False
    has_relation_at_unit: bool = False
    """Retired, with the personnel relation still at the former unit (R-26)."""
    seat: Seat | None = None
    hindrance: Hindrance = Hindrance.NONE


@dataclass(frozen=True)
class Case:
    """A person, the election day, the levels elected here, and the pack that governs them."""

    facts: PersonFacts
    election_day: date
    levels: tuple[Level, ...]
    pack: Pack
