"""Counting as a Django app."""

from django.apps import AppConfig


class CountingConfig(AppConfig):
    """Tally sheets typed twice, checks, determinations."""

    name = "huanjie.office.counting"
    label = "counting"
    verbose_name = "计票"
    default_auto_field = "django.db.models.BigAutoField"
