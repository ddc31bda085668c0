"""The library as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Statutes, rule pages, answers and study material, found by one search."""

    name = "huanjie.office.library"
    label = "library"
    verbose_name = "法规库"
    default_auto_field = "django.db.models.BigAutoField"
