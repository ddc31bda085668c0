"""Returns as a Django app."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Returns between the levels: drawn up, signed, sent, received, added up."""

    name = "huanjie.office.returns"
    label = "returns"
    verbose_name = "报表"
    default_auto_field = "django.db.models.BigAutoField"
