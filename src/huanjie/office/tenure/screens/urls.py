"""The addresses of the screens of tenure."""

from django.urls import URLPattern

app_name = "tenure"
urlpatterns: list[URLPattern] = []
