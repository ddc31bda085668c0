"""Where bundles come in over the network: no session, no cookie; the signature is the pass."""

import tempfile
from pathlib import Path

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from huanjie.evidence.bundle import LIMITS, examine
from huanjie.office.face import clock
from huanjie.office.ledger.actor import Actor
from huanjie.office.people.models import Unit
from huanjie.office.people.roles import Role
from huanjie.office.returns import services
from huanjie.office.returns.models import Arrival
from huanjie.office.returns.queries.keys import receivers_of
from huanjie.office.returns.words import NETWORK

MOST_A_MINUTE = 30
STRANGERS_A_MINUTE = 5
"""Refused bundles of one address that are recorded; beyond it they are turned away unread."""
_CHUNK = 2**20


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take in a bundle; answers with the signed receipt, 422 with one when it is refused.

    413 too large, 411 without a length, 429 too often, 403 without a signed answer: a stranger.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if _is_too_often(f"returns-in-{address}", MOST_A_MINUTE):
        return _fault(429, "too-often")
    length = request.headers.get("Content-Length", "")
    if not length.isdigit():
        return _fault(411, "length-required")
    if int(length) > LIMITS.archive_bytes:
        return _fault(413, "too-large")
    with tempfile.NamedTemporaryFile(suffix=".hjb") as kept:
        size = 0
        while chunk := request.read(_CHUNK):
            size += len(chunk)
            if size > LIMITS.archive_bytes:
                return _fault(413, "too-large")
            kept.write(chunk)
        kept.flush()
        return _take(Path(kept.name), address)


def _take(path: Path, address: str) -> HttpResponse:
    found = examine(path)
    sender = found.manifest.unit if found.manifest else ""
    peers = receivers_of(sender) if sender else []
    unit = peers[0].unit if peers else _top()
    if unit is None:
        return _fault(403, "no-receiver")
    if not peers and _is_too_often(f"returns-strange-{address}", STRANGERS_A_MINUTE):
        return _fault(429, "too-often")
    arrival = services.receive(
        unit=unit,
        path=path,
        delivery=services.Delivery(f"{sender or address}.hjb", "network", clock.now()),
        today=clock.today(),
        actor=Actor(NETWORK, unit.code, frozenset({Role.OFFICE}), unit_name=unit.name),
    )
    return _receipt(arrival)


def _top() -> Unit | None:
    """Whose office records what a stranger sends: the topmost unit of the installation."""
    return Unit.objects.filter(parent__isnull=True).order_by("code").first()


def _receipt(arrival: Arrival) -> HttpResponse:
    if not arrival.receipt:
        codes = [fault["code"] for fault in arrival.problems]
        return _fault(403 if arrival.state == "refused" else 503, *codes)
    status = 422 if arrival.state == "refused" else 200
    return HttpResponse(arrival.receipt, status=status, content_type="application/json")


@require_GET
def answer(request: HttpRequest, digest: str) -> HttpResponse:
    """The newest receipt of a bundle; whoever knows its digest has the bundle."""
    if _is_too_often(f"returns-ask-{request.META.get('REMOTE_ADDR', '')}", MOST_A_MINUTE):
        return _fault(429, "too-often")
    found = Arrival.objects.filter(digest=digest).exclude(receipt="").order_by("-pk").first()
    if len(digest) != 64 or found is None:
        return _fault(404, "unknown-bundle")
    return HttpResponse(found.receipt, content_type="application/json")


def _is_too_often(key: str, most: int) -> bool:
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > most
    except ValueError:
        return False


def _fault(status: int, *codes: str) -> JsonResponse:
    return JsonResponse({"codes": list(codes)}, status=status)
