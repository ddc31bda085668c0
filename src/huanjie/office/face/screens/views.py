"""The pages of the face itself: every component with an example, and an article in our words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def design(request: HttpRequest) -> HttpResponse:
    """Every component, used."""
    return render(request, "face/refused.html")


def article(request: HttpRequest, text: str, place: str) -> HttpResponse:
    """Our words for an article."""
    return render(request, "face/refused.html")
