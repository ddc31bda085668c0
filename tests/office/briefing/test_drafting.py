"""What the records of a period say, and that a draft shows when they have moved since."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from huanjie.figures.figure import Count, Missing, MissingReason, Return
from huanjie.office.briefing import queries, services, tasks
from huanjie.office.briefing.drafting import Period, drafted, progress
from huanjie.office.briefing.models import Issue
from huanjie.office.committee import services as committee
from huanjie.office.committee.queries import default_plan
from huanjie.office.guidance.models import Answer, Observation, Question, Slip, Visit
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.commands import Refused
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns.models import SituationReport
from huanjie.office.returns.queries import Part
from tests.office import builders
from tests.office.briefing import scene
from tests.office.briefing.scene import NOW, START, TODAY, editor, signer
from tests.office.builders import COUNTY, DAY, TOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> Period:
    builders.units()
    return Period(Unit.objects.get(pk=COUNTY), START, TODAY, NOW)


def planned(unit: str = TOWN) -> None:
    held = builders.election(unit)
    committee.plan_all(
        election=held,
        plan={act: day for act, day in default_plan(DAY).items() if act != "polling"},
        actor=builders.actor(unit, Role.COMMITTEE),
    )


def visit(on: date = TODAY) -> Visit:
    made = Visit.objects.create(
        unit_id=TOWN, visitor_id=COUNTY, planned_on=on, held_on=on, state="held",
        purpose="选民登记",
    )  # fmt: skip
    Observation.objects.create(
        visit=made, number=1, item="入户核对", kind="practice", text="三人一组入户"
    )
    Observation.objects.create(
        visit=made, number=2, item="公告张贴", kind="problem", text="两村没有张贴"
    )
    return made


def situation(**given: object) -> SituationReport:
    wanted = {
        "unit_id": TOWN, "key": "k1", "stage": "registration", "on": TODAY, "title": "登记情况",
        "practice": "设流动登记点", "difficulties": "外出人员多", "state": "sent",
    }  # fmt: skip
    return SituationReport.objects.create(**{**wanted, **given})


def test_who_is_late_is_named_with_the_rule(period: Period) -> None:
    planned()
    (acts, *_) = drafted(period, "late")
    rows = acts.table["rows"]
    assert all(row[0] == "白岩镇" for row in rows)
    roll = next(row for row in rows if row[1] == "公布选民名单")
    assert roll[2:] == ["11月20日", "11月30日", "《选举法》第二十八条"]
    plan = next(row for row in rows if row[1] == "选民登记")
    assert plan[3:] == ["—", "工作日程"]


def test_nothing_late_is_nothing_to_say(period: Period) -> None:
    assert not drafted(period, "late")


def test_good_practice_comes_from_reports_and_visits(period: Period) -> None:
    situation()
    situation(key="k2", state="drafted", practice="没有报出的")
    situation(key="k3", on=date(2026, 11, 1), practice="上一期的")
    visit()
    found = {each.heading: each.text for each in drafted(period, "practice")}
    assert found == {"白岩镇：登记情况": "设流动登记点", "白岩镇：入户核对": "三人一组入户"}
    (hard,) = drafted(period, "difficulties")
    assert hard.text == "外出人员多"


def test_answers_are_given_with_their_basis(period: Period) -> None:
    question = Question.objects.create(
        unit_id=TOWN, answerer_id=COUNTY, year=2026, number=1, title="居住地登记", text="某某",
        urgency="normal", asked_on=TODAY, asked_by="李四", due=TODAY, state="published",
    )  # fmt: skip
    Answer.objects.create(
        question=question, version=1, question_text="在居住地怎样登记？", text="凭资格证明。",
        citations=["EL 27¶1"], drafted_by="甲", drafted_on=TODAY, approved_by="乙",
        approved_on=TODAY,
    )  # fmt: skip
    (found,) = drafted(period, "answers")
    assert found.text == "答：凭资格证明。（依据：《选举法》第二十七条第一款）"
    assert found.link == f"/guidance/questions/{question.pk}/"


def test_visits_and_slips_are_counted(period: Period) -> None:
    visit()
    Slip.objects.create(
        unit_id=TOWN, issuer_id=COUNTY, kind="rectify", year=2026, number=1, matter="补张贴公告",
        text="", due=TODAY, issued_on=TODAY, issued_by="甲", state="closed",
    )  # fmt: skip
    visits, slips = drafted(period, "supervision")
    assert visits.text == "本期共督导1个单位1次。"
    assert slips.text == "本期发出工作提示、督办单1件，已办结1件。"
    assert slips.table["rows"] == [["白岩镇", "督办单", "补张贴公告", "11月23日", "已办结"]]


def content(name: str, **figures: object) -> Return:
    return Return(
        unit="x", unit_name=name, level="township", election="", as_of=NOW, digest="",
        figures={key.replace("_", "."): value for key, value in figures.items()},
    )  # type: ignore[arg-type]  # fmt: skip


def test_figures_name_what_is_known_what_changed_and_who_is_missing(
    period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Missing(MissingReason.NOT_DUE)
    total = content("县", T3_03=Count(900), T4_14=missing, T2_12=Count(4))
    total = Return(**{**vars(total), "missing": ("青溪镇",)})
    parts = [
        Part("a", "白岩镇", "township", "live", content("白岩镇", T3_03=Count(900))),
        Part("b", "青溪镇", "township", "none"),
    ]
    monkeypatch.setattr(progress, "rolled_up", lambda unit, level, *, at: (total, parts))
    before = {"figures:township": {"T3.03": 880, "T2.12": 4}}
    (found,) = drafted(Period(period.unit, START, TODAY, NOW, before), "figures")
    assert found.table["rows"] == [
        ["选区数", "4", "持平"],
        ["登记选民总数", "900", "增加20"],
    ]
    assert "尚未报送：青溪镇" in found.text
    assert found.bars == {"title": "各单位登记选民总数", "rows": [["白岩镇", 900]]}


def test_a_draft_is_stale_when_its_source_has_moved_and_must_be_settled(period: Period) -> None:
    report = situation()
    rows = drafted(period, "practice")
    issue = scene.draft(*rows, sections=["practice"])
    assert not queries.moved_items(issue, NOW)
    SituationReport.objects.filter(pk=report.pk).update(practice="设三处流动登记点")
    item = issue.items.get()
    assert queries.moved_items(issue, NOW) == {item.pk: "moved"}
    with pytest.raises(Refused, match="briefing-stale"):
        services.submit_issue(issue=issue, at=NOW, actor=editor())
    services.settle_item(item=item, choice="renew", at=NOW, actor=editor())
    item.refresh_from_db()
    assert item.text == "设三处流动登记点"
    services.submit_issue(issue=issue, at=NOW, actor=editor())
    SituationReport.objects.filter(pk=report.pk).delete()
    with pytest.raises(Refused, match="briefing-stale"):
        services.approve_issue(issue=issue, on=TODAY, at=NOW, actor=signer())
    services.send_back(issue=issue, remark="来源没有了", actor=signer())
    assert queries.moved_items(issue, NOW) == {item.pk: "gone"}
    services.settle_item(item=item, choice="keep", at=NOW, actor=editor())
    item.refresh_from_db()
    assert (item.key, item.text) == ("", "设三处流动登记点")
    services.submit_issue(issue=issue, at=NOW, actor=editor())


def test_words_kept_as_they_are_are_no_longer_stale(period: Period) -> None:
    report = situation()
    issue = scene.draft(*drafted(period, "practice"), sections=["practice"])
    SituationReport.objects.filter(pk=report.pk).update(practice="另一种说法")
    item = issue.items.get()
    services.settle_item(item=item, choice="keep", at=NOW, actor=editor())
    item.refresh_from_db()
    assert item.text == "设流动登记点"
    assert not queries.moved_items(issue, NOW)


def test_the_figures_of_the_last_issue_are_compared_with(period: Period) -> None:
    scene.issued()
    issue = Issue.objects.get()
    item = issue.items.get()
    type(item).objects.filter(pk=item.pk).update(key="figures:own", facts={"T3.03": 5})
    assert queries.figures_before(period.unit, "bulletin") == {"figures:own": {"T3.03": 5}}
    assert queries.figures_before(period.unit, "circular") == {}


def test_a_job_drafts_all_sections(period: Period) -> None:
    planned()
    planned(COUNTY)
    visit()
    account = Account.objects.get(pk=editor().account)
    job = Job.objects.create(unit=period.unit, owner=account, title="起草", task="x")
    answer = tasks.draft(
        job=job.pk, actor=editor(), kind="bulletin", name="本周情况", start="2026-11-17",
        end="2026-11-23", sections=["figures", "late", "practice", "next"], corrects=None,
        on="2026-11-23",
    )  # fmt: skip
    issue = Issue.objects.get(pk=answer["issue"])
    assert {each.section for each in issue.items.all()} >= {"late", "practice"}
    moved = queries.moved_items(issue, datetime.now(UTC))
    assert not {each.heading for each in issue.items.filter(pk__in=moved, section="practice")}
