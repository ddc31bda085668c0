"""Face as a Django app."""

from django.apps import AppConfig


class FaceConfig(AppConfig):
    """The frame and the components of every page."""

    name = "huanjie.office.face"
    label = "face"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"
