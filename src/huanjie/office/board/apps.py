"""Board as a Django app."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Worklists and progress, read from all stages."""

    name = "huanjie.office.board"
    label = "board"
    verbose_name = "工作台"
    default_auto_field = "django.db.models.BigAutoField"
