"""Doing an act for a page: run the command, show what it answers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from huanjie.law.finding import Finding, WrongInput
from huanjie.law.procedure import IllegalMove
from huanjie.office.face.cards import Card, moved_on, wrong_input
from huanjie.office.face.services import done_before, keep_done, one_at_a_time
from huanjie.office.ledger.commands import NotAllowed, Refused
from huanjie.office.ledger.events import WORDS
from huanjie.office.ledger.models import Entry
from huanjie.office.ledger.services import receipts

RECEIPTS = "receipts"
UNPROCESSABLE = 422


def perform(
    request: HttpRequest,
    command: Callable[..., Any],
    *,
    success_url: str | Callable[[Any], str],
    template: str = "face/refused.html",
    context: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> HttpResponse:
    """Run a command with the signed-in member as its actor and go on.

    Done: a redirect to `success_url` (or to what it makes of the command's answer), whose page
    shows the receipt. Refused: `template` again with `context` and `findings`, status 422, the
    input kept by the form in the context. Not allowed: 403. Gone: 404. A form posted twice acts
    once: the second answer is the first one's redirect.
    """
    arguments.setdefault("actor", getattr(request, "member", None))
    try:
        with one_at_a_time(request) as token:
            url = done_before(request, token)
            if url is None:
                with receipts() as entries:
                    answer = command(**arguments)
                url = success_url(answer) if callable(success_url) else success_url
                request.session[RECEIPTS] = [as_receipt(entry) for entry in entries]
                keep_done(request, token, url)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except ObjectDoesNotExist as gone:
        raise Http404(str(gone)) from gone
    except Refused as refusal:
        return refused(request, refusal.findings, template, context)
    except IllegalMove as refusal:
        return refused(request, [moved_on(refusal)], template, context)
    except WrongInput as refusal:
        return refused(request, [wrong_input(refusal)], template, context)
    return go_on(request, url)


def refused(
    request: HttpRequest,
    findings: Iterable[Finding | Card],
    template: str = "face/refused.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page again with the findings above it."""
    given = {**(context or {}), "findings": list(findings)}
    return render(request, template, given, status=UNPROCESSABLE)


def go_on(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that HTMX follows as a whole page too."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def as_receipt(entry: Entry) -> dict[str, Any]:
    """An entry of the ledger as the next page shows it."""
    said = WORDS[entry.event]
    return {
        "number": entry.number,
        "id": entry.pk,
        "event_zh": said.zh,
        "event_en": said.en,
        "at": timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S"),
    }
