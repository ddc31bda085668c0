"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What was done, when, by whom, under which article."""

    name = "huanjie.office.ledger"
    label = "ledger"
    verbose_name = "账簿"
    default_auto_field = "django.db.models.BigAutoField"
