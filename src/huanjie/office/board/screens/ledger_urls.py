"""The addresses of the ledger."""

from django.urls import path

from huanjie.office.board.screens import ledger

app_name = "ledger"
urlpatterns = [
    path("", ledger.index, name="index"),
    path("chains/", ledger.chains, name="chains"),
    path("<int:pk>/", ledger.entry, name="entry"),
]
