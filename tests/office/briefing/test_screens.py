"""Every page of bulletins in both languages; editing that loses nothing; approving; the paper."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from huanjie.office.briefing import services
from huanjie.office.briefing.drafting import Drafted
from huanjie.office.briefing.models import Issue
from huanjie.office.jobs.models import Job
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.briefing import scene
from tests.office.briefing.scene import TODAY, editor, own
from tests.office.builders import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(autouse=True)
def day(settings: Settings) -> None:
    settings.PRACTICE, settings.PRACTICE_DAY = True, TODAY.isoformat()


def office(language: str = "zh") -> Client:
    return builders.signed_in(COUNTY, Role.OFFICE, language=language)


def committee(language: str = "zh") -> Client:
    return builders.signed_in(COUNTY, Role.COMMITTEE, language=language)


def charted() -> Drafted:
    return Drafted(
        "figures", "", "数据", "截至今日。", "/returns/", {},
        table={"head": ["项目", "数据"], "rows": [["选民", "900"]]},
        bars={"title": "各单位选民", "rows": [["白岩镇", 500], ["青溪镇", 400]]},
    )  # fmt: skip


@LANGUAGES
def test_every_page_answers(language: str) -> None:
    empty = office(language) if builders.units() is None else None
    assert empty is not None
    assert empty.get("/briefing/").status_code == 200
    draft = scene.draft(charted(), own())
    for page in ("", "new/", f"{draft.pk}/", f"{draft.pk}/edit/", f"{draft.pk}/head/",
                 f"{draft.pk}/add/", f"{draft.pk}/submit/", f"{draft.pk}/drop/",
                 f"{draft.pk}/paper/", "?state=drafting&year=2026", "?format=csv"):  # fmt: skip
        assert office(language).get(f"/briefing/{page}").status_code == 200, page
    services.submit_issue(issue=draft, at=scene.NOW, actor=editor())
    for page in (f"{draft.pk}/", f"{draft.pk}/approve/", f"{draft.pk}/send-back/"):
        assert committee(language).get(f"/briefing/{page}").status_code == 200, page
    assert office(language).get("/briefing/drafted/").status_code == 302
    issued = scene.issued(charted())
    for client in (office(language), builders.signed_in(TOWN, Role.OFFICE, language=language)):
        assert client.get(f"/briefing/{issued.pk}/").status_code == 200
        assert client.get(f"/briefing/{issued.pk}/paper/").status_code == 200
        assert client.get("/briefing/").status_code == 200


def test_others_do_not_see_a_draft_and_those_below_do_not_edit() -> None:
    draft, issued = scene.draft(), scene.issued()
    town = builders.signed_in(TOWN, Role.OFFICE)
    assert town.get(f"/briefing/{draft.pk}/").status_code == 404
    assert town.get(f"/briefing/{issued.pk}/edit/").status_code == 404
    item = draft.items.get()
    given = {"heading": "", "text": "乱改", "revision": 1}
    assert town.post(f"/briefing/items/{item.pk}/", given).status_code == 404
    assert builders.signed_in(OTHER_TOWN, Role.OFFICE).get("/briefing/").status_code == 200
    assert builders.signed_in(COUNTY, Role.AUDITOR).get("/briefing/").status_code == 403


def test_a_draft_is_asked_for_by_the_form_and_made_by_a_job() -> None:
    builders.units()
    given = {
        "kind": "bulletin", "title": "一周情况", "start": "2026-11-17", "end": "2026-11-23",
        "sections": ["late", "next"], "corrects": "",
    }  # fmt: skip
    assert office().post("/briefing/new/", {**given, "sections": []}).status_code == 422
    answer = office().post("/briefing/new/", given)
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert (job.title, job.target) == ("起草：一周情况", "/briefing/drafted/")


def test_words_are_saved_while_typing_and_by_every_button() -> None:
    issue = scene.draft(own("一"), own("二"))
    _first, second = issue.items.all()
    typing = {"HTTP_HX_REQUEST": "true"}
    page = f"/briefing/items/{second.pk}/"
    given = {"heading": "小标题", "text": "改一", "revision": 1}
    saved = office().post(page, given, **typing)
    assert "已保存" in saved.content.decode()
    assert f'id="revision-{second.pk}" name="revision" value="2"' in saved.content.decode()
    moved = office().post(page, {**given, "text": "改二", "revision": 2, "act": "up"})
    assert moved["Location"].endswith(f"/edit/#item-{second.pk}")
    second.refresh_from_db()
    assert (second.text, second.position) == ("改二", 1)
    for act, is_dropped in (("drop", True), ("restore", False)):
        office().post(page, {**given, "text": "改二", "revision": 3, "act": act})
        second.refresh_from_db()
        assert second.is_dropped is is_dropped
    assert office().post(page, {"text": ""}).status_code == 400


def test_what_could_not_be_saved_is_shown_again() -> None:
    item = scene.draft().items.get()
    services.edit_item(item=item, heading="", text="别人的", revision=1, actor=editor())
    page = f"/briefing/items/{item.pk}/"
    given = {"heading": "", "text": "我的长长的文字", "revision": 1}
    answer = office().post(page, {**given, "act": "save"})
    assert answer.status_code == 422
    assert "我的长长的文字" in answer.content.decode()
    assert "别人的" in answer.content.decode()
    typing = office().post(page, given, HTTP_HX_REQUEST="true")
    assert (typing.status_code, "没有保存" in typing.content.decode()) == (200, True)
    services.submit_issue(issue=item.issue, at=scene.NOW, actor=editor())
    late = office().post(page, {**given, "act": "save"})
    assert (late.status_code, "我的长长的文字" in late.content.decode()) == (422, True)


def test_from_the_editor_to_the_issued_page() -> None:
    issue = scene.draft(own())
    item = issue.items.get()
    office().post(
        f"/briefing/{issue.pk}/head/",
        {"title": "定题", "issuer": "县选举办", "units": [TOWN], "copied_to": "县委办公室"},
    )
    added = {"section": "practice", "heading": "", "text": "添一条"}
    answer = office().post(f"/briefing/{issue.pk}/add/", added)
    assert "#item-" in answer["Location"]
    assert office().post(f"/briefing/{issue.pk}/submit/").status_code == 302
    assert committee().post(f"/briefing/{issue.pk}/send-back/", {"remark": ""}).status_code == 422
    back = committee().post(f"/briefing/{issue.pk}/send-back/", {"remark": "改"})
    assert back.status_code == 302
    assert "改" in office().get(f"/briefing/{issue.pk}/edit/").content.decode()
    assert office().post(f"/briefing/{issue.pk}/submit/").status_code == 302
    approve = committee().get(f"/briefing/{issue.pk}/approve/").content.decode()
    assert "第 1 期" in approve
    assert "只能用后一期更正" in approve
    assert "添一条" in approve
    done = committee().post(f"/briefing/{issue.pk}/approve/", {"on": "2026-11-23"})
    assert done["Location"] == f"/briefing/{issue.pk}/"
    page = committee().get(f"/briefing/{issue.pk}/").content.decode()
    issue.refresh_from_db()
    assert issue.digest in page
    assert "未签收" in page
    town = builders.signed_in(TOWN, Role.OFFICE)
    assert "定题" in town.get("/briefing/").content.decode()
    assert "已阅，签收" in town.get(f"/briefing/{issue.pk}/").content.decode()
    town.post(f"/briefing/receipts/{issue.deliveries.get().pk}/")
    assert "您已签收" in town.get(f"/briefing/{issue.pk}/").content.decode()
    assert "未签收" not in committee().get(f"/briefing/{issue.pk}/").content.decode()
    assert item.text in page


def test_the_paper_has_its_head_its_sections_and_its_foot() -> None:
    issue = scene.issued(charted(), own())
    text = office("en").get(f"/briefing/{issue.pk}/paper/").content.decode()
    for words in (
        "选举工作简报", "第1期", "2026年11月23日", "一、工作进展", "二、下一步工作", "（一）数据",
        "<svg", "分送：白岩镇，青溪镇。", "签发：张三",
    ):  # fmt: skip
        assert words in text, words
    assert "草稿" not in text
    assert "草稿" in office().get(f"/briefing/{scene.draft().pk}/paper/").content.decode()


def test_a_draft_given_up_has_no_number() -> None:
    issue = scene.draft()
    assert office().post(f"/briefing/{issue.pk}/drop/").status_code == 302
    assert Issue.objects.get().state == "dropped"
    assert office().get(f"/briefing/{issue.pk}/edit/").status_code == 302
