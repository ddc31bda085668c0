"""Starting a job, saying how far it is, ending it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from huanjie.law.finding import Finding
from huanjie.office.jobs.models import Job
from huanjie.office.jobs.queries import abandoned, finding_as_data, this_worker
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import NotAllowed
from huanjie.office.people.models import Account, Unit

TASK = "huanjie.office.jobs.tasks.run"
ABANDONED = "the process was stopped before the job was done"


def start(
    *,
    unit: Unit,
    owner: Account,
    title: str,
    task: str,
    target: str,
    actor: Actor,
    **arguments: Any,
) -> Job:
    """Enter a job and hand it to the worker. Raises `NotAllowed` for another unit's.

    `task` is the path of a function `f(*, job: int, actor: Actor, **arguments)`; `arguments` are
    plain data. The commands that the function calls enter the ledger, not the job.
    """
    if actor.unit != unit.code:
        raise NotAllowed(f"{actor.name} ({actor.unit}): job of {unit.code}")
    import_string(task)
    with transaction.atomic():
        job = Job.objects.create(unit=unit, owner=owner, title=title, task=task, target=target)
        import_string(TASK).enqueue(job=job.pk, arguments=arguments)
    return job


def begin(job_id: int) -> Job | None:
    """Take a waiting job; None when another worker has it or it is over."""
    taken = Job.objects.filter(pk=job_id, state="waiting").update(
        state="running", worker=this_worker()
    )
    return Job.objects.select_related("owner", "unit").get(pk=job_id) if taken else None


def progress(job_id: int, step: str, done: int = 0, total: int = 0) -> None:
    """Say how far a job is. Call it between transactions, not inside one."""
    Job.objects.filter(pk=job_id, state="running").update(step=step, done=done, total=total)


def finish(job_id: int, result: Mapping[str, Any] | None = None) -> None:
    """The job is done."""
    _end(job_id, "done", dict(result or {}))


def refuse(job_id: int, findings: tuple[Finding, ...]) -> None:
    """The law or the record did not allow it; the findings are kept with the job."""
    _end(job_id, "refused", {"findings": [finding_as_data(finding) for finding in findings]})


def fail(job_id: int, reason: str) -> None:
    """The job broke off."""
    _end(job_id, "failed", {"reason": reason})


def fail_abandoned() -> int:
    """Mark the jobs whose process was killed; for the start of a worker. Returns how many."""
    lost = abandoned()
    for job in lost:
        fail(job.pk, ABANDONED)
    return len(lost)


def _end(job_id: int, state: str, result: dict[str, Any]) -> None:
    Job.objects.filter(pk=job_id).update(state=state, result=result, finished_at=timezone.now())
