"""Reading documents: rows in scope, and where the bytes lie."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from huanjie.office.documents.models import Document
from huanjie.office.ledger.scope import significant


def documents_within(unit: str) -> QuerySet[Document]:
    """The documents of a unit and of all within it, newest first."""
    found = Document.objects.filter(unit__code__startswith=significant(unit))
    return found.select_related("unit").order_by("-id")


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie: `ab/cdef…` under MEDIA_ROOT."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:]


def path(document: Document) -> Path:
    """Where the bytes of a document lie."""
    return path_of(document.digest)


def digests(unit: str, kind: str) -> set[str]:
    """The digests of the documents of one kind that a unit has received."""
    return set(Document.objects.filter(unit_id=unit, kind=kind).values_list("digest", flat=True))
