"""The addresses of the board: home pages, all work, the matrix, units, and search."""

from django.urls import path

from huanjie.office.board.screens import lists, overview, units, views, work

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("worklist/", work.mine, name="work"),
    path("overview/", overview.index, name="overview"),
    path("overview/late/", lists.late, name="late"),
    path("overview/deadlines/", lists.ahead, name="deadlines"),
    path("overview/queues/", lists.waiting, name="queues"),
    path("overview/changes/", lists.changed, name="changes"),
    path("units/<str:unit_code>/", units.unit, name="unit"),
    path("search/", views.search, name="search"),
]
