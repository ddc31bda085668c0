"""Every page between the levels in both languages, and the acts that its forms do."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huanjie.office.guidance import services
from huanjie.office.guidance.models import (
    Group,
    Meeting,
    Request,
    Resolution,
    Slip,
    Visit,
)
from huanjie.office.guidance.rows import ResolutionRow
from huanjie.office.library.services import index_rules
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from tests.office.builders import signed_in
from tests.office.guidance import scene
from tests.office.guidance.scene import CITY, COUNTY, LATER, OTHER_TOWN, TOWN

HERE = "/guidance/"
LISTS = ("", "late/", "groups/", "meetings/", "requests/", "questions/", "visits/", "slips/",
         "questions/collection/", "groups/?kind=leading", "questions/?new=1",
         "slips/?state=issued")  # fmt: skip
FORMS = (
    "groups/form/", "groups/enter/", "groups/{group}/", "groups/{group}/member/",
    "groups/{group}/follow/", "groups/{group}/end/", "meetings/plan/", "meetings/{meeting}/",
    "meetings/{planned}/hold/", "meetings/{planned}/cancel/", "resolutions/{resolution}/",
    "requests/draft/", "requests/{request}/", "requests/{request}/receive/",
    "requests/{request}/back/", "requests/{request}/answer/", "questions/ask/?q=得票相等",
    "questions/{question}/", "questions/{question}/draft/", "questions/{question}/approve/",
    "questions/{question}/back/", "questions/{question}/confirm/", "questions/{question}/flag/",
    "questions/{question}/retract/", "questions/{question}/refer/", "visits/plan/",
    "visits/{visit}/", "visits/{planned_visit}/hold/", "visits/{planned_visit}/cancel/",
    "slips/issue/", "slips/issue/?finding={finding}", "slips/{slip}/", "slips/{slip}/accept/",
    "slips/{slip}/back/", "slips/{slip}/withdraw/", f"units/{TOWN}/", f"units/{COUNTY}/duty/",
    f"units/{COUNTY}/duty/set/", f"units/{COUNTY}/",
)  # fmt: skip
TOWNS = (
    "requests/{draft}/", "requests/{draft}/revise/", "requests/{draft}/send/",
    "requests/{draft}/withdraw/", "requests/{outside}/reply/", "requests/{outside}/conclude/",
    "resolutions/{resolution}/done/", "questions/{asked}/withdraw/", "slips/{slip}/answer/",
)  # fmt: skip
LEADER = (Role.OFFICE, Role.COMMITTEE, Role.STANDING_COMMITTEE, Role.LIAISON, Role.GUIDE)


@pytest.fixture
def keys() -> dict[str, int]:
    """Records of every kind between the county and the town."""
    group = scene.group()
    services.add_member(
        group=group, post="leader", name="王组长", position="县人大", phone="138",
        from_on=scene.TODAY, actor=scene.who(COUNTY),
    )  # fmt: skip
    following = services.follow(
        group=group, unit=scene.unit(TOWN), from_on=scene.TODAY, actor=scene.who(COUNTY)
    )
    held = scene.held_meeting(ResolutionRow("补登外出选民", TOWN, "office", LATER))
    planned = services.plan_meeting(
        unit=scene.unit(COUNTY), title="总结会", day=LATER, place="", chair="", agenda="总结",
        actor=scene.who(COUNTY),
    )  # fmt: skip
    visited = scene.held_visit()
    return {
        "group": group.pk,
        "following": following.pk,
        "meeting": held.pk,
        "planned": planned.pk,
        "resolution": Resolution.objects.get().pk,
        "request": scene.sent().pk,
        "draft": scene.request().pk,
        "outside": scene.sent(superior=None).pk,
        "question": scene.published().pk,
        "asked": scene.question().pk,
        "visit": visited.pk,
        "finding": visited.observations.get(number=1).pk,
        "planned_visit": scene.visit().pk,
        "slip": scene.slip().pk,
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers(keys: dict[str, int], language: str) -> None:
    for unit, pages in ((COUNTY, (*LISTS, *FORMS)), (TOWN, TOWNS), (CITY, LISTS)):
        client = signed_in(unit, *LEADER, language=language)
        for page in pages:
            address = f"{HERE}{page.format(**keys)}"
            answer = client.get(address, follow=True)
            assert answer.status_code == 200, (address, answer.status_code)


@pytest.mark.parametrize("page", LISTS)
def test_an_empty_page_says_why(page: str) -> None:
    answer = signed_in(COUNTY, *LEADER).get(f"{HERE}{page}")
    assert answer.status_code == 200


def test_a_township_begins_at_its_own_page() -> None:
    Unit.objects.filter(level="village").delete()
    answer = signed_in(TOWN, *LEADER).get(HERE)
    assert answer.headers["Location"] == f"/units/{TOWN}/"


def test_strangers_find_nothing(keys: dict[str, int]) -> None:
    stranger = signed_in(OTHER_TOWN, *LEADER)
    for page in (
        f"units/{TOWN}/", f"units/{TOWN}/duty/", "groups/{group}/", "meetings/{meeting}/",
        "resolutions/{resolution}/", "requests/{request}/", "questions/{asked}/",
        "visits/{visit}/", "slips/{slip}/",
    ):  # fmt: skip
        assert stranger.get(f"{HERE}{page.format(**keys)}").status_code == 404, page
    assert stranger.get(f"{HERE}questions/{keys['question']}/").status_code == 200
    county = signed_in(COUNTY, *LEADER)
    assert county.get(f"{HERE}requests/{keys['draft']}/").status_code == 404


def test_the_case_of_a_question_is_not_shown_to_other_towns(keys: dict[str, int]) -> None:
    page = f"{HERE}questions/{keys['question']}/"
    assert "第三选区两人" in signed_in(TOWN, Role.OFFICE).get(page).content.decode()
    other = signed_in(OTHER_TOWN, Role.OFFICE).get(page).content.decode()
    assert "再次投票" in other
    assert "第三选区两人" not in other


def post(client: Client, page: str, given: dict[str, object], status: int = 302) -> str:
    answer = client.post(f"{HERE}{page}", given)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return str(answer.headers.get("Location", ""))


def test_groups_and_the_roster_are_entered_by_their_pages() -> None:
    county = signed_in(COUNTY, *LEADER)
    form = {"kind": "guidance", "name": "第二指导组", "from_on": "2026-10-01"}
    page = post(county, "groups/form/", form).removeprefix(HERE)
    member = {"post": "leader", "name": "甲", "from_on": "2026-10-02", "phone": "1"}
    post(county, f"{page}member/", member)
    post(county, f"{page}follow/", {"unit": TOWN, "from_on": "2026-10-02"})
    found = Group.objects.get()
    post(county, f"followings/{found.followings.get().pk}/end/", {"on": "2026-11-01"})
    post(county, f"members/{found.members.get().pk}/left/", {"on": "2026-11-01"})
    post(county, f"{page}end/", {"on": "2026-11-02"})
    post(county, f"{page}member/", member, 422)
    post(county, f"units/{COUNTY}/duty/set/", {"lines": "2026-11-23，甲，1"})
    post(county, f"units/{COUNTY}/duty/set/", {"lines": "某日"}, 422)
    post(county, f"units/{TOWN}/duty/set/", {"lines": "2026-11-23，甲，1"}, 403)


def test_a_meeting_is_held_and_its_resolution_carried_out_by_their_pages() -> None:
    county = signed_in(COUNTY, *LEADER)
    plan = {"title": "调度会", "day": "2026-11-23", "agenda": "进度"}
    page = post(county, "meetings/plan/", plan).removeprefix(HERE)
    rows = {f"{name}{n}": value for n in range(1, 7)
            for name, value in (("unit", COUNTY), ("role", "office"), ("text", ""))}  # fmt: skip
    held = {**rows, "day": "2026-11-23", "present": "全体", "text1": "补登", "unit1": TOWN}
    post(county, f"{page}hold/", held, 422)
    post(county, f"{page}hold/", {**held, "due1": "2026-11-30"})
    assert Meeting.objects.get().state == "held"
    done = Resolution.objects.get()
    town = signed_in(TOWN, Role.OFFICE)
    post(town, f"resolutions/{done.pk}/done/", {"on": "2026-11-24", "note": "已办"})
    done.refresh_from_db()
    assert done.state == "done"
    assert "已落实" in county.get(f"{HERE}{page}").content.decode()


def test_a_request_runs_its_course_by_its_pages() -> None:
    town, county = signed_in(TOWN, *LEADER), signed_in(COUNTY, *LEADER)
    given = {
        "kind": "request", "addressee": COUNTY, "body": "", "matter": "补选", "text": "请批示",
        "urgency": "soon", "due": "2099-12-01",
        "attached": SimpleUploadedFile("依据.pdf", b"%PDF"),
    }  # fmt: skip
    page = post(town, "requests/draft/", given).removeprefix(HERE)
    post(town, f"{page}revise/", {"matter": "补选事", "text": "请批示", "urgency": "now",
                                  "due": "2099-12-01"})  # fmt: skip
    post(town, f"{page}send/", {})
    post(county, f"{page}receive/", {})
    answer = {"answer": "同意", "document_no": "7号", "on": "2026-11-24"}
    post(county, f"{page}answer/", answer)
    post(town, f"{page}conclude/", {"done": "已办", "told": "甲", "told_on": "2026-11-25"})
    found = Request.objects.get()
    assert (found.state, found.matter) == ("concluded", "补选事")
    document = found.attachments.get()
    for client in (town, county, signed_in(CITY, Role.GUIDE)):
        assert client.get(f"{HERE}files/request/{found.pk}/{document.pk}/").status_code == 200
    stranger = signed_in(OTHER_TOWN, *LEADER)
    assert stranger.get(f"{HERE}files/request/{found.pk}/{document.pk}/").status_code == 404
    assert town.get(f"{HERE}files/request/{found.pk}/{document.pk + 9}/").status_code == 404


def test_a_question_runs_its_course_by_its_pages() -> None:
    town = signed_in(TOWN, Role.OFFICE)
    asked = {"title": "得票相等怎么办", "text": "x", "urgency": "normal", "answerer": COUNTY}
    page = post(town, "questions/ask/", asked).removeprefix(HERE)
    first = signed_in(COUNTY, Role.LIAISON)
    second = signed_in(COUNTY, Role.STANDING_COMMITTEE)
    draft = {"question_text": "得票相等怎么办？", "text": "再次投票。", "citations": ""}
    post(first, f"{page}draft/", draft, 422)
    post(first, f"{page}draft/", {**draft, "citations": "选举法第四十五条第三款"})
    post(first, f"{page}approve/", {}, 422)
    post(second, f"{page}approve/", {})
    found = signed_in(OTHER_TOWN, Role.OFFICE).get(f"{HERE}questions/ask/?q=得票相等")
    assert "再次投票" in found.content.decode()
    csv = town.get(f"{HERE}questions/collection/?format=csv")
    assert "得票相等怎么办？" in b"".join(csv).decode()  # type: ignore[arg-type]
    shown = town.get(f"{HERE}questions/collection/?q=没有这个词")
    assert "再次投票" not in shown.content.decode()


def test_a_visit_and_a_slip_run_their_course_by_their_pages() -> None:
    guide, town = signed_in(COUNTY, Role.GUIDE), signed_in(TOWN, Role.OFFICE)
    plan = {"unit": TOWN, "planned_on": "2099-12-01", "purpose": "登记", "is_announced": "on"}
    page = post(guide, "visits/plan/", plan).removeprefix(HERE)
    rows = {f"kind{n}": "problem" for n in range(1, 7)}
    held = {**rows, "held_on": "2026-11-20", "summary": "平稳", "item1": "登记", "text1": "漏登"}
    post(guide, f"{page}hold/", held)
    finding = Visit.objects.get().observations.get()
    slip = {"kind": "rectify", "unit": TOWN, "matter": "补登", "text": "x", "due": "2099-12-01"}
    issued = post(guide, f"slips/issue/?finding={finding.pk}", slip).removeprefix(HERE)
    file = SimpleUploadedFile("名单.xlsx", b"1")
    post(town, f"{issued}answer/", {"text": "已补登", "attached": file})
    post(guide, f"{issued}back/", {"remark": "缺签字", "due": "2099-12-02"})
    post(town, f"{issued}answer/", {"text": "已签字"})
    post(guide, f"{issued}accept/", {})
    found = Slip.objects.get()
    assert (found.state, found.observation) == ("closed", finding)
    evidence = found.replies.get(number=1).evidence.get()
    assert guide.get(f"{HERE}files/slip/{found.pk}/{evidence.pk}/").status_code == 200
    assert "补登" in guide.get(f"{HERE}slips/?q=补登").content.decode()


def test_an_unannounced_visit_has_no_page_for_the_unit() -> None:
    made = scene.visit(is_announced=False)
    assert signed_in(TOWN, *LEADER).get(f"{HERE}visits/{made.pk}/").status_code == 404
    assert signed_in(COUNTY, *LEADER).get(f"{HERE}visits/{made.pk}/").status_code == 200


def test_the_overview_asks_as_much_for_many_records_as_for_few() -> None:
    client = signed_in(COUNTY, *LEADER)
    counts = []
    for many in (1, 6):
        for _ in range(many):
            scene.slip()
            scene.sent()
            scene.question()
        client.get(HERE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HERE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_articles_found_stand_beside_the_question_and_are_ticked_in_the_answer() -> None:
    index_rules()
    asked = scene.question()
    page = signed_in(TOWN, Role.OFFICE).get(f"{HERE}questions/ask/?q=得票相等怎么办")
    assert "/law/EL/45" in page.content.decode()
    client = signed_in(COUNTY, Role.LIAISON)
    draft = client.get(f"{HERE}questions/{asked.pk}/draft/").content.decode()
    found = re.findall(r'name="found" value="(EL [^"]+)"', draft)
    assert any(key.startswith("EL 45") for key in found)
    given = {"question_text": "x", "text": "y", "found": found[:1], "citations": "DP 20"}
    post(client, f"questions/{asked.pk}/draft/", given)
    assert asked.answers.get().citations == [found[0], "DP 20"]
