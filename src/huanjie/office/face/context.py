"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from huanjie.office.face.acts import RECEIPTS


def frame(request: HttpRequest) -> dict[str, Any]:
    """The signed-in member, the receipts of what was just done, and whether this is practice."""
    account = getattr(request, "user", None)
    return {
        "member": getattr(request, "member", None),
        "member_account": account if account is not None and account.is_authenticated else None,
        "practice": settings.PRACTICE,
        "receipts_due": SimpleLazyObject(lambda: _receipts(request)),
    }


def _receipts(request: HttpRequest) -> list[dict[str, Any]]:
    """The receipts, shown once."""
    session = getattr(request, "session", None)
    found: list[dict[str, Any]] = session.get(RECEIPTS, []) if session is not None else []
    if found and session is not None:
        del session[RECEIPTS]
    return found
