"""The home page of every role, and search."""

from django.http import HttpResponse
from django.shortcuts import render

from huanjie.office.people.access import MemberRequest, signed_in


@signed_in
def home(request: MemberRequest) -> HttpResponse:
    """The worklist of the member."""
    return render(request, "board/home.html")


@signed_in
def search(request: MemberRequest) -> HttpResponse:
    """What was found in scope."""
    return render(request, "board/search.html", {"search_query": request.GET.get("q", "")})
