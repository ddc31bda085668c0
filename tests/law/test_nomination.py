from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.law.committee import Membership
from huanjie.law.finding import Severity, WrongInput
from huanjie.law.nomination import (
    CANDIDATE_LIST,
    SESSION_LIST,
    AtTheCut,
    FormalList,
    JointNomination,
    Meetings,
    Nominee,
    OrganizationNomination,
    Path,
    Range,
    Removal,
    RemovalGround,
    Settlement,
    candidate_range,
    check_after_removal,
    check_briefing,
    check_by_election_count,
    check_elected_twice,
    check_formal_count,
    check_formal_list,
    check_meetings,
    check_members,
    check_nominee,
    check_nominee_count,
    check_order_after_primary,
    check_organization_total,
    check_organizations,
    check_primary_notice,
    check_primary_turnout,
    check_signatures,
    check_two_constituencies,
    in_order,
    path,
    preliminary_list,
    primary_outcome,
)
from huanjie.law.pack import Mode, NameOrder
from huanjie.law.timetable import days_after
from tests.law.answers import ELECTION_DAY, NATIONAL, codes, graded, moves_answered, unfired

DIRECT, INDIRECT = Mode.DIRECT, Mode.INDIRECT
VOTERS = tuple(f"选民{number}" for number in range(1, 31))
TEN = VOTERS[:10]
E = ELECTION_DAY


def test_every_wording_is_fired():
    assert not unfired("nomination", __file__, __file__.replace("nomination", "open_points"))


DIRECT_RANGES = "2-2 3-4 4-6 6-8 7-10 8-12 10-14 11-16 12-18 14-20"
INDIRECT_RANGES = "2-2 3-3 4-4 5-6 6-7 8-9 9-10 10-12 11-13 12-15"


@pytest.mark.parametrize(("mode", "table"), [(DIRECT, DIRECT_RANGES), (INDIRECT, INDIRECT_RANGES)])
def test_the_number_of_candidates_follows_the_table_of_the_rules(mode, table):
    for seats, row in enumerate(table.split(), start=1):
        found = candidate_range(seats, mode, NATIONAL)
        assert f"{found.least}-{found.most}" == row


@given(seats=st.integers(min_value=2, max_value=500), mode=st.sampled_from(Mode))
def test_the_surplus_lies_between_the_fractions_of_the_law(seats, mode):
    low, high = {
        DIRECT: (Fraction(1, 3), Fraction(1)),
        INDIRECT: (Fraction(1, 5), Fraction(1, 2)),
    }[mode]
    found = candidate_range(seats, mode, NATIONAL)
    for number in range(seats, 2 * seats + 2):
        assert (number in found) == (low * seats <= number - seats <= high * seats)


def test_an_election_fills_at_least_one_seat():
    with pytest.raises(WrongInput):
        candidate_range(0, DIRECT, NATIONAL)


def test_too_few_nominees_stop_the_election_and_too_many_are_cut():
    allowed = Range(3, 4)
    assert [path(n, allowed) for n in (2, 3, 4, 5)] == [
        Path.SHORT,
        Path.ALL_FORMAL,
        Path.ALL_FORMAL,
        Path.CUT,
    ]
    assert codes(check_nominee_count(2, 2, DIRECT, NATIONAL)) == ["nominees-too-few"]
    assert check_nominee_count(3, 2, DIRECT, NATIONAL) == ()


def test_in_a_by_election_as_many_candidates_as_seats_suffice():
    assert check_by_election_count(1, 1) == ()
    assert codes(check_by_election_count(0, 1)) == ["nominees-too-few"]


def test_candidates_who_fall_away_after_publication_are_for_the_committee():
    assert check_after_removal(3, 2, DIRECT, NATIONAL) == ()
    found = check_after_removal(2, 2, DIRECT, NATIONAL)
    assert graded(found) == [("candidates-fallen-short", Severity.MANUAL)]


def petition(number="1", nominees=("甲",), signatories=TEN, *, is_written=True) -> JointNomination:
    return JointNomination(number, nominees, signatories, is_written)


def signed(*petitions, seats=1, rulings=None, pack=NATIONAL):
    return check_signatures(
        petitions, roll=frozenset(VOTERS), seats=seats, rulings=rulings or {}, pack=pack
    )


def test_ten_voters_nominate_and_nine_do_not():
    ten, nine = signed(petition()), signed(petition(signatories=VOTERS[:9]))
    assert ten.valid == {"1": 10}
    assert ten.findings == ()
    assert ten.lawful(NATIONAL) == ("1",)
    assert codes(nine.findings) == ["petition-short"]
    assert nine.lawful(NATIONAL) == ()


def test_a_signature_counts_once_and_only_from_the_roll():
    found = signed(petition(signatories=(*TEN, "外人", VOTERS[0], VOTERS[0])))
    assert found.valid == {"1": 10}
    assert graded(found.findings) == [
        ("signature-not-on-roll", Severity.WARN),
        ("signature-repeated", Severity.WARN),
    ]


def test_a_petition_names_no_more_than_seats_and_is_written():
    found = signed(petition(nominees=("甲", "乙")), seats=1)
    assert "petition-over-seats" in codes(found.findings)
    assert signed(petition(nominees=("甲", "乙")), seats=2).findings == ()
    bare = signed(petition(is_written=False))
    assert codes(bare.findings) == ["petition-not-written"]
    free = NATIONAL.with_values(nom__written=False)
    assert signed(petition(is_written=False), pack=free).findings == ()


ELEVEN = (VOTERS[0], *VOTERS[10:20])


def test_a_voter_who_supports_more_than_seats_waits_for_a_ruling():
    one = petition("1", ("甲",), TEN)
    two = petition("2", ("乙",), ELEVEN)
    assert signed(one, two, seats=2).findings == ()
    found = signed(one, two)
    assert graded(found.findings) == [("signatory-over-limit", Severity.MANUAL)]
    assert found.findings[0].facts["later"] == ("2",)
    assert found.valid == {"1": 10, "2": 11}


def test_supporting_one_nominee_twice_is_no_second_support():
    assert signed(petition("1"), petition("2", ("甲",), ELEVEN)).findings == ()


def test_a_ruling_strikes_the_signature_and_the_petition_is_counted_again():
    one = petition("1", ("甲",), TEN)
    two = petition("2", ("乙",), ELEVEN)
    ruled = signed(one, two, rulings={VOTERS[0]: frozenset({"2"})})
    assert ruled.findings == ()
    assert ruled.valid == {"1": 10, "2": 10}
    other = signed(one, two, rulings={VOTERS[0]: frozenset({"1"})})
    assert codes(other.findings) == ["petition-short"]


def test_only_the_petitions_that_go_over_the_limit_are_suggested():
    petitions = (
        petition("1", ("甲",), TEN),
        petition("2", ("乙", "丙"), ELEVEN),
        petition("3", ("丁",), (VOTERS[0], *VOTERS[20:29])),
    )
    found = signed(*petitions, seats=2)
    assert found.findings[0].facts["later"] == ("2",)


def test_two_petitions_of_one_number_are_no_question():
    with pytest.raises(WrongInput):
        signed(petition(), petition())


def test_an_organisation_nominates_at_most_seats_alone_and_jointly_together():
    alone = OrganizationNomination("1", ("甲",), ("工会",))
    jointly = OrganizationNomination("2", ("乙",), ("工会", "妇联"))
    assert check_organizations([alone, jointly], 2) == ()
    found = check_organizations([alone, jointly], 1)
    assert codes(found) == ["organization-over-seats"]
    assert found[0].facts["organization"] == "工会"


def test_organisations_together_stay_within_the_advice_of_the_province():
    pack = NATIONAL.with_values(nom__org_total_soft_cap="20/100")
    assert check_organization_total(99, 101, NATIONAL) == ()
    assert check_organization_total(20, 101, pack) == ()
    assert codes(check_organization_total(21, 101, pack)) == ["organizations-above-advice"]


def test_the_committee_explains_the_method_first_where_the_province_asks():
    pack = NATIONAL.with_values(nom__briefing_before_nomination=True)
    assert check_briefing(is_briefed=False, pack=NATIONAL) == ()
    assert check_briefing(is_briefed=True, pack=pack) == ()
    assert codes(check_briefing(is_briefed=False, pack=pack)) == ["nomination-unbriefed"]


def test_a_nominee_is_a_voter_and_untrue_data_is_no_ground_to_drop_him():
    def found(*answers):
        return graded(check_nominee(Nominee("甲", *answers)))

    assert found(True, True, True) == []
    assert found(False, True, True) == [("nominee-not-voter", Severity.ERROR)]
    assert found(True, False, False) == [
        ("nominee-not-introduced", Severity.WARN),
        ("nominee-data-untrue", Severity.WARN),
    ]


def test_the_preliminary_list_holds_every_nominee_and_its_sources():
    found = preliminary_list(
        [petition("1", ("甲", "乙")), OrganizationNomination("2", ("乙", "丙"), ("工会",))], []
    )
    assert found.names == ("甲", "乙", "丙")
    assert found.sources["乙"] == ("1", "2")


def test_a_nominee_leaves_the_list_only_for_a_recorded_ground():
    nominations = [petition("1", ("甲", "乙"))]
    recorded = Removal("甲", RemovalGround.FOREIGN_FUNDING, "调查报告")
    found = preliminary_list(nominations, [recorded])
    assert (found.names, found.removed, found.findings) == (("乙",), (recorded,), ())
    bare = preliminary_list(nominations, [Removal("甲", RemovalGround.DECLINED, "")])
    assert bare.names == ("甲", "乙")
    assert codes(bare.findings) == ["removal-without-evidence"]
    with pytest.raises(WrongInput):
        preliminary_list(nominations, [Removal("丙", RemovalGround.DIED, "证明")])


def test_a_committee_member_on_the_list_has_resigned():
    published = date(2026, 12, 4)
    members = [Membership("甲", None), Membership("乙", published), Membership("丙", None)]
    assert codes(check_members({"甲", "乙"}, members, published)) == ["member-is-candidate"]


def test_one_person_in_two_constituencies_is_a_warning_and_elected_twice_a_decision():
    lists = {"一": ["甲", "乙"], "二": ["甲"]}
    assert graded(check_two_constituencies(lists)) == [("nominated-twice", Severity.WARN)]
    assert graded(check_elected_twice(lists)) == [("elected-twice", Severity.MANUAL)]
    assert check_two_constituencies({"一": ["甲"], "二": ["乙"]}) == ()


def test_the_number_of_formal_candidates_is_recorded_and_within_the_range():
    allowed = Range(3, 4)
    assert graded(check_formal_count(None, allowed, NATIONAL)) == [
        ("formal-count-unset", Severity.MANUAL)
    ]
    found = {n: codes(check_formal_count(n, allowed, NATIONAL)) for n in (2, 3, 4, 5)}
    wrong = ["formal-count-outside"]
    assert found == {2: wrong, 3: [], 4: [], 5: wrong}


def formal(names, nominees, by=Settlement.ALL_NOMINEES, mode=DIRECT):
    return codes(check_formal_list(FormalList(tuple(names), by), nominees, 2, mode, NATIONAL))


def test_within_the_range_every_nominee_becomes_a_formal_candidate():
    assert formal("甲乙丙", "甲乙丙") == []
    assert formal("甲乙丙丁", "甲乙丙丁") == []
    assert formal("甲乙丙", "甲乙丙丁") == ["formal-list-drops"]
    assert formal("甲乙丙戊", "甲乙丙") == ["formal-list-adds"]
    assert formal("甲乙", "甲乙") == ["formal-list-count"]


def test_above_the_range_consultation_or_a_primary_cuts_the_list():
    assert formal("甲乙丙", "甲乙丙丁戊", Settlement.CONSULTATION) == []
    assert formal("甲乙丙丁", "甲乙丙丁戊", Settlement.PRIMARY) == []
    assert formal("甲乙丙", "甲乙丙丁戊") == ["formal-list-uncut"]
    assert formal("甲乙丙丁戊", "甲乙丙丁戊", Settlement.PRIMARY) == ["formal-list-count"]


def test_a_session_has_no_consultation():
    by = Settlement.CONSULTATION
    assert formal("甲乙丙", "甲乙丙丁", by, INDIRECT) == ["consultation-in-session"]
    assert formal("甲乙丙", "甲乙丙丁", Settlement.PRIMARY, INDIRECT) == []


def test_a_primary_takes_the_names_with_most_votes():
    found = primary_outcome({"甲": 5, "乙": 9, "丙": 7, "丁": 0, "戊": 1}, 3, Range(3, 4))
    assert found.taken == ("乙", "丙", "甲")
    assert (found.tied, found.suggestion, found.findings) == ((), AtTheCut.NOTHING, ())


def test_a_tie_above_the_cut_decides_nothing():
    found = primary_outcome({"甲": 5, "乙": 9, "丙": 5, "丁": 0, "戊": 1}, 3, Range(3, 4))
    assert set(found.taken) == {"甲", "乙", "丙"}
    assert found.findings == ()


def test_a_tie_at_the_cut_is_for_the_body():
    votes = {"甲": 9, "乙": 7, "丙": 5, "丁": 5, "戊": 1}
    fits = primary_outcome(votes, 3, Range(3, 4))
    assert (fits.taken, fits.tied) == (("甲", "乙"), ("丙", "丁"))
    assert fits.suggestion is AtTheCut.INCLUDE_ALL
    assert codes(fits.findings) == ["primary-tie-fits"]
    assert fits.findings[0].facts == {"tied": ("丙", "丁"), "votes": 5, "left": 1}
    full = primary_outcome({**votes, "戊": 5}, 3, Range(3, 4))
    assert full.suggestion is AtTheCut.VOTE_AGAIN
    assert codes(full.findings) == ["primary-tie"]


def test_a_primary_has_something_to_cut():
    with pytest.raises(WrongInput):
        primary_outcome({"甲": 1, "乙": 1, "丙": 1}, 3, Range(3, 4))
    with pytest.raises(WrongInput):
        primary_outcome({"甲": 1, "乙": 1, "丙": 1}, 2, Range(3, 4))


def test_a_third_of_the_voters_takes_part_where_the_province_asks():
    pack = NATIONAL.with_values(nom__primary__turnout_min="1/3")
    assert check_primary_turnout(0, 900, NATIONAL) == ()
    assert check_primary_turnout(300, 900, pack) == ()
    assert codes(check_primary_turnout(299, 900, pack)) == ["primary-turnout"]
    for participants in (-1, 901):
        with pytest.raises(WrongInput):
            check_primary_turnout(participants, 900, pack)


def test_a_primary_is_announced_beforehand_where_the_province_asks():
    pack = NATIONAL.with_values(nom__primary__notice=True)

    def found(announced, pack):
        return codes(check_primary_notice(announced, E, pack))

    assert found(None, NATIONAL) == []
    assert found(days_after(E, -1), pack) == []
    assert found(E, pack) == ["primary-unannounced"]
    assert found(None, pack) == ["primary-unannounced"]


STROKES = {"李": ("7", "1"), "杨": ("7", "2"), "王": ("4",), "汪": ("7", "2")}


def test_names_stand_by_strokes_and_full_ties_are_shown():
    found = in_order(["杨", "李", "汪", "王"], order=NameOrder.STROKES, strokes=STROKES, votes={})
    assert found.names == ("王", "李", "杨", "汪")
    assert found.tied == (("杨", "汪"),)


def test_after_a_primary_names_stand_by_votes_and_equal_votes_by_strokes():
    votes = {"李": 5, "杨": 9, "王": 5}
    found = in_order(["李", "杨", "王"], order=NameOrder.VOTES, strokes=STROKES, votes=votes)
    assert found.names == ("杨", "王", "李")
    assert found.tied == ()


def test_a_name_without_key_or_votes_stops_the_sort():
    with pytest.raises(WrongInput, match="strokes"):
        in_order(["赵"], order=NameOrder.STROKES, strokes=STROKES, votes={})
    with pytest.raises(WrongInput, match="votes"):
        in_order(["李"], order=NameOrder.VOTES, strokes=STROKES, votes={})


def test_strokes_after_a_primary_contradict_the_national_text():
    pack = NATIONAL.with_values(nom__order__after_primary="strokes")
    assert check_order_after_primary(NATIONAL) == ()
    assert codes(check_order_after_primary(pack)) == ["order-not-by-votes"]


def test_candidates_meet_voters_on_request_before_election_day():
    def found(requested, *held, pack=NATIONAL):
        return codes(check_meetings(Meetings(requested, held), E, pack))

    assert found(False) == []
    assert found(True) == ["meeting-not-held"]
    assert found(True, days_after(E, -1)) == []
    assert found(False, E) == ["introduction-on-election-day"]
    assert found(True, E) == ["meeting-not-held", "introduction-on-election-day"]
    always = NATIONAL.with_values(nom__meeting_trigger="always")
    assert found(False, pack=always) == ["meeting-not-held"]


def test_candidate_lists_know_only_the_moves_of_their_tables():
    assert moves_answered(CANDIDATE_LIST) == len(CANDIDATE_LIST.moves) == 18
    assert moves_answered(SESSION_LIST) == len(SESSION_LIST.moves) == 12
    assert "open_consultation" not in SESSION_LIST.all_moves
    assert CANDIDATE_LIST.open_moves("preliminary") == ("remove", "open_consultation")
