"""Registration as a Django app."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Population files, duplicates, rolls, corrections, appeals."""

    name = "huanjie.office.registration"
    label = "registration"
    verbose_name = "选民登记"
    default_auto_field = "django.db.models.BigAutoField"
