"""Receiving files: the bytes under their digest, the row, the ledger."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from huanjie.evidence.files import settle
from huanjie.office.documents.events import DocumentReceived
from huanjie.office.documents.models import Document
from huanjie.office.documents.queries import path_of
from huanjie.office.ledger.actor import Actor
from huanjie.office.ledger.commands import Scope, command
from huanjie.office.ledger.services import record
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import READING_ROLES, THREE_ADMINISTRATORS, Role

Content = bytes | Path | IO[bytes]

RECEIVERS = frozenset(Role) - THREE_ADMINISTRATORS - READING_ROLES
_CHUNK = 1 << 20
_NAME_LENGTH = Document._meta.get_field("name").max_length or 0


@command(by=RECEIVERS, scope=Scope.WITHIN)
def receive(*, unit: Unit, kind: str, name: str, content: Content, actor: Actor) -> Document:
    """Keep a file as it came. The same bytes of one kind are one document of the unit.

    The bytes are on disk before the row is; a row never points to bytes that are not there.
    """
    digest, size = keep(content)
    document, _ = Document.objects.get_or_create(
        unit=unit,
        kind=kind,
        digest=digest,
        defaults={"name": Path(name).name[-_NAME_LENGTH:], "size": size, "received_by": actor.name},
    )
    event = DocumentReceived(kind, document.name, digest, size)
    record(event, actor=actor, unit=unit.code)
    return document


@dataclass(frozen=True)
class Upload:
    """A file that somebody attaches."""

    name: str
    content: Content


def receive_all(files: Iterable[Upload], *, unit: Unit, kind: str, actor: Actor) -> list[Document]:
    """The documents that these files become."""
    return [
        receive(unit=unit, kind=kind, name=file.name, content=file.content, actor=actor)
        for file in files
    ]


def keep(content: Content) -> tuple[str, int]:
    """Write bytes under their SHA-256 digest; returns the digest and the size."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    seen, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="receiving-", delete=False) as fresh:
        try:
            for chunk in _chunks(content):
                seen.update(chunk)
                size += fresh.write(chunk)
            fresh.flush()
            os.fsync(fresh.fileno())
        except BaseException:
            Path(fresh.name).unlink()
            raise
    _put_in_place(Path(fresh.name), path_of(seen.hexdigest()))
    return seen.hexdigest(), size


def _put_in_place(fresh: Path, place: Path) -> None:
    if place.exists():
        fresh.unlink()
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh.chmod(0o600)
    fresh.rename(place)
    for folder in (place.parent, place.parent.parent):
        settle(folder)


def _chunks(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    elif isinstance(content, Path):
        with content.open("rb") as file:
            yield from _chunks(file)
    else:
        content.seek(0)
        while chunk := content.read(_CHUNK):
            yield chunk
