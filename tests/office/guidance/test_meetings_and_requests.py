"""Resolutions with their worklist, requests and reports from draft to conclusion."""

import pytest

from huanjie.law.procedure import IllegalMove
from huanjie.office.documents.services import Upload
from huanjie.office.guidance import queries, services
from huanjie.office.guidance.models import Resolution
from huanjie.office.guidance.rows import ResolutionRow
from huanjie.office.guidance.work import unit_work
from huanjie.office.inbox.models import Note
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.roles import Role
from tests.office.guidance import scene
from tests.office.guidance.scene import COUNTY, LATER, OTHER_TOWN, TODAY, TOMORROW, TOWN


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def links(unit: str, role: Role = Role.OFFICE) -> list[str]:
    actor = scene.who(unit, role)
    return [item.link for item in unit_work(actor, TODAY) if role in item.roles]


def test_a_resolution_is_on_the_worklist_of_its_unit_and_role_until_done() -> None:
    scene.held_meeting(ResolutionRow("补登外出选民", TOWN, "office", TOMORROW, "王五"))
    found = Resolution.objects.get()
    page = f"/guidance/resolutions/{found.pk}/"
    assert links(TOWN) == [page]
    assert not links(TOWN, Role.COMMITTEE)
    assert not links(COUNTY)
    assert [row.subject for row in queries.late(COUNTY, LATER)] == ["补登外出选民"]
    act = {"resolution": found, "on": TODAY, "note": "已补登32人"}
    for stranger in (scene.who(COUNTY), scene.who(TOWN, Role.COMMITTEE)):
        with pytest.raises(NotAllowed):
            services.carry_out(**act, actor=stranger)
    services.carry_out(**act, actor=scene.who(TOWN))
    assert not links(TOWN)
    assert not queries.late(COUNTY, LATER)
    with pytest.raises(Refused) as refused:
        services.carry_out(**act, actor=scene.who(TOWN))
    assert codes(refused) == ["resolution-done"]


def test_a_meeting_binds_units_below_only_and_not_for_yesterday() -> None:
    with pytest.raises(NotAllowed):
        scene.held_meeting(ResolutionRow("x", OTHER_TOWN, "office", LATER), code=TOWN)
    with pytest.raises(Refused) as refused:
        scene.held_meeting(ResolutionRow("x", TOWN, "office", TODAY.replace(day=1)))
    assert codes(refused) == ["resolution-due-before-meeting"]


def test_a_meeting_is_held_or_cancelled_once() -> None:
    made = scene.held_meeting()
    with pytest.raises(IllegalMove):
        services.cancel_meeting(meeting=made, reason="改期", actor=scene.who(COUNTY))


def test_a_request_goes_up_is_answered_and_concluded() -> None:
    file = Upload("依据.pdf", b"%PDF")
    paper = scene.request(files=[file])
    page = f"/guidance/requests/{paper.pk}/"
    assert not links(COUNTY)
    services.send_request(paper=paper, on=TODAY, actor=scene.who(TOWN))
    assert links(COUNTY) == [page]
    services.receive_request(paper=paper, on=TODAY, actor=scene.who(COUNTY))
    assert links(COUNTY) == [page]
    answer = {"answer": "同意。", "document_no": "沅选委〔2026〕7号", "on": TODAY}
    for stranger in (scene.who(TOWN), scene.who(scene.CITY), scene.who(COUNTY, Role.GUIDE)):
        with pytest.raises(NotAllowed):
            services.answer_request(paper=paper, **answer, actor=stranger)
    services.answer_request(
        paper=paper, **answer, files=[Upload("批复.pdf", b"%PDF2")], actor=scene.who(COUNTY)
    )
    assert not links(COUNTY)
    assert links(TOWN) == [page]
    assert Note.objects.get().unit_id == TOWN
    services.conclude_request(
        paper=paper, done="已补选", told="第三选区工作组", told_on=TODAY, on=TODAY,
        actor=scene.who(TOWN),
    )  # fmt: skip
    assert not links(TOWN)
    paper.refresh_from_db()
    assert (paper.state, paper.answered_by, paper.told) == ("concluded", "沅水县", "第三选区工作组")
    assert [d.name for d in paper.attachments.all()] == ["依据.pdf"]
    assert [d.unit_id for d in paper.answer_files.all()] == [COUNTY]


def test_a_request_that_waits_too_long_is_late_for_its_addressee() -> None:
    paper = scene.sent()
    after = LATER.replace(day=5)
    (row,) = queries.late(COUNTY, after)
    assert (row.turn, row.days, row.unit) == ("沅水县", 4, TOWN)
    (item,) = unit_work(scene.who(COUNTY), after)
    assert (item.mark, item.due) == ("late", LATER)
    services.receive_request(paper=paper, on=after, actor=scene.who(COUNTY))
    assert queries.late(COUNTY, after)


def test_a_report_needs_a_receipt_and_no_answer() -> None:
    paper = scene.sent("report")
    assert paper.due is None
    services.receive_request(paper=paper, on=TODAY, actor=scene.who(COUNTY))
    assert not links(COUNTY)
    with pytest.raises(IllegalMove):
        services.answer_request(
            paper=paper, answer="x", document_no="", on=TODAY, actor=scene.who(COUNTY)
        )


def test_a_body_outside_is_answered_for_by_a_recorded_reply() -> None:
    paper = scene.sent(superior=None)
    assert (paper.body, paper.addressee) == ("中共白岩镇委员会", None)
    assert links(TOWN) == [f"/guidance/requests/{paper.pk}/"]
    reply = {"answer": "同意。", "answered_by": paper.body, "document_no": "", "on": TODAY}
    with pytest.raises(Refused) as refused:
        services.record_reply(paper=scene.sent(), **reply, actor=scene.who(TOWN))
    assert codes(refused) == ["request-answered-inside"]
    services.record_reply(paper=paper, **reply, actor=scene.who(TOWN))
    paper.refresh_from_db()
    assert paper.state == "answered"


def test_what_is_sent_back_is_revised_and_sent_again() -> None:
    paper = scene.sent()
    revised = {"matter": "补选请示", "text": "x", "urgency": "now", "due": LATER, "on": TODAY}
    with pytest.raises(Refused) as refused:
        services.revise_request(paper=paper, **revised, actor=scene.who(TOWN))
    assert codes(refused) == ["request-not-draft"]
    services.send_request_back(paper=paper, remark="写明选区", on=TODAY, actor=scene.who(COUNTY))
    assert links(TOWN) == [f"/guidance/requests/{paper.pk}/"]
    services.revise_request(paper=paper, **revised, actor=scene.who(TOWN))
    services.send_request(paper=paper, on=TODAY, actor=scene.who(TOWN))
    paper.refresh_from_db()
    assert (paper.state, paper.remark, paper.matter) == ("sent", "", "补选请示")
    services.withdraw_request(paper=paper, on=TODAY, actor=scene.who(TOWN))
    assert not links(COUNTY)


def test_a_request_says_by_when_and_goes_to_somebody_else() -> None:
    for due in (None, TODAY.replace(day=1)):
        with pytest.raises(Refused) as refused:
            scene.request(due=due)
        assert codes(refused) == ["request-due"]
    with pytest.raises(Refused) as refused:
        scene.request(superior=TOWN)
    assert codes(refused) == ["request-to-own-unit"]


def test_numbers_of_a_unit_have_no_gaps() -> None:
    assert [scene.request().number for _ in range(3)] == [1, 2, 3]


def test_a_record_is_plain_data_without_keys_and_phones() -> None:
    paper = scene.request(files=[Upload("依据.pdf", b"%PDF")])
    found = queries.plain(paper)
    assert (found["kind"], found["unit"], found["due"]) == ("request", TOWN, "2026-12-01")
    assert found["attachments"][0]["name"] == "依据.pdf"
    assert "id" not in found
    group = scene.group()
    services.add_member(
        group=group, post="leader", name="甲", position="", phone="139", from_on=TODAY,
        actor=scene.who(COUNTY),
    )  # fmt: skip
    assert "139" not in str(queries.plain(group))
    assert queries.plain(group)["members"][0]["name"] == "甲"
