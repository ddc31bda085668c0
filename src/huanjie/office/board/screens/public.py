"""The public home page: the elections of this site and what was published last."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huanjie.office.bulletin.queries import public_notices
from huanjie.office.bulletin.words import kind_name
from huanjie.office.committee.acts import STATES
from huanjie.office.committee.models import Election
from huanjie.office.face.words import either

NEWEST = 15


def home(request: HttpRequest) -> HttpResponse:
    """The elections of this site and the newest notices."""
    is_public = Q(unit__publications__is_public=True)
    is_declared = Q(constituencies__contest__rounds__determination__declared_on__isnull=False)
    elections = Election.objects.select_related("unit").annotate(
        notices=Count("unit__publications", filter=is_public, distinct=True),
        declared=Count("constituencies", filter=is_declared, distinct=True),
    )
    shown = [
        (election, either(*STATES.get(election.state, (election.state, election.state))))
        for election in elections.order_by("unit_id")
    ]
    rows = [(each, kind_name(each.kind)) for each in public_notices()[:NEWEST]]
    return render(request, "board/public_home.html", {"elections": shown, "rows": rows})
