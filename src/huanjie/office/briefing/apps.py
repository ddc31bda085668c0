"""Briefing as a Django app."""

from django.apps import AppConfig


class BriefingConfig(AppConfig):
    """Bulletins, circulars and study material, with receipts."""

    name = "huanjie.office.briefing"
    label = "briefing"
    verbose_name = "简报"
    default_auto_field = "django.db.models.BigAutoField"
