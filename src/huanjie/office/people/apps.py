"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who works here, for which unit, and whom the registers speak of."""

    name = "huanjie.office.people"
    label = "people"
    verbose_name = "单位与人员"
    default_auto_field = "django.db.models.BigAutoField"
