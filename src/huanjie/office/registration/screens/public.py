"""The public look-up: am I on the list, where do I vote, what do I bring?"""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache

from huanjie.office.registration import queries
from huanjie.office.registration.screens.forms import LookUpForm

TRIES = 10
WINDOW_SECONDS = 600
TOO_MANY = 429


@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """One question, one answer, by exact name and the last four digits; ten tries in ten minutes.

    Asked by POST, so that no name stands in an address or a log.
    """
    form = LookUpForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "registration/look_up.html", context)
    if not _may_ask(request):
        context["too_many"] = True
        return render(request, "registration/look_up.html", context, status=TOO_MANY)
    given = form.cleaned_data
    context |= {"asked": True, "found": queries.look_up(given["name"], given["id_tail"])}
    return render(request, "registration/look_up.html", context)


def _may_ask(request: HttpRequest) -> bool:
    """Counts by a digest of the address, which is kept nowhere else."""
    address = request.META.get("REMOTE_ADDR", "")
    key = f"look-up:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) <= TRIES
    except ValueError:
        return True


app_name = "look_up"
urlpatterns = [path("", look_up, name="look_up")]
