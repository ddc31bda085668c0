"""The addresses of all screens: a stage's screens under its own word, public pages under `p/`."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
