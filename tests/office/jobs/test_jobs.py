"""Jobs: run, refused, broken off, left and found again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding, Severity
from huanjie.office.jobs import services, tasks
from huanjie.office.jobs.models import Job
from huanjie.office.jobs.queries import this_worker
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.models import Account, Unit
from huanjie.office.people.queries import member
from huanjie.office.people.roles import Role
from tests.office import builders
from tests.office.builders import COUNTY, TOWN

pytestmark = pytest.mark.django_db
HERE = "tests.office.jobs.test_jobs"


def count_up(*, job: int, actor: Actor, until: int) -> dict[str, object]:
    """A task that says how far it is."""
    for done in range(until):
        services.progress(job, "数数", done + 1, until)
    return {"counted": until, "by": actor.name}


def be_refused(*, job: int, actor: Actor) -> None:
    """A task that the law stops."""
    facts = {"account": "x", "roles": ("a", "b"), "roles_en": ("A", "B")}
    raise Refused([Finding("roles-not-separate", PRACTICE["三员分立"], Severity.ERROR, facts)])


def break_off(*, job: int, actor: Actor) -> None:
    """A task with a fault."""
    raise ValueError("第 7 行")


@pytest.fixture
def office() -> Account:
    builders.units()
    return builders.account(COUNTY, Role.OFFICE)


def started(owner: Account, task: str, **arguments: object) -> Job:
    return services.start(
        unit=Unit.objects.get(pk=owner.unit_id),
        owner=owner,
        title="导入",
        task=f"{HERE}.{task}",
        target="/bulletin/",
        actor=member(owner),
        **arguments,
    )


def run(job: Job, **arguments: object) -> Job:
    tasks.run.call(job=job.pk, arguments=arguments)
    job.refresh_from_db()
    return job


def test_a_job_runs_as_its_owner_and_keeps_its_result(office: Account, client: Client) -> None:
    job = run(started(office, "count_up", until=5), until=5)
    assert (job.state, job.done, job.total, job.percent) == ("done", 5, 5, 100)
    assert job.result == {"counted": 5, "by": office.name}
    client.force_login(office)
    text = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "看结果" in text
    assert 'href="/bulletin/"' in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_refused_job_shows_its_findings(office: Account, client: Client, language: str) -> None:
    job = run(started(office, "be_refused"))
    assert job.state == "refused"
    client.force_login(office)
    text = client.get(f"/jobs/{job.pk}/?lang={language}").content.decode()
    assert 'data-code="roles-not-separate"' in text
    assert ("cannot hold" in text) is (language == "en")


def test_a_fault_is_kept_and_raised(office: Account, client: Client) -> None:
    job = started(office, "break_off")
    with pytest.raises(ValueError, match="第 7 行"):
        run(job)
    job.refresh_from_db()
    assert (job.state, job.result["reason"]) == ("failed", "ValueError: 第 7 行")
    client.force_login(office)
    assert "第 7 行" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_job_is_run_once(office: Account) -> None:
    job = run(started(office, "count_up", until=1), until=1)
    Job.objects.filter(pk=job.pk).update(result={"kept": 1})
    assert run(job, until=9).result == {"kept": 1}


def test_a_job_whose_process_was_killed_is_found(office: Account) -> None:
    lost, alive = started(office, "count_up", until=1), started(office, "count_up", until=1)
    services.begin(lost.pk)
    Job.objects.filter(pk=lost.pk).update(worker=f"{this_worker().split(':')[0]}:999999999")
    services.begin(alive.pk)
    Job.objects.filter(pk=alive.pk).update(worker="elsewhere:1")
    assert services.fail_abandoned() == 1
    lost.refresh_from_db()
    alive.refresh_from_db()
    assert (lost.state, alive.state) == ("failed", "running")


def test_progress_is_asked_for_again_until_the_end(office: Account, client: Client) -> None:
    job = started(office, "count_up", until=4)
    services.begin(job.pk)
    services.progress(job.pk, "读第 2 批", 2, 4)
    client.force_login(office)
    assert f"/jobs/{job.pk}/progress/" in client.get(f"/jobs/{job.pk}/").content.decode()
    part = client.get(f"/jobs/{job.pk}/progress/", headers={"HX-Request": "true"})
    assert "读第 2 批" in part.content.decode()
    assert "<html" not in part.content.decode()
    services.finish(job.pk)
    over = client.get(f"/jobs/{job.pk}/progress/", headers={"HX-Request": "true"})
    assert over["HX-Redirect"] == f"/jobs/{job.pk}/"
    assert "/progress/" not in client.get(f"/jobs/{job.pk}/").content.decode()


def test_a_job_that_nobody_takes_says_so(office: Account, client: Client) -> None:
    job = started(office, "count_up", until=1)
    client.force_login(office)
    assert "还没有接手" not in client.get(f"/jobs/{job.pk}/").content.decode()
    earlier = timezone.now() - timedelta(seconds=30)
    Job.objects.filter(pk=job.pk).update(created_at=earlier)
    assert "还没有接手" in client.get(f"/jobs/{job.pk}/").content.decode()


def test_jobs_belong_to_their_unit(office: Account, client: Client) -> None:
    job = started(office, "count_up", until=1)
    town = builders.account(TOWN, Role.OFFICE)
    client.force_login(town)
    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    assert f"/jobs/{job.pk}/" not in client.get("/jobs/").content.decode()
    with pytest.raises(NotAllowed):
        services.start(
            unit=Unit.objects.get(pk=COUNTY),
            owner=town,
            title="",
            task=f"{HERE}.count_up",
            target="",
            actor=member(town),
        )
    with pytest.raises(ImportError):
        started(office, "no_such_task")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_answers(office: Account, client: Client, language: str) -> None:
    started(office, "count_up", until=1)
    client.force_login(office)
    answer = client.get(f"/jobs/?lang={language}")
    assert answer.status_code == 200
    assert "导入" in answer.content.decode()
