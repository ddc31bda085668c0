"""Every page of results and deputies in both languages, and the acts that its forms do."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huanjie.office.bulletin.models import Publication
from huanjie.office.jobs.models import Job
from huanjie.office.people.roles import Role
from huanjie.office.polling.models import Round
from huanjie.office.tenure import services, tasks
from huanjie.office.tenure.models import Mandate
from tests.office.counting import scene
from tests.office.counting.scene import Paper

pytestmark = pytest.mark.django_db
HERE = f"/tenure/{scene.TOWN}/"
PLAIN = Paper(1000, 600, {"王一": 320, "李二": 280})
DAY = {"on": "2026-12-20"}


def decided(number: int = 1) -> Round:
    held = scene.Election.objects.first() or scene.election()
    first = scene.opened(scene.constituency(held, number))
    scene.determined(first, PLAIN)
    return first


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers(language: str) -> None:
    decided()
    client = scene.browser(Role.COMMITTEE, language=language)
    pages = ("", "?show=vacant", "?show=open", "?format=csv", "deputies/", "deputies/?format=csv")
    for page in (*pages, "declare/", "1/declare/", "publish/"):
        assert client.get(f"{HERE}{page}").status_code == 200, page
    assert client.post(f"{HERE}1/declare/", DAY).status_code == 302
    for page in pages:
        assert client.get(f"{HERE}{page}").status_code == 200, page


def test_a_contest_is_declared_and_the_results_published() -> None:
    decided()
    client = scene.browser(Role.COMMITTEE)
    assert client.post(f"{HERE}publish/", DAY).status_code == 422
    assert client.post(f"{HERE}1/declare/", DAY).status_code == 302
    assert Mandate.objects.get().name == "王一"
    assert client.post(f"{HERE}publish/", DAY).status_code == 302
    assert Publication.objects.filter(kind="elected_notice").exists()
    assert client.post(f"{HERE}1/declare/", DAY).status_code == 422
    assert client.get(f"{HERE}9/declare/").status_code == 404
    listed = client.get(f"{HERE}deputies/?format=csv").getvalue().decode()
    assert "王一" in listed


def test_decided_contests_are_declared_together_as_a_job() -> None:
    for number in (1, 2, 3):
        decided(number)
    stale = Round.objects.get(contest__constituency__number=2).contest.constituency.roll
    stale.final_voters = 1001
    stale.save()
    client = scene.browser(Role.COMMITTEE)
    answer = client.post(f"{HERE}declare/", DAY)
    assert answer.status_code == 302
    job = Job.objects.get()
    election = scene.Election.objects.get()
    found = tasks.declare_decided(
        job=job.pk, actor=scene.actor(Role.COMMITTEE), election=election.pk, on="2026-12-20"
    )
    assert found["declared"] == 2
    assert "第1轮" in found["refused"][0]


def test_only_the_committee_declares_and_others_see_nothing() -> None:
    decided()
    assert scene.browser(Role.OFFICE).post(f"{HERE}1/declare/", DAY).status_code == 403
    county = scene.browser(Role.COMMITTEE, unit=scene.COUNTY)
    assert county.get(HERE).status_code == 200
    assert county.post(f"{HERE}1/declare/", DAY).status_code == 403
    assert scene.browser(Role.COMMITTEE, unit=scene.OTHER_TOWN).get(HERE).status_code == 404


def test_the_results_ask_as_much_for_many_contests_as_for_few() -> None:
    scene.election()
    client = scene.browser(Role.COMMITTEE)
    counts = []
    for numbers in ((1, 2), range(3, 9)):
        for number in numbers:
            decided(number)
        for page in ("", "deputies/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"{HERE}{page}").status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_reads_declared_results_and_no_others(language: str) -> None:
    held = scene.election()
    for number in (1, 2):
        here = scene.constituency(held, number, names=(f"{number}甲", f"{number}乙"))
        paper = Paper(1000, 600, {f"{number}甲": 320, f"{number}乙": 280})
        scene.determined(scene.opened(here), paper)
    assert Client().get(f"/p/results/{scene.TOWN}/").status_code == 404
    first = held.constituencies.get(number=1)
    committee = scene.actor(Role.COMMITTEE)
    services.declare_contest(contest=scene.contest(first), on=scene.DAY, actor=committee)
    page = Client().get(f"/p/results/{scene.TOWN}/?lang={language}").content.decode()
    assert "1甲" in page
    assert "2甲" not in page
    home = Client().get(f"/p/?lang={language}").content.decode()
    assert f"/p/results/{scene.TOWN}/" in home
    assert Client().get("/p/results/999999999999/").status_code == 404
