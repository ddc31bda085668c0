"""Who has reported and who is late; the sums; situation reports; what waits on the worklists."""

from datetime import UTC, date, datetime, timedelta

import pytest

from huanjie.figures.figure import Count
from huanjie.office.documents.services import Upload
from huanjie.office.inbox.models import Note
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import queries, services
from huanjie.office.returns.dues import planned_dues
from huanjie.office.returns.models import Demand, SituationReport
from huanjie.office.returns.queries.parts import parts_of
from huanjie.office.returns.queries.reporting import children_of
from huanjie.office.returns.queries.situations import readable_report, visible_reports
from huanjie.office.returns.words import FOUR_PARTS
from huanjie.office.returns.work import unit_work
from tests.office.returns import scene

pytestmark = pytest.mark.django_db
LATE = datetime(2027, 1, 2, 4, 0, tzinfo=UTC)
PARTS = dict.fromkeys(FOUR_PARTS, "已完成")


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


@pytest.fixture
def county() -> Unit:
    scene.units()
    return Unit.objects.get(code=scene.COUNTY)


def test_the_plan_counts_from_election_day() -> None:
    dues = {due.key: due for due in planned_dues(scene.DAY, date(2026, 12, 22))}
    assert dues["results"].due_on == date(2026, 12, 30)
    assert dues["daily"].due_on == date(2026, 12, 22)
    assert planned_dues(None, scene.DAY) == []
    assert not any(due.is_daily for due in planned_dues(scene.DAY, date(2027, 3, 1)))


def test_late_never_and_reported_are_told_apart(county: Unit) -> None:
    town = scene.election(scene.TOWN)
    scene.election(scene.COUNTY)
    scene.received(scene.sent(town))
    found = queries.reporting(scene.COUNTY, LATE)
    of_town = {each.due.key: each.state for each in found.of(scene.TOWN)}
    other = {each.due.key: each.state for each in found.of(scene.OTHER)}
    assert of_town["results"] == "reported"
    assert other["results"] == "never"
    assert found.late_units == ("青溪乡",)
    assert found.never == ("青溪乡",)


def test_a_unit_that_has_reported_before_is_late_not_never(county: Unit) -> None:
    scene.election(scene.COUNTY)
    town = scene.election(scene.TOWN)
    early = datetime(2026, 11, 10, 4, 0, tzinfo=UTC)
    scene.received(scene.sent(town, at=early), at=early)
    states = {r.due.key: r.state for r in queries.reporting(scene.COUNTY, LATE).of(scene.TOWN)}
    assert states["results"] == "late"
    assert states["registration"] == "late"
    daily = {r.due.key: r for r in queries.reporting(scene.COUNTY, LATE).of(scene.TOWN)}["daily"]
    assert daily.is_live


def test_a_late_unit_is_on_the_worklist_above_and_on_its_own(county: Unit) -> None:
    scene.election(scene.COUNTY)
    scene.election(scene.TOWN)
    above = unit_work(scene.actor(scene.COUNTY), LATE.date())
    assert [item.subject_zh for item in above if item.subject_zh.endswith("迟报")] == [
        "白岩镇迟报", "青溪乡迟报",
    ]  # fmt: skip
    own = unit_work(scene.actor(scene.TOWN), LATE.date())
    assert "报送：选举结果" in [item.subject_zh for item in own]


def test_a_demand_has_its_deadline_its_note_and_its_end(county: Unit) -> None:
    office = scene.actor(scene.COUNTY)
    made = services.demand(
        unit=county, name="补报T8", tables=["T8"], units=[scene.TOWN],
        due_on=date(2026, 12, 29), on=scene.TODAY, actor=office,
    )  # fmt: skip
    assert Note.objects.filter(unit_id=scene.TOWN).count() == 1
    (report,) = [
        r for r in queries.reporting(scene.COUNTY, LATE).of(scene.TOWN) if r.due.demand == made.pk
    ]
    assert report.state == "never"
    services.withdraw_demand(demand=made, on=scene.TODAY, reason="不用了", actor=office)
    assert not [r for r in queries.reporting(scene.COUNTY, LATE).reports if r.due.demand]


def test_a_demand_needs_tables_units_below_and_a_day_to_come(county: Unit) -> None:
    given = {
        "unit": county, "name": "x", "tables": ["T1"], "units": [scene.TOWN],
        "due_on": scene.TODAY, "on": scene.TODAY, "actor": scene.actor(scene.COUNTY),
    }  # fmt: skip
    for changed in ({"tables": []}, {"units": []}, {"units": [scene.CITY]}, {"tables": ["T10"]}):
        with pytest.raises(Refused) as caught:
            services.demand(**{**given, **changed})
        assert codes(caught) == ["returns-demand-empty"]
    with pytest.raises(Refused) as caught:
        services.demand(**{**given, "due_on": scene.TODAY - timedelta(days=1)})
    assert codes(caught) == ["returns-demand-past"]


def test_a_demand_reaches_another_installation_with_the_receipt(county: Unit) -> None:
    town = scene.election(scene.TOWN)
    services.demand(
        unit=county, name="补报T8", tables=["T8"], units=[scene.TOWN], due_on=date(2027, 1, 9),
        on=scene.TODAY, actor=scene.actor(scene.COUNTY),
    )  # fmt: skip
    arrival = scene.received(scene.sent(town))
    services.keep_receipt(unit=town.unit, text=arrival.receipt, actor=scene.actor())
    assert Demand.objects.get(unit_id=scene.TOWN).name == "补报T8"


def test_the_sum_of_a_county_names_who_is_missing_and_where_each_part_is_from(
    county: Unit,
) -> None:
    town = scene.election(scene.TOWN)
    scene.signed(scene.drawn(town))
    total, parts = queries.rolled_up(county, "township", at=scene.NOW)
    assert total.missing == ("青溪乡",)
    assert [part.source for part in parts] == ["signed", "none"]
    assert total.figures["T3.03"] == Count(1000)
    assert [row.kind for row in total.rows] == ["constituency", "village"]


def test_an_unsigned_election_here_counts_by_its_records_and_says_so(county: Unit) -> None:
    scene.election(scene.TOWN)
    parts = parts_of(scene.COUNTY, "township", at=scene.NOW)
    assert [part.source for part in parts] == ["live", "none"]
    assert parts[0].provenance.bundle == ""


def test_a_bundle_from_elsewhere_counts_until_it_is_sent_back(county: Unit) -> None:
    sent = scene.sent(scene.election(scene.TOWN))
    arrival = scene.received(sent)
    scene.elsewhere(scene.TOWN)
    total, parts = queries.rolled_up(county, "township", at=scene.NOW)
    assert (parts[0].source, parts[0].provenance.bundle) == ("bundle", sent.digest)
    assert total.parts[0].sequence == 1
    assert not parts[0].is_accepted
    services.accept(arrival=arrival, remark="", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    assert parts_of(scene.COUNTY, "township", at=scene.NOW)[0].is_accepted
    arrival.refresh_from_db()
    services.send_back(arrival=arrival, words="再核", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    assert parts_of(scene.COUNTY, "township", at=scene.NOW)[0].source == "none"


def test_the_city_sees_the_townships_through_the_county_with_their_first_bundle(
    county: Unit,
) -> None:
    sent = scene.sent(scene.election(scene.TOWN))
    scene.received(sent)
    up = scene.sent(scene.election(scene.COUNTY))
    scene.elsewhere(scene.TOWN)
    scene.elsewhere(scene.COUNTY)
    scene.received(up, scene.CITY)
    city = Unit.objects.get(code=scene.CITY)
    total, parts = queries.rolled_up(city, "township", at=scene.NOW)
    assert total.figures["T3.03"] == Count(1000)
    assert [row.name for row in total.rows if row.kind == "village"] == ["东村"]
    assert parts[0].received.source_kind in ("signed", "bundle")
    counties, _ = queries.rolled_up(city, "county", at=scene.NOW)
    assert counties.figures["T3.03"] == Count(1000)


def test_a_situation_report_is_written_in_four_parts_sent_and_answered(county: Unit) -> None:
    own = Unit.objects.get(code=scene.TOWN)
    report = services.draft_report(
        unit=own, stage="registration", on=scene.TODAY, title="登记阶段", parts={},
        actor=scene.actor(),
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        services.send_report(report=report, at=scene.NOW, actor=scene.actor())
    assert codes(caught) == ["returns-report-incomplete"]
    services.edit_report(
        report=report, stage="registration", on=scene.TODAY, title="登记阶段", parts=PARTS,
        actor=scene.actor(), files=[Upload("照片.txt", b"x")],
    )  # fmt: skip
    assert [file.name for file in report.attachments.all()] == ["照片.txt"]
    assert not visible_reports(scene.actor(scene.COUNTY)).exists()
    services.send_report(report=report, at=scene.NOW, actor=scene.actor())
    with pytest.raises(Refused) as caught:
        services.edit_report(
            report=report, stage="registration", on=scene.TODAY, title="改", parts=PARTS,
            actor=scene.actor(), files=[Upload("b", b"y")],
        )  # fmt: skip
    assert codes(caught) == ["returns-report-sent"]
    above = scene.actor(scene.COUNTY)
    assert list(queries.situation_reports(scene.COUNTY, scene.TODAY, scene.TODAY)) == [report]
    assert "白岩镇的情况报告待阅" in [i.subject_zh for i in unit_work(above, scene.TODAY)]
    services.answer_report(report=report, text="请补充", at=scene.NOW, actor=above)
    assert readable_report(report.pk, scene.actor()).state == "answered"
    with pytest.raises(Refused) as caught:
        services.answer_report(report=report, text="", at=scene.NOW, actor=scene.actor())
    assert codes(caught) == ["returns-report-not-from-below"]


def test_a_draft_is_nobody_elses_business_and_a_stage_must_exist(county: Unit) -> None:
    own = Unit.objects.get(code=scene.TOWN)
    given = {"unit": own, "on": scene.TODAY, "title": "x", "parts": PARTS}
    with pytest.raises(Refused) as caught:
        services.draft_report(stage="nowhere", actor=scene.actor(), **given)
    assert codes(caught) == ["returns-stage-unknown"]
    report = services.draft_report(stage="polling", actor=scene.actor(), **given)
    with pytest.raises(SituationReport.DoesNotExist):
        readable_report(report.pk, scene.actor(scene.COUNTY))
    with pytest.raises(NotAllowed):
        services.send_report(report=report, at=scene.NOW, actor=scene.actor(scene.COUNTY))


def test_a_report_travels_in_the_bundle_with_its_file_and_comes_back_answered(
    county: Unit,
) -> None:
    town = scene.election(scene.TOWN)
    report = services.draft_report(
        unit=town.unit, stage="polling", on=scene.TODAY, title="投票日", parts=PARTS,
        actor=scene.actor(), files=[Upload("现场.txt", b"12:00")],
    )  # fmt: skip
    services.send_report(report=report, at=scene.NOW, actor=scene.actor())
    sent = scene.sent(town)
    assert list(sent.situations.all()) == [report]
    # The receiving installation does not know the report yet.
    SituationReport.objects.all().delete()
    arrival = scene.received(sent)
    copy = SituationReport.objects.get()
    assert (copy.arrival, copy.progress) == (arrival, "已完成")
    assert [d.name for d in copy.attachments.all()] == ["现场.txt"]
    services.answer_report(
        report=copy, text="很好", at=scene.NOW, actor=scene.actor(scene.COUNTY, Role.GUIDE)
    )
    services.accept(arrival=arrival, remark="", at=scene.NOW, actor=scene.actor(scene.COUNTY))
    arrival.refresh_from_db()
    assert "很好" in arrival.receipt


def test_every_step_of_a_set_is_on_somebodys_worklist(county: Unit) -> None:
    town = scene.election(scene.TOWN)
    who = scene.actor()

    def asked() -> list[str]:
        return [item.subject_zh for item in unit_work(who, scene.TODAY)]

    kept = scene.drawn(town)
    assert "报表待核对签字" in asked()
    scene.filled(kept)
    assert "报表待审核签字" in asked()
    kept.refresh_from_db()


def test_what_came_waits_for_the_receiver(county: Unit) -> None:
    scene.received(scene.sent(scene.election(scene.TOWN)))
    above = unit_work(scene.actor(scene.COUNTY), scene.TODAY)
    assert "白岩镇的报表待接收" in [item.subject_zh for item in above]


def test_every_county_reports_and_a_subdistrict_does_not() -> None:
    scene.units()
    Unit.objects.filter(level="county").update(kind="其他")
    street = Unit.objects.get(code=scene.OTHER)
    Unit.objects.filter(pk=street.pk).update(kind="街道")
    found = {part.unit for part in parts_of(scene.CITY, "county", at=LATE)}
    assert found == {scene.COUNTY}
    assert [each.code for each in children_of(scene.CITY)] == [scene.COUNTY]
    assert [each.code for each in children_of(scene.COUNTY)] == [scene.TOWN]


def test_a_unit_that_never_reported_is_late_by_the_day_of_its_neighbours() -> None:
    scene.units()
    scene.election(scene.COUNTY)
    silent = "430002000000"
    Unit.objects.create(
        code=silent, name="渌水县", level="county", kind="其他", parent_id=scene.CITY
    )
    late = queries.reporting(scene.CITY, LATE).late
    assert {each.name for each in late if each.is_never} >= {"渌水县"}
