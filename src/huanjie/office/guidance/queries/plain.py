"""A record as plain data that can travel: no keys of this database, only codes and words."""

from datetime import date, datetime
from typing import Any, Final

from django.db import models

from huanjie.office.documents.models import Document
from huanjie.office.people.models import Unit

CHILDREN: Final = {
    "Group": ("members", "followings"),
    "Meeting": ("resolutions",),
    "Question": ("answers",),
    "Slip": ("replies",),
    "Visit": ("observations",),
}
INSIDE: Final = frozenset({"phone"})
"""What is shown only in the office and does not travel."""


def plain(record: models.Model) -> dict[str, Any]:
    """The record with what belongs to it, as values that JSON knows.

    Units go by code, documents by name and digest, other records by their own words.
    """
    kind = type(record).__name__
    found: dict[str, Any] = {"kind": kind.lower()}
    for field in record._meta.concrete_fields:
        if not field.primary_key and field.name not in INSIDE:
            found[field.name] = _value(record, field)
    for files in record._meta.many_to_many:
        found[files.name] = [_document(each) for each in getattr(record, files.name).all()]
    for name in CHILDREN.get(kind, ()):
        found[name] = [plain(child) for child in getattr(record, name).order_by("pk")]
    return found


def _value(record: models.Model, field: "models.Field[Any, Any]") -> object:
    value = getattr(record, field.attname)
    if field.is_relation and field.related_model is not Unit:
        other = getattr(record, field.name)
        return str(other) if other is not None else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def _document(document: Document) -> dict[str, str]:
    return {"name": document.name, "digest": document.digest}
