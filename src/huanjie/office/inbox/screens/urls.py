"""The addresses of the screens of the inbox."""

from django.urls import path

from huanjie.office.inbox.screens import views

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("contact/", views.contact, name="contact"),
    path("<int:pk>/done/", views.close, name="close"),
]
