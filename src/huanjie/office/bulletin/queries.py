"""Reading notices: those of a unit, those that are public, and their words as text."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from huanjie.evidence.canonical import digest
from huanjie.office.bulletin.models import Publication
from huanjie.office.ledger.scope import significant


def publications_within(unit: str) -> QuerySet[Publication]:
    """The notices of a unit and of all within it, newest first."""
    found = Publication.objects.filter(unit__code__startswith=significant(unit))
    return found.select_related("unit").order_by("-published_on", "unit_id", "-number")


def public_notices(unit: str = "", words: str = "") -> QuerySet[Publication]:
    """What everybody may read, newest first; of one unit; with words in title or issuer."""
    found = Publication.objects.filter(is_public=True).select_related("unit")
    if unit:
        found = found.filter(unit_id=unit)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(issuer__icontains=word))
    return found.order_by("-published_on", "unit_id", "-number")


def notices_on(unit: str, kind: str, subject: str = "") -> QuerySet[Publication]:
    """The notices of one kind that still stand."""
    found = Publication.objects.filter(unit_id=unit, kind=kind, superseded_by__isnull=True)
    return found.filter(subject=subject) if subject else found


def tables_of(notice: Publication) -> Iterator[dict[str, Any]]:
    """The tables of a notice: title, head, rows."""
    for table in notice.body.get("tables", ()):
        yield {"title": table.get("title", ""), "head": table["head"], "rows": table["rows"]}


def body_digest(body: dict[str, Any]) -> str:
    """The SHA-256 digest of a notice's words, by which anybody can compare a copy."""
    return digest(body)
