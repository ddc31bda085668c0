"""Seats as a Django app."""

from django.apps import AppConfig


class SeatsConfig(AppConfig):
    """Quotas, constituencies and their seats."""

    name = "huanjie.office.seats"
    label = "seats"
    verbose_name = "名额与选区"
    default_auto_field = "django.db.models.BigAutoField"
