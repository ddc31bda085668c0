"""The addresses of the board: the home page of every role, all work, all elections, and search."""

from django.urls import path

from huanjie.office.board.screens import views, work

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("worklist/", work.mine, name="work"),
    path("overview/", views.overview, name="overview"),
    path("search/", views.search, name="search"),
]
