"""The addresses of the screens of seats."""

from django.urls import URLPattern

app_name = "seats"
urlpatterns: list[URLPattern] = []
