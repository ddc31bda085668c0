"""Inbox as a Django app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """What waits for whom, and notes to a unit."""

    name = "huanjie.office.inbox"
    label = "inbox"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"
