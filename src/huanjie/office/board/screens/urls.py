"""The addresses of the board: home pages, all work, the matrix, units, and search."""

from django.urls import path

from huanjie.office.board.screens import overview, units, views, work

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("worklist/", work.mine, name="work"),
    path("overview/", overview.index, name="overview"),
    path("overview/late/", overview.late, name="late"),
    path("overview/deadlines/", overview.ahead, name="deadlines"),
    path("overview/queues/", overview.waiting, name="queues"),
    path("overview/changes/", overview.changed, name="changes"),
    path("units/<str:unit_code>/", units.unit, name="unit"),
    path("search/", views.search, name="search"),
]
