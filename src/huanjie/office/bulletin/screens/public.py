"""The notices as everybody reads them: no sign-in, nothing personal beyond what the law posts."""

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.http import http_date

from huanjie.office.bulletin.models import Publication
from huanjie.office.bulletin.queries import body_digest, public_notices, tables_of
from huanjie.office.bulletin.words import kind_name
from huanjie.office.face.tables import csv_answer
from huanjie.office.people.models import Unit

PAGE_SIZE = 30


def notices(request: HttpRequest) -> HttpResponse:
    """Every public notice, newest first, with search."""
    words = request.GET.get("q", "").strip()[:60]
    return _listed(request, None, words)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The notices of one unit."""
    found = get_object_or_404(Unit, pk=code)
    if not public_notices(code).exists():
        raise Http404(code)
    return _listed(request, found, request.GET.get("q", "").strip()[:60])


def notice(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """One notice in its official form."""
    found = _public(code, number)
    later = found.superseded_by
    context = {
        "notice": found,
        "kind": kind_name(found.kind),
        "digest": body_digest(found.body),
        "later": later if later and later.is_public else None,
    }
    return _dated(render(request, "bulletin/notice.html", context), found)


def as_json(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """A notice as data."""
    found = _public(code, number)
    data = {
        "unit": {"code": found.unit_id, "name": found.unit.name},
        "kind": found.kind,
        "number": found.number,
        "title": found.title,
        "issuer": found.issuer,
        "published_on": found.published_on.isoformat(),
        "superseded_by": found.superseded_by.number if found.superseded_by else None,
        "body": found.body,
        "sha256": body_digest(found.body),
    }
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _dated(answer, found)


def as_csv(request: HttpRequest, code: str, number: int, place: int) -> HttpResponseBase:
    """One table of a notice as CSV."""
    found = _public(code, number)
    tables = list(tables_of(found))
    if not 1 <= place <= len(tables):
        raise Http404(place)
    table = tables[place - 1]
    answer = csv_answer(table["head"], table["rows"], f"{found.unit_id}-{found.number}-{place}")
    return _dated(answer, found)


def _listed(request: HttpRequest, of: Unit | None, words: str) -> HttpResponse:
    found = public_notices(of.pk if of else "", words)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    units = Unit.objects.filter(publications__is_public=True).annotate(
        notices=Count("publications"), latest=Max("publications__published_on")
    )
    rows = [(each, kind_name(each.kind)) for each in page]
    context = {"of": of, "page": page, "rows": rows, "words": words, "units": units}
    return render(request, "bulletin/notices.html", context)


def _public(code: str, number: int) -> Publication:
    rows = public_notices(code).select_related("superseded_by")
    return get_object_or_404(rows, number=number)


def _dated(answer: HttpResponseBase, found: Publication) -> HttpResponseBase:
    answer["Last-Modified"] = http_date(found.recorded_at.timestamp())
    return answer


app_name = "bulletin_public"
urlpatterns = [
    path("", notices, name="notices"),
    path("<str:code>/", unit, name="unit"),
    path("<str:code>/<int:number>/", notice, name="notice"),
    path("<str:code>/<int:number>.json", as_json, name="json"),
    path("<str:code>/<int:number>-<int:place>.csv", as_csv, name="csv"),
]
