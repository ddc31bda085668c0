"""The addresses of the screens of people."""

from django.urls import path

from huanjie.office.people.screens import views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("open/", views.open_one, name="open"),
    path("large-print/", views.large_print, name="large_print"),
    path("person/<int:pk>/id-number/", views.reveal, name="reveal"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/roles/", views.roles, name="roles"),
    path("<int:pk>/password/", views.password, name="password"),
    path("<int:pk>/close/", views.close, name="close"),
]
