"""The screens of inbox."""

from django.http import HttpResponse
from django.shortcuts import render

from huanjie.office.people.access import MemberRequest, signed_in


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    """The first page."""
    return render(request, "face/refused.html")
