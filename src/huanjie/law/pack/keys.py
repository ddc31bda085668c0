"""The parameters of a pack, one line each. Source: rules.md §14.

A caller writes `pack[keys.NOM_JOINT_MIN]` and receives an `int`.
"""

from fractions import Fraction
from typing import Final

from huanjie.law.pack import words as w
from huanjie.law.pack.schema import (
    choice,
    fixed,
    flag,
    optional,
    share,
    share_pair,
    span,
    whole,
    words,
)
from huanjie.law.pack.words import UnitType

_0 = Fraction(0)
_1 = Fraction(1)
_SUPPLEMENT = (
    UnitType.COUNTY,
    UnitType.AUTONOMOUS_COUNTY,
    UnitType.TOWNSHIP,
    UnitType.ETHNIC_TOWNSHIP,
)
COUNTY_UNITS: Final = (
    UnitType.COUNTY,
    UnitType.AUTONOMOUS_COUNTY,
    UnitType.DISTRICT,
    UnitType.CITY_WITHOUT_DISTRICTS,
)

# quotas
QUOTA_CITY_BASE: Final = fixed("quota.city.base", 240)
QUOTA_CITY_STEP: Final = fixed("quota.city.step", 25_000)
QUOTA_CITY_CAP: Final = fixed("quota.city.cap", 650)
QUOTA_CITY_CAP_ABOVE: Final = fixed("quota.city.cap_above", 10_000_000)
QUOTA_COUNTY_BASE: Final = fixed("quota.county.base", 140)
QUOTA_COUNTY_STEP: Final = fixed("quota.county.step", 5_000)
QUOTA_COUNTY_CAP: Final = fixed("quota.county.cap", 450)
QUOTA_COUNTY_CAP_ABOVE: Final = fixed("quota.county.cap_above", 1_550_000)
QUOTA_COUNTY_RELAXED_BELOW: Final = fixed("quota.county.floor_relaxed_below", 50_000)
QUOTA_TOWNSHIP_BASE: Final = fixed("quota.township.base", 45)
QUOTA_TOWNSHIP_STEP: Final = fixed("quota.township.step", 1_500)
QUOTA_TOWNSHIP_CAP: Final = fixed("quota.township.cap", 160)
QUOTA_TOWNSHIP_RELAXED_BELOW: Final = fixed("quota.township.floor_relaxed_below", 2_000)
QUOTA_SUPPLEMENT_RATE: Final = share("quota.supplement.rate", Fraction(5, 100), Fraction(5, 100))
QUOTA_SUPPLEMENT_UNIT_TYPES: Final = words("quota.supplement.unit_types", UnitType, *_SUPPLEMENT)
QUOTA_SUPPLEMENT_WITHIN_CAP: Final = flag("quota.supplement.within_cap")
QUOTA_REMAINDER_RULE: Final = choice("quota.remainder_rule", w.Remainder)
QUOTA_POPULATION_BASIS: Final = optional(choice("quota.population_basis", w.PopulationBasis))
QUOTA_TOWNSHIP_FILED_WITH: Final = choice("quota.township.filed_with", w.FiledWith)
QUOTA_REFILE_TO_NPCSC: Final = whole("quota.refile_days.provincial_to_npcsc", 1, 30)
QUOTA_REFILE_TO_HIGHER: Final = optional(whole("quota.refile_days.county_to_higher", 1, 30))

# apportionment
APPORTION_TINY_TOWNSHIP: Final = words(
    "apportion.tiny_township_min_one",
    UnitType,
    *COUNTY_UNITS,
)
APPORTION_TINY_VILLAGE: Final = choice("apportion.tiny_village_min_one", w.Obligation)
APPORTION_CENTRAL_UNITS: Final = flag("apportion.central_units_may_exceed_average")
APPORTION_METHOD: Final = choice("apportion.method", w.Apportionment)
APPORTION_PLA_BY: Final = choice(
    "apportion.pla_decided_by", w.Body, w.Body.SAME_LEVEL_SC, w.Body.SAME_LEVEL_SC_CONSULTED
)
ETHNIC_TIER_HIGH: Final = share("ethnic.tier_high", Fraction(30, 100), Fraction(30, 100))
ETHNIC_TIER_LOW: Final = share("ethnic.tier_low", Fraction(15, 100), Fraction(15, 100))
ETHNIC_MID_CAP: Final = share("ethnic.mid_cap", Fraction(30, 100), Fraction(30, 100))
ETHNIC_MIN_RATIO: Final = share("ethnic.min_ratio", Fraction(1, 2), Fraction(1, 2))
ETHNIC_COUNTY_EXCEPTION: Final = flag("ethnic.autonomous_county_exception")

# constituencies and committees
CONSTITUENCY_SEATS_MIN: Final = whole("constituency.seats_min", 1, 3)
CONSTITUENCY_SEATS_MAX: Final = whole("constituency.seats_max", 1, 3)
CONSTITUENCY_TOLERANCE: Final = share("constituency.population_tolerance", _0, _1)
CONSTITUENCY_VOTER_GROUP: Final = optional(whole("constituency.voter_group_size", 1))
COMMITTEE_SIZE_COUNTY: Final = optional(span("committee.size.county", 1))
COMMITTEE_SIZE_TOWNSHIP: Final = optional(span("committee.size.township", 1))
COMMITTEE_DELEGATES: Final = flag("committee.delegate_county_work_to_township")
COMMITTEE_MEMBERS_FILED: Final = flag("committee.county_members_filed_with_higher_sc")

# registration
REG_AGE_REFERENCE: Final = choice("reg.age_reference", w.AgeReference)
REG_BIRTHDAY_INCLUSIVE: Final = flag("reg.birthday_inclusive")
REG_WORK_UNIT_STAFF: Final = choice("reg.work_unit_staff", w.UnitStaff)
REG_HUKOU_FIRST: Final = flag("reg.hukou_before_unit")
REG_STUDENT: Final = optional(choice("reg.student", w.UnitStaff))
REG_RETIRED: Final = words("reg.retired", w.Place)
REG_RETIRED_REQUIRES: Final = words("reg.retired_requires", w.Proof, w.Proof.CERTIFICATE)
REG_RETIRED_BY_RELATION: Final = flag("reg.retired_by_relation")
REG_RETIRED_CADRE: Final = optional(words("reg.retired_cadre", w.Place))
REG_FARMER: Final = optional(words("reg.farmer", w.Place, w.Place.RESIDENCE, w.Place.WORK_UNIT))
REG_LIAISON_STAFF: Final = optional(words("reg.liaison_staff", w.Place, w.Place.WORK_UNIT))
REG_FOREIGN_BODY_STAFF: Final = optional(
    words("reg.foreign_body_staff", w.Place, w.Place.COMPETENT_UNIT)
)
REG_SERVICEMEN: Final = choice("reg.servicemen", w.ServiceVote, w.ServiceVote.ARMY_ELECTION)
REG_ARMED_POLICE: Final = choice("reg.armed_police", w.ServiceVote)
REG_WITHIN_PROVINCE: Final = optional(
    words(
        "reg.within_province_accepts",
        w.Proof,
        w.Proof.CERTIFICATE,
        w.Proof.ELIGIBILITY_CONFIRMED,
        w.Proof.REGISTRATION_SYSTEM,
    )
)
REG_MIGRANT_REQUIRES: Final = words(
    "reg.migrant_requires",
    w.Proof,
    w.Proof.CERTIFICATE,
    w.Proof.RESIDENCE_PERMIT,
    w.Proof.UNABLE_TO_RETURN,
)
REG_MIGRANT_PLACES: Final = words(
    "reg.migrant_places", w.Place, w.Place.RESIDENCE, w.Place.WORK_UNIT
)
REG_OVERSEAS_PLACES: Final = words(
    "reg.overseas_places",
    w.Place,
    w.Place.NATIVE_PLACE,
    w.Place.PRE_DEPARTURE,
    w.Place.PRESENT_WORKPLACE,
)
REG_HIGHER_UNIT: Final = choice("reg.higher_unit_in_township", w.HigherUnit)
REG_SEATED_ELSEWHERE: Final = words("reg.seated_elsewhere", UnitType, *COUNTY_UNITS)
REG_PRISONER_PLACE: Final = words("reg.prisoner_place", w.Place)
REG_CUSTODY_PLACE: Final = words("reg.custody_place", w.Place)
REG_SHORT_DETENTION_PLACE: Final = optional(words("reg.short_detention_place", w.Place))
REG_DETENTION_PENALTY_PLACE: Final = optional(words("reg.detention_penalty_place", w.Place))
REG_SUPERVISED_PLACE: Final = optional(words("reg.supervised_place", w.Place))
REG_CORRECTIONS_PLACE: Final = optional(words("reg.corrections_place", w.Place))
REG_BAIL_PLACE: Final = optional(words("reg.bail_place", w.Place))
REG_UNIT_ELSE_HUKOU: Final = flag("reg.unit_else_hukou")
REG_VOTE_PRISONER: Final = words("reg.vote.prisoner", w.Way)
REG_VOTE_SHORT_DETENTION: Final = words("reg.vote.short_detention", w.Way)
REG_VOTE_SUPERVISED: Final = words("reg.vote.supervised", w.Way)
REG_VOTE_CUSTODY: Final = words("reg.vote.custody", w.Way)
REG_VOTE_DETENTION_PENALTY: Final = words("reg.vote.detention_penalty", w.Way)
REG_VOTE_BAIL: Final = words("reg.vote.bail", w.Way)
REG_VOTE_RESIDENTIAL: Final = words("reg.vote.residential_surveillance", w.Way)
REG_SUSPENDED_ON_ROLL: Final = flag("reg.suspended_on_roll")
REG_SUSPENSION_NOTICE: Final = optional(whole("reg.suspension_notice_days", 1))
REG_INCAPACITY_BEYOND: Final = flag("reg.incapacity_beyond_mental_illness")
REG_INCAPACITY_EVIDENCE: Final = words(
    "reg.incapacity_evidence", w.Proof, w.Proof.CONFIRMATION, w.Proof.HOSPITAL, w.Proof.GUARDIAN
)
REG_INTERMITTENT_ILLNESS: Final = flag("reg.intermittent_illness_stays_listed")
REG_UNCONTACTABLE: Final = flag("reg.uncontactable.provisional")
REG_UNCONTACTABLE_DAYS: Final = optional(whole("reg.uncontactable.readmit_days", 1))
REG_CORRECTION_DAYS: Final = whole("reg.roll_correction.days_before")
REG_CORRECTION_PUBLISHED: Final = flag("reg.roll_correction.published")
REG_CORRECTION_RECHECK: Final = flag("reg.roll_correction.recheck")

# calendar
CAL_READING: Final = choice("cal.days_before_reading", w.Reading)
CAL_ROLL_DAYS: Final = whole("cal.roll_days", 20)
CAL_PRELIM_DAYS: Final = whole("cal.prelim_days", 15)
CAL_FORMAL_DAYS: Final = whole("cal.formal_days", 7)
CAL_APPEAL_DAYS: Final = fixed("cal.appeal_days", 5)
CAL_DECISION_DAYS: Final = fixed("cal.decision_days", 3)
CAL_SUIT_DAYS: Final = fixed("cal.suit_days", 5)
CAL_DATE_PUBLIC_WITH: Final = optional(choice("cal.date_public_with", w.PublicWith))
CAL_NOMINATION_AFTER_ROLL: Final = flag("cal.nomination_after_roll")
CAL_POLLING_DAYS_MAX: Final = whole("cal.polling_days_max", 1, 3)

# nomination
NOM_JOINT_MIN: Final = fixed("nom.joint_min", 10)
NOM_WRITTEN: Final = flag("nom.written")
NOM_BRIEFING: Final = flag("nom.briefing_before_nomination")
NOM_ORG_SOFT_CAP: Final = optional(share("nom.org_total_soft_cap", _0, _1))
NOM_SURPLUS_DIRECT: Final = share_pair("nom.surplus_direct", Fraction(1, 3), _1)
NOM_SURPLUS_INDIRECT: Final = share_pair("nom.surplus_indirect", Fraction(1, 5), Fraction(1, 2))
NOM_COUNT_SET_BY: Final = choice(
    "nom.formal_count_set_by", w.SetBy, w.SetBy.MANUAL, w.SetBy.COMMITTEE
)
NOM_ORDER_PRELIM: Final = choice("nom.order.prelim", w.NameOrder, w.NameOrder.STROKES)
NOM_ORDER_FORMAL: Final = choice("nom.order.formal", w.NameOrder, w.NameOrder.STROKES)
NOM_ORDER_PRIMARY: Final = choice("nom.order.after_primary", w.NameOrder)
NOM_PRIMARY_TURNOUT: Final = optional(share("nom.primary.turnout_min", _0, _1))
NOM_PRIMARY_NOTICE: Final = flag("nom.primary.notice")
NOM_MEETING: Final = choice("nom.meeting_trigger", w.MeetingTrigger)

# polling and counting
POLL_DOCUMENT: Final = choice("poll.voter_document", w.VoterDocument)
POLL_MOBILE_SCRUTINEERS: Final = whole("poll.mobile.scrutineers_min", 1)
POLL_MOBILE_ALL_BOXES: Final = flag("poll.mobile.all_boxes")
POLL_MOBILE_DISPERSED: Final = flag("poll.mobile.dispersed_ground")
POLL_MOBILE_REGISTER: Final = flag("poll.mobile.signed_register")
POLL_PROXY_MAX: Final = whole("poll.proxy.max", 1, 3)
POLL_PROXY_GROUNDS: Final = words("poll.proxy.grounds", w.ProxyGround)
POLL_PROXY_SAME_CONSTITUENCY: Final = choice("poll.proxy.same_constituency", w.Strictness)
POLL_PROXY_FORM: Final = words("poll.proxy.form", w.ProxyForm)
POLL_PROXY_CONSENT: Final = words("poll.proxy.consent", w.Consent)
POLL_BARS_RELATIVES: Final = words("poll.bars.candidate_relatives", w.Crew)
COUNT_DELAY_APPROVAL: Final = flag("count.delay_needs_approval")
COUNT_UNIFY_BOXES: Final = flag("count.unify_boxes")
DET_PARTICIPANTS: Final = choice("det.participant_basis", w.ParticipantBasis)
DET_SUPPLEMENTARY_DENOMINATOR: Final = choice("det.supplementary_denominator", w.Denominator)
DET_SUPPLEMENTARY_MAX: Final = optional(whole("det.supplementary_rounds_max", 1))
DET_SUPPLEMENTARY_AFTER: Final = choice("det.supplementary_after", w.AfterSupplementary)
DET_WRITE_IN_ELECTED: Final = flag("det.write_in_elected")
DET_TURNOUT_EACH_ROUND: Final = flag("det.turnout_each_round")

# by-election, recall, afterwards
BY_ROLL_DAYS: Final = whole("by.roll_days", 1)
BY_PRELIM_DAYS: Final = optional(whole("by.prelim_days", 1))
BY_FORMAL_DAYS: Final = whole("by.formal_days", 1)
BY_RUN_BY: Final = optional(
    choice(
        "by.run_by",
        w.Body,
        w.Body.SC_OR_PRESIDIUM,
        w.Body.BY_ELECTION_BODY,
        w.Body.SC_DELEGATE_OR_CHAIR,
    )
)
BY_COUNT_SET_BY: Final = choice(
    "by.candidate_count_set_by", w.SetBy, w.SetBy.MANUAL, w.SetBy.DISTRICT_SC
)
RECALL_VOTERS_COUNTY: Final = fixed("recall.voters_min.county", 50)
RECALL_VOTERS_TOWNSHIP: Final = fixed("recall.voters_min.township", 30)
RECALL_INVESTIGATION: Final = flag("recall.investigation_first")
RECALL_FILED_WITH: Final = optional(choice("recall.filed_with", w.Body, w.Body.SC_OR_CONGRESS))
AFTER_CREDENTIALS_DEFERRAL: Final = flag("after.credentials_deferral")
AFTER_ARCHIVE_TO: Final = optional(choice("after.archive_to", w.Body, w.Body.SC_OR_PRESIDIUM))
