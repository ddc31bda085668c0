"""Votes of bodies, resignation, suspension, termination, by-election, garrison."""

import pytest

from huanjie.law.finding import Severity, WrongInput
from huanjie.law.pack import Level
from huanjie.law.tenure import (
    ADDRESSEES,
    END_GROUNDS,
    Body,
    BodyVote,
    ByElection,
    End,
    Garrison,
    GarrisonResult,
    Linked,
    Loss,
    Mandated,
    Receiver,
    Register,
    Resignation,
    Rest,
    Termination,
    Vacancy,
    all_deputies,
    announcer,
    by_election_run_by,
    check_by_election,
    check_by_election_due,
    check_committee_by_election,
    check_garrison_results,
    check_registers,
    check_resignation,
    check_termination,
    is_suspended,
    may_open,
    offices_lost,
    quorum,
    resolve,
)
from tests.law.answers import LAW, NATIONAL, codes, graded, unfired

CONGRESS, COMMITTEE = Body.CONGRESS, Body.STANDING_COMMITTEE


@pytest.mark.parametrize(
    ("body", "members", "least"),
    [
        (CONGRESS, 200, 134),
        (CONGRESS, 201, 134),
        (COMMITTEE, 20, 11),
        (COMMITTEE, 21, 11),
        (Body.SERVICEMEN, 50, 0),
    ],
)
def test_each_body_has_its_quorum(body, members, least):
    assert quorum(body, members) == least


@pytest.mark.parametrize(("present", "opens"), [(133, False), (134, True)])
def test_a_session_opens_with_two_thirds(present, opens):
    assert may_open(present, 200) is opens


@pytest.mark.parametrize(
    ("body", "members", "approve", "adopted"),
    [
        (CONGRESS, 200, 100, False),
        (CONGRESS, 200, 101, True),
        (COMMITTEE, 21, 10, False),
        (COMMITTEE, 21, 11, True),
        (Body.SERVICEMEN, 40, 21, True),
        (Body.VOTERS, 41, 20, False),
    ],
)
def test_a_body_adopts_with_more_than_half_of_all_its_members(body, members, approve, adopted):
    found = resolve(BodyVote(body, members, members, approve))
    assert found.adopted is adopted
    assert graded(found.findings) == [
        ("resolution-adopted" if adopted else "resolution-lost", Severity.OUTCOME)
    ]


@pytest.mark.parametrize(("body", "article"), [(CONGRESS, "LOL 14¶4"), (COMMITTEE, "LOL 51¶3")])
def test_a_vote_without_quorum_does_not_count(body, article):
    least = quorum(body, 30)
    found = resolve(BodyVote(body, 30, least - 1, least - 1))
    assert codes(found.findings) == ["body-without-quorum"]
    assert (found.adopted, found.findings[0].article.key) == (False, article)
    assert resolve(BodyVote(body, 30, least, least)).adopted


@pytest.mark.parametrize(
    ("members", "present", "approve", "field"),
    [
        (0, 0, 0, "members"),
        (9, 10, 0, "present"),
        (9, -1, 0, "present"),
        (9, 5, 6, "approve"),
        (9, 5, -1, "approve"),
    ],
)
def test_a_vote_that_cannot_be_names_the_field(members, present, approve, field):
    with pytest.raises(WrongInput) as raised:
        BodyVote(CONGRESS, members, present, approve)
    assert raised.value.field == field


def letter(mandated: Mandated, *, adopted: bool | None = True, **changed: object) -> Resignation:
    to = ADDRESSEES[mandated]
    vote = None if adopted is None else resolve(BodyVote(to.body, 30, 30, 16 if adopted else 15))
    facts = {
        "deputy": "甲",
        "mandated": mandated,
        "is_written": True,
        "handed_to": to.receiver,
        "accepted": vote,
    }
    return Resignation(**(facts | changed))


@pytest.mark.parametrize(
    ("mandated", "code"),
    [
        (Mandated.COUNTY, "resignation-to-be-announced"),
        (Mandated.TOWNSHIP, "resignation-to-be-announced"),
        (Mandated.INDIRECT, "resignation-to-be-filed"),
        (Mandated.GARRISON, "resignation-to-be-filed"),
    ],
)
def test_an_accepted_resignation_is_announced_or_filed(mandated, code):
    assert graded(check_resignation(letter(mandated))) == [(code, Severity.INFO)]


def test_a_township_deputy_does_not_resign_to_the_presidium():
    asked = letter(
        Mandated.TOWNSHIP, handed_to=Receiver.TOWNSHIP_PRESIDIUM, is_written=False, adopted=None
    )
    assert codes(check_resignation(asked)) == [
        "resignation-not-written",
        "resignation-wrong-receiver",
        "resignation-not-voted",
    ]


def test_a_vote_lost_or_of_another_body_accepts_nothing():
    lost = letter(Mandated.COUNTY, adopted=False)
    other = letter(Mandated.TOWNSHIP, accepted=letter(Mandated.COUNTY).accepted)
    for asked in (lost, other):
        assert codes(check_resignation(asked)) == ["resignation-not-accepted"]


@pytest.mark.parametrize(("loss", "number"), [(Loss.RECALL, 54), (Loss.RESIGNATION, 56)])
def test_offices_fall_with_the_mandate(loss, number):
    found = offices_lost("甲", {Linked.TOWNSHIP_CHAIR, Linked.SC_MEMBER}, loss)
    assert codes(found) == ["office-falls-with-mandate"] * 2
    assert [f.article.key for f in found] == [f"EL {number}¶1", f"EL {number}¶2"]


def test_duties_rest_while_a_ground_lasts():
    assert is_suspended({Rest.IN_CUSTODY})
    assert not is_suspended(())


def ended(ground: End, **changed: object) -> Termination:
    facts = {
        "deputy": "甲",
        "ground": ground,
        "evidence": "证明",
        "left_area": True,
        "sessions_missed": 2,
        "reported": True,
        "announced_by": COMMITTEE,
    }
    return Termination(**(facts | changed))


@pytest.mark.parametrize("ground", End)
def test_every_ground_ends_a_mandate(ground):
    assert not check_termination(ended(ground), Level.COUNTY)
    assert END_GROUNDS[ground].text.code == "DL"


@pytest.mark.parametrize(
    ("ground", "changed", "code"),
    [
        (End.LEFT_AREA, {"left_area": False}, "termination-moved-within"),
        (End.MISSED_TWO_SESSIONS, {"sessions_missed": 1}, "termination-sessions-few"),
        (End.DIED, {"evidence": " "}, "termination-without-evidence"),
        (End.DIED, {"reported": False}, "termination-not-reported"),
        (End.DIED, {"announced_by": CONGRESS}, "termination-not-announced"),
        (End.DIED, {"left_area": False, "sessions_missed": 0}, None),
    ],
)
def test_a_termination_lacks_nothing(ground, changed, code):
    found = check_termination(ended(ground, **changed), Level.COUNTY)
    assert codes(found) == ([code] if code else [])


def test_a_township_congress_announces_itself():
    assert announcer(Level.TOWNSHIP) is CONGRESS
    assert not check_termination(ended(End.DIED, announced_by=CONGRESS), Level.TOWNSHIP)


@pytest.mark.parametrize(
    ("vacancy", "decision", "expected"),
    [
        (Vacancy.IN_TERM, "", []),
        (Vacancy.UNFILLED, "", [("seat-never-filled", Severity.MANUAL)]),
        (Vacancy.UNFILLED, "决定1号", []),
        (Vacancy.SUSPENDED, "决定1号", [("seat-not-vacant", Severity.ERROR)]),
    ],
)
def test_a_by_election_fills_a_vacant_seat(vacancy, decision, expected):
    assert graded(check_by_election_due(vacancy, decision)) == expected


def test_a_by_election_is_prepared_and_may_have_as_many_candidates_as_seats():
    nothing = ByElection(2, 1, "", "", is_roll_verified=False, is_secret=False)
    ready = ByElection(2, 2, "县人大常委会", "决定2号", is_roll_verified=True, is_secret=True)
    assert codes(check_by_election(nothing, NATIONAL)) == [
        "by-election-without-body",
        "by-election-count-unset",
        "by-election-roll",
        "by-election-not-secret",
        "nominees-too-few",
    ]
    assert not check_by_election(ready, NATIONAL)
    assert by_election_run_by(NATIONAL) is None


@pytest.mark.parametrize(
    ("in_session", "higher", "is_lawful"),
    [(False, True, True), (True, True, False), (False, False, False)],
)
def test_a_standing_committee_fills_only_higher_seats_between_sessions(
    in_session, higher, is_lawful
):
    found = check_committee_by_election(is_in_session=in_session, is_higher_congress=higher)
    assert codes(found) == ([] if is_lawful else ["by-election-not-by-committee"])


def garrison(level: Level = Level.COUNTY, reserved: int = 3, **changed: object) -> Garrison:
    results = (GarrisonResult("驻军一", 3, ("子", "丑", "寅")),)
    facts = {"decision": "决定3号", "is_consulted": True, "results": results}
    return Garrison(level, reserved, **(facts | changed))


def test_a_county_takes_over_what_its_garrison_elected():
    assert not check_garrison_results(garrison(), NATIONAL)
    faulty = garrison(reserved=2, decision="", is_consulted=False)
    assert codes(check_garrison_results(faulty, NATIONAL)) == [
        "garrison-undecided",
        "garrison-not-consulted",
        "garrison-seats-differ",
    ]
    assert all_deputies(197, 3) == 200


@pytest.mark.parametrize(("seats", "lawful"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_garrison_constituency_elects_one_to_three(seats, lawful):
    asked = garrison(reserved=seats, results=(GarrisonResult("驻军一", seats, ()),))
    expected = [] if lawful else ["garrison-constituency-seats"]
    assert codes(check_garrison_results(asked, NATIONAL)) == expected


def test_a_garrison_elects_no_more_than_its_seats():
    asked = garrison(reserved=1, results=(GarrisonResult("驻军一", 1, ("子", "丑")),))
    assert codes(check_garrison_results(asked, NATIONAL)) == ["garrison-elected-too-many"]


def test_a_township_has_no_garrison():
    assert codes(check_garrison_results(garrison(Level.TOWNSHIP), NATIONAL)) == [
        "garrison-at-township"
    ]
    seats = garrison(Level.TOWNSHIP, 0)
    assert codes(check_garrison_results(seats, NATIONAL)) == ["garrison-at-township"]
    assert not check_garrison_results(garrison(Level.TOWNSHIP, 0, results=()), NATIONAL)


@pytest.mark.parametrize(
    ("local", "own", "may", "code"),
    [
        (True, True, True, "on-both-rolls"),
        (True, False, False, "soldier-on-local-roll"),
        (True, False, True, None),
        (False, True, False, None),
    ],
)
def test_nobody_of_the_army_stands_on_two_rolls(local, own, may, code):
    assert codes(check_registers([Register("甲", local, own, may)])) == ([code] if code else [])


def test_every_finding_of_the_chapter_is_fired():
    here = LAW.parents[2] / "tests" / "law"
    tests = [str(here / f"{name}.py") for name in ("test_tenure", "test_recall")]
    assert not unfired("tenure", *tests, __file__)
