"""Questions with their clock, answers with their citations, approval, and what goes stale."""

from collections.abc import Callable

import pytest

from huanjie.law.pack import keys
from huanjie.law.procedure import IllegalMove
from huanjie.office.guidance import queries, services
from huanjie.office.guidance.models import Answer
from huanjie.office.guidance.queries import citations
from huanjie.office.guidance.queries.questions import collection, readable_questions, stale_of
from huanjie.office.guidance.queries.shelf import similar_answers
from huanjie.office.guidance.work import unit_work
from huanjie.office.inbox.models import Note
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.roles import Role
from tests.office.guidance import scene
from tests.office.guidance.scene import CITY, COUNTY, LATER, OTHER_TOWN, TODAY, TOWN

FIRST, SECOND = "甲", "乙"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def staff(name: str = SECOND, code: str = COUNTY):  # type: ignore[no-untyped-def]
    return scene.who(code, Role.LIAISON, name=name)


@pytest.mark.parametrize(("urgency", "days"), [("now", 1), ("soon", 3), ("normal", 7)])
def test_every_question_has_a_clock(urgency: str, days: int) -> None:
    asked = scene.question(urgency=urgency)
    assert (asked.due - TODAY).days == days
    (item,) = unit_work(staff(), TODAY)
    assert (item.due, item.roles) == (asked.due, frozenset({"liaison", "standing_committee"}))
    assert not unit_work(scene.who(TOWN), TODAY)


def test_a_question_past_its_clock_is_late() -> None:
    asked = scene.question()
    (item,) = unit_work(staff(), LATER)
    assert item.mark == "late"
    (row,) = queries.late(TOWN, LATER)
    assert (row.kind, row.turn, row.days) == ("question", "沅水县", (LATER - asked.due).days)
    assert not queries.late(OTHER_TOWN, LATER)


def test_a_township_answers_no_questions() -> None:
    with pytest.raises(Refused) as refused:
        scene.question(answerer=TOWN)
    assert codes(refused) == ["question-answerer"]
    with pytest.raises(NotAllowed):
        scene.question(answerer=OTHER_TOWN)


def test_an_answer_cites_something_we_know() -> None:
    with pytest.raises(Refused) as refused:
        scene.drafted(citations=())
    assert codes(refused) == ["answer-without-citation"]
    with pytest.raises(Refused) as refused:
        scene.drafted(citations=("民法典第一条",))
    assert codes(refused) == ["answer-citation-unknown"]


def test_the_writer_does_not_approve() -> None:
    drafted = scene.drafted()
    (item,) = unit_work(staff(), TODAY)
    assert "待审核" in item.subject_zh
    with pytest.raises(Refused) as refused:
        services.approve_answer(question=drafted, on=TODAY, actor=staff(FIRST))
    assert codes(refused) == ["answer-same-person"]
    for stranger in (staff(code=CITY), scene.who(TOWN), scene.who(COUNTY, Role.OFFICE)):
        with pytest.raises(NotAllowed):
            services.approve_answer(question=drafted, on=TODAY, actor=stranger)


def test_an_approved_answer_is_in_the_collection_of_every_unit_below_and_found() -> None:
    asked = scene.published()
    for code in (TOWN, OTHER_TOWN, COUNTY, CITY):
        assert [a.question for a in collection(scene.who(code))] == [asked]
        assert similar_answers("得票相等怎么办", scene.who(code))
    assert readable_questions(scene.who(OTHER_TOWN)).filter(pk=asked.pk).exists()
    assert Note.objects.get().unit_id == TOWN
    assert [a.question for a in queries.answered_between(CITY, TODAY, TODAY)] == [asked]
    assert not queries.answered_between(CITY, LATER, LATER)
    assert not unit_work(staff(), TODAY)


def test_a_question_without_an_answer_is_seen_by_its_unit_and_those_above_only() -> None:
    asked = scene.question()
    for code, is_seen in ((TOWN, True), (COUNTY, True), (CITY, True), (OTHER_TOWN, False)):
        assert readable_questions(scene.who(code)).filter(pk=asked.pk).exists() is is_seen


def test_a_draft_is_sent_back_and_written_again() -> None:
    asked = scene.drafted()
    services.send_answer_back(question=asked, remark="补依据", on=TODAY, actor=staff())
    asked.refresh_from_db()
    assert (asked.state, Answer.objects.get().remark) == ("asked", "补依据")
    again = scene.drafted(asked, citations=("选举法第四十五条第三款", "DP 1"))
    assert again.state == "drafted"
    found = Answer.objects.get()
    assert (found.version, found.citations, found.remark) == (1, ["EL 45¶3", "DP 1"], "")


def test_a_question_is_passed_on_upward_only_and_its_clock_goes_on() -> None:
    asked = scene.question()
    act = {"question": asked, "remark": "", "on": TODAY, "actor": staff()}
    with pytest.raises(Refused) as refused:
        services.refer(**act, answerer=scene.unit(COUNTY))
    assert codes(refused) == ["question-answerer"]
    services.refer(**act, answerer=scene.unit(CITY))
    asked.refresh_from_db()
    assert asked.answerer_id == CITY
    assert not unit_work(staff(), TODAY)
    (item,) = unit_work(staff(code=CITY), TODAY)
    assert item.due == asked.due
    with pytest.raises(NotAllowed):
        scene.drafted(asked)


def test_a_new_kind_of_problem_is_flagged_by_those_above_too() -> None:
    asked = scene.question()
    services.flag_new_kind(question=asked, is_new_kind=True, actor=scene.who(CITY, Role.GUIDE))
    asked.refresh_from_db()
    assert asked.is_new_kind


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let every rule of the law be written differently from now on."""

    def move() -> None:
        monkeypatch.setattr(citations, "rule_digest", lambda name: f"rewritten {name}")

    return move


def test_an_answer_whose_rule_changes_is_stale_until_confirmed(moved: Callable[[], None]) -> None:
    asked = scene.published()
    assert not stale_of(COUNTY, TODAY)
    moved()
    (found,) = stale_of(COUNTY, TODAY)
    assert all(change.startswith("rule:huanjie.law.") for change in found.changes)
    (item,) = unit_work(staff(), TODAY)
    assert (item.mark, item.link) == ("warning", f"/guidance/questions/{asked.pk}/")
    with pytest.raises(Refused) as refused:
        services.confirm_answer(question=asked, remark="", on=LATER, actor=staff(FIRST))
    assert codes(refused) == ["answer-same-person"]
    services.confirm_answer(question=asked, remark="不影响", on=LATER, actor=staff())
    assert not stale_of(COUNTY, TODAY)
    assert Answer.objects.get().confirmed_on == LATER


def test_an_answer_whose_pack_value_changes_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    key = keys.POLL_MOBILE_SCRUTINEERS.key
    asked = scene.published((key,))
    before = citations.governing(TOWN, TODAY)
    assert list(Answer.objects.get().basis) == [f"pack:{key}"]
    value = before[keys.POLL_MOBILE_SCRUTINEERS]
    after = before.with_values(**{key.replace(".", "__"): (value or 2) + 1})
    monkeypatch.setattr(
        "huanjie.office.guidance.queries.questions.governing", lambda unit, on: after
    )
    (found,) = stale_of(COUNTY, TODAY)
    assert (found.answer.question, found.changes) == (asked, (f"pack:{key}",))


def test_an_answer_rests_on_words_rules_and_values_of_its_article() -> None:
    basis = citations.basis_of(["EL 30"], citations.governing(TOWN, TODAY))
    kinds = {key.partition(":")[0] for key in basis}
    assert kinds == {"rule", "words", "pack"}
    assert citations.changed(basis, {**basis, "rule:new": "1"}) == ("rule:new",)


def test_a_new_version_takes_the_place_of_the_old_one_when_approved() -> None:
    asked = scene.published()
    scene.drafted(asked, citations=("EL 45",))
    asked.refresh_from_db()
    assert asked.state == "revising"
    assert [a.version for a in collection(scene.who(TOWN))] == [1]
    services.approve_answer(question=asked, on=LATER, actor=staff())
    assert [a.version for a in collection(scene.who(TOWN))] == [2]


def test_a_retracted_answer_leaves_the_collection_and_the_search() -> None:
    asked = scene.published()
    services.retract_answer(question=asked, reason="新解释", on=LATER, actor=staff())
    assert not collection(scene.who(TOWN))
    assert not similar_answers("得票相等怎么办", scene.who(TOWN))
    assert Answer.objects.exists()


def test_a_question_is_withdrawn_while_nobody_answers() -> None:
    asked = scene.question()
    services.withdraw_question(question=asked, on=TODAY, actor=scene.who(TOWN))
    assert not unit_work(staff(), TODAY)
    drafted = scene.drafted()
    with pytest.raises(IllegalMove):
        services.withdraw_question(question=drafted, on=TODAY, actor=scene.who(TOWN))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("EL 45¶3", "EL 45¶3"),
        ("选举法第四十五条第三款", "EL 45¶3"),
        ("《选举法》第45条", "EL 45"),
        ("选举法12.1.3", "EL 12¶1(3)"),
        ("选举法第十二条第一款第（三）项", "EL 12¶1(3)"),
        ("直接选举若干规定第二十项", "DP 20"),
        ("nom.joint_min", "nom.joint_min"),
        ("民法典第一条", None),
        ("选举法第一百条", None),
    ],
)
def test_a_citation_is_read_as_people_write_it(line: str, key: str | None) -> None:
    assert citations.citation(line) == key
