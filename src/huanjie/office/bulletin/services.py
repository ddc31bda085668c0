"""Publishing: numbers without gaps, inside the command that publishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from huanjie.office.bulletin.events import NoticesPublished, NoticeSuperseded
from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.queries import body_digest
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Notice:
    """A notice about to be published.

    `body` is {"paragraphs": [text…], "tables": [{"title", "head": […], "rows": [[…]…]}…]}.
    """

    subject: str
    title: str
    body: Body
    is_public: bool = True


def publish(
    *,
    unit: Unit,
    kind: str,
    subject: str,
    title: str,
    issuer: str,
    published_on: date,
    body: Body,
    is_public: bool,
    actor: Actor,
) -> Publication:
    """Publish one notice under the unit's next number. Belongs inside a command."""
    notice = Notice(subject, title, body, is_public)
    (published,) = publish_all(
        unit=unit,
        kind=kind,
        issuer=issuer,
        published_on=published_on,
        notices=[notice],
        actor=actor,
    )
    return published


def publish_all(
    *,
    unit: Unit,
    kind: str,
    issuer: str,
    published_on: date,
    notices: Sequence[Notice],
    actor: Actor,
) -> list[Publication]:
    """Publish notices of one kind under the unit's next numbers, as one entry of the ledger.

    The unit's row is locked until the commit, so numbers have no gaps. What a notice replaces is
    said with `supersede`.
    """
    if not notices:
        return []
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = Publication.objects.filter(unit=unit).aggregate(last=Max("number"))["last"] or 0
    rows = [
        Publication(
            unit=unit,
            kind=kind,
            subject=notice.subject,
            number=last + ordinal,
            title=notice.title,
            issuer=issuer,
            published_on=published_on,
            body=dict(notice.body),
            is_public=notice.is_public,
        )
        for ordinal, notice in enumerate(notices, start=1)
    ]
    published = Publication.objects.bulk_create(rows, batch_size=200)
    event = NoticesPublished(
        kind,
        last + 1,
        tuple(row.title for row in rows),
        tuple(body_digest(row.body) for row in rows),
    )
    record(event, actor=actor, unit=unit.pk)
    return published


def supersede(*, publication: Publication, by: Publication, actor: Actor) -> None:
    """Let a later notice take the place of an earlier one; both stay readable."""
    publication.superseded_by = by
    publication.save(update_fields=["superseded_by"])
    event = NoticeSuperseded(publication.number, by.number)
    record(event, actor=actor, unit=publication.unit_id)
