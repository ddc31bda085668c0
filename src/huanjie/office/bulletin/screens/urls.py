"""The addresses of the screens of bulletin."""

from django.urls import path

from huanjie.office.bulletin.screens import views

app_name = "bulletin"
urlpatterns = [
    path("", views.index, name="index"),
]
