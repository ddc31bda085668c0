"""The one task of the worker: runs the function that a job names."""

import logging
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task

from huanjie.law.procedure import IllegalMove
from huanjie.office.jobs import services
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.people.queries import member

log = logging.getLogger(__name__)


@task()
def run(job: int, arguments: dict[str, Any]) -> None:
    """Run a job as its owner and keep how it ended."""
    taken = services.begin(job)
    if taken is None:
        return
    try:
        result = _call(taken, arguments)
    except Refused as refusal:
        services.refuse(job, refusal.findings)
    except (IllegalMove, NotAllowed) as refusal:
        services.fail(job, str(refusal))
    except Exception as fault:
        log.exception("job %s (%s)", job, taken.task)
        services.fail(job, f"{type(fault).__name__}: {fault}")
        raise
    else:
        services.finish(job, result if isinstance(result, dict) else {})


def _call(job: Job, arguments: dict[str, Any]) -> object:
    return import_string(job.task)(job=job.pk, actor=member(job.owner), **arguments)
