"""Long work of registration, in the background."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from huanjie.law.article import PRACTICE
from huanjie.law.finding import Finding
from huanjie.office.committee.models import Election
from huanjie.office.documents.models import Document
from huanjie.office.jobs.services import progress
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Refused
from huanjie.office.registration import services
from huanjie.office.registration.refusals import refusal
from huanjie.roll.errors import RowError, SourceRefused

MOST_SHOWN = 50


def receive(*, job: int, actor: Actor, document: int, counted_on: str) -> dict[str, int]:
    """Read an uploaded population file into staging. A refused file answers with its faults."""
    received = Document.objects.select_related("unit").get(pk=document)
    with _faults_as_findings():
        source = services.receive_population(
            unit=received.unit,
            file=received,
            actor=actor,
            counted_on=date.fromisoformat(counted_on) if counted_on else None,
            progress=lambda done, total: progress(job, "读入人口文件", done, total),
        )
    return {"import": source.pk, "rows": source.rows, "refused": source.refused}


def load_last_roll(*, job: int, actor: Actor, document: int, election: int) -> dict[str, int]:
    """Load an uploaded roll of the last term."""
    with _faults_as_findings():
        summary = services.load_last_roll(
            election=Election.objects.get(pk=election),
            path=Document.objects.get(pk=document),
            actor=actor,
            progress=lambda done, total: progress(job, "读入上届名单", done, total),
        )
    return {"voters": summary.voters, "missing": summary.missing}


@contextmanager
def _faults_as_findings() -> Iterator[None]:
    """The faults of a refused file as findings, which a job keeps and shows."""
    try:
        yield
    except SourceRefused as refused:
        raise Refused(_finding(fault) for fault in refused.errors[:MOST_SHOWN]) from refused


def _finding(fault: RowError) -> Finding:
    return refusal(
        "file-refused",
        PRACTICE["K08"],
        file=fault.file,
        line=fault.line,
        column=fault.column or "—",
        code=fault.code,
        message_zh=fault.message_zh,
        message_en=fault.message_en,
        next_zh=fault.next_zh,
        next_en=fault.next_en,
    )
