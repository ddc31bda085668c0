"""Polling as a Django app."""

from django.apps import AppConfig


class PollingConfig(AppConfig):
    """Contests, rounds, boxes and participants."""

    name = "huanjie.office.polling"
    label = "polling"
    verbose_name = "投票"
    default_auto_field = "django.db.models.BigAutoField"
