"""The public home page: the elections of this site and what was published last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """The elections of this site and the newest notices."""
    return render(request, "board/public_home.html")
