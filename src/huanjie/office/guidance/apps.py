"""Guidance as a Django app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Who leads, meetings, requests for instructions, questions of law, visits and slips."""

    name = "huanjie.office.guidance"
    label = "guidance"
    verbose_name = "指导"
    default_auto_field = "django.db.models.BigAutoField"
