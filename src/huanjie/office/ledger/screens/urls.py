"""The addresses of the screens of ledger."""

from django.urls import path

from huanjie.office.ledger.screens import views

app_name = "ledger"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.entry, name="entry"),
]
