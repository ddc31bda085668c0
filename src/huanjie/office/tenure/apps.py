"""Tenure as a Django app."""

from django.apps import AppConfig


class TenureConfig(AppConfig):
    """Who was declared elected, and the list of deputies."""

    name = "huanjie.office.tenure"
    label = "tenure"
    verbose_name = "代表"
    default_auto_field = "django.db.models.BigAutoField"
