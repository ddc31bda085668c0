"""The addresses of the screens of people."""

from django.urls import path

from huanjie.office.people.screens import views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("large-print/", views.large_print, name="large_print"),
]
