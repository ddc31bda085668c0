"""The addresses of the office's view of the notices."""

from django.urls import path

from huanjie.office.bulletin.screens import views

app_name = "bulletin"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.notice, name="notice"),
]
