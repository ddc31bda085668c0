"""Sending a bundle to a superior's installation over HTTP, and asking for its answer.

What is sent is signed and so is the answer; the connection itself proves nothing and is not asked
to. Redirects are not followed: the address is the one in the superior's enrolment.
"""

from http.client import HTTPException
from pathlib import Path
from time import sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT_SECONDS = 60
LARGEST_ANSWER = 4 * 2**20
PAUSES = (0, 2, 8)
"""Seconds before each try."""
FINAL = frozenset({403, 404, 411, 413})
"""Answers that another try does not change: a stranger, no such address, too large."""
CONTENT_TYPE = "application/vnd.huanjie.bundle"


class NotDelivered(Exception):
    """Nothing was answered, or nothing that is a receipt; says why in a few words."""


class TurnedAway(NotDelivered):
    """The other side does not want it from us; trying again would change nothing."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **more: Any) -> None:
        return None


def receiving_address(base: str) -> str:
    """Where an installation takes bundles. Raises `NotDelivered` for an address that is none."""
    parts = urlsplit(base.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotDelivered(f"{base[:60]}: http(s)://…")
    return f"{base.strip().rstrip('/')}/returns/receive/"


def post(path: Path, base: str) -> str:
    """Send a bundle once; the receipt as text, also of a refusal. Raises `NotDelivered`."""
    with path.open("rb") as file:
        request = Request(  # noqa: S310 - the scheme is checked above
            receiving_address(base),
            data=file,
            headers={"Content-Type": CONTENT_TYPE, "Content-Length": str(path.stat().st_size)},
        )
        return _answer(request)


def ask(digest: str, base: str) -> str:
    """The newest receipt of a bundle sent before. Raises `NotDelivered`."""
    return _answer(Request(f"{receiving_address(base)}{digest}/"))  # noqa: S310


def _answer(request: Request) -> str:
    try:
        with build_opener(_NoRedirect()).open(request, timeout=TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(LARGEST_ANSWER)
    except HTTPError as refusal:
        content = refusal.read(LARGEST_ANSWER)
        if refusal.code != 422 or not content.startswith(b"{"):
            is_final = refusal.code in FINAL
            raise (TurnedAway if is_final else NotDelivered)(f"HTTP {refusal.code}") from refusal
    except (URLError, HTTPException, OSError) as fault:
        raise NotDelivered(str(getattr(fault, "reason", fault))[:120]) from fault
    return content.decode("utf-8", "replace")


def pause(attempt: int) -> None:
    """Wait before a try; nothing before the first."""
    sleep(PAUSES[attempt])
