"""The screens of ledger."""

from django.http import HttpResponse
from django.shortcuts import render

from huanjie.office.people.access import MemberRequest, signed_in


@signed_in
def index(request: MemberRequest) -> HttpResponse:
    """The first page."""
    return render(request, "face/refused.html")


@signed_in
def entry(request: MemberRequest, pk: int) -> HttpResponse:
    """One entry."""
    return render(request, "face/refused.html")
