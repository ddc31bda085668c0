"""The addresses of the screens of counting."""

from django.urls import URLPattern

app_name = "counting"
urlpatterns: list[URLPattern] = []
