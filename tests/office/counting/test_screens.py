"""Every page of the count in both languages, and the night of counting done by its forms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huanjie.office.committee.models import Decision
from huanjie.office.counting import queries, services
from huanjie.office.counting.models import Determination, SheetEntry, TallySheet
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
HERE = f"/counting/{scene.TOWN}/"
FIRST = f"{HERE}1/1/"
PLAIN = Paper(1000, 600, {"王一": 320, "李二": 280})
LEADER = (Role.OFFICE, Role.COMMITTEE, Role.SCRUTINEER)
HEAD = {"heading.constituency": "1"}


def closed(paper: Paper = PLAIN) -> Round:
    return scene.polled(scene.opened(scene.constituency(scene.election())), paper)


def clerk(name: str) -> Client:
    return scene.browser(Role.CLERK, name=name)


def typed(page: str, name: str, paper: Paper = PLAIN, **more: str) -> int:
    """A whole typing through the page; the status of the last answer."""
    client = clerk(name)
    which = page.rstrip("/").rpartition("/")[2]
    assert client.post(f"{FIRST}claim/{which}/").status_code == 302
    assert client.get(page).status_code == 200
    posted = {**paper.values(), **HEAD, "act": "finish", **more}
    return client.post(page, posted).status_code


def ready(*, differ: bool = False) -> None:
    closed()
    scene.browser(*LEADER).post(f"{FIRST}open/")
    assert typed(f"{FIRST}entry/1/", "甲") == 302
    other = Paper(1000, 600, {"王一": 321, "李二": 279}) if differ else PLAIN
    assert typed(f"{FIRST}entry/2/", "乙", other) == 302


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_before_the_sheet_is_open(language: str) -> None:
    closed()
    client = scene.browser(*LEADER, language=language)
    for page in (HERE, FIRST, f"{FIRST}open/"):
        assert client.get(page).status_code == 200
    assert client.get(f"{FIRST}checks/").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_while_the_entries_differ(language: str) -> None:
    ready(differ=True)
    client = scene.browser(*LEADER, language=language)
    pages = ("", "differences/", "checks/", "determination/", "final/", "reopen/")
    for page in pages:
        assert client.get(f"{FIRST}{page}").status_code == 200, page
    mine = scene.browser(Role.CLERK, name="甲", language=language)
    assert mine.get(f"{FIRST}entry/1/").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_once_the_result_is_determined(language: str) -> None:
    scene.determined(closed_round(), Paper(1000, 600, {"王一": 300, "李二": 280}, blank=20))
    client = scene.browser(*LEADER, language=language)
    for page in ("", "checks/", "determination/", "next/", "reopen/"):
        answer = client.get(f"{FIRST}{page}")
        assert answer.status_code == 200, page
    assert "<svg" in client.get(f"{FIRST}determination/").content.decode()


def closed_round() -> Round:
    return scene.opened(scene.constituency(scene.election()))


def test_the_night_of_counting_through_the_pages() -> None:
    ready(differ=True)
    leader = scene.browser(*LEADER)
    page = leader.get(f"{FIRST}differences/").content.decode()
    assert "王一 赞成" in page
    assert "321" not in page
    assert "320" not in page
    assert leader.post(f"{FIRST}differences/", {"act": "return:2"}).status_code == 302
    second = clerk("乙")
    assert "321" not in second.get(f"{FIRST}entry/2/").content.decode()
    returned = SheetEntry.objects.get(ordinal=2).returned
    right = {path: PLAIN.values()[path] for path in returned}
    assert second.post(f"{FIRST}entry/2/", {**right, "act": "finish"}).status_code == 302
    assert TallySheet.objects.get().state == "agreed"
    assert leader.post(f"{FIRST}final/").status_code == 302
    assert leader.post(f"{FIRST}determination/", {"on": "2026-12-20"}).status_code == 302
    assert Determination.objects.get().outcome["elected"] == ["王一"]
    declared = leader.post(f"/tenure/{scene.TOWN}/1/declare/", {"on": "2026-12-20"})
    assert declared.status_code == 302
    assert leader.get(FIRST).status_code == 200


def test_a_section_is_kept_by_itself_and_a_reload_loses_nothing() -> None:
    closed()
    scene.browser(*LEADER).post(f"{FIRST}open/")
    client = clerk("甲")
    client.post(f"{FIRST}claim/1/")
    part = {"roll.voters": "１０００", "account.printed": "1000"}
    answer = client.post(f"{FIRST}entry/1/save/", part, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'value="1000"' in client.get(f"{FIRST}entry/1/").content.decode()
    assert client.post(f"{FIRST}entry/1/save/", part).status_code == 302
    wrong = client.post(
        f"{FIRST}entry/1/save/", {"heading.constituency": "2"}, headers={"HX-Request": "true"}
    )
    assert wrong.status_code == 422
    assert "J101" in wrong.content.decode()


def test_nobody_sees_the_typing_of_another() -> None:
    ready()
    assert clerk("乙").get(f"{FIRST}entry/1/").status_code == 404
    assert scene.browser(*LEADER).get(f"{FIRST}entry/1/").status_code == 403


def test_faults_are_listed_once_each_with_a_link_to_its_field_before_finishing() -> None:
    closed()
    scene.browser(*LEADER).post(f"{FIRST}open/")
    odd = {"points[1].issued": "601"}
    page = f"{FIRST}entry/1/"
    assert typed(page, "甲", **odd) == 422
    client = clerk("甲")
    answer = client.post(page, {**PLAIN.values(), **HEAD, **odd, "act": "finish"})
    text = answer.content.decode()
    assert "J201" in text
    assert 'href="#f-' in text
    assert SheetEntry.objects.get().finished_at is None
    assert client.post(page, {**HEAD, "act": "confirm"}).status_code == 302
    assert SheetEntry.objects.get().finished_at is not None
    assert "J201" in client.get(page).content.decode()


def test_the_constituency_is_read_from_the_paper() -> None:
    closed()
    scene.browser(*LEADER).post(f"{FIRST}open/")
    page = f"{FIRST}entry/1/"
    assert typed(page, "甲", **{"heading.constituency": ""}) == 422
    assert typed(page, "甲", **{"heading.constituency": "7"}) == 422
    assert SheetEntry.objects.get().finished_at is None


def test_a_typing_is_put_aside_by_its_clerk() -> None:
    closed()
    scene.browser(*LEADER).post(f"{FIRST}open/")
    client = clerk("甲")
    client.post(f"{FIRST}claim/1/")
    assert client.post(f"{FIRST}entry/1/", {"act": "discard"}).status_code == 302
    assert TallySheet.objects.get().state == "empty"


@pytest.mark.parametrize(
    ("act", "state"), [("keep:1", "first_done"), ("keep:2", "first_done"), ("discard:1", "empty")]
)
def test_the_leader_settles_differences(act: str, state: str) -> None:
    ready(differ=True)
    leader = scene.browser(*LEADER)
    assert leader.post(f"{FIRST}differences/", {"act": act}).status_code == 302
    assert TallySheet.objects.get().state == state
    assert leader.post(f"{FIRST}differences/", {"act": "nonsense"}).status_code == 404


def test_a_warning_is_explained_on_the_checks_page() -> None:
    scene.typed(closed_round(), Paper(1000, 600, {"王一": 320, "李二": 200}, void=80))
    leader = scene.browser(*LEADER)
    assert "J408" in leader.get(f"{FIRST}checks/").content.decode()
    given = {"code": "J408", "path": "count.void", "text": "写票失误", "signed_by": "甲、乙"}
    assert leader.post(f"{FIRST}explain/", {**given, "text": ""}).status_code == 422
    assert leader.post(f"{FIRST}explain/", {**given, "code": "J409"}).status_code == 422
    assert leader.post(f"{FIRST}explain/", given).status_code == 302
    assert "写票失误" in leader.get(f"{FIRST}checks/").content.decode()


def test_a_refused_final_copy_says_everything_that_stands_in_its_way() -> None:
    scene.typed(closed_round(), Paper(1000, 600, {"王一": 320, "李二": 200}, void=80))
    answer = scene.browser(*LEADER).post(f"{FIRST}final/")
    assert answer.status_code == 422
    assert "J408" in answer.content.decode()


def test_a_decision_is_recorded_where_the_result_waits_for_it_and_the_next_round_opened() -> None:
    scene.counted(closed_round(), Paper(1000, 600, {"王一": 300, "李二": 280}, blank=20))
    leader = scene.browser(*LEADER)
    leader.post(f"{FIRST}determination/", {"on": "2026-12-20"})
    assert leader.post(f"{FIRST}next/", {"held_on": "2026-12-27"}).status_code == 302
    second = Round.objects.get(ordinal=2)
    scene.counted(second, Paper(1000, 600, {"王一": 199, "李二": 150}, blank=251))
    page = f"{HERE}1/2/determination/"
    assert leader.post(page, {"on": "2026-12-27"}).status_code == 422
    given = {
        "matter": "shortfall", "subject": "constituency:1:round:2", "value": "vacant",
        "body": "白岩镇选举委员会", "document_no": "", "decided_on": "2026-12-27",
        "reason": "会议决定",
    }  # fmt: skip
    assert "shortfall" in leader.get(page).content.decode()
    strange = {**given, "subject": "constituency:2:round:1"}
    assert leader.post(f"{HERE}1/2/decide/", strange).status_code == 422
    assert leader.post(f"{HERE}1/2/decide/", given).status_code == 302
    assert Decision.objects.count() == 1
    assert leader.post(page, {"on": "2026-12-27"}).status_code == 302
    assert leader.get(page).status_code == 200


def test_a_stale_determination_says_so() -> None:
    held = closed_round()
    scene.determined(held, PLAIN)
    services.reopen_sheet(sheet=held.sheet, reason="漏计", actor=scene.actor(Role.COMMITTEE))
    text = scene.browser(*LEADER, language="en").get(f"{FIRST}determination/").content.decode()
    assert "sheet" in text
    answer = scene.browser(*LEADER).post(f"{FIRST}reopen/", {"reason": "再看"})
    assert answer.status_code == 422


def test_roles_and_scope() -> None:
    ready()
    assert scene.browser(Role.OFFICE, unit=scene.OTHER_TOWN).get(FIRST).status_code == 404
    assert scene.browser(*LEADER, unit=scene.COUNTY).get(FIRST).status_code == 200
    assert scene.browser(*LEADER, unit=scene.COUNTY).post(f"{FIRST}final/").status_code == 403
    assert clerk("丙").get(f"{FIRST}checks/").status_code == 403
    assert clerk("丙").post(f"{FIRST}claim/1/").status_code == 422


def test_the_overview_asks_as_much_for_many_contests_as_for_few() -> None:
    held = scene.election()
    client = scene.browser(*LEADER)
    counts = []
    for numbers in (range(1, 4), range(4, 54)):
        for number in numbers:
            first = scene.opened(scene.constituency(held, number))
            TallySheet.objects.create(round=first, state="empty")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HERE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_clerk_comes_from_the_worklist_to_the_paper_in_three_steps() -> None:
    held = closed()
    client = clerk("甲")
    work = queries.open_work(held.contest.constituency.election, scene.DAY)
    mine = [each for each in work if Role.CLERK in each.roles]
    assert [(each.subject_zh, each.link) for each in mine] == [
        ("1张计票单尚未录入", f"{HERE}?state=unopened")
    ]
    page = client.get(FIRST).content.decode()
    assert "第一次录入</button>" in page
    answer = client.post(f"{FIRST}claim/1/")
    assert (answer.status_code, answer["Location"]) == (302, f"{FIRST}entry/1/")
    assert TallySheet.objects.get(round=held).state == "first_in_progress"


def test_the_office_opens_all_sheets_by_one_page() -> None:
    held = closed()
    office = scene.browser(Role.OFFICE)
    work = queries.open_work(held.contest.constituency.election, scene.DAY)
    assert ("1张计票单尚未打开", f"{HERE}open/") in [(w.subject_zh, w.link) for w in work]
    assert "1 个选区投票已截止" in office.get(f"{HERE}open/").content.decode()
    assert office.post(f"{HERE}open/").status_code == 302
    assert TallySheet.objects.get().state == "empty"
    assert "打开全部计票单</button>" not in office.get(f"{HERE}open/").content.decode()
    assert scene.browser(Role.CLERK, name="甲").get(f"{HERE}open/").status_code == 403


def test_the_page_says_whom_the_sheet_waits_for() -> None:
    closed()
    assert typed(f"{FIRST}entry/1/", "甲") == 302
    assert "第二次须由另一名录入员录入" in clerk("甲").get(FIRST).content.decode()
    assert "第二次录入</button>" in clerk("乙").get(FIRST).content.decode()
    assert "等待另一名录入员第二次录入" in scene.browser(*LEADER).get(FIRST).content.decode()


def test_a_stale_tab_never_shows_its_figures_as_the_finished_entry() -> None:
    closed()
    assert typed(f"{FIRST}entry/1/", "甲") == 302
    posted = {**PLAIN.values(), **HEAD, "turnout.in_person": "999", "act": "finish"}
    answer = clerk("甲").post(f"{FIRST}entry/1/", posted)
    assert answer.status_code == 422
    assert "999" not in answer.content.decode()


def test_empty_fields_are_one_fault_with_a_link_to_each() -> None:
    closed()
    client = clerk("甲")
    client.post(f"{FIRST}claim/1/")
    page = client.post(f"{FIRST}entry/1/", {**HEAD, "act": "finish"}).content.decode()
    assert page.count("本栏未填或不是整数") == 1
    assert "第—栏" not in page
