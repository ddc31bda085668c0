from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.article import ELECTION_LAW, PLA_MEASURES
from huanjie.law.finding import Severity
from huanjie.law.pack import Level, Pack
from huanjie.law.pack.words import Place, Proof, Way
from huanjie.law.registration import (
    EXCLUSIONS,
    GROUNDS,
    ROLL,
    ROLL_APPEAL,
    Act,
    Case,
    Change,
    Custody,
    Decision,
    Deprivation,
    Entry,
    HigherUnit,
    Hukou,
    Incapacity,
    Outcome,
    PersonFacts,
    Publication,
    Reason,
    Service,
    Suspension,
    Tie,
    check_change,
    check_correction,
    check_one_place,
    check_publication,
    check_readmission,
    decide,
)
from huanjie.law.timetable import Kind, days_after
from tests.law.answers import ELECTION_DAY, NATIONAL, codes, graded, moves_answered, unfired
from tests.law.case_files import FOLDER

CASES_RUN = FOLDER.parent / "test_cases_eligibility.py"
E = ELECTION_DAY
BOTH = (Level.COUNTY, Level.TOWNSHIP)
VILLAGER = PersonFacts(
    birth=date(1980, 5, 1), is_citizen=True, hukou=Hukou.HERE, lives_here=True, is_on_roll=True
)
CERTIFICATE = frozenset({Proof.CERTIFICATE})


def answer(pack: Pack = NATIONAL, *, levels=BOTH, day=E, **changes) -> Decision:
    decision = decide(Case(replace(VILLAGER, **changes), day, levels, pack))
    codes(decision.findings)
    return decision


def is_listed(pack: Pack = NATIONAL, **changes) -> bool:
    return answer(pack, **changes).outcome is Outcome.LISTED


def reason(pack: Pack = NATIONAL, **changes) -> Reason | None:
    return answer(pack, **changes).reason


def test_every_wording_is_fired():
    cases = [FOLDER / f"{name}.toml" for name in ("eligibility", "roll")]
    assert not unfired("registration", __file__, CASES_RUN, *cases)


def test_a_resident_of_eighteen_is_a_voter_at_both_levels():
    found = answer()
    ways = (Way.IN_PERSON,)
    assert found == Decision(Outcome.LISTED, None, None, (Place.RESIDENCE,), BOTH, (), ways)
    assert found.article == ELECTION_LAW[4, 1]
    assert answer(is_on_roll=False).act is Act.ADD


def test_age_is_tested_on_election_day_and_a_birthday_on_it_counts():
    assert is_listed(birth=date(2008, 12, 20))
    assert reason(birth=date(2008, 12, 21)) is Reason.UNDER_AGE
    assert is_listed(birth=date(2008, 12, 21), day=date(2026, 12, 21))
    exclusive = NATIONAL.with_values(reg__birthday_inclusive=False)
    assert reason(exclusive, birth=date(2008, 12, 20)) is Reason.UNDER_AGE
    assert is_listed(exclusive, birth=date(2008, 12, 19))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"died": date(2026, 1, 1)}, "not-listed-deceased"),
        ({"is_citizen": False}, "not-listed-not-citizen"),
        ({"birth": date(2010, 1, 1)}, "not-listed-under-age"),
        ({"service": Service.SERVING}, "not-listed-military"),
        ({"service": Service.FAMILY}, "not-listed-military"),
        ({"service": Service.ARMED_POLICE}, "not-listed-armed-police"),
        ({"deprivation": Deprivation(date(2020, 1, 1), None)}, "not-listed-deprived"),
        (
            {"custody": Custody.IN_CUSTODY, "suspension": Suspension("1号", date(2026, 12, 1))},
            "not-listed-suspended",
        ),
        (
            {
                "incapacity": Incapacity.MENTAL_ILLNESS,
                "incapacity_proofs": frozenset({Proof.CONFIRMATION}),
            },
            "not-listed-incapable",
        ),
        ({"certificate_issued": True}, "not-listed-certificate-issued"),
        ({"hukou": Hukou.ELSEWHERE, "lives_here": False}, "not-listed-moved-out"),
        (
            {"higher_unit": HigherUnit.COUNTY_ONLY, "levels": (Level.TOWNSHIP,)},
            "not-listed-county-only",
        ),
    ],
)
def test_every_exclusion_names_its_rule_and_strikes_off_or_refuses(changes, code):
    off, refused = answer(**changes), answer(**changes, is_on_roll=False)
    assert codes(off.findings) == [code]
    assert off.act is Act.STRIKE_OFF
    assert refused.act is Act.REFUSE
    assert off.places == ()
    assert off.levels == ()
    assert off.reason is not None
    of_family = changes.get("service") is Service.FAMILY
    assert off.article == (PLA_MEASURES[5, 2] if of_family else GROUNDS[off.reason].article)


def test_deprivation_counts_on_election_day_only():
    def term(begins, ends):
        return reason(deprivation=Deprivation(begins, ends))

    assert term(date(2024, 1, 1), E) is Reason.DEPRIVED
    assert term(date(2024, 1, 1), days_after(E, -1)) is None
    assert term(E, None) is Reason.DEPRIVED
    assert term(days_after(E, 1), None) is None


def test_custody_takes_no_right_away_without_a_decision():
    for custody in Custody:
        assert is_listed(custody=custody)
    suspension = Suspension("1号", date(2026, 12, 1))
    assert reason(custody=Custody.IN_CUSTODY, suspension=suspension) is Reason.SUSPENDED
    assert is_listed(custody=Custody.BAIL, suspension=suspension)
    kept = NATIONAL.with_values(reg__suspended_on_roll=True)
    assert is_listed(kept, custody=Custody.IN_CUSTODY, suspension=suspension)


def test_a_suspension_served_late_is_for_the_committee():
    pack = NATIONAL.with_values(reg__suspension_notice_days=5)

    def served(number):
        suspension = Suspension("1号", days_after(E, -number))
        return answer(pack, custody=Custody.IN_CUSTODY, suspension=suspension)

    assert served(5).outcome is Outcome.NOT_LISTED
    late = served(4)
    assert late.outcome is Outcome.PENDING
    assert late.act is None
    assert codes(late.findings) == [
        "suspension-served-late",
        "suspension-effect-open",
        "not-listed-suspended",
    ]


def test_illness_excludes_only_when_the_committee_has_confirmed_it():
    illness = {"incapacity": Incapacity.MENTAL_ILLNESS}
    assert is_listed(**illness)
    assert is_listed(**illness, incapacity_proofs=frozenset({Proof.HOSPITAL}))
    strict = NATIONAL.with_values(reg__incapacity_evidence=["confirmation", "hospital", "guardian"])
    alone = frozenset({Proof.CONFIRMATION})
    assert is_listed(strict, **illness, incapacity_proofs=alone)
    for paper in (Proof.HOSPITAL, Proof.GUARDIAN):
        shown = alone | {paper}
        assert reason(strict, **illness, incapacity_proofs=shown) is Reason.INCAPABLE


def test_incapacity_other_than_mental_illness_needs_the_province_and_the_committee():
    other = {
        "incapacity": Incapacity.OTHER,
        "incapacity_proofs": frozenset({Proof.CONFIRMATION}),
    }
    wide = NATIONAL.with_values(reg__incapacity_beyond_mental_illness=True)
    assert is_listed(**other)
    found = answer(wide, **other)
    assert found.outcome is Outcome.PENDING
    assert codes(found.findings) == ["incapacity-beyond-text", "not-listed-incapable"]
    assert is_listed(wide, incapacity=Incapacity.OTHER)


def test_one_who_is_not_reached_stays_a_voter_unless_the_province_registers_later():
    pack = NATIONAL.with_values(reg__uncontactable__provisional=True)
    assert is_listed(is_reachable=False)
    new = answer(pack, is_reachable=False, is_on_roll=False)
    assert new.act is Act.REFUSE
    assert codes(new.findings) == ["not-listed-unreachable"]
    old = answer(pack, is_reachable=False)
    assert old.outcome is Outcome.PENDING
    assert codes(old.findings) == ["unreachable-voter"]
    assert is_listed(pack)


def test_one_who_is_away_stays_listed_at_the_hukou():
    assert answer(lives_here=False).places == (Place.HUKOU,)


def test_a_hukou_elsewhere_asks_for_the_papers_of_the_pack():
    away = {"hukou": Hukou.ELSEWHERE, "is_on_roll": False}
    assert answer(**away, proofs=CERTIFICATE).places == (Place.RESIDENCE,)
    pack = NATIONAL.with_values(
        reg__migrant_requires=["certificate", "residence_permit"],
        reg__migrant_places=["residence", "work_unit"],
    )
    assert reason(pack, **away, proofs=CERTIFICATE) is Reason.CERTIFICATE_MISSING
    both = CERTIFICATE | {Proof.RESIDENCE_PERMIT}
    assert Place.WORK_UNIT in answer(pack, **away, proofs=both, tie=Tie.UNIT).places
    assert is_listed(hukou=Hukou.REMOVED)
    refused = answer(**away)
    assert refused.act is Act.REFUSE
    assert codes(refused.findings) == ["not-listed-certificate-missing"]


def test_a_registered_voter_is_not_dropped_for_want_of_a_certificate():
    found = answer(hukou=Hukou.ELSEWHERE)
    assert (found.outcome, found.act) == (Outcome.PENDING, None)
    assert codes(found.findings) == ["registered-without-papers", "not-listed-certificate-missing"]


def test_what_is_certain_waits_for_nobody():
    pack = NATIONAL.with_values(reg__uncontactable__provisional=True)
    found = answer(pack, died=date(2026, 1, 1), is_reachable=False, service=Service.ARMED_POLICE)
    assert found.act is Act.STRIKE_OFF
    assert codes(found.findings) == ["not-listed-deceased"]


def test_a_hukou_elsewhere_goes_before_a_unit_unless_the_province_says_otherwise():
    staff = {"hukou": Hukou.ELSEWHERE, "lives_here": False, "tie": Tie.UNIT}
    assert reason(**staff) is Reason.CERTIFICATE_MISSING
    unit_first = NATIONAL.with_values(reg__hukou_before_unit=False, reg__work_unit_staff="unit")
    assert answer(unit_first, **staff).places == (Place.WORK_UNIT,)
    migrant = {"hukou": Hukou.ELSEWHERE, "proofs": CERTIFICATE}
    assert answer(unit_first, **migrant).places == (Place.RESIDENCE,)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"tie": Tie.UNIT}, (Place.WORK_UNIT, Place.RESIDENCE)),
        ({"tie": Tie.SCHOOL}, (Place.SCHOOL, Place.HUKOU)),
        ({"tie": Tie.RETIRED}, (Place.RESIDENCE,)),
        ({"is_overseas": True}, (Place.NATIVE_PLACE, Place.PRE_DEPARTURE)),
        ({"custody": Custody.IMPRISONMENT}, (Place.BY_DECISION,)),
        ({"custody": Custody.SHORT_DETENTION}, (Place.BY_DECISION,)),
        ({"custody": Custody.IN_CUSTODY}, (Place.BY_DECISION,)),
        ({"custody": Custody.DETENTION_PENALTY}, (Place.BY_DECISION,)),
        ({"custody": Custody.SUPERVISION}, (Place.RESIDENCE,)),
    ],
)
def test_each_kind_of_person_has_its_place(changes, places):
    assert answer(**changes).places == places


def test_a_province_names_unit_and_school():
    pack = NATIONAL.with_values(
        reg__work_unit_staff="unit_if_local_hukou", reg__student="unit_if_local_hukou"
    )
    assert answer(pack, tie=Tie.UNIT).places == (Place.WORK_UNIT,)
    assert answer(pack, tie=Tie.SCHOOL).places == (Place.SCHOOL,)


def test_staff_of_higher_units_may_vote_for_the_county_only():
    assert answer(higher_unit=HigherUnit.COUNTY_ONLY).levels == (Level.COUNTY,)
    assert answer(higher_unit=HigherUnit.BOTH_LEVELS).levels == BOTH
    unsettled = answer(higher_unit=HigherUnit.UNSETTLED)
    assert unsettled.outcome is Outcome.PENDING
    assert codes(unsettled.findings) == ["higher-unit-open"]
    excluded = NATIONAL.with_values(reg__higher_unit_in_township="excluded")
    assert answer(excluded, higher_unit=HigherUnit.UNSETTLED).levels == (Level.COUNTY,)
    assert answer(excluded).levels == BOTH


@given(
    birth=st.dates(date(1920, 1, 1), date(2026, 12, 1)),
    tie=st.sampled_from(Tie),
    custody=st.sampled_from(Custody),
)
def test_no_other_ground_excludes(birth, tie, custody):
    found = answer(birth=birth, tie=tie, custody=custody)
    assert found.reason in {None, Reason.UNDER_AGE}
    assert (found.reason is None) == bool(found.places)


@given(
    facts=st.builds(
        PersonFacts,
        birth=st.dates(date(1990, 1, 1), date(2012, 1, 1)),
        died=st.none() | st.just(date(2026, 1, 1)),
        deprivation=st.none() | st.just(Deprivation(date(2025, 1, 1), None)),
        suspension=st.none() | st.just(Suspension("1号", date(2026, 12, 1))),
        incapacity_proofs=st.sets(st.sampled_from(Proof)).map(frozenset),
        proofs=st.sets(st.sampled_from(Proof)).map(frozenset),
        service_agreement=st.sampled_from(["", "协议"]),
    ),
    levels=st.sampled_from([BOTH, (Level.COUNTY,), (Level.TOWNSHIP,)]),
)
def test_every_act_has_a_reason_that_carries_it(facts, levels):
    found = decide(Case(facts, E, levels, NATIONAL))
    if found.act in {Act.STRIKE_OFF, Act.REFUSE}:
        assert found.reason is not None
        assert found.act in GROUNDS[found.reason].acts
    if found.outcome is Outcome.LISTED:
        assert found.places
        assert found.levels
    assert (found.act is None) <= (found.outcome is not Outcome.NOT_LISTED)


def test_the_table_of_exclusions_has_twelve_rows():
    assert len(EXCLUSIONS) == 12


def test_a_person_stands_on_one_roll_a_level():
    entries = [
        Entry("甲", Level.COUNTY, "一选区"),
        Entry("甲", Level.TOWNSHIP, "三选区"),
        Entry("乙", Level.COUNTY, "一选区"),
    ]
    assert check_one_place(entries) == ()
    twice = [*entries, Entry("甲", Level.COUNTY, "二选区")]
    assert codes(check_one_place(twice)) == ["listed-twice"]


def publication(undecided=0, counted=date(2026, 10, 1), on=date(2026, 11, 20)) -> Publication:
    return Publication(E, on, Kind.GENERAL, undecided, counted)


def test_a_roll_is_published_in_time_and_with_nobody_undecided():
    assert check_publication(publication(), NATIONAL) == ()
    found = check_publication(publication(undecided=3), NATIONAL)
    assert graded(found) == [("roll-undecided", Severity.ERROR)]
    late = check_publication(publication(on=date(2026, 12, 1)), NATIONAL)
    assert codes(late) == ["roll-published-late"]


def test_an_old_population_file_makes_undecided_persons_a_warning():
    on = date(2026, 11, 20)
    for age, severity in ((60, Severity.ERROR), (61, Severity.WARN)):
        found = check_publication(publication(3, days_after(on, -age), on), NATIONAL)
        assert graded(found) == [("roll-undecided", severity)]


def test_a_change_needs_a_fitting_reason_and_evidence():
    assert check_change(Change("甲", Act.STRIKE_OFF, Reason.DECEASED, "死亡证明")) == ()
    wrong = Change("甲", Act.ADD, Reason.DECEASED, "死亡证明")
    assert codes(check_change(wrong)) == ["roll-change-reason"]
    bare = Change("甲", Act.STRIKE_OFF, Reason.DECEASED, " ")
    assert codes(check_change(bare)) == ["roll-change-evidence"]


def test_every_reason_has_a_ground_and_every_act_a_reason():
    assert set(GROUNDS) == set(Reason)
    assert {act for ground in GROUNDS.values() for act in ground.acts} == set(Act)


def test_a_roll_is_corrected_until_election_day_or_as_the_province_says():
    def found(on, pack=NATIONAL):
        return codes(check_correction(election_day=E, on=on, pack=pack))

    assert found(E) == []
    assert found(days_after(E, 1)) == ["roll-corrected-late"]
    pack = NATIONAL.with_values(reg__roll_correction__days_before=2)
    assert found(days_after(E, -3), pack) == []
    assert found(days_after(E, -2), pack) == ["day-contested"]
    assert found(days_after(E, -1), pack) == ["roll-corrected-late"]


def test_a_voter_who_was_not_reached_is_added_within_the_term():
    def found(number, pack):
        asked = days_after(E, -number)
        return codes(check_readmission(election_day=E, asked=asked, pack=pack))

    pack = NATIONAL.with_values(reg__uncontactable__readmit_days=12)
    assert found(0, NATIONAL) == []
    assert found(12, pack) == []
    assert found(11, pack) == ["readmission-late"]


def test_a_roll_and_an_appeal_know_only_the_moves_of_their_tables():
    assert moves_answered(ROLL) == len(ROLL.moves) == 6
    assert moves_answered(ROLL_APPEAL) == len(ROLL_APPEAL.moves) == 8
    assert ROLL.open_moves("final") == ("reopen",)
    assert ROLL_APPEAL.open_moves("judged") == ()
