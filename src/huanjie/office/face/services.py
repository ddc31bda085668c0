"""What the face writes: which forms of a session have been acted on, and the size of print."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

FIELD = "once"
_DONE = "done-once"
_KEPT = 40
_TOKEN = re.compile(r"[A-Za-z0-9]{22}")


@contextmanager
def one_at_a_time(request: HttpRequest) -> Iterator[str]:
    """Hold the session's row while a form of it is acted on; yields the form's token or ''."""
    token = request.POST.get(FIELD, "")
    if not _TOKEN.fullmatch(token) or not request.session.session_key:
        with nullcontext():
            yield ""
        return
    with transaction.atomic():
        held = Session.objects.select_for_update().filter(pk=request.session.session_key).first()
        if held is not None:
            request.session[_DONE] = held.get_decoded().get(_DONE, {})
        yield token


def done_before(request: HttpRequest, token: str) -> str | None:
    """Where the first posting of this form led to."""
    found: str | None = request.session.get(_DONE, {}).get(token) if token else None
    return found


def keep_done(request: HttpRequest, token: str, url: str) -> None:
    """Remember that this form has been acted on, in the same transaction as the act."""
    if not token:
        return
    done = {**request.session.get(_DONE, {}), token: url}
    request.session[_DONE] = dict(list(done.items())[-_KEPT:])
    request.session.save()
