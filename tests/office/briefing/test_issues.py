"""An issue is edited by some, approved by another, numbered without gaps, and never changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from huanjie.evidence.canonical import digest
from huanjie.law.procedure import IllegalMove
from huanjie.office.briefing import queries, services
from huanjie.office.briefing.models import Issue
from huanjie.office.briefing.work import unit_work
from huanjie.office.inbox.models import Note
from huanjie.office.inbox.queries import open_notes
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.models import Entry
from huanjie.office.people.queries import OutOfScope
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.briefing import scene
from tests.office.briefing.scene import NOW, TODAY, editor, own, signer
from tests.office.builders import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db


def test_a_draft_holds_what_was_drafted_and_goes_to_all_directly_below() -> None:
    issue = scene.draft(own("一"), own("二"))
    assert [each.text for each in issue.items.all()] == ["一", "二"]
    assert {each.unit_id for each in issue.deliveries.all()} == {TOWN, OTHER_TOWN}
    assert issue.number is None


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="briefing-period"):
        scene.draft(start=TODAY, end=date(2026, 11, 1))


def test_items_are_edited_moved_left_out_taken_in_and_added() -> None:
    issue = scene.draft(own("一"), own("二"), own("三"))
    first, second, third = issue.items.all()
    services.move_item(item=third, way="up", actor=editor())
    services.move_item(item=first, way="up", actor=editor())
    assert [each.text for each in queries.kept_items(issue)] == ["一", "三", "二"]
    services.drop_item(item=first, is_dropped=True, actor=editor())
    services.move_item(item=second, way="up", actor=editor())
    assert [each.text for each in queries.kept_items(issue)] == ["二", "三"]
    services.drop_item(item=first, is_dropped=False, actor=editor())
    added = services.add_item(
        issue=issue, section="practice", heading="好", text="四", actor=editor()
    )
    services.edit_item(item=added, heading="更好", text="五", revision=1, actor=editor())
    assert [each.text for each in queries.kept_items(issue)][-1] == "五"


def test_words_changed_elsewhere_are_not_overwritten() -> None:
    item = scene.draft().items.get()
    services.edit_item(item=item, heading="", text="甲", revision=1, actor=editor())
    with pytest.raises(Refused, match="briefing-edited-elsewhere"):
        services.edit_item(item=item, heading="", text="乙", revision=1, actor=editor())
    item.refresh_from_db()
    assert item.text == "甲"


def test_an_empty_issue_is_not_submitted() -> None:
    issue = scene.draft()
    services.drop_item(item=issue.items.get(), is_dropped=True, actor=editor())
    with pytest.raises(Refused, match="briefing-empty"):
        services.submit_issue(issue=issue, at=NOW, actor=editor())


def test_who_wrote_on_it_cannot_approve_it() -> None:
    builders.units()
    both = scene.editor(role=Role.GUIDE)
    issue = scene.submitted(actor=both)
    with pytest.raises(Refused, match="briefing-own-words"):
        services.approve_issue(issue=issue, on=TODAY, at=NOW, actor=both)
    with pytest.raises(NotAllowed):
        services.approve_issue(issue=issue, on=TODAY, at=NOW, actor=editor())
    services.approve_issue(issue=issue, on=TODAY, at=NOW, actor=signer())
    issue.refresh_from_db()
    assert (issue.state, issue.number, issue.approved_by) == ("issued", 1, "张三")


def test_an_issue_sent_back_is_edited_again_with_the_remark() -> None:
    issue = scene.submitted()
    with pytest.raises(IllegalMove):
        services.edit_item(
            item=issue.items.get(), heading="", text="改", revision=1, actor=editor()
        )
    services.send_back(issue=issue, remark="数字再核一下", actor=signer())
    (work,) = unit_work(editor(), TODAY)
    assert (work.mark, work.detail_zh) == ("warning", "退回意见：数字再核一下")
    services.submit_issue(issue=issue, at=NOW, actor=editor())
    issue.refresh_from_db()
    assert (issue.state, issue.remark) == ("submitted", "")


def test_numbers_run_on_for_each_kind_and_year() -> None:
    first, second = scene.issued(), scene.issued()
    circular = scene.issued(kind="circular")
    later = scene.issued(on=date(2027, 1, 4))
    assert [each.number for each in (first, second, circular, later)] == [1, 2, 1, 1]
    assert later.year == 2027
    dropped = scene.draft()
    services.drop_issue(issue=dropped, actor=editor())
    assert scene.issued().number == 3


def test_an_issued_issue_keeps_its_words_under_their_digest() -> None:
    issue = scene.issued()
    assert queries.is_intact(issue)
    assert digest(issue.body) == issue.digest
    entry = Entry.objects.filter(event="IssueIssued").get()
    assert issue.digest in entry.payload
    for change in ({"title": "别的"}, {"body": {}}, {"number": 9}, {"state": "drafting"}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Issue.objects.filter(pk=issue.pk).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).delete()
    issue.body["title"] = "别的"
    assert not queries.is_intact(issue)


def test_an_error_is_corrected_by_a_later_issue() -> None:
    issue = scene.issued()
    later = scene.issued(corrects=issue)
    assert later.body["corrects"] == "2026年选举工作简报第1期"
    assert [*issue.corrections.all()] == [later]
    draft = scene.draft()
    with pytest.raises(Refused, match="briefing-corrects-draft"):
        scene.draft(corrects=draft)


def test_the_distribution_list_is_told_and_gives_receipts() -> None:
    issue = scene.submitted()
    services.send_back(issue=issue, remark="改分送", actor=signer())
    services.edit_head(
        issue=issue, title="本周情况", issuer="县选举办", copied_to="县委办公室\n\n县政府办公室",
        units=[TOWN, "999999999999"], actor=editor(),
    )  # fmt: skip
    services.submit_issue(issue=issue, at=NOW, actor=editor())
    services.approve_issue(issue=issue, on=TODAY, at=NOW, actor=signer())
    issue.refresh_from_db()
    assert issue.body["main"] == ["白岩镇"]
    assert issue.body["copies"] == ["县委办公室", "县政府办公室"]
    assert [each.unit_id for each in Note.objects.all()] == [TOWN]
    town = scene.editor(TOWN)
    assert open_notes(town).get().link == f"/briefing/{issue.pk}/"
    assert [each.mark for each in unit_work(town, TODAY)] == ["todo"]
    assert [each.link for each in unit_work(town, TODAY)] == [f"/briefing/{issue.pk}/"]
    (delivery,) = queries.receipts(issue.deliveries.all())
    services.give_receipt(delivery=delivery, actor=town)
    services.give_receipt(delivery=delivery, actor=town)
    assert [each.name for each in delivery.readings.all()] == ["张三"]
    assert not unit_work(town, TODAY)


def test_no_receipt_is_given_for_what_is_not_out() -> None:
    delivery = scene.draft().deliveries.filter(unit_id=TOWN).get()
    with pytest.raises(Refused, match="briefing-not-issued"):
        services.give_receipt(delivery=delivery, actor=scene.editor(TOWN))


def test_who_reads_what() -> None:
    issue = scene.issued()
    draft = scene.draft()
    assert set(queries.issues_within(editor())) == {issue, draft}
    assert set(queries.issues_within(scene.editor(TOWN))) == {issue}
    with pytest.raises(OutOfScope):
        queries.readable_issue(scene.editor(TOWN), draft.pk)


def test_the_worklists_of_editors_and_signers() -> None:
    scene.draft()
    (work,) = unit_work(editor(), TODAY)
    assert (work.action_zh, Role.OFFICE in work.roles) == ("编辑", True)
    issue = Issue.objects.get()
    services.submit_issue(issue=issue, at=NOW, actor=editor())
    (work,) = unit_work(signer(), TODAY)
    assert (work.action_en, work.mark, work.roles) == (
        "Approve",
        "waiting",
        frozenset(queries.SIGNERS),
    )
    assert not unit_work(scene.editor(TOWN), TODAY)
    assert unit_work(editor(COUNTY), TODAY)
