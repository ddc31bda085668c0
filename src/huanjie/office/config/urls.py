"""The addresses of all screens: a stage's screens under its own word, public pages under `p/`."""

from django.urls import include, path

from huanjie.office.board.screens import public
from huanjie.office.config import health

OFFICE = (
    "people", "jobs", "inbox", "documents", "library", "bulletin",
    "committee", "seats", "registration", "nomination", "polling", "counting", "tenure",
    "guidance", "returns", "briefing",
)  # fmt: skip

urlpatterns = [
    path("", include("huanjie.office.board.screens.urls")),
    path("", include("huanjie.office.face.screens.urls")),
    path("ledger/", include("huanjie.office.board.screens.ledger_urls")),
    *(path(f"{app}/", include(f"huanjie.office.{app}.screens.urls")) for app in OFFICE),
    path("p/", public.home, name="public_home"),
    path("p/notices/", include("huanjie.office.bulletin.screens.public")),
    path("p/results/", include("huanjie.office.tenure.screens.public")),
    path("p/look-up/", include("huanjie.office.registration.screens.public")),
    path("accounts/", include("allauth.urls")),
    path("health/", health.answer, name="health"),
]

handler403 = "huanjie.office.face.screens.errors.not_allowed"
handler404 = "huanjie.office.face.screens.errors.not_found"
handler500 = "huanjie.office.face.screens.errors.broken"
