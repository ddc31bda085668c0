"""Nomination as a Django app."""

from django.apps import AppConfig


class NominationConfig(AppConfig):
    """Petitions, nominees, consultation, lists of candidates."""

    name = "huanjie.office.nomination"
    label = "nomination"
    verbose_name = "候选人"
    default_auto_field = "django.db.models.BigAutoField"
