"""Bulletin as a Django app."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    """What was published, as it was published."""

    name = "huanjie.office.bulletin"
    label = "bulletin"
    verbose_name = "公告"
    default_auto_field = "django.db.models.BigAutoField"
