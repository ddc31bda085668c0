"""The addresses of the library: search, statutes, articles, passages, import."""

from django.urls import path

from huanjie.office.library.screens import views

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("statutes/", views.statutes, name="statutes"),
    path("statutes/import/", views.import_page, name="import"),
    path("statutes/<str:text>/", views.statute, name="statute"),
    path("statutes/<str:text>/remove/", views.remove, name="remove"),
    path("article/<str:text>/<str:place>/", views.article, name="article"),
    path("passage/<str:source>/<path:key>/", views.passage, name="passage"),
]
