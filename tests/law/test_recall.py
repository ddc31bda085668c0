"""Recall of a deputy: requests, hearings, motions and votes, each boundary from both sides."""

from itertools import product

import pytest

from huanjie.law.finding import Severity, WrongInput
from huanjie.law.tenure import (
    RECALL,
    Mandated,
    Mover,
    RecallHearing,
    RecallMotion,
    RecallRequest,
    RecallVote,
    Receiver,
    check_recall_hearing,
    check_recall_motion,
    check_recall_request,
    recall_result,
    voters_needed,
)
from tests.law.answers import NATIONAL, codes, moves_answered

SHANDONG = NATIONAL.with_values(
    recall__investigation_first=True, recall__filed_with="county_sc_or_township_congress"
)
ROLL = [f"选民{number}" for number in range(100)]


def request(count: int, mandated: Mandated = Mandated.COUNTY, **changed: object) -> RecallRequest:
    army = mandated is Mandated.GARRISON
    facts = {
        "deputy": "甲",
        "mandated": mandated,
        "signatories": tuple(ROLL[:count]),
        "is_written": True,
        "has_reasons": True,
        "handed_to": Receiver.GARRISON_COMMITTEE if army else Receiver.COUNTY_SC,
    }
    return RecallRequest(**(facts | changed))


@pytest.mark.parametrize(
    ("mandated", "needed"),
    [(Mandated.COUNTY, 50), (Mandated.TOWNSHIP, 30), (Mandated.GARRISON, 10)],
)
def test_as_many_voters_as_the_law_names_suffice_and_one_fewer_does_not(mandated, needed):
    enough = check_recall_request(request(needed, mandated), ROLL, NATIONAL)
    short = check_recall_request(request(needed - 1, mandated), ROLL, NATIONAL)
    assert (enough.valid, enough.needed, enough.findings) == (needed, needed, ())
    assert codes(short.findings) == ["recall-signatures-short"]


def test_a_deputy_of_a_higher_congress_is_not_recalled_by_voters():
    with pytest.raises(WrongInput, match="mandated"):
        voters_needed(Mandated.INDIRECT, NATIONAL)


def test_only_voters_of_the_constituency_count_and_each_once():
    asked = request(0, signatories=(*ROLL[:49], ROLL[0], "外人"))
    assert check_recall_request(asked, ROLL, NATIONAL).valid == 49


def test_a_townships_voters_too_ask_the_county_and_in_writing_with_reasons():
    asked = request(
        30,
        Mandated.TOWNSHIP,
        handed_to=Receiver.TOWNSHIP_PRESIDIUM,
        is_written=False,
        has_reasons=False,
    )
    found = check_recall_request(asked, ROLL, NATIONAL)
    assert codes(found.findings) == [
        "recall-wrong-receiver",
        "recall-not-written",
        "recall-without-reasons",
    ]
    assert found.findings[2].article.key == "EL 50¶2"


@pytest.mark.parametrize("handed_to", [Receiver.COUNTY_SC, Receiver.GARRISON_COMMITTEE])
def test_a_garrisons_voters_ask_their_own_committee(handed_to):
    asked = request(10, Mandated.GARRISON, handed_to=handed_to, has_reasons=False)
    found = check_recall_request(asked, ROLL, NATIONAL)
    wrong = [] if handed_to is Receiver.GARRISON_COMMITTEE else ["recall-wrong-receiver"]
    assert codes(found.findings) == [*wrong, "recall-without-reasons"]
    assert found.article.key == "PLA 33¶1"


def test_a_hearing_lacks_nothing_of_the_five():
    nothing = RecallHearing("甲", False, False, False, False, False)
    everything = RecallHearing("甲", True, True, True, True, True)
    expected = [
        "recall-undefended",
        "recall-not-printed",
        "recall-not-presided",
        "recall-not-secret",
    ]
    assert codes(check_recall_hearing(nothing, NATIONAL)) == expected
    assert codes(check_recall_hearing(nothing, SHANDONG)) == ["recall-not-investigated", *expected]
    assert not check_recall_hearing(everything, SHANDONG)


def motion(mover: Mover, supporters: int, members: int, *, session: bool) -> RecallMotion:
    return RecallMotion("甲", mover, supporters, members, session, has_reasons=True)


@pytest.mark.parametrize(
    ("mover", "members", "needed", "session"),
    [
        (Mover.DEPUTIES, 200, 20, True),
        (Mover.DEPUTIES, 201, 21, True),
        (Mover.SC_MEMBERS, 25, 5, False),
        (Mover.SC_MEMBERS, 26, 6, False),
    ],
)
def test_a_tenth_of_the_deputies_or_a_fifth_of_the_committee_moves(mover, members, needed, session):
    assert not check_recall_motion(motion(mover, needed, members, session=session))
    short = motion(mover, needed - 1, members, session=session)
    assert codes(check_recall_motion(short)) == ["recall-motion-short"]


@pytest.mark.parametrize(("mover", "session"), list(product(Mover, (True, False))))
def test_who_moves_depends_on_whether_the_congress_sits(mover, session):
    in_time = (mover in (Mover.PRESIDIUM, Mover.DEPUTIES)) is session
    found = check_recall_motion(motion(mover, 30, 30, session=session))
    assert codes(found) == ([] if in_time else ["recall-mover-out-of-time"])


def test_a_motion_states_its_reasons():
    asked = RecallMotion("甲", Mover.PRESIDIUM, 0, 100, is_in_session=True, has_reasons=False)
    assert codes(check_recall_motion(asked)) == ["recall-motion-without-reasons"]


@pytest.mark.parametrize(("supporters", "members"), [(-1, 10), (11, 10), (0, 0)])
def test_more_supporters_than_members_is_no_question(supporters, members):
    with pytest.raises(WrongInput, match="supporters"):
        check_recall_motion(motion(Mover.DEPUTIES, supporters, members, session=True))


@pytest.mark.parametrize(
    ("voters", "approve", "passed"),
    [(1000, 500, False), (1000, 501, True), (1001, 500, False), (1001, 501, True)],
)
def test_a_recall_needs_more_than_half_of_all_voters(voters, approve, passed):
    result = recall_result(RecallVote("甲", Mandated.COUNTY, voters, approve), NATIONAL)
    assert (result.passed, result.line) == (passed, 501)
    assert codes(result.findings) == ["recall-passed" if passed else "recall-failed"]
    assert result.findings[0].severity is Severity.OUTCOME


def test_what_is_filed_depends_on_province_and_garrison():
    passed = RecallVote("甲", Mandated.TOWNSHIP, 100, 51)
    army = RecallVote("甲", Mandated.GARRISON, 100, 51)
    lost = RecallVote("甲", Mandated.GARRISON, 100, 50)
    filed = ["recall-passed", "recall-to-be-filed"]
    assert codes(recall_result(passed, NATIONAL).findings) == ["recall-passed"]
    assert codes(recall_result(passed, SHANDONG).findings) == filed
    assert codes(recall_result(army, NATIONAL).findings) == filed
    assert recall_result(army, NATIONAL).article.key == "PLA 36¶1"
    assert codes(recall_result(lost, NATIONAL).findings) == ["recall-failed"]


@pytest.mark.parametrize(
    ("voters", "approve", "field"), [(0, 0, "voters"), (10, 11, "approve"), (10, -1, "approve")]
)
def test_a_vote_that_cannot_be_names_the_field(voters, approve, field):
    with pytest.raises(WrongInput) as raised:
        RecallVote("甲", Mandated.COUNTY, voters, approve)
    assert raised.value.field == field


def test_the_procedure_answers_every_move():
    assert moves_answered(RECALL) == len(RECALL.moves)
    assert RECALL.open_moves("printed") == ("lapse", "pass", "fail")
