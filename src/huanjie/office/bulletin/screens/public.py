"""The public pages of the notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def notices(request: HttpRequest) -> HttpResponse:
    """Every public notice, newest first."""
    return render(request, "face/public.html")


app_name = "bulletin_public"
urlpatterns = [path("", notices, name="notices")]
