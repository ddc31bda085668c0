"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The signed-in member and whether this is a practice installation."""
    return {"member": getattr(request, "member", None), "practice": settings.PRACTICE}
