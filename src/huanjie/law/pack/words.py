"""The words that packs and chapters share: levels, kinds of unit, modes, and the choices of a pack.

A pack chooses among the options written here; what an option does stands in the chapter that asks.
"""

from enum import StrEnum


class Mode(StrEnum):
    """Who elects. Source: 选举法 3."""

    DIRECT = "direct"
    """The voters of a constituency elect deputies to a township or county congress."""
    INDIRECT = "indirect"
    """The deputies of a congress elect deputies to the next higher one."""


class Level(StrEnum):
    """The congress that is elected. Source: 选举法 3."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


class UnitType(StrEnum):
    """The administrative unit whose congress is elected. Source: 选举法 12¶1."""

    TOWNSHIP = "township"
    ETHNIC_TOWNSHIP = "ethnic_township"
    TOWN = "town"
    COUNTY = "county"
    AUTONOMOUS_COUNTY = "autonomous_county"
    DISTRICT = "district"
    CITY_WITHOUT_DISTRICTS = "city_without_districts"
    CITY_WITH_DISTRICTS = "city_with_districts"
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture"

    @property
    def level(self) -> Level:
        """The level of the unit's congress."""
        return _LEVELS.get(self, Level.COUNTY)


_LEVELS = {
    UnitType.TOWNSHIP: Level.TOWNSHIP,
    UnitType.ETHNIC_TOWNSHIP: Level.TOWNSHIP,
    UnitType.TOWN: Level.TOWNSHIP,
    UnitType.CITY_WITH_DISTRICTS: Level.CITY,
    UnitType.AUTONOMOUS_PREFECTURE: Level.CITY,
}


class ServiceVote(StrEnum):
    """In which election persons in service vote. Source: 选举法 6; 军队选举办法 5, 40."""

    ARMY_ELECTION = "army_election"
    """In the army's own: they stand on no local roll."""
    LOCAL_UNIT = "local_unit"
    """In the local one, at their own unit."""


class Reading(StrEnum):
    """How n 日以前 is counted. Source: rules.md §6 (the statutes do not settle it)."""

    A = "A"
    """The last lawful day is E-n."""
    B = "B"
    """n clear days lie between; the last lawful day is E-(n+1)."""


class Remainder(StrEnum):
    """What becomes of an incomplete group in the quota formula (O-01)."""

    FLOOR = "floor"
    HALF_UP = "half_up"
    CEIL = "ceil"


class PopulationBasis(StrEnum):
    """Whom the population figure counts (O-02)."""

    RESIDENT = "resident"
    HUKOU = "hukou"
    OTHER = "other"


class FiledWith(StrEnum):
    """Where a determined township quota is filed. Source: 选举法 13."""

    NEXT_HIGHER = "next_higher_sc"
    MUNICIPAL = "municipal_sc"


class Apportionment(StrEnum):
    """The suggested method of apportionment (O-05)."""

    LARGEST_REMAINDER = "largest_remainder"


class Obligation(StrEnum):
    """Whether a very small village has a deputy of its own."""

    NONE = "none"
    GENERALLY = "generally"


class AgeReference(StrEnum):
    """The day on which age is tested."""

    ELECTION_DAY = "election_day"


class Place(StrEnum):
    """Where a person may be listed; the order in a pack is the order of suggestion."""

    RESIDENCE = "residence"
    HUKOU = "hukou"
    WORK_UNIT = "work_unit"
    FORMER_UNIT = "former_unit"
    EMPLOYER = "employer"
    SCHOOL = "school"
    NATIVE_PLACE = "native_place"
    PRE_DEPARTURE = "pre_departure"
    PRESENT_WORKPLACE = "present_workplace"
    EXECUTION_PLACE = "execution_place"
    CUSTODY_PLACE = "custody_place"
    PRISON = "prison"
    COMPETENT_UNIT = "competent_unit"
    """The unit that is in charge of a foreign body's local staff."""
    BY_DECISION = "by_decision"
    """Committee and executing organ settle it together (直选若干规定 5)."""


class Proof(StrEnum):
    """What a person shows, or what a committee needs before it confirms."""

    CERTIFICATE = "certificate"
    RESIDENCE_PERMIT = "residence_permit"
    UNABLE_TO_RETURN = "unable_to_return"
    ELIGIBILITY_CONFIRMED = "eligibility_confirmed"
    """The committee of this place has confirmed that the person is a voter."""
    REGISTRATION_SYSTEM = "registration_system"
    """Confirmed between committees through the province's own registration system."""
    HOSPITAL = "hospital"
    GUARDIAN = "guardian"
    CONFIRMATION = "confirmation"


class Way(StrEnum):
    """How a person takes part. Source: 选举法 38, 42; 直选若干规定 5."""

    IN_PERSON = "in_person"
    AT_PLACE = "at_place"
    """Where the sentence is served or the person is held."""
    MOBILE_BOX = "mobile_box"
    PROXY = "proxy"
    RETURN = "return"
    """Back to the constituency on election day."""


class UnitStaff(StrEnum):
    """Where staff of a work unit are listed. Source: 选举法 25."""

    BY_BASIS = "by_basis"
    UNIT = "unit"
    UNIT_IF_LOCAL_HUKOU = "unit_if_local_hukou"


class HigherUnit(StrEnum):
    """Whether staff of a higher-level unit also vote in the township it stands in (DP 7)."""

    OPTIONAL = "optional"
    EXCLUDED = "excluded"
    BY_AGREEMENT = "by_agreement"


class PublicWith(StrEnum):
    """What election day must be published with, at the latest."""

    ROLL = "roll"
    BEFORE_REGISTRATION = "before_registration"


class SetBy(StrEnum):
    """Which body fixes a figure that the law leaves open."""

    MANUAL = "manual"
    COMMITTEE = "committee"
    DISTRICT_SC = "district_sc"


class NameOrder(StrEnum):
    """The order of names on a list (N-15)."""

    STROKES = "strokes"
    VOTES = "votes"


class MeetingTrigger(StrEnum):
    """When candidates must meet the voters. Source: 选举法 34."""

    ON_REQUEST = "on_request"
    ALWAYS = "always"


class VoterDocument(StrEnum):
    """What a voter shows at the polling station. Source: 选举法 37."""

    ID_OR_CARD = "id_or_card"
    CARD = "card"


class ProxyGround(StrEnum):
    """Why a voter may vote through another. Source: 选举法 42; 直选若干规定 5."""

    AWAY = "away"
    CUSTODY = "custody"
    ILLNESS = "illness"
    DISABILITY = "disability"
    OTHER_SPECIAL = "other_special"


class ProxyForm(StrEnum):
    """The form a mandate may take. Source: 选举法 42."""

    WRITTEN = "written"
    LETTER = "letter"
    FAX = "fax"
    VERIFIABLE = "verifiable"


class Consent(StrEnum):
    """Who agrees to a proxy. Source: 选举法 42."""

    COMMITTEE = "committee"
    LOCAL_ORGAN = "local_organ"


class Strictness(StrEnum):
    """How a condition binds where the law leaves it open."""

    OFF = "off"
    WARN = "warn"
    ERROR = "error"


class Crew(StrEnum):
    """The posts of a polling day. Source: 选举法 43."""

    SCRUTINEER = "scrutineer"
    COUNTER = "counter"
    PRESIDING = "presiding"
    STAFF = "staff"


class ParticipantBasis(StrEnum):
    """What T counts (O-18)."""

    RECORDED = "recorded_participants"


class Denominator(StrEnum):
    """What 选票 means in the one-third rule (O-19)."""

    COLLECTED = "ballots_collected"
    VALID = "valid_ballots"


class AfterSupplementary(StrEnum):
    """What follows when a supplementary round leaves seats open."""

    MANUAL = "manual"
    STOP = "stop"
    VACANCY = "vacancy"
    MAY_STAY_VACANT = "may_stay_vacant"


class Body(StrEnum):
    """A body that a pack names as responsible."""

    SAME_LEVEL_SC = "same_level_sc"
    SAME_LEVEL_SC_CONSULTED = "same_level_sc_after_consultation"
    SC_OR_PRESIDIUM = "sc_or_presidium"
    BY_ELECTION_BODY = "by_election_body"
    SC_DELEGATE_OR_CHAIR = "sc_delegate_or_chair"
    SC_OR_CONGRESS = "county_sc_or_township_congress"
