"""The addresses of the screens of documents."""

from django.urls import path

from huanjie.office.documents.screens import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.download, name="download"),
]
