"""Committee as a Django app."""

from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    """The election, its committee, its days and its decisions."""

    name = "huanjie.office.committee"
    label = "committee"
    verbose_name = "选举委员会"
    default_auto_field = "django.db.models.BigAutoField"
