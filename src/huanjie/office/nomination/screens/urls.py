"""The addresses of the screens of nomination."""

from django.urls import URLPattern

app_name = "nomination"
urlpatterns: list[URLPattern] = []
