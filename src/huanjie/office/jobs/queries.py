"""Reading jobs, and what they were refused for."""

import os
import socket
from typing import Any

from django.db.models import QuerySet

from huanjie.law.catalogue import next_step, sentence
from huanjie.law.finding import Finding, Severity
from huanjie.office.jobs.models import Job
from huanjie.office.ledger.scope import significant


def jobs_within(unit: str) -> QuerySet[Job]:
    """The jobs of a unit and of all within it, newest first."""
    found = Job.objects.filter(unit__code__startswith=significant(unit))
    return found.select_related("unit", "owner").order_by("-id")


def this_worker() -> str:
    """The process as its jobs name it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def abandoned() -> list[Job]:
    """Running jobs whose process on this machine is no more. Asked before any job is begun."""
    running = Job.objects.filter(state="running")
    return [job for job in running if _is_dead(job.worker)]


def _is_dead(worker: str) -> bool:
    host, _, number = worker.rpartition(":")
    if not number.isdigit() or worker == this_worker():
        return True
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept with a job: its words in both languages."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "article": finding.article.key,
        "zh": sentence(finding, "zh"),
        "en": sentence(finding, "en"),
        "next_zh": next_step(finding, "zh"),
        "next_en": next_step(finding, "en"),
        "paths": list(finding.paths),
    }


def severity_of(kept: dict[str, Any]) -> Severity:
    """How grave a kept finding is."""
    return Severity(kept["severity"])
