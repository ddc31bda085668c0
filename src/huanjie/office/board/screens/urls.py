"""The addresses of the board: the home page of every role, and search."""

from django.urls import path

from huanjie.office.board.screens import views

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
