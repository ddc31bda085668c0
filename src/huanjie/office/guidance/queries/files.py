"""The files of a record, for those who may read the record itself."""

from huanjie.office.documents.models import Document
from huanjie.office.guidance.models import Request, SlipReply
from huanjie.office.guidance.queries.requests import requests_within
from huanjie.office.guidance.queries.visits import slips_within
from huanjie.office.ledger.actor import Actor


def document_of(actor: Actor, kind: str, pk: int, document: int) -> Document | None:
    """A document of a request (`request`) or of a slip's replies (`slip`), in scope."""
    if kind == "request":
        paper: Request | None = requests_within(actor).filter(pk=pk).first()
        if paper is None:
            return None
        held = paper.attachments.filter(pk=document)
        return held.first() or paper.answer_files.filter(pk=document).first()
    if not slips_within(actor).filter(pk=pk).exists():
        return None
    evidence = SlipReply.objects.filter(slip_id=pk).values("evidence__pk")
    return Document.objects.filter(pk__in=evidence).filter(pk=document).first()
