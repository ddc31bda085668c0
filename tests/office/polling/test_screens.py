"""Every page of polling in both languages, and the acts that its forms do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huanjie.office.bulletin.models import Publication
from huanjie.office.committee.models import Election
from huanjie.office.people.roles import Role
from huanjie.office.polling import services
from huanjie.office.polling.models import Contest, Round
from huanjie.office.polling.rows import BoxData
from tests.office.counting import scene

pytestmark = pytest.mark.django_db
HERE = f"/polling/{scene.TOWN}/"
FIRST = f"{HERE}1/1/"
PAGES = (
    HERE, f"{HERE}?state=first_vote", f"{HERE}?state=unopened", f"{HERE}?q=2", f"{HERE}open/",
    f"{HERE}announce/", f"{HERE}2/", f"{HERE}2/open/", FIRST, f"{FIRST}box/", f"{FIRST}box/1/",
    f"{FIRST}close/",
)  # fmt: skip
LEADER = (Role.OFFICE, Role.COMMITTEE)


@pytest.fixture
def town() -> Election:
    held = scene.election()
    first = scene.opened(scene.constituency(held, 1))
    scene.constituency(held, 2)
    box = BoxData(1, "station", "村部", 2, 9, own=5, proxy=2)
    services.record_boxes(round=first, boxes=[box], actor=scene.actor(Role.CREW))
    return held


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers(town: Election, page: str, language: str) -> None:
    answer = scene.browser(*LEADER, language=language).get(page)
    assert answer.status_code == 200, answer.content.decode()[:500]


def test_others_do_not_see_it_and_the_county_reads(town: Election) -> None:
    assert scene.browser(Role.OFFICE, unit=scene.OTHER_TOWN).get(HERE).status_code == 404
    county = scene.browser(*LEADER, unit=scene.COUNTY)
    assert county.get(FIRST).status_code == 200
    assert county.post(f"{FIRST}close/").status_code == 403
    assert scene.browser(Role.CLERK).get(f"{FIRST}close/").status_code == 403


def test_a_round_that_is_not_there_is_not_found(town: Election) -> None:
    client = scene.browser(*LEADER)
    for page in (f"{HERE}9/", f"{HERE}1/7/", f"{FIRST}box/9/"):
        assert client.get(page).status_code == 404


def test_all_contests_are_opened_by_the_page(town: Election) -> None:
    answer = scene.browser(*LEADER).post(f"{HERE}open/", {"held_on": "2026-12-20"})
    assert answer.status_code == 302
    assert Contest.objects.count() == 2


def test_a_refusal_keeps_the_input_and_says_why(town: Election) -> None:
    answer = scene.browser(*LEADER).post(f"{HERE}2/open/", {"held_on": "2026-12-27"})
    assert answer.status_code == 422
    assert "contest-wrong-day" in answer.content.decode()
    assert "2026-12-27" in answer.content.decode()


def test_a_box_is_entered_recorded_and_the_poll_closed(town: Election) -> None:
    client = scene.browser(Role.CREW)
    box = {
        "number": "２",
        "kind": "mobile",
        "name": "流动",
        "scrutineers": 2,
        "ballots_received": 40,
    }
    assert client.post(f"{FIRST}box/", box).status_code == 302
    marks = {"own": 30, "proxy": 0, "without_ground": 0, "seal_closed": "7", "seal_opened": "7"}
    assert client.post(f"{FIRST}box/2/", marks).status_code == 302
    assert client.post(f"{FIRST}close/").status_code == 302
    held = Round.objects.get()
    assert (held.state, held.boxes.get(number=2).own) == ("closed", 30)
    assert "37" in client.get(FIRST).content.decode()


def test_the_notice_is_published_from_lines(town: Election) -> None:
    client = scene.browser(*LEADER)
    given = {"hours": "7时至17时", "on": "2026-12-18", "places": "1，村部\n2,小学，选举大会，8时"}
    assert client.post(f"{HERE}announce/", {**given, "places": "9，村部"}).status_code == 422
    assert client.post(f"{HERE}announce/", given).status_code == 302
    rows = Publication.objects.get().body["tables"][0]["rows"]
    assert [row[2:] for row in rows] == [
        ["投票站", "村部", "7时至17时"],
        ["选举大会", "小学", "8时"],
    ]


def test_the_overview_asks_as_much_for_many_contests_as_for_few() -> None:
    held = scene.election()
    client = scene.browser(*LEADER)
    counts = []
    for numbers in (range(1, 4), range(4, 64)):
        for number in numbers:
            scene.opened(scene.constituency(held, number))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HERE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
