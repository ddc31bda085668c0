"""The addresses of the screens of jobs."""

from django.urls import path

from huanjie.office.jobs.screens import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/progress/", views.progress, name="progress"),
]
