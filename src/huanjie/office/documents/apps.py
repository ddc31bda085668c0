"""Documents as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files received and kept, each by its digest."""

    name = "huanjie.office.documents"
    label = "documents"
    verbose_name = "文件"
    default_auto_field = "django.db.models.BigAutoField"
