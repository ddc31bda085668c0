"""The addresses of the screens of the count."""

from django.urls import path

from huanjie.office.counting.screens import checking, opening, results, typing, views

app_name = "counting"
_ROUND = "<str:unit_code>/<int:number>/<int:ordinal>/"
urlpatterns = [
    path("<str:unit_code>/", views.index, name="index"),
    path("<str:unit_code>/open/", views.open_all, name="open_all"),
    path(_ROUND, views.sheet, name="sheet"),
    path(f"{_ROUND}open/", views.open_sheet, name="open"),
    path(f"{_ROUND}opening/", opening.opening, name="opening"),
    path(f"{_ROUND}claim/<int:which>/", typing.claim, name="claim"),
    path(f"{_ROUND}entry/<int:which>/", typing.entry, name="entry"),
    path(f"{_ROUND}entry/<int:which>/save/", typing.save, name="save"),
    path(f"{_ROUND}differences/", checking.differences, name="differences"),
    path(f"{_ROUND}checks/", checking.checks, name="checks"),
    path(f"{_ROUND}explain/", checking.explain, name="explain"),
    path(f"{_ROUND}final/", checking.finalise, name="finalise"),
    path(f"{_ROUND}reopen/", checking.reopen, name="reopen"),
    path(f"{_ROUND}determination/", results.determination, name="determination"),
    path(f"{_ROUND}decide/", results.decide, name="decide"),
    path(f"{_ROUND}next/", results.next_round, name="next"),
]
