"""Every decision of every chapter tells its steps, with figures and article, in both languages."""

from datetime import date
from fractions import Fraction

import pytest

from huanjie.law.article import ELECTION_LAW
from huanjie.law.counting import Round, first_vote, supplementary_round, tie_revote
from huanjie.law.explain import (
    Comparison,
    Counted,
    Sign,
    Trace,
    as_data,
    explain,
    render,
)
from huanjie.law.finding import Finding, Severity, WrongInput
from huanjie.law.nomination import (
    OrganizationNomination,
    Removal,
    RemovalGround,
    candidate_numbers,
    preliminary_list,
)
from huanjie.law.pack import Level, Mode
from huanjie.law.registration import (
    Case,
    Custody,
    HigherUnit,
    Hukou,
    PersonFacts,
    Tie,
    decide,
)
from huanjie.law.seats import apportion, formula
from huanjie.law.session import (
    Occasion,
    Office,
    officer_list,
    officer_numbers,
    officer_vote,
)
from huanjie.law.tenure import (
    Body,
    BodyVote,
    Mandated,
    RecallRequest,
    RecallVote,
    Receiver,
    check_recall_request,
    recall_result,
    resolve,
)
from huanjie.law.timetable import Kind, calendar
from tests.law.answers import ELECTION_DAY, NATIONAL
from tests.law.cited import assert_cited
from tests.law.counting_cases import ZHEJIANG, session, tally

DIRECT = Mode.DIRECT


def told(decision: object) -> Trace:
    """The trace of a decision, after it was read in both languages."""
    trace = explain(decision)
    for language in ("zh", "en"):
        words = render(trace, language)
        assert len(words.splitlines()) == len(trace.steps)
        assert "{" not in words
        assert all(" — " in line for line in words.splitlines())
    for step in trace.steps:
        assert_cited(step.finding)
    for row in as_data(trace):
        assert row["rule"]
        assert row["article"]
    return trace


def outcomes(decision: object) -> list[str]:
    return [step.outcome for step in told(decision).steps]


def holds(decision: object) -> list[bool]:
    return [step.comparison.holds for step in told(decision).steps if step.comparison]


def test_a_standing_reads_as_the_statute_does():
    votes = tally(votes={"甲": 299, "乙": 250})
    trace = told(Counted(votes, first_vote(votes)))
    lines = render(trace).splitlines()
    assert lines[2] == "甲得299票；参加投票600人，过半数须301票；未当选 — 选举法第四十五条第一款"
    english = render(trace, "en").splitlines()[2]
    assert english.endswith("more than half is 301; not elected — Election Law, Art. 45 para. 1")


@pytest.mark.parametrize(("votes", "reached"), [(300, False), (301, True)])
def test_a_comparison_is_the_chapters_own(votes, reached):
    held = tally(votes={"甲": votes, "乙": 10})
    step = told(Counted(held, first_vote(held))).steps[2]
    assert step.comparison == Comparison(votes, Sign.AT_LEAST, (301,), reached)
    assert str(step.comparison) == f"{votes} ≥ 301"
    assert step.figures["line"] == 301
    assert step.article == ELECTION_LAW[45, 1]


def test_a_quota_shows_base_groups_and_cap():
    assert outcomes(formula(52_345, Level.TOWNSHIP, NATIONAL)) == [
        "explain-quota-groups",
        "explain-quota-sum",
        "explain-quota-cap",
    ]
    assert holds(formula(172_499, Level.TOWNSHIP, NATIONAL)) == [True]
    assert holds(formula(174_000, Level.TOWNSHIP, NATIONAL)) == [False]
    assert holds(formula(1_550_000, Level.COUNTY, NATIONAL)) == []
    assert holds(formula(10_000_001, Level.CITY, NATIONAL)) == [True]


def test_an_apportionment_shows_every_areas_share():
    found = apportion(10, {"东": 900, "西": 90, "中": 10}, one_each=True)
    steps = told(found).steps
    assert [step.outcome for step in steps].count("explain-apportion-guaranteed") == 2
    assert found.exact["东"] == Fraction(9)
    tied = apportion(3, {"东": 100, "西": 100}, one_each=False)
    assert outcomes(tied)[-1] == "explain-apportion-tied"


@pytest.mark.parametrize(
    ("mode", "nominees", "code"),
    [
        (DIRECT, 2, "explain-path-short"),
        (DIRECT, 3, "explain-path-all-formal"),
        (DIRECT, 5, "explain-path-cut"),
        (Mode.INDIRECT, 3, "explain-path-all-formal"),
    ],
)
def test_the_range_of_candidates_and_the_way_there(mode, nominees, code):
    trace = told(candidate_numbers(2, nominees, mode, NATIONAL))
    assert [step.outcome for step in trace.steps] == ["explain-candidate-range", code]
    assert trace.steps[1].article.place == (32, 1 if mode is DIRECT else 2)


def test_a_negative_number_of_nominees_names_the_field():
    with pytest.raises(WrongInput, match="nominees"):
        candidate_numbers(1, -1, DIRECT, NATIONAL)


def test_a_preliminary_list_says_who_nominated_whom_and_who_is_gone():
    offered = [OrganizationNomination("1", ("甲", "乙", "丙"), ("某党",))]
    gone = [
        Removal("乙", RemovalGround.DIED, "证明"),
        Removal("丙", RemovalGround.DECLINED, ""),
    ]
    assert outcomes(preliminary_list(offered, gone)) == [
        "explain-nominee-listed",
        "explain-nominee-listed",
        "explain-nominee-removed",
        "removal-without-evidence",
    ]


def test_every_day_of_the_calendar_tells_how_it_is_counted():
    for kind in (Kind.GENERAL, Kind.BY_ELECTION):
        assert told(calendar(ELECTION_DAY, NATIONAL, kind))
    rows = {row.deadline.id: row for row in calendar(ELECTION_DAY, NATIONAL, Kind.GENERAL)}
    words = render(explain(rows["CAL-02"]))
    assert "2026年11月30日" in words
    assert "2026年11月29日" in words
    assert outcomes(rows["CAL-26"]) == ["explain-day-within-years"]
    assert outcomes(rows["CAL-14"]) == ["explain-day-plain"]


def person(**changed: object) -> Case:
    facts = {"birth": date(1980, 5, 1), "is_citizen": True, "hukou": Hukou.HERE}
    given = PersonFacts(**(facts | {"lives_here": True} | changed))
    return Case(given, ELECTION_DAY, (Level.COUNTY, Level.TOWNSHIP), NATIONAL)


def test_a_decision_about_a_person_tells_its_reason():
    assert outcomes(decide(person())) == ["explain-listed"]
    assert outcomes(decide(person(is_citizen=False))) == ["not-listed-not-citizen"]
    waits = decide(person(tie=Tie.UNIT, higher_unit=HigherUnit.UNSETTLED))
    assert outcomes(waits) == ["explain-pending", "higher-unit-open"]
    held = decide(person(custody=Custody.IMPRISONMENT))
    assert outcomes(held)[0] == "explain-listed"
    of_age_today = decide(person(birth=date(2008, 12, 20)))
    assert outcomes(of_age_today) == ["explain-listed", "birthday-on-election-day"]
    assert told(of_age_today).steps[1].rule == "P O-06"
    assert told(decide(person(is_citizen=False))).steps[0].rule == "R-01"


def test_a_round_that_does_not_count_says_why_and_what_follows():
    held = tally(t=500, votes={"甲": 400})
    assert outcomes(Counted(held, first_vote(held))) == ["invalid-turnout", "explain-rerun"]


def test_a_tie_goes_to_another_vote_and_its_result_is_told():
    held = tally(s=2, votes={"甲": 420, "乙": 380, "丙": 380})
    first = first_vote(held)
    assert outcomes(Counted(held, first))[-1] == "explain-tie-revote"
    again = tally(t=550, votes={"乙": 240, "丙": 230})
    found = Counted(again, tie_revote(again, first.tied), Round.TIE_REVOTE)
    assert outcomes(found)[2:] == ["standing-rivals-elected", "standing-rivals-outrun"]


def test_open_seats_show_who_may_stand():
    held = tally(v=1500, t=900, s=3, votes={"甲": 500, "乙": 400, "丙": 350, "丁": 350, "戊": 90})
    first = first_vote(held)
    last = told(Counted(held, first)).steps[-1]
    assert last.outcome == "explain-supplementary-list"
    assert last.comparison is not None
    assert last.comparison.right == (3, 4) == (first.next.sizes[0], first.next.sizes[-1])
    assert outcomes(first.next) == ["explain-supplementary-list"]
    round_two = tally(v=1500, t=900, s=2, votes={"乙": 500, "丙": 100, "丁": 100})
    outcome = supplementary_round(round_two, ("乙", "丙", "丁"), ZHEJIANG)
    found = Counted(round_two, outcome, Round.SUPPLEMENTARY, ZHEJIANG)
    assert outcomes(found)[-2:] == ["seats-left-vacant", "explain-vacant"]


def test_a_sessions_vote_is_measured_by_all_deputies():
    held = session(votes={"甲": 101, "乙": 30})
    trace = told(Counted(held, officer_vote(held), for_office=True))
    assert trace.steps[0].outcome == "explain-quorum-met"
    assert trace.steps[2].article.key == "LOL 25"
    deputies = told(Counted(held, first_vote(held)))
    assert deputies.steps[2].article.key == "EL 45¶2"


@pytest.mark.parametrize(("approve", "adopted"), [(100, False), (101, True)])
def test_a_bodys_vote_is_compared_with_its_line(approve, adopted):
    assert holds(resolve(BodyVote(Body.CONGRESS, 200, 160, approve))) == [adopted]


def test_a_recall_shows_signatures_and_votes():
    asked = RecallRequest("甲", Mandated.COUNTY, ("子",), True, True, Receiver.COUNTY_SC)
    support = check_recall_request(asked, ["子"], NATIONAL)
    assert outcomes(support) == ["explain-recall-support", "recall-signatures-short"]
    army = recall_result(RecallVote("甲", Mandated.GARRISON, 100, 51), NATIONAL)
    assert outcomes(army) == ["recall-passed", "recall-to-be-filed"]
    assert holds(army) == [True]


@pytest.mark.parametrize(
    ("nominated", "code"), [(4, "short"), (5, "all-formal"), (7, "all-formal"), (8, "cut")]
)
def test_candidates_for_an_office(nominated, code):
    numbers = officer_numbers(Office.SC_VICE_CHAIR, 4, nominated, None, Occasion.TERM_CHANGE)
    assert outcomes(numbers) == [f"explain-officers-{code}"]


def test_the_list_of_a_supplementary_vote_on_an_office():
    first = session(votes={"甲": 90, "乙": 80})
    assert outcomes(officer_list(first, (), Office.GOVERNMENT_HEAD, 1, 2)) == [
        "explain-officer-list"
    ]


def test_findings_and_lists_of_decisions_are_explained_too():
    finding = Finding("quota-frozen", ELECTION_LAW[14, 1], Severity.ERROR, {"document": "1号"})
    both = [finding, formula(60_000, Level.COUNTY, NATIONAL)]
    assert outcomes(both)[0] == "quota-frozen"
    assert outcomes([]) == []


@pytest.mark.parametrize("thing", ["甲", 3, None])
def test_what_is_no_decision_is_refused(thing):
    with pytest.raises(WrongInput, match="decision"):
        explain(thing)
